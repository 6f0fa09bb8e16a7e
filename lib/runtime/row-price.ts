import type { RowOrigin, RowPrice } from "#lib/admin/context"
import type { Catalog } from "#lib/catalog/catalog"
import type { Runtime } from "#lib/gateway/runtime"
import { believesProvider, priceVersion, versionOf } from "#lib/router/bill"
import type { Deployment } from "#lib/router/deployment"

/**
 * What a past request would be billed at now: by the deployment that served it; when that is no more (a changed price makes another
 * of it, unless it has an id of its own), by those of the same group and model, else by any of the same model, else by the catalog.
 * "several" when these do not cost the same; null when no price is known.
 */
export function rowPrice(
  { routing: { groups } }: Pick<Runtime, "routing">,
  catalog: Catalog,
  row: RowOrigin,
): RowPrice | "several" | null {
  const ofGroup = groups.find(row.modelGroup) ?? []
  const isIt = (deployment: Deployment) => deployment.id === row.modelId
  const alike = (deployment: Deployment) =>
    deployment.provider.id === row.provider && deployment.model === row.model && !deployment.group.includes("*")
  const serving = [
    ofGroup.filter(isIt),
    groups.deployments.filter(isIt),
    ofGroup.filter(alike),
    groups.deployments.filter(alike),
  ]
  const candidates = serving.find((some) => some.length > 0)
  if (candidates !== undefined) return commonPrice(candidates)
  const price = catalog.find(row.provider, row.model)?.price ?? null
  return price === null ? null : { price, version: versionOf(price), believesProvider: false }
}

function commonPrice(candidates: readonly Deployment[]): RowPrice | "several" | null {
  const [first, ...rest] = candidates
  if (first === undefined) return null
  const version = priceVersion(first)
  if (rest.some((other) => priceVersion(other) !== version)) return "several"
  if (first.price === null || version === null) return null
  return { price: first.price, version, believesProvider: believesProvider(first) }
}
