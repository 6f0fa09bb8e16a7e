import type { Price } from "#lib/catalog/price"
import type { Runtime } from "#lib/gateway/runtime"
import type { Estimate } from "#lib/quota/estimate"
import type { Deployment } from "#lib/router/deployment"
import type { Usage } from "#lib/wire/chat"

/** A token of the user's sound is 100 ms: 4,800 bytes of PCM, or 6,400 characters of base64, which weigh as four of text. */
const SOUND_CHARS_PER_CHAR = 1_600

/** What a frame adds to what the model reads, in characters of text. */
export function weightOf(type: string, bytes: number): number {
  return /audio(?:_buffer\.append|\.delta)$/.test(type) ? bytes / SOUND_CHARS_PER_CHAR : bytes
}

interface Learning {
  readonly rt: Runtime
  readonly subject: string
  /** Characters said so far, of both sides. */
  readonly weight: number
}

/** What the next response will probably come to: its prompt is the whole conversation, its answer may be sound. */
export function estimateResponse(
  { rt, subject, weight }: Learning,
  { price, maxOutputTokens }: Deployment,
  { maxTokens, sound }: { readonly maxTokens: number | null; readonly sound: boolean },
): Estimate {
  return rt.quota.estimator.estimate({
    subject,
    bodyChars: Math.max(1, Math.round(weight)),
    maxTokens,
    answers: 1,
    prices: [price !== null && sound ? asSound(price) : price],
    maxOutputTokens,
  })
}

/** Learns from what a response came to. */
export function learn({ rt, subject, weight }: Learning, usage: Usage): void {
  rt.quota.estimator.observe(subject, Math.max(1, Math.round(weight)), usage.prompt_tokens, usage.completion_tokens)
}

/** The same model at the price of sound, which is the dearer one. */
function asSound(price: Price): Price {
  const input = Math.max(price.input, price.audioInput ?? 0)
  return { ...price, input, output: Math.max(price.output, price.audioOutput ?? 0) }
}
