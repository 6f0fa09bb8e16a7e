import type { Usage } from "../chat"
import { asCount, asObject, type Json } from "../read-json"

/** Anthropic's own usage fields that the hub carries along under their own names. */
const EXTRAS = ["cache_creation", "server_tool_use", "service_tier", "inference_geo", "iterations"]

/**
 * What one usage object says, in hub terms and only as far as it says it (the first event of a stream knows the prompt, the last
 * one the completion). Anthropic counts cached tokens beside `input_tokens`, the hub inside `prompt_tokens`.
 */
export function partialUsage(value: unknown): Partial<Usage> | null {
  const usage = asObject(value)
  if (!usage) return null
  const input = asCount(usage.input_tokens)
  const output = asCount(usage.output_tokens)
  if (input === null && output === null) return null
  const out: Partial<Usage> = {}
  if (input !== null) Object.assign(out, prompt(input, usage))
  if (output !== null) out.completion_tokens = output
  const reasoning = asCount(asObject(usage.output_tokens_details)?.thinking_tokens)
  if (reasoning !== null) out.completion_tokens_details = { reasoning_tokens: reasoning }
  for (const name of EXTRAS) if (usage[name] !== undefined && usage[name] !== null) out[name] = usage[name]
  return out
}

/**
 * The usage of a `message_delta`, which repeats the prompt's counts. A zero there is an imitator's way of not saying it again and
 * must not wipe out what `message_start` said.
 */
export function deltaUsage(value: unknown): Partial<Usage> | null {
  const usage = partialUsage(value)
  if (usage?.prompt_tokens !== 0) return usage
  const { completion_tokens, completion_tokens_details, server_tool_use } = usage
  return {
    ...(completion_tokens === undefined ? {} : { completion_tokens }),
    ...(completion_tokens_details === undefined ? {} : { completion_tokens_details }),
    ...(server_tool_use === undefined ? {} : { server_tool_use }),
  }
}

/** Usage of a whole answer in hub terms; null when it gives none. */
export function usageToHub(value: unknown): Usage | null {
  const known = partialUsage(value)
  return known ? completeUsage(known) : null
}

/** Fills the gaps of merged partial usage with zero and adds the total. */
export function completeUsage(known: Partial<Usage>): Usage {
  const prompt_tokens = known.prompt_tokens ?? 0
  const completion_tokens = known.completion_tokens ?? 0
  return { ...known, prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
}

/** Hub → Anthropic's usage object; zeros when nothing is known, because its clients require the object. */
export function usageFromHub(usage: Usage | null | undefined): Json {
  const details = usage?.prompt_tokens_details
  const all = asCount(usage?.prompt_tokens) ?? 0
  // A provider that counts cached tokens beside the prompt must not make the client's sum larger than what was said.
  const cacheRead = Math.min(all, asCount(usage?.cache_read_input_tokens) ?? asCount(details?.cached_tokens) ?? 0)
  const written = asCount(usage?.cache_creation_input_tokens) ?? asCount(details?.cache_creation_tokens) ?? 0
  const cacheWrite = Math.min(all - cacheRead, written)
  const out: Json = {
    input_tokens: all - cacheRead - cacheWrite,
    cache_creation_input_tokens: cacheWrite,
    cache_read_input_tokens: cacheRead,
    output_tokens: asCount(usage?.completion_tokens) ?? 0,
  }
  const reasoning = asCount(usage?.completion_tokens_details?.reasoning_tokens)
  if (reasoning !== null) out.output_tokens_details = { thinking_tokens: reasoning }
  for (const name of EXTRAS) if (usage?.[name] !== undefined) out[name] = usage[name]
  return out
}

function prompt(input: number, usage: Json): Partial<Usage> {
  const written = asCount(usage.cache_creation_input_tokens) ?? 0
  const read = asCount(usage.cache_read_input_tokens) ?? 0
  return {
    prompt_tokens: input + written + read,
    prompt_tokens_details: { cached_tokens: read, cache_creation_tokens: written },
    cache_creation_input_tokens: written,
    cache_read_input_tokens: read,
  }
}
