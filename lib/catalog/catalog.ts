import { readFileSync } from "node:fs"
import { type Price, priceOf } from "./price"

/** What the catalog knows of one model; LiteLLM's field names ride along in `fields`. */
export interface CatalogModel {
  readonly name: string
  readonly provider: string
  readonly mode: string
  readonly price: Price | null
  readonly maxInputTokens: number | null
  readonly maxOutputTokens: number | null
  readonly fields: Readonly<Record<string, unknown>>
}

export interface Catalog {
  /** The entry for a provider's model: `provider/model` first, then the bare name if it belongs to that provider. */
  find(provider: string, model: string): CatalogModel | null
  /** The provider a bare model name belongs to, for configs without a prefix. */
  providerOf(model: string): string | null
  readonly size: number
}

const positive = (value: unknown): number | null => (typeof value === "number" && value > 0 ? value : null)

function toModel(name: string, fields: Record<string, unknown>): CatalogModel {
  return {
    name,
    provider: String(fields.litellm_provider ?? ""),
    mode: typeof fields.mode === "string" ? fields.mode : "chat",
    price: priceOf(fields),
    maxInputTokens: positive(fields.max_input_tokens) ?? positive(fields.max_tokens),
    maxOutputTokens: positive(fields.max_output_tokens) ?? positive(fields.max_tokens),
    fields,
  }
}

/** Reads a price table in LiteLLM's format (see README.md here for the source of ours). */
export function openCatalog(file: string): Catalog {
  const table = new Map(
    Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, Record<string, unknown>>),
  )
  const get = (name: string) => {
    const fields = table.get(name)
    return fields === undefined ? null : toModel(name, fields)
  }
  return {
    size: table.size,
    find(provider, model) {
      const own = get(`${provider}/${model}`)
      if (own) return own
      const bare = get(model)
      return bare !== null && (bare.provider === provider || bare.provider.startsWith(`${provider}_`)) ? bare : null
    },
    providerOf: (model) => {
      const entry = get(model)
      return entry === null ? null : entry.provider
    },
  }
}
