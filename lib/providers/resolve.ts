import { closest } from "#lib/core/closest"
import { providers } from "./index"
import type { Provider } from "./provider"

const byPrefix = new Map<string, Provider>()
for (const provider of providers) {
  for (const prefix of [provider.id, ...(provider.aliases ?? [])]) {
    if (byPrefix.has(prefix)) throw new Error(`two providers claim the prefix ${prefix}`)
    byPrefix.set(prefix, provider)
  }
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

/**
 * `provider/model` → provider and its model name. `customProvider` wins over the prefix; a bare name is looked up with
 * `providerOfBareName` (the catalog). Throws an Error that lists the closest prefixes.
 */
export function resolveModel(
  name: string,
  customProvider: string | undefined,
  providerOfBareName: (model: string) => string | null,
): ResolvedModel {
  const slash = name.indexOf("/")
  const prefix = slash === -1 ? "" : name.slice(0, slash)
  if (customProvider !== undefined) {
    const provider = byPrefix.get(customProvider)
    if (provider === undefined) throw new Error(unknownProvider(customProvider))
    return { provider, model: prefix === customProvider ? name.slice(slash + 1) : name }
  }
  const prefixed = byPrefix.get(prefix)
  if (prefixed !== undefined) return { provider: prefixed, model: name.slice(slash + 1) }
  const known = byPrefix.get(providerOfBareName(name) ?? "")
  if (known !== undefined) return { provider: known, model: name }
  throw new Error(unknownProvider(prefix === "" ? name : prefix))
}

function unknownProvider(word: string): string {
  const near = closest(word, providerPrefixes())
  const hint =
    near.length > 0
      ? `Did you mean ${near.map((p) => `${p}/…`).join(" or ")}?`
      : "Write provider/model, e.g. openai/gpt-4o."
  return `No provider is known as "${word}". ${hint} Any OpenAI-compatible server works as openai/<model> with api_base.`
}
