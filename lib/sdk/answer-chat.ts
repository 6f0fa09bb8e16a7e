import type { SseEvent } from "#lib/core/sse"
import type { JsonAnswer } from "#lib/router/answer"
import type { ChatChunk, ChatResponse } from "#lib/wire/chat"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { type Asked, AskFailure } from "./ask"
import { type Call, costUsd, withHidden } from "./call"
import type { CompletionStream, ModelResponse } from "./completion"
import { countUsage } from "./count-usage"
import { EventStream } from "./event-stream"
import { streamChunkBuilder } from "./stream-chunk-builder"

/** Turns what a model was asked to what the caller gets, and ends the call. */
export async function answerChat(call: Call, ask: () => Promise<Asked>): Promise<ModelResponse | CompletionStream> {
  try {
    const { answer, served, body } = await ask()
    if (answer.kind === "stream")
      return new EventStream({ call, served, answer, decode: readChunk, gather: streamChunkBuilder })
    const read = readResponse(answer)
    const response: ChatResponse = read.usage
      ? read
      : { ...read, usage: await countUsage(body.chat(), answer.visibleText()) }
    const cost = costUsd(served.deployment, response.usage ?? null)
    const given = withHidden(response, call.hidden(served, cost))
    call.succeed(served, { response: given, usage: given.usage ?? null, costUsd: cost })
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
