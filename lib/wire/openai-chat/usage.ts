import type { Usage } from "../chat"
import { asCount, asObject } from "../read-json"

/** A usage object in OpenAI's terms, everything the provider said kept; null when it names no token count. */
export function readUsage(value: unknown): Usage | null {
  const usage = asObject(value)
  if (!usage) return null
  const prompt = asCount(usage.prompt_tokens)
  const completion = asCount(usage.completion_tokens)
  if (prompt === null && completion === null) return null
  const total = asCount(usage.total_tokens) ?? (prompt ?? 0) + (completion ?? 0)
  return { ...usage, prompt_tokens: prompt ?? 0, completion_tokens: completion ?? 0, total_tokens: total }
}
