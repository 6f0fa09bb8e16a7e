import type { Usage } from "../chat"
import { asCount, asObject, type Json } from "../read-json"

/**
 * A usage object in OpenAI's terms, everything the provider said kept; null when it names no token count. What others count
 * differently is put right: reasoning that is no part of the completion (xAI: the total tells), cached tokens under names of their
 * own (DeepSeek, Together, Mistral).
 */
export function readUsage(value: unknown): Usage | null {
  const usage = asObject(value)
  if (!usage) return null
  const prompt = asCount(usage.prompt_tokens)
  const said = asCount(usage.completion_tokens)
  if (prompt === null && said === null) return null
  const sum = (prompt ?? 0) + (said ?? 0)
  const total = asCount(usage.total_tokens) ?? sum
  const reasoning = asCount(asObject(usage.completion_tokens_details)?.reasoning_tokens) ?? 0
  const completion = reasoning > 0 && total === sum + reasoning ? (said ?? 0) + reasoning : (said ?? 0)
  const details = cachedDetails(usage)
  return {
    ...usage,
    prompt_tokens: prompt ?? 0,
    completion_tokens: completion,
    total_tokens: total,
    ...(details ? { prompt_tokens_details: details } : {}),
  }
}

/** Cached tokens that OpenAI's field does not name; null when there is nothing to add. */
function cachedDetails(usage: Json): Json | null {
  const details = asObject(usage.prompt_tokens_details)
  if (asCount(details?.cached_tokens) !== null) return null
  const cached =
    asCount(usage.prompt_cache_hit_tokens) ?? asCount(usage.cached_tokens) ?? asCount(usage.num_cached_tokens)
  return cached === null ? null : { ...details, cached_tokens: cached }
}

/** The usage of an answer or a stream's event: Groq says it once under a name of its own. */
export function usageOf(body: Json): Usage | null {
  return readUsage(body.usage) ?? readUsage(asObject(body.x_groq)?.usage)
}
