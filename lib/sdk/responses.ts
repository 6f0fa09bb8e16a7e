import { openaiResponses } from "#lib/wire/openai-responses/dialect"
import { answerDialect } from "./answer-dialect"
import { askModel } from "./ask"
import { Call } from "./call"
import { chatBody } from "./chat-body-of"
import type { DialectAnswer, DialectStream } from "./dialect-answer"
import type { CallOptions } from "./options"

/** OpenAI's Responses parameters, for any provider's model. */
export interface ResponsesOptions extends CallOptions {
  /** A text, or items. */
  input: string | readonly unknown[]
  instructions?: string | null | undefined
  max_output_tokens?: number | null | undefined
  stream?: boolean | null | undefined
}

/**
 * Asks a model in the shape of OpenAI's Responses, whoever serves it. With `stream: true` the answer is an async iterable of
 * its events. Throws as `completion` does.
 */
export function responses(options: ResponsesOptions & { stream: true }): Promise<DialectStream>
export function responses(options: ResponsesOptions & { stream?: false | null | undefined }): Promise<DialectAnswer>
export function responses(options: ResponsesOptions): Promise<DialectAnswer | DialectStream>
export async function responses(options: ResponsesOptions): Promise<DialectAnswer | DialectStream> {
  const call = new Call("responses", options)
  return answerDialect(call, () => askModel(call, chatBody(openaiResponses)))
}
