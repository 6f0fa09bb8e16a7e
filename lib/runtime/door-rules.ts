import type { Config } from "#lib/config/schema"
import type { DoorRules } from "#lib/identity/door-rules"

type Settings = Config["general_settings"]

/** What the configuration says of everybody who comes in. */
export function doorRules(general: Settings): DoorRules {
  const headers = mappedHeaders(general.user_header_mappings)
  const older = general.user_header_name
  return {
    served: general.allowed_routes === undefined ? null : general.allowed_routes.map(route),
    adminOnly: (general.admin_only_routes ?? []).map(route),
    open: (general.public_routes ?? []).map(route),
    customerHeaders: [...headers("customer"), ...(older ? [older.toLowerCase()] : [])],
    userHeaders: headers("internal_user"),
    required: general.enforced_params ?? [],
    requiredOfServices: enforcedIn(general.service_account_settings),
    requireUser: general.enforce_user_param ?? false,
  }
}

/** The header a key is looked for first (`litellm_key_header_name`); null = the usual ones. */
export function keyHeaderOf({ litellm_key_header_name: name }: Settings): string | null {
  return name ? name.toLowerCase() : null
}

/** `LiteLLMRoutes.public_routes` is the group, and LiteLLM's own examples leave out first slashes. */
function route(entry: string): string {
  const name = entry.replace(/^LiteLLMRoutes\./, "")
  return name.startsWith("/") || /^[a-z_]+_routes(?:_wildcard)?$/.test(name) ? name : `/${name}`
}

/** By LiteLLM's role, the headers of `[{header_name, litellm_user_role}]`. */
function mappedHeaders(given: Settings["user_header_mappings"]): (role: string) => string[] {
  return (role) =>
    (given ?? []).flatMap(({ header_name: name, litellm_user_role: as }) =>
      typeof name === "string" && as === role ? [name.toLowerCase()] : [],
    )
}

function enforcedIn(settings: unknown): string[] {
  const given = (settings as { enforced_params?: unknown } | null | undefined)?.enforced_params
  return Array.isArray(given) ? given.filter((name): name is string => typeof name === "string") : []
}
