import { type CostLine, costLines } from "#lib/catalog/cost"
import { type Price, priceOf } from "#lib/catalog/price"
import { reportedNano } from "#lib/catalog/reported-cost"
import { hasPrice } from "#lib/catalog/unit-cost"
import { sha256Hex } from "#lib/core/ids"
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

function reported(deployment: Deployment, usage: Usage): number | null {
  return believesProvider(deployment) ? reportedNano(usage) : null
}

const versions = new WeakMap<Deployment, string>()

/**
 * Names the price a deployment is billed at: the same for the same price, another after any change; null without one. Made once a
 * deployment. Where the provider's own word counts, that word may have been the bill: the row's arithmetic says so.
 */
export function priceVersion(deployment: Deployment): string | null {
  if (deployment.price === null) return null
  const known = versions.get(deployment)
  if (known !== undefined) return known
  const version = versionOf(deployment.price)
  versions.set(deployment, version)
  return version
}

/** The fingerprint of a price: 12 hex digits. */
export function versionOf(price: Price): string {
  return sha256Hex(JSON.stringify(price)).slice(0, 12)
}

/** May the provider itself say what a call of this deployment costs? */
export function believesProvider({ provider, entry }: Deployment): boolean {
  if (provider.reportsCost !== true) return false
  return (priceOf(entry.litellm_params) ?? priceOf(entry.model_info ?? {})) === null
}
