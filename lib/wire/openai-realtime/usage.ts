import type { Usage } from "#lib/wire/chat"
import { asObject, type Json } from "#lib/wire/read-json"

const count = (value: unknown): number => (typeof value === "number" && value > 0 ? value : 0)

/**
 * `usage` of a `response.done`, in hub terms; null when there is none. Tokens of sound and pictures that came from the cache are
 * part of `cached_tokens` only, so that nothing is billed twice.
 */
export function readResponseUsage(given: unknown): Usage | null {
  const usage = asObject(given)
  if (usage === null || (usage.input_tokens === undefined && usage.output_tokens === undefined)) return null
  const input = asObject(usage.input_token_details) ?? {}
  const cached = asObject(input.cached_tokens_details) ?? {}
  const output = asObject(usage.output_token_details) ?? {}
  const prompt = count(usage.input_tokens)
  const completion = count(usage.output_tokens)
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: {
      cached_tokens: Math.min(prompt, count(input.cached_tokens)),
      cached_audio_tokens: count(cached.audio_tokens),
      audio_tokens: Math.max(0, count(input.audio_tokens) - count(cached.audio_tokens)),
      image_tokens: Math.max(0, count(input.image_tokens) - count(cached.image_tokens)),
    },
    completion_tokens_details: {
      audio_tokens: count(output.audio_tokens),
      reasoning_tokens: count(output.reasoning_tokens),
    },
  }
}

/** `usage` of a transcription's `completed`: tokens, or seconds of sound; null when it has none. */
export function readTranscriptionUsage(given: unknown): Usage | null {
  const usage = asObject(given)
  if (usage === null) return null
  if (usage.type === "duration" || (usage.input_tokens === undefined && usage.seconds !== undefined))
    return { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, units: { seconds: count(usage.seconds) } }
  if (usage.input_tokens === undefined) return null
  const input: Json = asObject(usage.input_token_details) ?? {}
  const prompt = count(usage.input_tokens)
  const completion = count(usage.output_tokens)
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { audio_tokens: count(input.audio_tokens) },
  }
}
