import { openCatalog } from "#lib/catalog/catalog"
import type { Config } from "#lib/config/schema"
import { makeRules } from "./rules"

/**
 * What would keep deployments of this configuration from serving, in words: an unknown provider, no key and the variable that
 * would hold it, no address. Nothing is called. `catalogFile` is the price table, which knows bare model names.
 */
export function deploymentProblems(
  config: Config,
  catalogFile: string,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  return makeRules({ config, catalog: openCatalog(catalogFile), env }).problems
}
