import { GatewayError } from "#lib/core/errors"
import { outcome, type Refusals, wantsOf } from "./choose"
import type { Deployment } from "./deployment"
import { type Refusal, type Survey, type SurveyInput, survey } from "./survey"

/**
 * A survey in which whoever is chosen has room, also by the word of the others who share its limits, and what those said who have
 * none. Nothing is taken.
 */
export async function agreedSurvey(
  input: Omit<SurveyInput, "refused">,
): Promise<{ readonly found: Survey; readonly refused: Refusals }> {
  const { router, ask } = input
  const refused = new Map<Deployment, Refusal | GatewayError>()
  for (;;) {
    const found = survey({ ...input, refused })
    const wants = found.chosen === null ? [] : wantsOf(found.chosen, router, ask)
    if (found.chosen === null || wants.length === 0) return { found, refused }
    const would = await outcome(router.state.counters.wouldTake(wants))
    if (!GatewayError.is(would) && would.ok) return { found, refused }
    refused.set(found.chosen, would)
  }
}
