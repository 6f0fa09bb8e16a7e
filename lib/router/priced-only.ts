import { GatewayError } from "#lib/core/errors"
import type { Deployment } from "./deployment"
import type { Groups } from "./groups"

/** The same groups without the deployments whose price nobody knows: what they cost could not be held against any budget. */
export function pricedOnly(groups: Groups): Groups {
  const kept = new WeakMap<readonly Deployment[], readonly Deployment[]>()
  const priced = (found: readonly Deployment[]) => {
    const before = kept.get(found)
    if (before !== undefined) return before
    const those = found.filter(({ price }) => price !== null)
    const all = those.length === found.length ? found : those
    kept.set(found, all)
    return all
  }
  return {
    ...groups,
    find(model) {
      const found = groups.find(model)
      return found === null || priced(found).length === 0 ? null : priced(found)
    },
    whyNot(model) {
      const found = groups.find(model)
      if (found === null || priced(found).length > 0) return groups.whyNot(model)
      const say = `The price of "${model.slice(0, 200)}" is not known, and this gateway does not serve such models. An admin can give it one (input_cost_per_token and output_cost_per_token).`
      return new GatewayError("unpriced_model", say, { param: "model" })
    },
  }
}
