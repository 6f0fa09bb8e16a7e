import { closest } from "#lib/core/closest"
import { hostTable } from "./api-base-hosts"
import { providers } from "./index"
import { type Candidate, familyOf } from "./model-families"
import type { Provider } from "./provider"

const byPrefix = new Map<string, Provider>()
for (const provider of providers) {
  for (const prefix of [provider.id, ...(provider.aliases ?? [])]) {
    if (byPrefix.has(prefix)) throw new Error(`two providers claim the prefix ${prefix}`)
    byPrefix.set(prefix, provider)
  }
}
const providerAt = hostTable(providers)

/** The provider whose address this is; null for one nobody knows. */
export function providerOfAddress(address: string): string | null {
  return providerAt(address)
}

/** Every prefix a model name may start with. */
export function providerPrefixes(): string[] {
  return [...byPrefix.keys()]
}

export interface ResolvedModel {
  readonly provider: Provider
  /** The provider's own name of the model. */
  readonly model: string
}

/** What is known beside the name. */
export interface ResolveHints {
  /** `custom_llm_provider`: wins over everything. */
  readonly customProvider?: string | undefined
  /** `api_base`: many hosts say which provider they are. */
  readonly apiBase?: string | undefined
  /** Of the providers a bare name may belong to, the first with a key here is taken. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /** The catalog's provider of a bare name. */
  readonly providerOfBareName: (model: string) => string | null
}

/**
 * Model name → provider and its own name of the model. In this order: `customProvider`; the prefix of `provider/model`; the host
 * of `apiBase`; the family and the catalog entry of a bare name. Throws an Error that lists the closest prefixes.
 */
export function resolveModel(name: string, hints: ResolveHints): ResolvedModel {
  const slash = name.indexOf("/")
  const prefix = slash === -1 ? "" : name.slice(0, slash)
  const { customProvider, apiBase } = hints
  if (customProvider !== undefined) {
    const provider = byPrefix.get(customProvider)
    if (provider === undefined) throw new Error(unknownProvider(customProvider))
    return { provider, model: byPrefix.get(prefix) === provider ? name.slice(slash + 1) : name }
  }
  const prefixed = byPrefix.get(prefix)
  if (prefixed !== undefined) return { provider: prefixed, model: name.slice(slash + 1) }
  const known = byPrefix.get((apiBase === undefined ? null : providerAt(apiBase)) ?? "") ?? ofBareName(name, hints)
  if (known !== undefined) return { provider: known, model: name }
  throw new Error(unknownProvider(prefix === "" ? name : prefix))
}

/** Of those who may serve it the first that is set up, else the first: its error will name the key to set. */
function ofBareName(name: string, { env, providerOfBareName }: ResolveHints): Provider | undefined {
  const listed = providerOfBareName(name)
  const candidates: Candidate[] = [...(name.includes("/") ? [] : familyOf(name))]
  // The catalog splits some providers by kind of model (`vertex_ai-language-models`, `bedrock_converse`).
  if (listed !== null)
    candidates.push({ id: byPrefix.has(listed) ? listed : (/^[a-z0-9]+(?:_ai)?/.exec(listed)?.[0] ?? ""), env: [] })
  const known = candidates.flatMap(({ id, env: more }) => {
    const provider = byPrefix.get(id)
    return provider === undefined ? [] : [{ provider, names: [...provider.keyEnv, ...more] }]
  })
  return (known.find(({ names }) => names.some((variable) => env?.[variable])) ?? known[0])?.provider
}

function unknownProvider(word: string): string {
  const separated = /^([a-z0-9_.-]+):/i.exec(word)?.[1] ?? ""
  const near = byPrefix.has(separated) ? [separated] : closest(word, providerPrefixes())
  const hint =
    near.length > 0
      ? `Did you mean ${near.map((p) => `${p}/…`).join(" or ")}?`
      : "Write provider/model, e.g. openai/gpt-4o."
  return `No provider is known as "${word}". ${hint} Any OpenAI-compatible server works as openai/<model> with api_base.`
}
