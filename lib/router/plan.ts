import { type ErrorKind, GatewayError } from "#lib/core/errors"
import type { Deployment } from "./deployment"
import { type Groups, modelNotFound } from "./groups"
import type { PassThrough } from "./pass-through"
import type { PassedEndpoint } from "./passed-endpoints"
import type { KindCounts } from "./router-settings"
import type { Router } from "./router-state"

/** Who may answer: the asked model group first, then every group it could fall back to. */
export interface Plan {
  readonly groups: readonly PlannedGroup[]
  /** Absent: deployments are chosen by chance alone, and nothing is remembered of them. */
  readonly router?: Router | undefined
  /** The groups to try, in this order, after this one failed so. Absent: the next of `groups`. */
  readonly after?: ((group: PlannedGroup, kind: ErrorKind) => readonly PlannedGroup[]) | undefined
  /** How many other groups may be tried. */
  readonly maxFallbacks?: number | undefined
}

export interface PlannedGroup {
  readonly name: string
  readonly deployments: readonly Deployment[]
  /** Tries after the first. */
  readonly retries: number
  /** Tries after the first by kind of failure; null when the request or the deployment says how many. */
  readonly policy?: KindCounts | null | undefined
  /** Fields that replace the request's own when it goes here. */
  readonly params?: Readonly<Record<string, unknown>> | undefined
}

/** Where a request may fall back to: a model group, perhaps with parameters of its own. */
export type FallbackTarget = string | { readonly model: string; readonly params: Readonly<Record<string, unknown>> }

/** model group → the groups to try when it fails; "*" for those without an entry. */
export type FallbackTable = Readonly<Record<string, readonly string[]>>

export interface RoutingRules {
  readonly groups: Groups
  readonly fallbacks: FallbackTable
  readonly contextWindowFallbacks?: FallbackTable
  readonly contentPolicyFallbacks?: FallbackTable
  readonly maxFallbacks?: number
  readonly retries: number
  readonly router?: Router
  /** Where calls to providers' own APIs go. Absent: nowhere. */
  readonly passThrough?: PassThrough
  /** Another model of the provider of a deployment, with its price; null when it cannot be built. */
  readonly sibling?: (deployment: Deployment, model: string) => Deployment | null
  /** Paths of the configuration's own that lead elsewhere; the longest first. */
  readonly endpoints?: readonly PassedEndpoint[]
}

/** What a request may say about routing itself. */
export interface RequestRouting {
  /** The one deployment of the group that can answer, because it has the conversation; nothing else is tried. */
  readonly deployment?: string | undefined
  readonly retries?: number | undefined
  readonly fallbacks?: readonly FallbackTarget[] | undefined
  readonly contextWindowFallbacks?: readonly FallbackTarget[] | undefined
  readonly contentPolicyFallbacks?: readonly FallbackTarget[] | undefined
  readonly maxFallbacks?: number | undefined
  readonly disableFallbacks?: boolean | undefined
}

const MAX_FALLBACKS = 5
const NOWHERE: readonly PlannedGroup[] = []

/** Model → deployments that may serve it. No I/O. Throws `model_not_found`, or what keeps its deployments from serving. `mayUse` filters fallbacks the caller has no access to. */
export function planRoute(
  rules: RoutingRules,
  model: string,
  asked: RequestRouting,
  mayUse: (group: string) => boolean,
): Plan {
  const first = rules.groups.find(model)
  if (first === null) throw rules.groups.whyNot(model) ?? modelNotFound(model, rules.groups.names.filter(mayUse))
  const start = planned(rules, model, only(first, asked.deployment), asked)
  const { router } = rules
  const maxFallbacks = Math.min(asked.maxFallbacks ?? MAX_FALLBACKS, rules.maxFallbacks ?? MAX_FALLBACKS)
  const nowhere = { groups: [start], router, after: () => NOWHERE, maxFallbacks: 0 }
  if (
    asked.disableFallbacks === true ||
    asked.deployment !== undefined ||
    maxFallbacks === 0 ||
    !namesAny(rules, asked)
  )
    return nowhere
  const after = fallbackFinder(rules, start, asked, mayUse)
  const groups = reachable(start, after, maxFallbacks)
  return groups.length === 1 ? nowhere : { groups, router, after, maxFallbacks }
}

function only(deployments: readonly Deployment[], id: string | undefined): readonly Deployment[] {
  return id === undefined ? deployments : deployments.filter((each) => each.id === id)
}

/** The model group that is asked first, by the name its deployments have; another than the client's where that is an alias. */
export function groupOf({ groups: [first] }: Plan): string {
  return first?.deployments[0]?.group ?? ""
}

/** False for most: then nothing is searched. */
function namesAny(rules: RoutingRules, asked: RequestRouting): boolean {
  for (const table of [rules.fallbacks, rules.contextWindowFallbacks, rules.contentPolicyFallbacks])
    for (const _ in table) return true
  return (asked.fallbacks ?? asked.contextWindowFallbacks ?? asked.contentPolicyFallbacks) !== undefined
}

/** Which kinds of failure a table is for; what is none of these is not worth a fallback. */
const KINDS: readonly ErrorKind[] = ["upstream_failed", "context_window_exceeded", "content_policy_violation"]

/** Every group a request could come to, in the order of the plain fallbacks, each once. */
function reachable(
  start: PlannedGroup,
  after: (group: PlannedGroup, kind: ErrorKind) => readonly PlannedGroup[],
  depth: number,
): PlannedGroup[] {
  const found = [start]
  for (let from = 0, level = 0; level < depth && from < found.length; level++) {
    const upTo = found.length
    for (const kind of KINDS)
      for (const group of found.slice(from, upTo))
        for (const next of after(group, kind)) if (!found.includes(next)) found.push(next)
    from = upTo
  }
  return found
}

function fallbackFinder(
  rules: RoutingRules,
  start: PlannedGroup,
  asked: RequestRouting,
  mayUse: (group: string) => boolean,
): (group: PlannedGroup, kind: ErrorKind) => readonly PlannedGroup[] {
  const made = new Map<FallbackTarget, PlannedGroup | null>([[start.name, start]])
  const make = (target: FallbackTarget): PlannedGroup | null => {
    const { model, params } = typeof target === "string" ? { model: target, params: undefined } : target
    const deployments = mayUse(model) ? rules.groups.find(model) : null
    return deployments === null ? null : { ...planned(rules, model, deployments, asked), params }
  }
  return (group, kind) => {
    const own = group === start ? asked : {}
    const targets = targetsAfter(rules, group, kind, own)
    if (targets.length === 0) return NOWHERE
    return targets.flatMap((target) => {
      const known = made.get(target)
      const next = known === undefined ? make(target) : known
      made.set(target, next)
      return next === null || next === group ? [] : [next]
    })
  }
}

/** The request's own list, or the one for this kind of failure. A prompt that is too long may also use the plain one. */
function targetsAfter(
  rules: RoutingRules,
  group: PlannedGroup,
  kind: ErrorKind,
  asked: RequestRouting,
): readonly FallbackTarget[] {
  if (kind === "content_policy_violation")
    return asked.contentPolicyFallbacks ?? listed(rules.contentPolicyFallbacks ?? {}, group) ?? []
  const plain = () => asked.fallbacks ?? listed(rules.fallbacks, group) ?? []
  if (kind !== "context_window_exceeded") return plain()
  return asked.contextWindowFallbacks ?? listed(rules.contextWindowFallbacks ?? {}, group) ?? plain()
}

/** By the name that was asked for, by the group an alias stands for, or by `*`. Own members only: a model may be called `constructor`. */
function listed(table: FallbackTable, { name, deployments }: PlannedGroup): readonly string[] | undefined {
  if (Object.hasOwn(table, name)) return table[name]
  const real = deployments[0]?.group
  if (real !== undefined && Object.hasOwn(table, real)) return table[real]
  return table["*"]
}

function planned(
  rules: RoutingRules,
  name: string,
  deployments: readonly Deployment[],
  asked: RequestRouting,
): PlannedGroup {
  const first = deployments[0]
  if (first === undefined) throw new GatewayError("internal", `The model group ${name} is empty.`)
  const said = asked.retries ?? first.retries
  const settings = rules.router?.settings
  const byGroup = settings?.groupRetryPolicy
  const policy = byGroup !== undefined && Object.hasOwn(byGroup, name) ? byGroup[name] : settings?.retryPolicy
  return {
    name,
    deployments,
    retries: said ?? rules.retries,
    policy: said === null || said === undefined ? (policy ?? null) : null,
  }
}
