import { LRUCache } from "lru-cache"
import { boundNano, costNano } from "#lib/catalog/cost"
import type { Price } from "#lib/catalog/price"

/** What a request will probably come to. */
export interface Estimate {
  readonly promptTokens: number
  /** Output tokens reserved: the client's own limit where it set one. */
  readonly reservedCompletionTokens: number
  /** Output tokens expected from what this key lately got from this model. */
  readonly expectedCompletionTokens: number
  /** Nano-dollars held until the bill is known. */
  readonly reserveNano: number
  /** Nano-dollars billed when the gateway dies before it learns the true figure. */
  readonly expectedNano: number
}

export interface EstimateInput {
  /** Who and what: figures are learned per key × model group. */
  readonly subject: string
  readonly bodyChars: number
  /** `max_completion_tokens`, `max_tokens`; null when the client set none. */
  readonly maxTokens: number | null
  /** How many answers are asked for (`n`). */
  readonly answers: number
  /** Prices of all candidates; the dearest counts. */
  readonly prices: readonly (Price | null)[]
  readonly maxOutputTokens: number | null
}

interface Learned {
  promptTokensPerChar: number
  completionTokens: number
}

const CHARS_PER_TOKEN = 4
const UNKNOWN_COMPLETION_TOKENS = 1024
const LEAST_RESERVED = 64
/** Weight of the newest observation. */
const NEWEST = 0.3

/** Learns how long prompts and answers really are, and says what to hold for the next one. */
export class Estimator {
  readonly #learned = new LRUCache<string, Learned>({ max: 20_000 })

  estimate(input: EstimateInput): Estimate {
    const learned = this.#learned.get(input.subject)
    const promptTokens = Math.max(
      1,
      Math.round(input.bodyChars * (learned?.promptTokensPerChar ?? 1 / CHARS_PER_TOKEN)),
    )
    const ceiling = Math.min(
      input.maxTokens ?? Number.POSITIVE_INFINITY,
      input.maxOutputTokens ?? Number.POSITIVE_INFINITY,
    )
    const usual = learned === undefined ? UNKNOWN_COMPLETION_TOKENS : learned.completionTokens
    const reserved = Math.min(ceiling, mostLikely(input, learned)) * Math.max(1, input.answers)
    const expected = Math.min(reserved, usual)
    let reserveNano = 0
    let expectedNano = 0
    for (const price of input.prices) {
      if (price === null) continue
      reserveNano = Math.max(reserveNano, boundNano(price, promptTokens, reserved))
      expectedNano = Math.max(expectedNano, expectedBill(price, promptTokens, expected))
    }
    return {
      promptTokens,
      reservedCompletionTokens: reserved,
      expectedCompletionTokens: expected,
      reserveNano,
      expectedNano,
    }
  }

  /** A request came to this. */
  observe(subject: string, bodyChars: number, promptTokens: number, completionTokens: number): void {
    if (bodyChars <= 0 || promptTokens <= 0) return
    const perChar = promptTokens / bodyChars
    const learned = this.#learned.get(subject)
    if (learned === undefined) {
      this.#learned.set(subject, { promptTokensPerChar: perChar, completionTokens })
      return
    }
    learned.promptTokensPerChar += NEWEST * (perChar - learned.promptTokensPerChar)
    learned.completionTokens += NEWEST * (completionTokens - learned.completionTokens)
  }
}

/**
 * Output tokens that are hardly ever exceeded. A client's `max_tokens` says what it can bear, not what it will get: once answers
 * are known, several times the usual one is held, so that a large figure locks nobody out. What a request uses beyond it is the
 * overshoot of its budget (docs/decisions/2026-11-21-leases.md).
 */
function mostLikely({ maxTokens }: EstimateInput, learned: Learned | undefined): number {
  if (learned === undefined) return maxTokens === null ? 2 * UNKNOWN_COMPLETION_TOKENS : Number.POSITIVE_INFINITY
  return Math.max(LEAST_RESERVED, (maxTokens === null ? 2 : 4) * learned.completionTokens)
}

function expectedBill(price: Price, promptTokens: number, completionTokens: number): number {
  const completion = Math.round(completionTokens)
  return costNano(price, {
    prompt_tokens: promptTokens,
    completion_tokens: completion,
    total_tokens: promptTokens + completion,
  })
}
