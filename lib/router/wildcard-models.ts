import type { CatalogTable } from "#lib/catalog/catalog"
import { providerModels } from "#lib/catalog/provider-models"
import type { Deployment } from "./deployment"
import { capture } from "./groups"

/**
 * The names under which clients can ask for what the catalog knows of a wildcard's provider (`openai/*` → `openai/gpt-4o` …). A
 * server of one's own behind an `api_base` has models nobody here knows: none are named for it.
 */
export function wildcardModels(deployments: readonly Deployment[], catalog: CatalogTable): readonly string[] {
  const found = new Set<string>()
  for (const deployment of deployments) {
    const { group, provider, entry } = deployment
    if (!group.includes("*") || isElsewhere(deployment)) continue
    const { model: pattern } = entry.litellm_params
    // The prefix may be one of the provider's other names, and is left out after `custom_llm_provider`.
    const prefix = pattern.startsWith(deployment.model)
      ? ""
      : pattern.slice(0, pattern.length - deployment.model.length)
    for (const model of providerModels(catalog, provider.catalogId ?? provider.id)) {
      const part = capture(pattern, `${prefix}${model}`)
      if (part !== null) found.add(group.replace("*", () => part))
    }
  }
  return [...found]
}

function isElsewhere({ provider, origin }: Deployment): boolean {
  return provider.baseUrl !== null && new URL(provider.baseUrl).origin !== origin
}
