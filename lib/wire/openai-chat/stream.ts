import type { GatewayError } from "#lib/core/errors"
import type { SseEvent } from "#lib/core/sse"
import type { ChatChunk } from "../chat"
import type { Translator } from "../dialect"
import { brokenEvent, embeddedError, truncatedStream } from "../provider-error"
import { asObject, asObjects, type Json, parseJson } from "../read-json"
import { publishChunk } from "./published-shape"
import { chunkToHub, errorIn } from "./response"
import { StreamedCalls } from "./whole-calls"

export const DONE: SseEvent = { event: "", data: "[DONE]" }

/** Raw events → hub chunks. Throws on a broken event, an error event and a stream that ends before its answer does. */
export class StreamToHub implements Translator<SseEvent, ChatChunk> {
  #done = false
  #finished = false
  readonly #calls = new StreamedCalls()

  push(e: SseEvent): ChatChunk[] {
    if (this.#done) return []
    const data = e.data.trim()
    if (data === "") return []
    if (data === "[DONE]") {
      this.#done = true
      return []
    }
    const event = asObject(parseJson(data))
    if (!event) throw brokenEvent(data)
    const error = errorOf(e, event)
    if (error) throw error
    const chunk = chunkToHub(event)
    for (const choice of asObjects(event.choices)) this.#calls.mend(choice)
    if (chunk.choices.some((choice) => choice.finish_reason)) this.#finished = true
    return [chunk]
  }

  end(): ChatChunk[] {
    if (!this.#done && !this.#finished) throw truncatedStream()
    return []
  }
}

/** Hub chunks → raw events, `[DONE]` at the end. */
export class StreamFromHub implements Translator<ChatChunk, SseEvent> {
  push(chunk: ChatChunk): SseEvent[] {
    publishChunk(chunk)
    return [{ event: "", data: JSON.stringify(chunk) }]
  }

  end(): SseEvent[] {
    return [DONE]
  }
}

/** The failure a stream event reports, by its name or its data; null when none. */
export function errorOf(e: SseEvent, event: Json): GatewayError | null {
  return e.event === "error" ? embeddedError(event) : errorIn(event)
}
