import type { Role } from "#lib/identity/caller"

/** One way to log in with an account kept elsewhere. */
export interface SsoProvider {
  readonly id: "google" | "microsoft" | "generic"
  /** What its button says. */
  readonly label: string
  readonly clientId: string
  /** Null: a public client, which PKCE alone protects. */
  readonly clientSecret: string | null
  readonly scope: string
  readonly where: Issuer | Endpoints
  readonly claims: ClaimNames
  /** Its directory vouches for addresses, also when it does not say `email_verified`. */
  readonly trustsEmail: boolean
}

/** Found by discovery; its id tokens are checked. */
export interface Issuer {
  readonly kind: "issuer"
  readonly url: string
}

/** LiteLLM's three addresses. Without an issuer there is nothing to check an id token against: who it is says the userinfo endpoint. */
export interface Endpoints {
  readonly kind: "endpoints"
  readonly authorization: string
  readonly token: string
  readonly userinfo: string
}

/** Which claims say what; a dot leads into a map. The first that is there counts. */
export interface ClaimNames {
  readonly id: readonly string[]
  readonly email: readonly string[]
  readonly name: readonly string[]
  readonly firstName: string
  readonly lastName: string
  /** A claim that is a role by itself; null = none is. */
  readonly role: string | null
}

/** Groups that give a role. */
export interface RoleMapping {
  readonly claim: string
  readonly roles: Readonly<Partial<Record<Role, readonly string[]>>>
  /** For whom no group fits. */
  readonly otherwise: Role
}

/** Teams that are kept in step with groups. */
export interface TeamMapping {
  /** A claim with ids of teams; null = none. */
  readonly idsClaim: string | null
  /** The claim the groups below are looked for in. */
  readonly groupsClaim: string
  /** Team → groups that lead into it. */
  readonly teams: Readonly<Record<string, readonly string[]>>
}

/** Single sign-on as it is configured. */
export interface SsoSettings {
  readonly providers: readonly SsoProvider[]
  /** Scheme, host and port under which people open the dashboard, without a slash at the end. */
  readonly baseUrl: string
  /** Domains of addresses that may log in, in small letters; empty = all. */
  readonly domains: readonly string[]
  /** The user, by our id or the issuer's, who is an admin. */
  readonly adminId: string | null
  /** The login page goes on to the issuer by itself. */
  readonly redirects: boolean
  readonly roles: RoleMapping | null
  readonly teams: TeamMapping | null
  /** Only this group may log in. */
  readonly only: { readonly claim: string; readonly group: string } | null
}

/** Something wrong with it, and what to set. */
export interface SsoProblem {
  /** The variable or the setting. */
  readonly where: string
  readonly message: string
  /** It says that this variable is missing, for `/sso/readiness`. */
  readonly missing?: true
}

/** Settings, null when nobody can log in so; and what is to be said about them. */
export interface ReadSso {
  readonly settings: SsoSettings | null
  /** What is begun: a client id is set. */
  readonly wanted: readonly SsoProvider["id"][]
  readonly problems: readonly SsoProblem[]
}
