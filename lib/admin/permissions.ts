import type { Caller } from "#lib/identity/caller"

/**
 * What a caller is, for rights: the role of its user and, beside it, `org_admin` or `team_admin` when it administrates an
 * organization or a team. `key` is a virtual key of nobody.
 */
export type Rank = "proxy_admin_viewer" | "org_admin" | "team_admin" | "internal_user" | "internal_user_viewer" | "key"

const USERS = ["internal_user", "internal_user_viewer"] as const
const ADMINS_BELOW = ["org_admin", "team_admin"] as const
const VIEWER = "proxy_admin_viewer"

/**
 * Who has which permission. `proxy_admin` has all; whoever is not named has not. What of it a caller sees or changes is narrowed
 * by its reach (reach.ts): its own, its teams', its organizations'.
 */
const HOLDERS = {
  /** No login at all: the secret is in the request. */
  public: [],
  "keys:read-own": ["key", ...USERS, ...ADMINS_BELOW, VIEWER],
  "keys:read": [...USERS, ...ADMINS_BELOW, VIEWER],
  "keys:write": ["internal_user", ...ADMINS_BELOW],
  "keys:reset-spend": ["org_admin"],
  "teams:read": [...USERS, ...ADMINS_BELOW, VIEWER],
  /** Name and description; money and models are the field's own right. */
  "teams:edit": ADMINS_BELOW,
  "teams:write": ["org_admin"],
  "teams:usage": [...ADMINS_BELOW, VIEWER],
  "members:write": ADMINS_BELOW,
  /** Members within reach; oneself, into a team that is open to all. */
  "members:add": ["internal_user", ...ADMINS_BELOW],
  "organizations:list": [...USERS, ...ADMINS_BELOW, VIEWER],
  "organizations:read": ["org_admin", VIEWER],
  "organizations:edit": ["org_admin"],
  "organizations:usage": ["org_admin", VIEWER],
  "organizations:write": [],
  "roles:read": ["key", ...USERS, ...ADMINS_BELOW, VIEWER],
  "users:read": [...USERS, ...ADMINS_BELOW, VIEWER],
  "users:list": ["org_admin", VIEWER],
  /** Oneself, as far as it is harmless; others within reach. */
  "users:edit": ["internal_user", ...ADMINS_BELOW],
  "users:create": ["org_admin"],
  "users:delete": [],
  "invitations:read": [...ADMINS_BELOW, VIEWER],
  "invitations:write": ADMINS_BELOW,
  /** One's own password and sessions. */
  self: [...USERS, ...ADMINS_BELOW, VIEWER],
  "customers:read": [VIEWER],
  "customers:write": [],
  "tags:read": [VIEWER],
  "tags:write": [],
  "budgets:read": [VIEWER],
  "budgets:write": [],
  /** A larger budget for oneself. */
  "budget-requests:ask": ["internal_user", ...ADMINS_BELOW],
  "budget-requests:read": [...USERS, ...ADMINS_BELOW, VIEWER],
  /** On what one could change without being asked. */
  "budget-requests:decide": ADMINS_BELOW,
  "credentials:read": [VIEWER],
  "credentials:write": [],
  "models:read": ["key", ...USERS, ...ADMINS_BELOW, VIEWER],
  "models:write": [],
  /** It costs money. */
  "models:test": [],
  /** How requests are distributed, to whom, and how those are doing. */
  "routing:read": [VIEWER],
  "logs:read": [...USERS, ...ADMINS_BELOW, VIEWER],
  /** Asks a model again: with a key of one's own, which pays. */
  "logs:replay": ["internal_user", ...ADMINS_BELOW],
  "usage:read": [...USERS, ...ADMINS_BELOW, VIEWER],
  /** Sums over everybody. */
  "reports:read": [VIEWER],
  /** Corrects what requests cost. */
  "ledger:write": [],
  /** What is remembered of one's own users. */
  "memory:read": ["key", ...USERS, ...ADMINS_BELOW, VIEWER],
  "memory:write": ["key", "internal_user", ...ADMINS_BELOW],
  "cache:read": [VIEWER],
  "cache:write": [],
  /** What the loader says about the config, and its values; secrets hidden. */
  "config:read": [VIEWER],
  "config:write": [],
  /** Who changed what, everybody's. */
  "audit:read": [VIEWER],
  planned: [],
} as const satisfies Readonly<Record<string, readonly Rank[]>>

/** What an endpoint needs of its caller. An endpoint without one does not compile, so nothing is open by omission. */
export type Permission = keyof typeof HOLDERS

/** May this caller do that? The admin may do all; every other rank has what is listed and nothing else. */
export function permits(caller: Caller, needed: Permission): boolean {
  if (caller.role === "proxy_admin" || needed === "public") return true
  if (needed === "reports:read" && caller.key?.readsReports === true) return true
  const holders: readonly Rank[] = HOLDERS[needed]
  return ranksOf(caller).some((rank) => holders.includes(rank))
}

/** Is the caller limited to what is its own, its teams' or its organizations'? The admin and the viewer of everything are not. */
export function isLimited(caller: Caller): boolean {
  return caller.role !== "proxy_admin" && !(caller.role === VIEWER && caller.person !== undefined)
}

function ranksOf({ person }: Caller): Rank[] {
  if (person === undefined) return ["key"]
  const ranks: Rank[] = person.role === "proxy_admin" ? [] : [person.role]
  if (person.adminTeams.length > 0) ranks.push("team_admin")
  if (person.adminOrganizations.length > 0) ranks.push("org_admin")
  return ranks
}
