import { costBased } from "./cost-based-routing"
import { latencyBased } from "./latency-based-routing"
import { leastBusy } from "./least-busy"
import { providerBudget } from "./provider-budget-routing"
import { simpleShuffle } from "./simple-shuffle"
import type { Strategy } from "./strategy"
import { usageBased } from "./usage-based-routing-v2"

/** Every strategy there is; the first is the default. */
export const strategies: readonly Strategy[] = [
  simpleShuffle,
  leastBusy,
  latencyBased,
  usageBased,
  costBased,
  providerBudget,
]
