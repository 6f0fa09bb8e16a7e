import { type CatalogModel, type CatalogTable, catalogModel } from "./catalog"

/** A catalog to which models can be added while it runs: an added field wins over the table's. */
export class RegisteredCatalog implements CatalogTable {
  readonly #base: CatalogTable
  readonly #added = new Map<string, Readonly<Record<string, unknown>>>()

  constructor(base: CatalogTable) {
    this.#base = base
  }

  get size(): number {
    return this.#base.size + [...this.#added.keys()].filter((name) => !this.#base.get(name)).length
  }

  /** Adds a model, or fields to a known one (LiteLLM's names: `input_cost_per_token`, `max_tokens`, `litellm_provider` …). */
  register(name: string, fields: Readonly<Record<string, unknown>>): void {
    this.#added.set(name, { ...this.#added.get(name), ...fields })
  }

  get(name: string): CatalogModel | null {
    const added = this.#added.get(name)
    const base = this.#base.get(name)
    if (added === undefined) return base
    return catalogModel(name, { ...base?.fields, ...added })
  }

  find(provider: string, model: string): CatalogModel | null {
    const own = this.get(`${provider}/${model}`)
    if (own) return own
    const bare = this.#added.has(model) ? this.get(model) : null
    const fits = bare !== null && (bare.provider === "" || bare.provider === provider)
    return fits ? bare : this.#base.find(provider, model)
  }

  /** A function on its own: it is handed on without its object. */
  readonly providerOf = (model: string): string | null => this.get(model)?.provider || null

  names(): string[] {
    return [...new Set([...this.#base.names(), ...this.#added.keys()])]
  }
}
