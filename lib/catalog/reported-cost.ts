import { NANO_PER_USD } from "#lib/core/money"
import type { Usage } from "#lib/wire/chat"

const MAX_USD = 1e6

/**
 * What the provider says this call cost, in nano-dollars: OpenRouter's `cost`, with the upstream's own bill on top when that is paid
 * with the customer's key (`is_byok`), and Perplexity's `cost.total_cost`. Null when it says nothing that can be an amount of money.
 */
export function reportedNano(usage: Usage): number | null {
  const { cost, is_byok: byok, cost_details: details } = usage as Record<string, unknown>
  const said = dollars(cost) ?? dollars((cost as { total_cost?: unknown } | null | undefined)?.total_cost)
  if (said === null) return null
  const upstream = byok === true ? dollars((details as Record<string, unknown> | null)?.upstream_inference_cost) : null
  return Math.round((said + (upstream ?? 0)) * NANO_PER_USD)
}

function dollars(value: unknown): number | null {
  return typeof value === "number" && value >= 0 && value <= MAX_USD ? value : null
}
