import { LRUCache } from "lru-cache"
import { closest } from "#lib/core/closest"
import { GatewayError } from "#lib/core/errors"
import type { Deployment, ModelEntry } from "./deployment"

/** The model groups of one configuration. Immutable; a reload makes a new one. */
export interface Groups {
  /** The deployments that can serve this name, or null. Aliases and wildcards (`openai/*`) included. */
  find(model: string): readonly Deployment[] | null
  /** Every name a client can ask for; wildcards as they are written. */
  readonly names: readonly string[]
  readonly deployments: readonly Deployment[]
  byId(id: string): Deployment | null
}

export interface GroupsInput {
  readonly deployments: readonly Deployment[]
  readonly aliases: Readonly<Record<string, string>>
  /** Makes a concrete deployment of a wildcard entry. */
  readonly make: (entry: ModelEntry) => Deployment
}

/** Sorts deployments into groups. A wildcard's captured part replaces the `*` of its `litellm_params.model`. */
export function makeGroups(input: GroupsInput): Groups {
  const exact = new Map<string, Deployment[]>()
  const wild = new Map<string, Deployment[]>()
  for (const deployment of input.deployments) {
    const table = deployment.group.includes("*") ? wild : exact
    const group = table.get(deployment.group)
    if (group) group.push(deployment)
    else table.set(deployment.group, [deployment])
  }
  const patterns = [...wild.keys()].sort((a, b) => b.length - a.length)
  const captured = new LRUCache<string, readonly Deployment[]>({ max: 1000 })

  const expand = (model: string): readonly Deployment[] | null => {
    const known = captured.get(model)
    if (known) return known
    for (const pattern of patterns) {
      const part = capture(pattern, model)
      if (part === null) continue
      const made = (wild.get(pattern) ?? []).map((d) => input.make(concrete(d.entry, model, part)))
      captured.set(model, made)
      return made
    }
    return null
  }
  return {
    find(model) {
      const name = Object.hasOwn(input.aliases, model) ? (input.aliases[model] ?? model) : model
      return exact.get(name) ?? expand(name)
    },
    names: [...exact.keys(), ...Object.keys(input.aliases).filter((a) => !exact.has(a)), ...wild.keys()],
    deployments: input.deployments,
    byId: (id) => input.deployments.find((d) => d.id === id) ?? null,
  }
}

function capture(pattern: string, model: string): string | null {
  const star = pattern.indexOf("*")
  const head = pattern.slice(0, star)
  const tail = pattern.slice(star + 1)
  if (!model.startsWith(head) || !model.endsWith(tail) || model.length <= head.length + tail.length) return null
  return model.slice(head.length, model.length - tail.length)
}

function concrete(entry: ModelEntry, group: string, part: string): ModelEntry {
  const { id: _id, ...info } = entry.model_info ?? {}
  const model = entry.litellm_params.model.replace("*", () => part)
  return { model_name: group, litellm_params: { ...entry.litellm_params, model }, model_info: info }
}

/** The error for a name nobody serves: lists what comes close. */
export function modelNotFound(model: string, names: readonly string[]): GatewayError {
  const near = closest(model, names)
  const hint = near.length > 0 ? ` Did you mean ${near.join(" or ")}?` : " GET /v1/models lists the models you can use."
  return new GatewayError("model_not_found", `The model "${model.slice(0, 200)}" does not exist here.${hint}`, {
    param: "model",
  })
}
