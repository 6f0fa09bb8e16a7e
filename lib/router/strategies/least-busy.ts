import { lowestWins, type Strategy } from "./strategy"

/** The deployment with the fewest requests in flight; equals share. */
export const leastBusy: Strategy = {
  id: "least-busy",
  figure: "requests in flight",
  loser: "busier",
  needs: "in-flight",
  figures: (candidates, _ask, observed) => candidates.map((deployment) => observed.inFlight(deployment)),
  chances: lowestWins,
}
