import { belongs, type CatalogTable } from "./catalog"

/** Entries that price an image of a size or a commitment, or stand for a fine-tuned model: nobody calls these names. */
const NO_MODEL = /(?:^|\/)(?:\d+|max)-x-(?:\d+|max)\/|commitment\/|^ft:|\*/

/** Which provider each entry names. Reading the whole table takes some milliseconds: it is read once, when it is first asked for. */
const indexes = new WeakMap<CatalogTable, ReadonlyMap<string, readonly string[]>>()

/** The models the catalog knows of a provider, by the provider's own names, in order. */
export function providerModels(catalog: CatalogTable, provider: string): readonly string[] {
  const index = indexes.get(catalog) ?? indexOf(catalog)
  indexes.set(catalog, index)
  const prefix = `${provider}/`
  const found = new Set<string>()
  for (const [listed, names] of index) {
    if (!belongs(listed, provider)) continue
    for (const name of names)
      if (name.startsWith(prefix)) found.add(name.slice(prefix.length))
      else if (!name.includes("/")) found.add(name)
  }
  return [...found].sort()
}

function indexOf(catalog: CatalogTable): Map<string, string[]> {
  const index = new Map<string, string[]>()
  for (const name of catalog.names()) {
    const listed = NO_MODEL.test(name) ? undefined : catalog.get(name)?.provider
    if (listed === undefined || listed === "") continue
    const names = index.get(listed)
    if (names) names.push(name)
    else index.set(listed, [name])
  }
  return index
}
