import { isUtf8 } from "node:buffer"
import type { CacheSlot } from "#lib/cache/slot"
import type { Deployment } from "#lib/router/deployment"
import type { Usage } from "#lib/wire/chat"
import type { Call } from "./call"
import type { Runtime } from "./runtime"

/** A complete answer that was booked. */
export interface Booked {
  readonly deployment: Deployment
  readonly status: number
  readonly contentType: string
  readonly body: string | Uint8Array
  readonly stream: boolean
  readonly native: boolean
  readonly costNano: number
  readonly usage: Partial<Usage> | null
}

/** Puts the answer into the call's slot of the cache, if it has one. Nobody waits for it. */
export function keepAnswer(rt: Runtime, call: Call, booked: Booked): void {
  const { slot } = call
  if (slot === null || !slot.controls.write) return
  const { usage, deployment, costNano, ...answer } = booked
  slot.cache.keep({
    key: slot.key,
    answer: {
      ...answer,
      storedAt: rt.clock.now(),
      modelId: deployment.id,
      costNano: call.priced ? costNano : null,
      promptTokens: usage?.prompt_tokens ?? 0,
      completionTokens: usage?.completion_tokens ?? 0,
    },
    ttlMs: ttlOf(slot, deployment),
    question: slot.question,
  })
}

/** What the request says goes before its deployment's `ttl`, and that before the cache's. */
function ttlOf({ controls, cache }: CacheSlot, deployment: Deployment): number {
  const { ttl } = deployment.entry.litellm_params
  return controls.ttlMs ?? (typeof ttl === "number" ? ttl * 1000 : cache.settings.ttlMs)
}

/** A stream as it leaves, held until it is complete; nothing is held of one that is too large. */
export class StreamRecorder {
  readonly #maxBytes: number
  #parts: Uint8Array[] | null = []
  #bytes = 0

  constructor({ cache }: CacheSlot) {
    this.#maxBytes = cache.settings.maxEntryChars
  }

  add(part: string | Uint8Array): void {
    if (this.#parts === null) return
    const bytes = typeof part === "string" ? Buffer.from(part) : part
    this.#bytes += bytes.length
    if (this.#bytes > this.#maxBytes) this.#parts = null
    else this.#parts.push(bytes)
  }

  /** The whole stream; null when it was too large. */
  whole(): string | Uint8Array | null {
    if (this.#parts === null) return null
    const all = Buffer.concat(this.#parts)
    return isUtf8(all) ? all.toString("utf8") : all
  }
}
