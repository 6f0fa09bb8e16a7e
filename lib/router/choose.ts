import { GatewayError } from "#lib/core/errors"
import type { Deployment } from "./deployment"
import { type GroupNote, groupNote } from "./group-note"
import { deploymentWants } from "./limits"
import { noRoom } from "./no-room"
import type { Plan, PlannedGroup } from "./plan"
import type { Router } from "./router-state"
import type { RoutingAsk } from "./routing-ask"
import { draw } from "./strategies/strategy"
import { survey } from "./survey"
import { Ticket } from "./ticket"

export interface ChooseInput {
  readonly plan: Plan
  readonly group: PlannedGroup
  readonly ask: RoutingAsk
  /** Those that failed this request already, the last one last. */
  readonly tried: readonly Deployment[]
  readonly random: () => number
}

export interface Choice {
  readonly deployment: Deployment
  /** Holds its part of the deployment's limits; null = nothing is counted. */
  readonly ticket: Ticket | null
  /** Null when there was nothing to choose. */
  readonly note: GroupNote | null
}

/** None can be asked now. */
export interface NoChoice {
  readonly deployment: null
  readonly refusal: GatewayError
  readonly note: GroupNote
}

/** Chooses a deployment of a group and takes what the request needs of its limits, in one turn of the event loop. */
export function choose(input: ChooseInput): Choice | NoChoice {
  const { plan, group, ask } = input
  const { router } = plan
  if (router === undefined) return { deployment: byChance(input), ticket: null, note: null }
  const alone = unhindered(router, group, ask)
  if (alone !== null) return { deployment: alone, ticket: null, note: null }
  const { settings, state } = router
  const found = survey({ ...input, router })
  const single = group.deployments.length === 1
  const nowMs = state.clock.now()
  if (found.chosen === null) {
    const note = groupNote(found, settings.strategy)
    return { deployment: null, refusal: noRoom(found, nowMs), note }
  }
  const deployment = found.chosen
  const wants = deploymentWants(deployment, { expected: ask.expected, settings, nowMs, spent: state.spent })
  const taken = wants.length === 0 ? null : state.counters.take(wants)
  if (taken !== null && !taken.ok)
    throw new GatewayError("internal", "A deployment that had room had none.", { detail: taken.want.key })
  state.cooldowns.started(deployment.id, nowMs)
  return {
    deployment,
    ticket: new Ticket({ router, deployment, wants, groupSize: group.deployments.length }),
    note: single ? null : groupNote(found, settings.strategy),
  }
}

/** The usual case costs nothing: one deployment, without limits, and nothing has failed lately. */
function unhindered({ settings, state }: Router, { deployments }: PlannedGroup, ask: RoutingAsk): Deployment | null {
  const [only] = deployments
  if (only === undefined || deployments.length > 1) return null
  if (!state.cooldowns.quiet || settings.tagFiltering || settings.preCallChecks) return null
  const nowMs = state.clock.now()
  const wants = deploymentWants(only, { expected: ask.expected, settings, nowMs, spent: state.spent })
  return wants.length === 0 ? only : null
}

/** Without a memory: evenly, never one that failed this request while another is there. */
function byChance({ group, tried, random }: ChooseInput): Deployment {
  const fresh = group.deployments.filter((d) => !tried.includes(d))
  const others = group.deployments.filter((d) => d !== tried.at(-1))
  const open = fresh.length > 0 ? fresh : others.length > 0 ? others : group.deployments
  const drawn =
    open[
      draw(
        open.map(() => 1),
        random,
      )
    ]
  if (drawn === undefined) throw new GatewayError("internal", "This model has no deployment.")
  return drawn
}
