import { GatewayError } from "#lib/core/errors"
import type { Deployment } from "./deployment"
import { type Groups, modelNotFound } from "./groups"

/** Who may answer, in order: the asked model group first, then its fallbacks. */
export interface Plan {
  readonly groups: readonly PlannedGroup[]
}

export interface PlannedGroup {
  readonly name: string
  readonly deployments: readonly Deployment[]
  /** Tries after the first. */
  readonly retries: number
}

export interface RoutingRules {
  readonly groups: Groups
  /** model group → the groups to try when it fails; "*" for all. */
  readonly fallbacks: Readonly<Record<string, readonly string[]>>
  readonly retries: number
}

/** What a request may say about routing itself. */
export interface RequestRouting {
  readonly retries?: number | undefined
  readonly fallbacks?: readonly string[] | undefined
  readonly disableFallbacks?: boolean | undefined
}

/** Model → deployments that may serve it. No I/O. Throws `model_not_found`. `mayUse` filters fallbacks the caller has no access to. */
export function planRoute(
  rules: RoutingRules,
  model: string,
  asked: RequestRouting,
  mayUse: (group: string) => boolean,
): Plan {
  const first = rules.groups.find(model)
  if (first === null) throw modelNotFound(model, rules.groups.names.filter(mayUse))
  const groups = [planned(rules, model, first, asked)]
  if (asked.disableFallbacks !== true) {
    for (const name of asked.fallbacks ?? fallbacksOf(rules, model)) {
      const deployments = name === model || !mayUse(name) ? null : rules.groups.find(name)
      if (deployments !== null) groups.push(planned(rules, name, deployments, asked))
    }
  }
  return { groups }
}

/** Looked up as own members: a model may be called `constructor`. */
function fallbacksOf({ fallbacks }: RoutingRules, model: string): readonly string[] {
  return (Object.hasOwn(fallbacks, model) ? fallbacks[model] : fallbacks["*"]) ?? []
}

function planned(
  rules: RoutingRules,
  name: string,
  deployments: readonly Deployment[],
  asked: RequestRouting,
): PlannedGroup {
  const first = deployments[0]
  if (first === undefined) throw new GatewayError("internal", `The model group ${name} is empty.`)
  return { name, deployments, retries: asked.retries ?? first.retries ?? rules.retries }
}
