import type { Usage } from "../chat"
import { asCount, asObject } from "../read-json"

/**
 * The counts of a whole answer or of a stream's last line → hub; null when there are none. A prompt that was read from memory has
 * no count in older versions.
 */
export function usageToHub(value: unknown): Usage | null {
  const answer = asObject(value)
  const prompt = asCount(answer?.prompt_eval_count)
  const completion = asCount(answer?.eval_count)
  if (prompt === null && completion === null) return null
  return {
    prompt_tokens: prompt ?? 0,
    completion_tokens: completion ?? 0,
    total_tokens: (prompt ?? 0) + (completion ?? 0),
  }
}
