import type { Account, Limits } from "./account"

/** LiteLLM's roles; only `proxy_admin` and plain keys exist so far. */
export type Role = "proxy_admin" | "proxy_admin_viewer" | "internal_user" | "internal_user_viewer"

/** What the gateway knows of a virtual key while serving; an immutable copy of its row, dollars as nano-dollars. */
export interface KeyRecord extends Limits {
  /** Hex SHA-256 of the key. */
  readonly token: string
  readonly keyName: string
  readonly keyAlias: string | null
  readonly userId: string | null
  readonly teamId: string | null
  readonly organizationId: string | null
  /** Empty = every model. Entries may be wildcards (`openai/*`). */
  readonly models: readonly string[]
  /** Names this key may use for model groups: alias → model group. */
  readonly aliases: Readonly<Record<string, string>>
  /** Empty = every LLM route. Entries are paths or wildcards (`/v1/chat/*`) or LiteLLM's groups (`llm_api_routes`). */
  readonly allowedRoutes: readonly string[]
  readonly metadata: Readonly<Record<string, unknown>>
  readonly blocked: boolean
  /** Milliseconds since the epoch, or null. */
  readonly expires: number | null
  /** Every request of the key carries these. */
  readonly tags: readonly string[]
  /** Whom this key's requests are charged to besides itself: its team, member, organization, or its user. */
  readonly accounts: readonly Account[]
}

/** Who is calling: the master key (by header or by a dashboard session) or a virtual key. */
export interface Caller {
  readonly kind: "master" | "session" | "key"
  readonly role: Role
  /** What spend rows carry as `api_key`: the key's hash, or "master". */
  readonly keyId: string
  readonly key: KeyRecord | null
}
