import type { Usage } from "../chat"
import { asCount, asObject, type Json } from "../read-json"

const OWN = new Set(["input_tokens", "output_tokens", "total_tokens", "input_tokens_details", "output_tokens_details"])

/** Usage in hub terms; null when none is given. Fields of a provider's own (`cost`, …) ride along under their names. */
export function usageToHub(value: unknown): Usage | null {
  const usage = asObject(value)
  const input = asCount(usage?.input_tokens)
  const output = asCount(usage?.output_tokens)
  if (!usage || (input === null && output === null)) return null
  const out: Usage = {
    prompt_tokens: input ?? 0,
    completion_tokens: output ?? 0,
    total_tokens: asCount(usage.total_tokens) ?? (input ?? 0) + (output ?? 0),
  }
  const read = asObject(usage.input_tokens_details)
  const wrote = asObject(usage.output_tokens_details)
  if (read) out.prompt_tokens_details = read
  if (wrote) out.completion_tokens_details = wrote
  for (const [name, field] of Object.entries(usage)) if (!OWN.has(name)) out[name] = field
  return out
}

/** Hub → the usage object, with the details its clients read without asking; null when nothing is known. */
export function usageFromHub(usage: Usage | null | undefined): Json | null {
  if (!usage) return null
  const input = asCount(usage.prompt_tokens) ?? 0
  const output = asCount(usage.completion_tokens) ?? 0
  const cached = asCount(usage.prompt_tokens_details?.cached_tokens) ?? asCount(usage.cache_read_input_tokens) ?? 0
  const reasoning = asCount(usage.completion_tokens_details?.reasoning_tokens) ?? 0
  const read = usage.prompt_tokens_details
  const written = asCount(read?.cache_write_tokens) ?? asCount(usage.cache_creation_input_tokens) ?? 0
  return {
    input_tokens: input,
    input_tokens_details: { ...read, cached_tokens: cached, cache_write_tokens: written },
    output_tokens: output,
    output_tokens_details: { ...usage.completion_tokens_details, reasoning_tokens: reasoning },
    total_tokens: asCount(usage.total_tokens) ?? input + output,
  }
}
