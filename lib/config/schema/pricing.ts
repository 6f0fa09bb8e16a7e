import { z } from "zod"

/**
 * LiteLLM has 128 custom pricing fields that follow one grammar; naming each would only invite a missing one:
 * a cost (`input_cost_per_token`, `cache_read_input_token_cost`, `ocr_cost_per_page` …) with any of the suffixes
 * for size, duration, tier and batch.
 */
const COST =
  /^(?:(?:input|output|citation|ocr|annotation|search_context|search_queries|google_maps_grounding)_cost_per_[a-z0-9_]+|(?:explicit_)?cache_(?:creation|read)_input_(?:audio_|image_|video_)?token_cost[a-z0-9_]*|cost_per_(?:second|query)|code_interpreter_cost_per_session|file_search_cost_per_1k_calls|regional_(?:processing|endpoint)_uplift_multiplier(?:_[a-z]+)?)$/

/** Pricing keys that hold more than one number. */
const STRUCTURED = new Set([
  "tiered_pricing",
  "off_peak_pricing",
  "search_context_cost_per_query",
  "search_queries_cost_per_query",
])

/** Is this the name of a custom price in `litellm_params` or `model_info`? */
export function isPricingKey(key: string): boolean {
  return key.length <= 120 && (STRUCTURED.has(key) || COST.test(key))
}

/** The prices with a meaning of their own here; the rest of the family is recognised by `isPricingKey`. All dollars. */
export const prices = {
  input_cost_per_token: z.number().min(0).optional(),
  output_cost_per_token: z.number().min(0).optional(),
  cache_read_input_token_cost: z.number().min(0).optional(),
  cache_creation_input_token_cost: z.number().min(0).optional(),
  tiered_pricing: z.array(z.record(z.string(), z.unknown())).optional(),
  off_peak_pricing: z.record(z.string(), z.unknown()).optional(),
}

/** Refinement of an open object: each price that has no entry of its own must still be an amount of dollars. */
export function checkPrices(value: Record<string, unknown>, context: z.core.$RefinementCtx): void {
  for (const [key, price] of Object.entries(value)) {
    if (key in prices || STRUCTURED.has(key) || !isPricingKey(key)) continue
    if (typeof price !== "number")
      context.addIssue({ code: "invalid_type", expected: "number", path: [key], input: price })
    else if (price < 0)
      context.addIssue({ code: "too_small", minimum: 0, inclusive: true, origin: "number", path: [key], input: price })
  }
}
