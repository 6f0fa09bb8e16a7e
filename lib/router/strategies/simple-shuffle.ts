import type { Deployment } from "#lib/router/deployment"
import { type RoutingFacts, routingFacts } from "#lib/router/routing-facts"
import type { Strategy } from "./strategy"

/** At random, by `weight`; without weights by `rpm`, then by `tpm`, else evenly. Whoever lacks what the others have gets nothing, as in LiteLLM. */
export const simpleShuffle: Strategy = {
  id: "simple-shuffle",
  figure: "weight",
  loser: "no weight",
  figures(candidates) {
    return (
      sharesBy(candidates, (facts) => facts.weight) ??
      sharesBy(candidates, (facts) => facts.rpm) ??
      sharesBy(candidates, (facts) => facts.tpm) ??
      candidates.map(() => 1)
    )
  },
  chances: (figures) => [...figures],
}

/** Null when nobody has such a share. */
function sharesBy(candidates: readonly Deployment[], share: (facts: RoutingFacts) => number | null): number[] | null {
  const shares = candidates.map((deployment) => share(routingFacts(deployment)) ?? 0)
  return shares.some((value) => value > 0) ? shares : null
}
