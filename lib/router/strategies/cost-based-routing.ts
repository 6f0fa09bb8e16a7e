import { costNano } from "#lib/catalog/cost"
import type { Deployment } from "#lib/router/deployment"
import type { Expected } from "#lib/router/routing-ask"
import { lowestWins, type Strategy } from "./strategy"

/** The deployment that will answer cheapest, at the prompt's length and the answer's expected one. An unknown price is the dearest. */
export const costBased: Strategy = {
  id: "cost-based-routing",
  figure: "expected cost in nano-dollars",
  loser: "dearer",
  figures: (candidates, ask) => candidates.map((deployment) => expectedNano(deployment, ask.expected)),
  chances: lowestWins,
}

/** Without any expectation the mix is one to one, so that prices alone decide. */
function expectedNano({ price }: Deployment, expected: Expected): number {
  if (price === null) return Number.POSITIVE_INFINITY
  const known = expected.promptTokens + expected.expectedCompletionTokens > 0
  const prompt = known ? expected.promptTokens : 1000
  const completion = known ? Math.round(expected.expectedCompletionTokens) : 1000
  return costNano(price, {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
  })
}
