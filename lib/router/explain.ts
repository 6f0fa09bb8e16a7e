import { GatewayError } from "#lib/core/errors"
import { agreedSurvey } from "./agreed-survey"
import type { Deployment } from "./deployment"
import { type GroupNote, groupNote } from "./group-note"
import { noRoom } from "./no-room"
import type { Plan, PlannedGroup } from "./plan"
import { mayFallBack } from "./retry"
import type { Router } from "./router-state"
import type { RoutingAsk } from "./routing-ask"

export interface RouteExplained {
  /** The deployment that would be asked first; null: none can be asked now. */
  readonly deployment: Deployment | null
  /** Every group that was looked at, with its candidates. */
  readonly groups: readonly GroupNote[]
  readonly failure: GatewayError | null
  /** Groups passed over because they had no room. */
  readonly fallbacks: number
}

/** Where a request would go, found as `execute` finds it, without asking a provider and without taking anything. */
export async function explainRoute(
  plan: Plan & { readonly router: Router },
  ask: RoutingAsk,
  random: () => number,
): Promise<RouteExplained> {
  const { router } = plan
  const groups: GroupNote[] = []
  const seen: PlannedGroup[] = []
  let failure: GatewayError | null = null
  let waiting: readonly PlannedGroup[] = plan.groups.slice(0, 1)
  for (;;) {
    const group = waiting.find((g) => !seen.includes(g))
    if (group === undefined || seen.length > (plan.maxFallbacks ?? 0)) break
    seen.push(group)
    const { found, refused } = await agreedSurvey({ group, ask, router, tried: [], random })
    groups.push(groupNote(found, router.settings.strategy))
    if (found.chosen !== null) return { deployment: found.chosen, groups, failure: null, fallbacks: seen.length - 1 }
    failure = [...refused.values()].find((why) => GatewayError.is(why)) ?? noRoom(found, router.state.clock.now())
    if (!mayFallBack(failure.kind)) break
    waiting = [...(plan.after?.(group, failure.kind) ?? []), ...waiting]
  }
  return { deployment: null, groups, failure, fallbacks: Math.max(0, seen.length - 1) }
}
