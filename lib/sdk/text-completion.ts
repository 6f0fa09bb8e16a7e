import { openaiCompletions } from "#lib/wire/completions"
import { answerDialect } from "./answer-dialect"
import { askModel } from "./ask"
import { Call } from "./call"
import { chatBody } from "./chat-body-of"
import type { Hidden, ModelStream } from "./hidden"
import type { CallOptions } from "./options"

/** OpenAI's legacy text completion parameters. Models that only chat are asked through chat. */
export interface TextCompletionOptions extends CallOptions {
  prompt: string | readonly string[]
  stream?: boolean | null | undefined
  max_tokens?: number | null | undefined
  temperature?: number | null | undefined
  top_p?: number | null | undefined
  n?: number | null | undefined
  stop?: string | string[] | null | undefined
  suffix?: string | null | undefined
}

/** A continued text. */
export interface TextCompletion {
  id: string
  object: "text_completion"
  created: number
  model: string
  choices: { text: string; index: number; finish_reason: string | null; [field: string]: unknown }[]
  usage?: { prompt_tokens: number; completion_tokens: number; total_tokens: number } | null
  [field: string]: unknown
}

export type TextCompletionResponse = TextCompletion & Hidden
export type TextCompletionStream = ModelStream<TextCompletion>

/** Continues a text. With `stream: true` the answer is an async iterable. Throws as `completion` does. */
export function textCompletion(options: TextCompletionOptions & { stream: true }): Promise<TextCompletionStream>
export function textCompletion(
  options: TextCompletionOptions & { stream?: false | null | undefined },
): Promise<TextCompletionResponse>
export function textCompletion(options: TextCompletionOptions): Promise<TextCompletionResponse | TextCompletionStream>
export async function textCompletion(
  options: TextCompletionOptions,
): Promise<TextCompletionResponse | TextCompletionStream> {
  const call = new Call("text_completion", options)
  const answer = await answerDialect(call, () => askModel(call, chatBody(openaiCompletions, { late: true })))
  return answer as TextCompletionResponse | TextCompletionStream
}
