import type { SsoProblem, SsoProvider } from "./settings"

export type Environment = Readonly<Record<string, string | undefined>>

interface Read {
  readonly providers: SsoProvider[]
  readonly wanted: SsoProvider["id"][]
  readonly problems: SsoProblem[]
}

const GOOGLE = "https://accounts.google.com"
const MICROSOFT = "https://login.microsoftonline.com"
/** Microsoft's names for "whoever has an account somewhere": their addresses are what the account's owner wrote. */
const ANY_TENANT = new Set(["common", "organizations", "consumers"])

/** The value of a variable; null when it is not set or empty. */
export const setting = (env: Environment, name: string): string | null => env[name]?.trim() || null

export const isOn = (env: Environment, name: string): boolean => setting(env, name)?.toLowerCase() === "true"

/** The providers that LiteLLM's variables name. One that is not whole is left out, and `problems` says what to set. */
export function readProviders(env: Environment): Read {
  const read: Read = { providers: [], wanted: [], problems: [] }
  const clients = [
    ["google", "GOOGLE", google],
    ["microsoft", "MICROSOFT", microsoft],
    ["generic", "GENERIC", generic],
  ] as const
  for (const [id, prefix, make] of clients) {
    if (setting(env, `${prefix}_CLIENT_ID`) === null) {
      const alone = [`${prefix}_CLIENT_SECRET`, `${prefix}_ISSUER`].find((name) => setting(env, name) !== null)
      if (alone !== undefined && id !== "google")
        read.problems.push(missing(`${prefix}_CLIENT_ID`, `${alone} is set, and the client it is for is not named`))
      continue
    }
    read.wanted.push(id)
    const made = make(env, read.problems)
    if (made !== null) read.providers.push(made)
  }
  return read
}

const missing = (name: string, why: string): SsoProblem => ({
  where: name,
  message: `${why}; set ${name}`,
  missing: true,
})

/** Each of these, or null after a problem for every one that is not set. */
function needed<N extends string>(
  env: Environment,
  problems: SsoProblem[],
  names: readonly N[],
): Record<N, string> | null {
  const found = names.map((name) => [name, setting(env, name)] as const)
  for (const [name, value] of found)
    if (value === null) problems.push(missing(name, "this way to log in is left out without it"))
  return found.every(([, value]) => value !== null) ? (Object.fromEntries(found) as Record<N, string>) : null
}

function google(env: Environment, problems: SsoProblem[]): SsoProvider | null {
  const given = needed(env, problems, ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"])
  if (given === null) return null
  return {
    id: "google",
    label: "Google",
    clientId: given.GOOGLE_CLIENT_ID,
    clientSecret: given.GOOGLE_CLIENT_SECRET,
    scope: "openid email profile",
    where: { kind: "issuer", url: GOOGLE },
    claims: {
      id: ["sub"],
      email: ["email"],
      name: ["name"],
      firstName: "given_name",
      lastName: "family_name",
      role: null,
    },
    trustsEmail: false,
  }
}

function microsoft(env: Environment, problems: SsoProblem[]): SsoProvider | null {
  const given = needed(env, problems, ["MICROSOFT_CLIENT_ID", "MICROSOFT_CLIENT_SECRET", "MICROSOFT_TENANT"])
  if (given === null) return null
  const tenant = given.MICROSOFT_TENANT
  if (!/^[\w.-]+$/.test(tenant)) {
    problems.push({ where: "MICROSOFT_TENANT", message: "this is neither the id nor the domain of a tenant; set one" })
    return null
  }
  return {
    id: "microsoft",
    label: "Microsoft",
    clientId: given.MICROSOFT_CLIENT_ID,
    clientSecret: given.MICROSOFT_CLIENT_SECRET,
    scope: "openid email profile",
    where: { kind: "issuer", url: `${MICROSOFT}/${tenant}/v2.0` },
    claims: {
      // The id Microsoft Graph knows a person by, which LiteLLM keeps; it is the same for every application of a tenant.
      id: named(env, "MICROSOFT_USER_ID_ATTRIBUTE", ["oid", "sub"]),
      email: named(env, "MICROSOFT_USER_EMAIL_ATTRIBUTE", ["preferred_username", "email"]),
      name: named(env, "MICROSOFT_USER_DISPLAY_NAME_ATTRIBUTE", ["name"]),
      firstName: setting(env, "MICROSOFT_USER_FIRST_NAME_ATTRIBUTE") ?? "given_name",
      lastName: setting(env, "MICROSOFT_USER_LAST_NAME_ATTRIBUTE") ?? "family_name",
      // App roles: the owner of this application's registration gives them by name, for this application alone.
      role: "roles",
    },
    trustsEmail: !ANY_TENANT.has(tenant.toLowerCase()),
  }
}

function generic(env: Environment, problems: SsoProblem[]): SsoProvider | null {
  const issuer = setting(env, "GENERIC_ISSUER")
  const where = issuer === null ? endpoints(env, problems) : address(issuer, "GENERIC_ISSUER", problems)
  const clientId = setting(env, "GENERIC_CLIENT_ID")
  if (where === null || clientId === null) return null
  return {
    id: "generic",
    label: setting(env, "GENERIC_LABEL") ?? "single sign-on",
    clientId,
    clientSecret: setting(env, "GENERIC_CLIENT_SECRET"),
    scope: setting(env, "GENERIC_SCOPE") ?? "openid email profile",
    where: typeof where === "string" ? { kind: "issuer", url: where } : where,
    claims: {
      id: named(env, "GENERIC_USER_ID_ATTRIBUTE", ["sub"]),
      email: named(env, "GENERIC_USER_EMAIL_ATTRIBUTE", ["email"]),
      name: named(env, "GENERIC_USER_DISPLAY_NAME_ATTRIBUTE", ["name", "preferred_username"]),
      firstName: setting(env, "GENERIC_USER_FIRST_NAME_ATTRIBUTE") ?? "given_name",
      lastName: setting(env, "GENERIC_USER_LAST_NAME_ATTRIBUTE") ?? "family_name",
      role: setting(env, "GENERIC_USER_ROLE_ATTRIBUTE"),
    },
    trustsEmail: isOn(env, "GENERIC_TRUST_EMAIL"),
  }
}

function endpoints(env: Environment, problems: SsoProblem[]): SsoProvider["where"] | null {
  const names = ["GENERIC_AUTHORIZATION_ENDPOINT", "GENERIC_TOKEN_ENDPOINT", "GENERIC_USERINFO_ENDPOINT"] as const
  if (names.every((name) => setting(env, name) === null)) {
    problems.push(
      missing("GENERIC_ISSUER", "nothing says where to log in: give the issuer's address (or its three endpoints)"),
    )
    return null
  }
  const given = needed(env, problems, names)
  if (given === null) return null
  const [authorization, token, userinfo] = names.map((name) => address(given[name], name, problems))
  if (!authorization || !token || !userinfo) return null
  const say =
    "without an issuer, id tokens are not checked and the userinfo endpoint alone says who logs in; set GENERIC_ISSUER in place of the three endpoints"
  problems.push({ where: "GENERIC_AUTHORIZATION_ENDPOINT", message: say })
  return { kind: "endpoints", authorization, token, userinfo }
}

/** The address, or null after a problem. Plain http is taken, since it may never leave a machine, and said. */
function address(text: string, where: string, problems: SsoProblem[]): string | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol)) {
    problems.push({ where, message: "this is no address; set https://…" })
    return null
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    problems.push({ where, message: "over http anybody on the way can log in as anybody; set an https:// address" })
  return text
}

const isLoopback = (host: string) => host === "localhost" || host === "[::1]" || /^127(?:\.\d+){3}$/.test(host)

function named(env: Environment, variable: string, otherwise: readonly string[]): readonly string[] {
  const given = setting(env, variable)
  return given === null ? otherwise : [given]
}
