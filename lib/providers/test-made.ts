import type { Catalog } from "#lib/catalog/catalog"
import { type Deployment, type DeploymentDefaults, makeDeployment } from "#lib/router/deployment"
import type { DeploymentParams } from "#lib/router/deployment-params"

/** No prices, no bare names. */
const catalog = { size: 0, find: () => null, providerOf: () => null } as unknown as Catalog

/** A deployment of this model as a config would make it, with its whole addresses. */
export function made(
  model: string,
  params: Partial<DeploymentParams> = {},
  env: DeploymentDefaults["env"] = {},
): Deployment & { url: string; streamUrl: string } {
  const entry = { model_name: "group", litellm_params: { ...params, model } }
  const d = makeDeployment(entry, { catalog, env, timeoutMs: 1, streamTimeoutMs: 1, dropParams: false })
  return { ...d, url: `${d.origin}${d.chatPath}`, streamUrl: `${d.origin}${d.chatStreamPath}` }
}
