import type { CatalogModel } from "#lib/catalog/catalog"
import { catalog } from "./engine"
import { NotFoundError } from "./exceptions"
import type { ModelName } from "./model-name"
import { resolvedOrNull } from "./resolve-name"

/** The catalog's entry for a name as calls take it; null when it has none. */
export function catalogEntry(asked: ModelName): CatalogModel | null {
  const table = catalog()
  const found = resolvedOrNull(asked)
  if (found === null) return table.get(asked.model)
  const { provider, model } = found
  return (
    table.find(provider.catalogId ?? provider.id, model) ?? table.find(provider.id, model) ?? table.get(asked.model)
  )
}

/** The exception for a model the catalog has no entry for. */
export function unknownModel(model: string): NotFoundError {
  const how = `Add it: registerModel({ ${JSON.stringify(model)}: { … } }).`
  return new NotFoundError(`The catalog does not know the model "${model}". ${how}`, { model, param: "model" })
}
