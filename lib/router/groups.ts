import { LRUCache } from "lru-cache"
import { closest } from "#lib/core/closest"
import { GatewayError } from "#lib/core/errors"
import { redact } from "#lib/core/log"
import type { Deployment, ModelEntry } from "./deployment"

/** The model groups of one configuration. Immutable; a reload makes a new one. */
export interface Groups {
  /** The deployments that can serve this name, or null. Aliases and wildcards (`openai/*`) included. */
  find(model: string): readonly Deployment[] | null
  /** Why a name that is configured cannot be served; null when it can, or is not configured. */
  whyNot(model: string): Error | null
  /** Every name a client can ask for; wildcards as they are written. */
  readonly names: readonly string[]
  /** What wildcards are known to serve, by the names clients ask for. */
  wildcardModels(): readonly string[]
  /** The access groups of the deployments of this name (`model_info.access_groups`). */
  accessGroups(model: string): readonly string[]
  readonly deployments: readonly Deployment[]
  byId(id: string): Deployment | null
}

export interface GroupsInput {
  readonly deployments: readonly Deployment[]
  readonly aliases: Readonly<Record<string, string>>
  /** Makes a concrete deployment of a wildcard entry. */
  readonly make: (entry: ModelEntry) => Deployment
  /** What wildcards are known to serve; asked once, when it is first needed. */
  readonly wildcardModels?: () => readonly string[]
  /** Wildcards of any provider (`model: "*"`): nothing can be made of them before a model is asked for. */
  readonly open?: readonly ModelEntry[]
  /** Model groups none of whose deployments could be made, and what the last of them wants. */
  readonly unserved?: ReadonlyMap<string, string>
}

/** Sorts deployments into groups. A wildcard's captured part replaces the `*` of its `litellm_params.model`. */
export function makeGroups(input: GroupsInput): Groups {
  const exact = new Map<string, Deployment[]>()
  const wild = new Map<string, ModelEntry[]>()
  for (const deployment of input.deployments)
    if (deployment.group.includes("*")) add(wild, deployment.group, deployment.entry)
    else add(exact, deployment.group, deployment)
  for (const entry of input.open ?? []) add(wild, entry.model_name, entry)
  const patterns = [...wild.keys()].sort((a, b) => b.length - a.length)
  const captured = new LRUCache<string, readonly Deployment[]>({ max: 1000 })

  let listed: readonly string[] | null = null
  /** Of the deployments of a wildcard those that can be made for this model, or why none can. */
  const expand = (model: string): readonly Deployment[] | Error | null => {
    const known = captured.get(model)
    if (known) return known
    // Half of a surrogate pair is no text: no address can have it in it.
    if (!model.isWellFormed()) return null
    for (const pattern of patterns) {
      const part = capture(pattern, model)
      if (part === null) continue
      const made = (wild.get(pattern) ?? []).map((entry) =>
        tryMake(() => input.make(concrete(entry, model, part)), model),
      )
      const serving = made.filter((each): each is Deployment => !(each instanceof Error))
      if (serving.length === 0) return made.find((each) => each instanceof Error) ?? null
      captured.set(model, serving)
      return serving
    }
    return null
  }
  const named = (model: string) => (Object.hasOwn(input.aliases, model) ? (input.aliases[model] ?? model) : model)
  return {
    find(model) {
      const name = named(model)
      const found = exact.get(name) ?? expand(name)
      return found instanceof Error ? null : found
    },
    whyNot(model) {
      const name = named(model)
      const reason = input.unserved?.get(name) ?? wildReason(input.unserved, name)
      const found = exact.get(name) ?? (reason === undefined ? expand(name) : unserved(name, reason))
      return found instanceof Error ? found : null
    },
    names: [...exact.keys(), ...Object.keys(input.aliases).filter((a) => !exact.has(a)), ...wild.keys()],
    wildcardModels() {
      listed ??= input.wildcardModels?.() ?? []
      return listed
    },
    accessGroups(model) {
      const name = named(model)
      const ofPattern = () => patterns.find((pattern) => pattern === name || capture(pattern, name) !== null)
      const entries = exact.get(name)?.map(({ entry }) => entry) ?? wild.get(ofPattern() ?? "") ?? []
      return entries.flatMap(({ model_info: info }) => accessGroupsOf(info))
    },
    deployments: input.deployments,
    byId: (id) => input.deployments.find((d) => d.id === id) ?? null,
  }
}

function accessGroupsOf(info: ModelEntry["model_info"]): string[] {
  const groups = info?.access_groups
  return Array.isArray(groups) ? groups.filter((each): each is string => typeof each === "string") : []
}

function add<T>(table: Map<string, T[]>, name: string, value: T): void {
  const group = table.get(name)
  if (group) group.push(value)
  else table.set(name, [value])
}

function wildReason(unserved: GroupsInput["unserved"], model: string): string | undefined {
  for (const [pattern, reason] of unserved ?? [])
    if (pattern.includes("*") && capture(pattern, model) !== null) return reason
  return undefined
}

/** A deployment, or what it wants: in words for the client, unless the maker has an error of its own kind for it. */
function tryMake(make: () => Deployment, model: string): Deployment | Error {
  try {
    return make()
  } catch (e) {
    const foreign = e instanceof Error && e.constructor !== Error
    return foreign ? e : unserved(model, e instanceof Error ? e.message : String(e))
  }
}

function unserved(model: string, reason: string): GatewayError {
  const say = `The model "${model.slice(0, 200)}" cannot be served: ${redact(reason)}`
  return new GatewayError("invalid_request", say, { param: "model" })
}

/** What stands for the `*` of a pattern in this name, or null. */
export function capture(pattern: string, model: string): string | null {
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
