import { lowestWins, type Strategy } from "./strategy"

/** The deployment that handled the fewest tokens in the last minute, running requests included; equals share. */
export const usageBased: Strategy = {
  id: "usage-based-routing-v2",
  figure: "tokens in the last minute",
  loser: "more used",
  needs: "tokens",
  figures: (candidates, _ask, observed) => candidates.map((deployment) => observed.tokensLastMinute(deployment)),
  chances: lowestWins,
}
