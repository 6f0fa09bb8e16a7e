import { registerSecret } from "#lib/core/log"
import { ROLES, type Role } from "#lib/identity/caller"
import { type Environment, isOn, readProviders, setting } from "./read-providers"
import type { ReadSso, RoleMapping, SsoProblem, SsoSettings, TeamMapping } from "./settings"

/** What of `general_settings` single sign-on reads. */
export interface GeneralSso {
  readonly litellm_jwtauth?: unknown
  readonly auto_redirect_ui_login_to_sso?: boolean | undefined
  readonly ui_access_mode?: unknown
}

const GROUPS = "groups"
const NOBODY_IN_PARTICULAR: Role = "internal_user_viewer"

/** Single sign-on from LiteLLM's variables and settings. Nothing throws: what cannot be taken is a problem that says what to set. */
export function readSso(env: Environment, general: GeneralSso = {}): ReadSso {
  const { providers, wanted, problems } = readProviders(env)
  for (const { clientSecret } of providers) if (clientSecret !== null) registerSecret(clientSecret)
  if (wanted.length === 0) return { settings: null, wanted, problems }
  const baseUrl = readBaseUrl(env, problems)
  const roles = readRoles(env, problems)
  const teams = readTeams(env, general, problems)
  const only = readOnly(general, problems)
  const broken =
    baseUrl === null || providers.length === 0 || roles === "broken" || teams === "broken" || only === "broken"
  if (broken) return { settings: null, wanted, problems }
  const settings: SsoSettings = {
    providers,
    baseUrl,
    domains: listOf(env.ALLOWED_EMAIL_DOMAINS).map((domain) => domain.replace(/^@/, "").toLowerCase()),
    adminId: setting(env, "PROXY_ADMIN_ID"),
    redirects: general.auto_redirect_ui_login_to_sso === true || isOn(env, "AUTO_REDIRECT_UI_LOGIN_TO_SSO"),
    roles,
    teams,
    only,
  }
  return { settings, wanted, problems }
}

const listOf = (text: string | undefined) =>
  (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")

/** Never taken from a request: its Host is what the visitor says. */
function readBaseUrl(env: Environment, problems: SsoProblem[]): string | null {
  const given = setting(env, "PROXY_BASE_URL")
  if (given === null) {
    const message =
      "single sign-on is off: the issuer has to know where to send people back. Set PROXY_BASE_URL to the address they open, and register that address with /sso/callback at the issuer"
    problems.push({ where: "PROXY_BASE_URL", message, missing: true })
    return null
  }
  const url = URL.canParse(given) ? new URL(given) : null
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== "/" || url.search !== "") {
    problems.push({
      where: "PROXY_BASE_URL",
      message:
        "single sign-on is off: this is no address of a server; set scheme and host alone: https://gateway.example.com",
    })
    return null
  }
  return url.origin
}

function readRoles(env: Environment, problems: SsoProblem[]): RoleMapping | null | "broken" {
  const name =
    setting(env, "GENERIC_ROLE_MAPPINGS_ROLES") === null ? "GENERIC_USER_ROLE_MAPPINGS" : "GENERIC_ROLE_MAPPINGS_ROLES"
  const text = setting(env, name)
  if (text === null) return null
  const roles = groupsBy(text)
  const known = roles === null ? [] : Object.keys(roles)
  const unknown = known.find((role) => !isGiven(role))
  if (roles === null || unknown !== undefined) {
    const why = unknown === undefined ? "this is no map of roles" : `"${unknown.slice(0, 60)}" is no role of users`
    const message = `single sign-on is off: ${why}. Set {"proxy_admin": ["a group"], "internal_user": ["another"]}; roles are ${ROLES.join(", ")}`
    problems.push({ where: name, message })
    return "broken"
  }
  const otherwise = setting(env, "GENERIC_ROLE_MAPPINGS_DEFAULT_ROLE") ?? NOBODY_IN_PARTICULAR
  if (!isGiven(otherwise)) {
    const message = `single sign-on is off: this is no role of users; set one of ${ROLES.join(", ")}`
    problems.push({ where: "GENERIC_ROLE_MAPPINGS_DEFAULT_ROLE", message })
    return "broken"
  }
  return { claim: setting(env, "GENERIC_ROLE_MAPPINGS_GROUP_CLAIM") ?? GROUPS, roles, otherwise }
}

/** True for a role a user can have; LiteLLM names more, for other things. */
export function isGiven(role: string): role is Role {
  return ROLES.some((each) => each === role)
}

function readTeams(env: Environment, general: GeneralSso, problems: SsoProblem[]): TeamMapping | null | "broken" {
  const field = (general.litellm_jwtauth as { team_ids_jwt_field?: unknown } | null | undefined)?.team_ids_jwt_field
  const idsClaim = typeof field === "string" && field !== "" ? field : null
  const text = setting(env, "GENERIC_TEAM_MAPPINGS_TEAMS")
  const teams = text === null ? {} : groupsBy(text)
  if (teams === null) {
    const message = 'single sign-on is off: this is no map of teams; set {"the id of a team": ["a group"]}'
    problems.push({ where: "GENERIC_TEAM_MAPPINGS_TEAMS", message })
    return "broken"
  }
  if (idsClaim === null && text === null) return null
  return { idsClaim, groupsClaim: setting(env, "GENERIC_ROLE_MAPPINGS_GROUP_CLAIM") ?? GROUPS, teams }
}

/** LiteLLM's `ui_access_mode: {type: restricted_sso_group, …}`. */
function readOnly({ ui_access_mode: mode }: GeneralSso, problems: SsoProblem[]): SsoSettings["only"] | "broken" {
  if (typeof mode !== "object" || mode === null) return null
  const { type, restricted_sso_group: group, sso_group_jwt_field: claim } = mode as Record<string, unknown>
  if (type === "restricted_sso_group" && typeof group === "string" && group !== "")
    return { group, claim: typeof claim === "string" && claim !== "" ? claim : GROUPS }
  const message =
    "single sign-on is off: set type: restricted_sso_group and restricted_sso_group: the group that may log in"
  problems.push({ where: "general_settings.ui_access_mode", message })
  return "broken"
}

/** `{"name": ["group"]}` as JSON or, as LiteLLM reads it, as Python writes it; null when it is neither. */
function groupsBy(text: string): Record<string, string[]> | null {
  for (const candidate of [text, text.replaceAll("'", '"')]) {
    try {
      const value: unknown = JSON.parse(candidate)
      if (typeof value !== "object" || value === null || Array.isArray(value)) continue
      const entries = Object.entries(value).map(([name, groups]) => [name, [groups].flat()] as const)
      if (entries.every(([, groups]) => groups.every((group) => typeof group === "string")))
        return Object.fromEntries(entries)
    } catch {
      // The other spelling may fit.
    }
  }
  return null
}
