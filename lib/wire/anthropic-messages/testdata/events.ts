import type { SseEvent } from "#lib/core/sse"
import type { ChatChunk, ChatDelta } from "../../chat"
import { chunksOf, digestChunks } from "../../testdata/digest"
import { anthropicMessages } from "../dialect"
import { StreamToHub } from "../stream-to-hub"

/** Anthropic's events in few words. */
export const usage = { input_tokens: 5, cache_creation_input_tokens: 2, cache_read_input_tokens: 3, output_tokens: 1 }
export const event = (type: string, fields: object = {}): SseEvent => ({
  event: type,
  data: JSON.stringify({ type, ...fields }),
})
export const start = event("message_start", { message: { id: "msg_1", model: "claude", role: "assistant", usage } })
export const stop = event("message_stop")
export const begin = (index: number, content_block: object) => event("content_block_start", { index, content_block })
export const delta = (index: number, value: object) => event("content_block_delta", { index, delta: value })
export const end = (index: number) => event("content_block_stop", { index })
export const finish = (stop_reason: string, more: object = {}) =>
  event("message_delta", { delta: { stop_reason, ...more }, usage: { output_tokens: 9 } })
export const text = (index: number, value: string) => delta(index, { type: "text_delta", text: value })
export const json = (index: number, partial_json: string) => delta(index, { type: "input_json_delta", partial_json })

export const read = (...events: SseEvent[]) => digestChunks(chunksOf(anthropicMessages, events))
export const deltas = (...events: SseEvent[]) => {
  const stream = new StreamToHub()
  return events.flatMap((e) => stream.push(e)).flatMap((chunk) => chunk.choices.map((choice) => choice.delta))
}
