import type { ChatChunk, ChatResponse } from "#lib/wire/chat"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { answerChat } from "./answer-chat"
import { askModel } from "./ask"
import { Call } from "./call"
import { chatBody } from "./chat-body-of"
import type { Hidden, ModelStream } from "./hidden"
import type { CompletionOptions } from "./options"

/** A chat completion in OpenAI's shape, whoever made it. */
export type ModelResponse = ChatResponse & Hidden

/** A streamed chat completion: an async iterable of OpenAI's chunks. */
export type CompletionStream = ModelStream<ChatChunk>

/**
 * Asks a model. `model` is `provider/model`; the other options are OpenAI's, for every provider.
 *
 * @example
 * const response = await completion({ model: "openai/gpt-4o", messages: [{ role: "user", content: "Hello" }] })
 * console.log(response.choices[0]?.message.content)
 *
 * With `stream: true` the answer is an async iterable of chunks. Throws an APIError (RateLimitError, Timeout …; see there),
 * or the reason of your own `signal`.
 */
export function completion(options: CompletionOptions & { stream: true }): Promise<CompletionStream>
export function completion(options: CompletionOptions & { stream?: false | null | undefined }): Promise<ModelResponse>
export function completion(options: CompletionOptions): Promise<ModelResponse | CompletionStream>
export async function completion(options: CompletionOptions): Promise<ModelResponse | CompletionStream> {
  const call = new Call("completion", options)
  return answerChat(call, () => askModel(call, chatBody(openaiChat)))
}

/** The same function: every call here is asynchronous. @alias */
export const acompletion = completion
