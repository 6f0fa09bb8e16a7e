import type { Strategy } from "./strategy"

/**
 * By what is left of each provider's budget, so that all of them last equally long. A provider without a budget is used
 * when nobody has money left. (A budget that is used up takes its provider out under every strategy.)
 */
export const providerBudget: Strategy = {
  id: "provider-budget-routing",
  figure: "nano-dollars left of the provider's budget",
  loser: "no budget of its own",
  figures: (candidates, _ask, observed) => candidates.map((deployment) => observed.providerBudgetLeftNano(deployment)),
  chances(figures) {
    const limited = figures.map((left) => (Number.isFinite(left) ? Math.max(0, left) : 0))
    return limited.some((left) => left > 0) ? limited : figures.map(() => 1)
  },
}
