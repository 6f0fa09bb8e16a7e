import type { Account, Limits } from "./account"

/** The roles a user can have, by LiteLLM's names; who administrates a team or an organization is in `Person`. */
export const ROLES = ["proxy_admin", "proxy_admin_viewer", "internal_user", "internal_user_viewer"] as const
export type Role = (typeof ROLES)[number]

/** A user as rights are decided by: its role, and what it belongs to. */
export interface Person {
  readonly userId: string
  readonly role: Role
  /** Teams it belongs to, as whatever. */
  readonly teams: readonly string[]
  /** Teams it administrates: as the team's admin, or as the admin of the team's organization. */
  readonly adminTeams: readonly string[]
  /** Those of them that belong to an organization it administrates. */
  readonly organizationTeams: readonly string[]
  readonly organizations: readonly string[]
  readonly adminOrganizations: readonly string[]
}

/** What the gateway knows of a virtual key while serving; an immutable copy of its row, dollars as nano-dollars. */
export interface KeyRecord extends Limits {
  /** Hex SHA-256 of the key. */
  readonly token: string
  readonly keyName: string
  readonly keyAlias: string | null
  readonly userId: string | null
  readonly teamId: string | null
  readonly organizationId: string | null
  /** The role of its user; absent or null without one. */
  readonly userRole?: Role | null
  /** Empty = every model. Entries may be wildcards (`openai/*`). */
  readonly models: readonly string[]
  /** Names this key may use for model groups: alias → model group. */
  readonly aliases: Readonly<Record<string, string>>
  /** Empty = every LLM route. Entries are paths or wildcards (`/v1/chat/*`) or LiteLLM's groups (`llm_api_routes`). */
  readonly allowedRoutes: readonly string[]
  readonly metadata: Readonly<Record<string, unknown>>
  readonly blocked: boolean
  /** Parameters every request of the key has to have (`enforced_params`); absent = none. */
  readonly enforcedParams?: readonly string[]
  /** LiteLLM's permission `get_spend_routes`: the key may read reports over everybody. */
  readonly readsReports?: boolean
  /** Milliseconds since the epoch, or null. */
  readonly expires: number | null
  /** Every request of the key carries these. */
  readonly tags: readonly string[]
  /** Whom this key's requests are charged to besides itself: its team, member, organization, or its user. */
  readonly accounts: readonly Account[]
  /** Further budgets of the key itself; absent = none. */
  readonly parts?: readonly Account[]
}

/** Who is calling: the master key, a virtual key, or somebody logged in to the dashboard (with the master key or as a user). */
export interface Caller {
  readonly kind: "master" | "session" | "key"
  readonly role: Role
  /** What spend rows carry as `api_key`: the key's hash, or "master". */
  readonly keyId: string
  readonly key: KeyRecord | null
  /** The user of the key or of the session, where rights depend on it: on the management API. */
  readonly person?: Person
  /** Of a session: its hash, by which it is listed and ended. */
  readonly sessionId?: string
}
