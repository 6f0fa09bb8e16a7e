import { GatewayError } from "#lib/core/errors"
import type { Taken, Want } from "#lib/store/counters"
import type { Deployment } from "./deployment"
import { type GroupNote, groupNote } from "./group-note"
import { deploymentWants } from "./limits"
import { noRoom } from "./no-room"
import type { Plan, PlannedGroup } from "./plan"
import type { Router } from "./router-state"
import type { RoutingAsk } from "./routing-ask"
import { draw } from "./strategies/strategy"
import { type Candidate, type Refusal, type Survey, survey } from "./survey"
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

export type Chosen = Choice | NoChoice

/**
 * Chooses a deployment of a group and takes what the request needs of its limits, in one turn of the event loop. A promise only
 * where more of a limit has to be asked for first.
 */
export function choose(input: ChooseInput): Chosen | Promise<Chosen> {
  const { plan, group, ask } = input
  const { router } = plan
  if (router === undefined) return { deployment: byChance(input), ticket: null, note: null }
  const alone = unhindered(router, group, ask)
  if (alone !== null) return { deployment: alone, ticket: null, note: null }
  const found = survey({ ...input, router })
  if (found.chosen === null) return hoped({ input, router, found, refused: NOTHING_REFUSED })
  const wants = wantsOf(found.chosen, router, ask)
  if (wants.length === 0) return choice({ input, router, found }, found.chosen, wants)
  const taken = router.state.counters.tryTake(wants)
  if (taken instanceof Promise) return asking({ input, router, found }, taken)
  if (!taken.ok) throw new GatewayError("internal", "A deployment that had room had none.", { detail: taken.want.key })
  return choice({ input, router, found }, found.chosen, wants)
}

/** The same where no limit is shared with others. */
export function chooseAtOnce(input: ChooseInput): Chosen {
  const chosen = choose(input)
  if (chosen instanceof Promise) throw new GatewayError("internal", "A limit that is counted here was asked for.")
  return chosen
}

interface Choosing {
  readonly input: ChooseInput
  readonly router: Router
  readonly found: Survey
}

/** What those that were asked for room said. */
export type Refusals = ReadonlyMap<Deployment, Refusal | GatewayError>
const NOTHING_REFUSED: Refusals = new Map()

/** What a request needs of a deployment's limits. */
export function wantsOf(
  deployment: Deployment,
  { settings, state }: Router,
  { expected }: RoutingAsk,
): readonly Want[] {
  return deploymentWants(deployment, { expected, settings, nowMs: state.clock.now(), spent: state.spent })
}

function choice({ input, router, found }: Choosing, deployment: Deployment, wants: readonly Want[]): Choice {
  const { settings, state } = router
  const groupSize = input.group.deployments.length
  state.cooldowns.started(deployment.id, state.clock.now())
  return {
    deployment,
    ticket: new Ticket({ router, deployment, wants, groupSize }),
    note: groupSize === 1 ? null : groupNote(found, settings.strategy),
  }
}

/** The answer is on its way whether the one that was chosen has room; if not, the next best is asked for. */
async function asking({ input, router, found }: Choosing, first: Promise<Taken>): Promise<Chosen> {
  const refused = new Map<Deployment, Refusal | GatewayError>()
  let now = found
  for (let taking: Promise<Taken> | Taken = first; ; ) {
    if (now.chosen === null) return hoped({ input, router, found: now, refused })
    const wants = wantsOf(now.chosen, router, input.ask)
    const taken = await outcome(taking)
    if (!GatewayError.is(taken) && taken.ok) return choice({ input, router, found: now }, now.chosen, wants)
    refused.set(now.chosen, taken)
    now = survey({ ...input, router, refused })
    if (now.chosen !== null) taking = router.state.counters.tryTake(wantsOf(now.chosen, router, input.ask))
  }
}

/** An answer, also where nobody could be asked for it. */
export async function outcome(taking: Promise<Taken> | Taken): Promise<Taken | GatewayError> {
  try {
    return await taking
  } catch (e) {
    return GatewayError.from(e)
  }
}

/** Nobody has room now. Where a budget's rest is only held by requests in flight, and nothing else could answer, it is waited for. */
function hoped({ input, router, found, refused }: Choosing & { refused: Refusals }): Chosen | Promise<Chosen> {
  const none = (): NoChoice => ({
    deployment: null,
    refusal: [...refused.values()].find((why) => GatewayError.is(why)) ?? noRoom(found, router.state.clock.now()),
    note: groupNote(found, router.settings.strategy),
  })
  const held = input.plan.groups.length > 1 ? undefined : found.candidates.find(hasMoneyLeft)
  if (held === undefined) return none()
  const { deployment } = held
  const wants = wantsOf(deployment, router, input.ask)
  const taking = router.state.counters.take(wants)
  if (!(taking instanceof Promise)) return none()
  return outcome(taking).then((taken) => {
    if (GatewayError.is(taken) || !taken.ok) return none()
    return choice({ input, router, found: { ...found, chosen: deployment } }, deployment, wants)
  })
}

const hasMoneyLeft = ({ refusal }: Candidate): boolean =>
  refusal?.want.key.startsWith("budget:") === true && refusal.used < refusal.want.limit

/** The usual case costs nothing: one deployment, without limits, and nothing has failed lately. */
function unhindered({ settings, state }: Router, { deployments }: PlannedGroup, ask: RoutingAsk): Deployment | null {
  const [only] = deployments
  if (only === undefined || deployments.length > 1) return null
  if (!state.cooldowns.quiet || settings.tagFiltering || settings.preCallChecks) return null
  return wantsOf(only, { settings, state }, ask).length === 0 ? only : null
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
