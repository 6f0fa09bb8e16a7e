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

/** A catalog that can be looked through. */
export interface CatalogTable extends Catalog {
  /** The entry of exactly this name. */
  get(name: string): CatalogModel | null
  names(): Iterable<string>
}

const positive = (value: unknown): number | null => (typeof value === "number" && value > 0 ? value : null)

/** A table's entry, read. */
export function catalogModel(name: string, fields: Readonly<Record<string, unknown>>): CatalogModel {
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

/**
 * Reads a price table in LiteLLM's format, one model a line (see README.md here for the source of ours). Lines are parsed when
 * a model is asked for: a gateway uses a handful of thousands, and the table as objects would be a quarter of its heap.
 */
export function openCatalog(file: string): CatalogTable {
  const bytes = readFileSync(file)
  const places = linePlaces(bytes)
  const get = (name: string) => {
    const place = places.get(name)
    if (place === undefined) return null
    const fields = JSON.parse(bytes.toString("utf8", place.start, place.end)) as Record<string, unknown>
    return catalogModel(name, fields)
  }
  return {
    size: places.size,
    get,
    names: () => places.keys(),
    find(provider, model) {
      const own = get(`${provider}/${model}`)
      if (own) return own
      const bare = get(model)
      return bare !== null && belongs(bare.provider, provider) ? bare : null
    },
    providerOf: (model) => get(model)?.provider ?? null,
  }
}

/** The table splits some providers by what is served: `vertex_ai-embedding-models`, `text-completion-openai`. */
export function belongs(listed: string, provider: string): boolean {
  return (
    listed === provider ||
    listed.startsWith(`${provider}_`) ||
    listed.startsWith(`${provider}-`) ||
    listed === `text-completion-${provider}`
  )
}

interface Place {
  readonly start: number
  readonly end: number
}

/** Where each model's fields stand: lines of `"name":{…}`, with a comma after all but the last. */
function linePlaces(bytes: Buffer): Map<string, Place> {
  const places = new Map<string, Place>()
  for (let at = bytes.indexOf('\n"') + 1; at > 0; ) {
    const lineEnd = bytes.indexOf("\n", at)
    const colon = bytes.indexOf('":{', at) + 1
    const name = JSON.parse(bytes.toString("utf8", at, colon)) as string
    places.set(name, { start: colon + 1, end: bytes[lineEnd - 1] === COMMA ? lineEnd - 1 : lineEnd })
    at = bytes[lineEnd + 1] === QUOTE ? lineEnd + 1 : 0
  }
  return places
}

const COMMA = 44
const QUOTE = 34
