import type { Usage } from "../chat"
import { asCount, asObject, type Json } from "../read-json"

/**
 * Cohere's usage → hub. `tokens` are what the model read and wrote (cached ones among them); `billed_units`, which leave out
 * Cohere's own prompt, ride along and stand in when `tokens` are missing. Null when neither is given.
 */
export function usageToHub(value: unknown): Usage | null {
  const usage = asObject(value)
  const tokens = asObject(usage?.tokens)
  const billed = asObject(usage?.billed_units)
  const input = asCount(tokens?.input_tokens) ?? asCount(billed?.input_tokens)
  const output = asCount(tokens?.output_tokens) ?? asCount(billed?.output_tokens)
  if (input === null && output === null) return null
  const out: Usage = {
    prompt_tokens: input ?? 0,
    completion_tokens: output ?? 0,
    total_tokens: (input ?? 0) + (output ?? 0),
  }
  const cached = asCount(usage?.cached_tokens)
  if (cached !== null) out.prompt_tokens_details = { cached_tokens: cached }
  const reasoning = asCount(tokens?.reasoning_tokens)
  if (reasoning !== null) out.completion_tokens_details = { reasoning_tokens: reasoning }
  if (billed) out.billed_units = billed
  return out
}

/** Hub → Cohere's usage; null when there is none. */
export function usageFromHub(usage: Usage | null | undefined): Json | null {
  if (!usage) return null
  const tokens: Json = { input_tokens: usage.prompt_tokens, output_tokens: usage.completion_tokens }
  const reasoning = asCount(usage.completion_tokens_details?.reasoning_tokens)
  if (reasoning !== null) tokens.reasoning_tokens = reasoning
  const cached = asCount(usage.prompt_tokens_details?.cached_tokens) ?? asCount(usage.cache_read_input_tokens)
  return {
    billed_units: asObject(usage.billed_units) ?? {
      input_tokens: usage.prompt_tokens,
      output_tokens: usage.completion_tokens,
    },
    tokens,
    ...(cached === null ? {} : { cached_tokens: cached }),
  }
}
