import { SseDecoder, type SseEvent } from "#lib/core/sse"
import type { StreamAnswer } from "#lib/router/attempt"
import type { ChatResponse, Usage } from "#lib/wire/chat"
import { type Call, costUsd, type Served } from "./call"
import type { HiddenParams, ModelStream } from "./hidden"
import { successCallback } from "./settings"

const LINGER_MS = 1_000

export interface EventStreamInput<T> {
  readonly call: Call
  readonly served: Served
  readonly answer: StreamAnswer
  /** An event as the caller sees it; null = not for the caller (the terminator). */
  readonly decode: (event: SseEvent) => T | null
  /** The whole answer, for callbacks; absent when there is no such form. */
  readonly gather?: (items: readonly T[]) => ChatResponse
}

/** A streamed answer. A failure in the middle is thrown inside the caller's loop, after what arrived before it. */
export class EventStream<T> implements ModelStream<T> {
  readonly #input: EventStreamInput<T>
  #hidden: HiddenParams
  #usage: Partial<Usage> | null = null
  #begun = false

  constructor(input: EventStreamInput<T>) {
    this.#input = input
    this.#hidden = input.call.hidden(input.served, null)
    Object.defineProperty(this, "_hidden_params", { get: () => this.#hidden, enumerable: false })
  }

  declare readonly _hidden_params: HiddenParams

  get usage(): Partial<Usage> | null {
    return this.#usage
  }

  [Symbol.asyncIterator](): AsyncGenerator<T> {
    if (this.#begun) throw new TypeError("This stream was already read; a stream can be read once.")
    this.#begun = true
    return this.#read()
  }

  async *#read(): AsyncGenerator<T> {
    const { call, served, answer, decode, gather } = this.#input
    const { pipe, body } = answer
    const decoder = new SseDecoder()
    const kept: T[] = []
    const keeps = gather !== undefined && successCallback.length > 0
    let complete = false
    try {
      let out = answer.first
      for (let ended = false; ; ) {
        for (const event of out === null ? [] : decoder.push(Buffer.from(out))) {
          const item = decode(event)
          if (item === null) continue
          if (keeps) kept.push(item)
          yield item
        }
        if (ended || pipe.done) break
        if (pipe.failed !== null) throw pipe.failed
        const block = await body.read()
        ended = block === null
        out = block === null ? pipe.end() : pipe.push(block)
      }
      complete = true
    } catch (e) {
      throw call.fail(e, served.deployment, served)
    } finally {
      if (complete) await release(body)
      else body.cancel()
      this.#usage = pipe.usage
      const usage = wholeUsage(pipe.usage)
      const cost = costUsd(served.deployment, usage)
      this.#hidden = call.hidden(served, cost)
      call.succeed(served, { response: this, usage, costUsd: cost, ...(keeps ? { whole: gather(kept) } : {}) })
    }
  }
}

function wholeUsage(usage: Partial<Usage> | null): Usage | null {
  if (usage === null) return null
  const prompt = usage.prompt_tokens ?? 0
  const completion = usage.completion_tokens ?? 0
  return { ...usage, prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
}

/** The provider said its last word: its connection is read to the end for the next call, or closed when it lingers. */
async function release(body: StreamAnswer["body"]): Promise<void> {
  const timer = setTimeout(() => body.cancel(), LINGER_MS)
  try {
    while ((await body.read()) !== null);
  } catch {
    // The answer is complete; how the connection ends is nobody's concern.
  } finally {
    clearTimeout(timer)
  }
}
