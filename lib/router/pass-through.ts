import { LRUCache } from "lru-cache"
import { PASS_THROUGH } from "#lib/providers/pass-through-prefixes"
import type { Deployment, ModelEntry } from "./deployment"

/** The first segments of paths that are passed on to a provider as they are. */
export const PASS_THROUGH_PREFIXES: readonly string[] = Object.keys(PASS_THROUGH)

/** Prefix and model (when the call names one) → where it goes, with its price; null when there is no key for that provider. */
export type PassThrough = (prefix: string, model: string | null) => Deployment | null

interface Given {
  readonly deployments: readonly Deployment[]
  /** Throws when something is missing. */
  readonly make: (entry: ModelEntry) => Deployment
  /** Is there an environment variable of this name? */
  readonly isSet: (name: string) => boolean
}

const KNOWN = 1_000
/** A group of its own: calls by this road belong to no model group. */
const GROUP = "pass-through"

/** A configured deployment's address and key, else what the provider's environment variables hold. Built once a configuration. */
export function makePassThrough({ deployments, make, isSet }: Given): PassThrough {
  const found = new LRUCache<string, { readonly deployment: Deployment | null }>({ max: KNOWN })
  /** Nothing that a machine or a person of it happens to be logged in with: only a key that was set for this provider. */
  const ofEnvironment = (entry: ModelEntry): Deployment | null => {
    const deployment = tried(() => make(entry))
    return deployment?.provider.keyEnv.some(isSet) === true ? deployment : null
  }
  const find = (prefix: string, model: string | null): Deployment | null => {
    for (const provider of PASS_THROUGH[prefix] ?? []) {
      const own = deployments.filter((each) => each.provider.id === provider)
      const exact = own.find((each) => model !== null && each.model === model)
      const base = exact ?? own[0] ?? null
      const entry = entryFor(provider, model, exact === undefined ? base : null)
      const made = exact ?? (base === null ? ofEnvironment(entry) : (tried(() => make(entry)) ?? base))
      if (made !== null) return made
    }
    return null
  }
  return (prefix, model) => {
    const key = `${prefix}\n${model ?? ""}`
    const known = found.get(key)
    if (known !== undefined) return known.deployment
    const deployment = find(prefix, model)
    found.set(key, { deployment })
    return deployment
  }
}

/** The way to a provider with another model's name; what another model costs is not its price. */
function entryFor(provider: string, model: string | null, base: Deployment | null): ModelEntry {
  const params = base?.entry.litellm_params ?? { model: "" }
  const kept = Object.entries(params).filter(([name]) => base?.group.includes("*") === true || !name.includes("_cost_"))
  return { model_name: GROUP, litellm_params: { ...Object.fromEntries(kept), model: `${provider}/${model ?? GROUP}` } }
}

/** Builds deployments of other models of the same provider: same address, same key, a price of their own. */
export function makeSiblings(
  make: (entry: ModelEntry) => Deployment,
): (deployment: Deployment, model: string) => Deployment | null {
  const found = new LRUCache<string, { readonly deployment: Deployment | null }>({ max: KNOWN })
  return (base, model) => {
    const key = `${base.id}\n${model}`
    const known = found.get(key)
    if (known !== undefined) return known.deployment
    const made = tried(() => make(siblingEntry(base, model)))
    found.set(key, { deployment: made })
    return made
  }
}

function siblingEntry({ entry, provider, group }: Deployment, model: string): ModelEntry {
  const params = Object.entries(entry.litellm_params).filter(([name]) => !name.includes("_cost_"))
  const litellm_params = { ...Object.fromEntries(params), model: `${provider.id}/${model}` }
  return { model_name: group, litellm_params }
}

function tried(make: () => Deployment): Deployment | null {
  try {
    return make()
  } catch {
    return null
  }
}

/** `/v1`, `/v1beta` … at the beginning of a path. */
const VERSION = /^\/v\d+[a-z0-9]*(?=\/|$)/

/**
 * A path below a provider's address. A path that begins with a version replaces what the address has from its own version on
 * (`…/v1` and `/v1/models` are `…/v1/models`); one that begins with the address's whole path is that path.
 */
export function passedPath({ apiBase, origin }: Deployment, endpoint: string): string {
  const base = apiBase.slice(origin.length)
  if (base === "" || endpoint === base || endpoint.startsWith(`${base}/`)) return endpoint
  const at = /\/v\d+[a-z0-9]*(?=\/|$)/.exec(base)?.index
  return VERSION.test(endpoint) && at !== undefined ? base.slice(0, at) + endpoint : base + endpoint
}
