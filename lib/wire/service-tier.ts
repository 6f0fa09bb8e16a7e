import type { Usage } from "./chat"
import { asText } from "./read-json"

/**
 * Usage with the tier in which the request was served (`priority`, `flex`, `batch` …), which prices differ by. Most APIs say it beside
 * their usage; one that stands inside stays.
 */
export function withServiceTier<U extends Partial<Usage>>(usage: U, tier: unknown): U
export function withServiceTier<U extends Partial<Usage>>(usage: U | null, tier: unknown): U | null
export function withServiceTier<U extends Partial<Usage>>(usage: U | null, tier: unknown): U | null {
  if (usage === null || !asText(tier) || usage.service_tier !== undefined) return usage
  return { ...usage, service_tier: tier }
}
