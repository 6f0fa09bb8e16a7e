import { type CostLine, costLines } from "#lib/catalog/cost"
import { priceOf } from "#lib/catalog/price"
import { reportedNano } from "#lib/catalog/reported-cost"
import { hasPrice } from "#lib/catalog/unit-cost"
import type { Usage } from "#lib/wire/chat"
import type { Deployment } from "./deployment"

/**
 * The lines of a call's bill. A price in the config wins; then what the provider itself says the call cost, where its declaration
 * says that this is to be believed; then the price table. Empty when nothing is known.
 */
export function billLines(deployment: Deployment, usage: Usage): readonly CostLine[] {
  const nano = reported(deployment, usage)
  if (nano !== null) return [{ what: "reported", tokens: 1, perMillionNano: nano * 1e6, nano }]
  return deployment.price === null ? [] : costLines(deployment.price, usage)
}

/** Is it known what this use costs? An explicit 0 is known. */
export function isPriced(deployment: Deployment, usage: Usage): boolean {
  if (reported(deployment, usage) !== null) return true
  return deployment.price !== null && hasPrice(deployment.price, usage)
}

function reported({ provider, entry }: Deployment, usage: Usage): number | null {
  if (provider.reportsCost !== true) return null
  const own = priceOf(entry.litellm_params) ?? priceOf(entry.model_info ?? {})
  return own === null ? reportedNano(usage) : null
}
