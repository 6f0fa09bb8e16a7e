import { anthropicMessages } from "#lib/wire/anthropic-messages/dialect"
import { answerDialect } from "./answer-dialect"
import { askModel } from "./ask"
import { Call } from "./call"
import { chatBody } from "./chat-body-of"
import type { DialectAnswer, DialectStream } from "./dialect-answer"
import type { CallOptions, Message } from "./options"

/** Anthropic's Messages parameters, for any provider's model. */
export interface MessagesOptions extends CallOptions {
  messages: readonly Message[]
  max_tokens: number
  system?: string | readonly unknown[] | undefined
  stream?: boolean | null | undefined
}

/**
 * Asks a model in Anthropic's Messages shape, whoever serves it. With `stream: true` the answer is an async iterable of
 * Anthropic's events. Throws as `completion` does.
 */
export function messages(options: MessagesOptions & { stream: true }): Promise<DialectStream>
export function messages(options: MessagesOptions & { stream?: false | null | undefined }): Promise<DialectAnswer>
export function messages(options: MessagesOptions): Promise<DialectAnswer | DialectStream>
export async function messages(options: MessagesOptions): Promise<DialectAnswer | DialectStream> {
  const call = new Call("anthropic_messages", options)
  return answerDialect(call, () => askModel(call, chatBody(anthropicMessages)))
}
