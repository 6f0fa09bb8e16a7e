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

/** Tiers as OpenAI's document lists them. */
const TIERS = new Set(["auto", "default", "flex", "scale", "priority", "fast"])
/** What other providers call their ordinary one. */
const ORDINARY = new Set(["standard", "on_demand"])

/** The service tier an OpenAI client is told; null for one that it does not know. */
export function publishedTier(tier: unknown): string | null {
  const said = asText(tier)
  if (said === null) return null
  if (ORDINARY.has(said)) return "default"
  return TIERS.has(said) ? said : null
}
