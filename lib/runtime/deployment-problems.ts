import { openCatalog } from "#lib/catalog/catalog"
import type { Config } from "#lib/config/schema"
import { makeRules } from "./rules"

export interface DeploymentProblems {
  /** What keeps deployments from serving: an unknown provider, no key and the variable that would hold it, no address, no region. */
  readonly errors: readonly string[]
  /** Deployments that serve at no known price, so that nothing is billed for them. */
  readonly unpriced: readonly string[]
}

/**
 * What is to be said about the deployments of this configuration, in words. Nothing is called. `catalogFile` is the price table, which
 * knows bare model names.
 */
export function deploymentProblems(
  config: Config,
  catalogFile: string,
  env: Readonly<Record<string, string | undefined>>,
): DeploymentProblems {
  const { problems, routing } = makeRules({ config, catalog: openCatalog(catalogFile), env })
  const unpriced = routing.groups.deployments
    .filter(({ price, group }) => price === null && !group.includes("*"))
    .map(
      ({ group, provider, model }) =>
        `${group} (${provider.id}/${model}): its price is not known, so its cost is "unknown" and counts in no budget; set input_cost_per_token and output_cost_per_token, or model_info.base_model`,
    )
  return { errors: problems, unpriced: [...new Set(unpriced)] }
}
