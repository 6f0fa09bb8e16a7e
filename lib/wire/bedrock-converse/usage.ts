import type { Usage } from "../chat"
import { asCount, asObject, asObjects, type Json } from "../read-json"

const TRANSLATED = new Set([
  "inputTokens",
  "outputTokens",
  "totalTokens",
  "cacheReadInputTokens",
  "cacheWriteInputTokens",
  "cacheReadInputTokenCount",
  "cacheWriteInputTokenCount",
])

/**
 * Converse's usage in hub terms; null when it gives none. Bedrock counts cached tokens beside `inputTokens`
 * (API_runtime_TokenUsage), the hub inside `prompt_tokens`. Counts we do not know ride along.
 */
export function usageToHub(value: unknown): Usage | null {
  const usage = asObject(value)
  const input = asCount(usage?.inputTokens)
  const output = asCount(usage?.outputTokens)
  if (!usage || (input === null && output === null)) return null
  const read = asCount(usage.cacheReadInputTokens) ?? asCount(usage.cacheReadInputTokenCount)
  const written = asCount(usage.cacheWriteInputTokens) ?? asCount(usage.cacheWriteInputTokenCount)
  const prompt_tokens = (input ?? 0) + (read ?? 0) + (written ?? 0)
  const rest = Object.fromEntries(Object.entries(usage).filter(([name]) => !TRANSLATED.has(name)))
  return {
    prompt_tokens,
    completion_tokens: output ?? 0,
    total_tokens: prompt_tokens + (output ?? 0),
    ...(read === null && written === null ? {} : cacheOf(read ?? 0, written ?? 0)),
    ...writesByLifetime(usage.cacheDetails),
    ...rest,
  }
}

function cacheOf(read: number, written: number): Partial<Usage> {
  return {
    prompt_tokens_details: { cached_tokens: read, cache_creation_tokens: written },
    cache_creation_input_tokens: written,
    cache_read_input_tokens: read,
  }
}

/** Cache writes that live an hour cost more: the hub has Anthropic's names for the two kinds. */
function writesByLifetime(details: unknown): Json {
  const rows = asObjects(details)
  if (rows.length === 0) return {}
  const sum = (ttl: string) =>
    rows.reduce((all, row) => all + (row.ttl === ttl ? (asCount(row.inputTokens) ?? 0) : 0), 0)
  return { cache_creation: { ephemeral_5m_input_tokens: sum("5m"), ephemeral_1h_input_tokens: sum("1h") } }
}

/** Hub → Converse's usage; zeros when nothing is known, because its clients require the object. */
export function usageFromHub(usage: Usage | null | undefined): Json {
  const all = asCount(usage?.prompt_tokens) ?? 0
  const details = usage?.prompt_tokens_details
  const known = asCount(usage?.cache_read_input_tokens) ?? asCount(details?.cached_tokens)
  const read = Math.min(all, known ?? 0)
  const wrote = asCount(usage?.cache_creation_input_tokens) ?? asCount(details?.cache_creation_tokens)
  const written = Math.min(all - read, wrote ?? 0)
  const outputTokens = asCount(usage?.completion_tokens) ?? 0
  const out: Json = { inputTokens: all - read - written, outputTokens, totalTokens: all + outputTokens }
  if (known !== null || wrote !== null)
    Object.assign(out, { cacheReadInputTokens: read, cacheWriteInputTokens: written })
  for (const name of ["cacheDetails", "serverToolUsage"]) if (usage?.[name] !== undefined) out[name] = usage[name]
  return out
}
