import type { SseEvent } from "#lib/core/sse"
import type { JsonAnswer } from "#lib/router/attempt"
import type { ChatChunk, ChatResponse } from "#lib/wire/chat"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { type Asked, AskFailure, askModel } from "./ask"
import { Call, costUsd, type Hidden, withHidden } from "./call"
import { countUsage } from "./count-usage"
import { EventStream } from "./event-stream"
import type { CompletionOptions } from "./options"
import { streamChunkBuilder } from "./stream-chunk-builder"

/** A chat completion in OpenAI's shape, whoever made it. */
export type ModelResponse = ChatResponse & Hidden

/** A streamed chat completion: an async iterable of OpenAI's chunks. */
export type CompletionStream = EventStream<ChatChunk>

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
  return answerChat(call, () => askModel(call, openaiChat))
}

/** The same function: every call here is asynchronous. */
export const acompletion = completion

/** Turns what a model was asked to what the caller gets, and ends the call. */
export async function answerChat(call: Call, ask: () => Promise<Asked>): Promise<ModelResponse | CompletionStream> {
  try {
    const { answer, served, body } = await ask()
    if (answer.kind === "stream")
      return new EventStream({ call, served, answer, decode: readChunk, gather: streamChunkBuilder })
    const read = readResponse(answer)
    const response: ChatResponse = read.usage
      ? read
      : { ...read, usage: await countUsage(body.json, answer.visibleText()) }
    const cost = costUsd(served.deployment, response.usage ?? null)
    const given = withHidden(response, call.hidden(served, cost))
    call.succeed(served, { response: given, costUsd: cost })
    return given
  } catch (e) {
    throw e instanceof AskFailure ? call.fail(e.failure, e.deployment) : call.fail(e, null)
  }
}

function readResponse(answer: JsonAnswer): ChatResponse {
  return openaiChat.toHub.response(JSON.parse(answer.text))
}

function readChunk({ data }: SseEvent): ChatChunk | null {
  return data.trim() === "[DONE]" ? null : (JSON.parse(data) as ChatChunk)
}
