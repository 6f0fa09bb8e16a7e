import { systemClock } from "#lib/core/clock"
import { closest } from "#lib/core/closest"
import type { Deployment, DeploymentDefaults, ModelEntry } from "#lib/router/deployment"
import { type Groups, makeGroups } from "#lib/router/groups"
import type { RoutingRules } from "#lib/router/plan"
import { fallbackTables, routerSettings } from "#lib/router/router-rules"
import { RouterState } from "#lib/router/router-state"
import { MemoryCounters } from "#lib/store/memory/counters"
import { checkRouterOptions } from "./check-router-options"
import { deploymentDefaults, deploymentOf } from "./deployment-of"
import { BadRequestError } from "./exceptions"
import type { RouterModel, RouterOptions } from "./router-options"
import { settings } from "./settings"
import { fromEnvironment } from "./split-options"

/** What a router goes by, and the settings it was made of. */
export interface MadeRules {
  readonly routing: RoutingRules
  readonly state: RouterState
}

/**
 * Options → rules, as a config file's `router_settings` are read. `state` is what an earlier version of the same router remembers.
 * Throws BadRequestError naming the setting or the model that is wrong.
 */
export function routerRules(options: RouterOptions, state?: RouterState): MadeRules {
  const config = checkRouterOptions(options)
  const { model_list: models } = options
  if (!Array.isArray(models)) throw new BadRequestError("Router: model_list must be a list.", { param: "model_list" })
  const shared = deploymentDefaults()
  const { timeout, stream_timeout: streamTimeout, num_retries: retries } = config.router_settings
  const timeoutMs = timeout === undefined ? shared.timeoutMs : timeout * 1000
  const defaults: DeploymentDefaults = {
    ...shared,
    timeoutMs,
    streamTimeoutMs: streamTimeout === undefined ? timeoutMs : streamTimeout * 1000,
  }
  const presets = config.router_settings.default_litellm_params ?? {}
  const groups = makeGroups({
    deployments: deployments(models, presets, defaults),
    aliases: aliasesOf(config.router_settings.model_group_alias),
    make: (entry) => deploymentOf(entry, defaults),
  })
  const tables = fallbackTables(config)
  for (const table of [tables.fallbacks, tables.contextWindowFallbacks, tables.contentPolicyFallbacks])
    for (const [from, names] of Object.entries(table ?? {})) checkFallbacks(groups, from, names)
  const remembered = state ?? new RouterState({ clock: systemClock, counters: new MemoryCounters(systemClock) })
  return {
    state: remembered,
    routing: {
      groups,
      ...tables,
      retries: retries ?? settings.num_retries,
      router: { settings: routerSettings(config), state: remembered },
    },
  }
}

/** A fallback that leads nowhere would only be found out in an outage. */
function checkFallbacks(groups: Groups, from: string, names: readonly string[]): void {
  const missing = names.find((name) => groups.find(name) === null)
  if (missing === undefined) return
  const near = closest(missing, groups.names)
  const hint = near.length > 0 ? ` Did you mean ${near.join(" or ")}?` : ""
  throw new BadRequestError(`Router: fallbacks of ${from}: there is no model group "${missing}".${hint}`, {
    param: "fallbacks",
  })
}

function deployments(
  models: readonly RouterModel[],
  presets: Readonly<Record<string, unknown>>,
  defaults: DeploymentDefaults,
): Deployment[] {
  const ids = new Set<string>()
  return models.map((model, index) => {
    const made = deploymentOf(entryOf(model, presets), defaults)
    for (const name of ["weight", "rpm", "tpm", "order"]) {
      const value = made.entry.litellm_params[name]
      if (value !== undefined && !(typeof value === "number" && value >= 0))
        throw new BadRequestError(`Router: ${name} of ${model.model_name} must be a number, 0 or more.`, {
          param: name,
        })
    }
    const id = ids.has(made.id) ? `${made.id}-${index}` : made.id
    ids.add(id)
    return { ...made, id }
  })
}

function entryOf({ model_name, litellm_params, model_info }: RouterModel, presets: Readonly<Record<string, unknown>>) {
  if (typeof model_name !== "string" || typeof litellm_params?.model !== "string")
    throw new BadRequestError("Router: every entry of model_list needs model_name and litellm_params.model.", {
      param: "model_list",
    })
  const params = Object.entries({ ...presets, ...litellm_params })
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, fromEnvironment(name, value)] as const)
  const entry = { model_name, litellm_params: Object.fromEntries(params), model_info: model_info ?? {} }
  return entry as unknown as ModelEntry
}

function aliasesOf(given: Readonly<Record<string, string | { model: string }>> = {}): Record<string, string> {
  const named = Object.entries(given).map(([alias, to]) => [alias, typeof to === "string" ? to : to.model])
  return Object.fromEntries(named)
}
