import type { KnownPrice } from "#lib/admin/context"
import type { Catalog } from "#lib/catalog/catalog"
import type { Runtime } from "#lib/gateway/runtime"

/**
 * What a model costs: as the first deployment that has a price is billed when clients ask for this name; for a name nobody is
 * served under, as the catalog has it (`provider/model` or the bare model). Null when none is known.
 */
export function knownPrice({ routing }: Pick<Runtime, "routing">, catalog: Catalog, name: string): KnownPrice | null {
  for (const { provider, model, price } of routing.groups.find(name) ?? [])
    if (price !== null) return { provider: provider.id, model, price }
  const slash = name.indexOf("/")
  const provider = slash === -1 ? catalog.providerOf(name) : name.slice(0, slash)
  const model = slash === -1 ? name : name.slice(slash + 1)
  const entry = provider === null ? null : catalog.find(provider, model)
  return entry === null || entry.price === null || provider === null ? null : { provider, model, price: entry.price }
}
