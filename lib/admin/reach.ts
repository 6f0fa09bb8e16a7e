import { eq, inArray, or, sql as raw, type SQL } from "drizzle-orm"
import { keys } from "#drizzle/schema/keys"
import { GatewayError } from "#lib/core/errors"
import type { Caller } from "#lib/identity/caller"
import { isLimited } from "./permissions"
import type { Fragment, Reader } from "./spend/read"

/** How far a limited caller's sight and hand go. */
export interface Reach {
  /** Null for a key of nobody. */
  readonly userId: string | null
  /** The calling key itself; null for a session. */
  readonly token: string | null
  readonly teams: readonly string[]
  readonly adminTeams: readonly string[]
  readonly organizationTeams: readonly string[]
  readonly organizations: readonly string[]
  readonly adminOrganizations: readonly string[]
}

/** The caller's reach; null when it is not limited. */
export function reachOf(caller: Caller): Reach | null {
  if (!isLimited(caller)) return null
  const { person, key } = caller
  return {
    userId: person?.userId ?? null,
    token: key?.token ?? null,
    teams: person?.teams ?? [],
    adminTeams: person?.adminTeams ?? [],
    organizationTeams: person?.organizationTeams ?? [],
    organizations: person?.organizations ?? [],
    adminOrganizations: person?.adminOrganizations ?? [],
  }
}

interface Owned {
  readonly token: string
  readonly userId: string | null
  readonly teamId: string | null
  readonly organizationId: string | null
}

/** Does this key lie within reach: the caller's own, of a team or an organization it administrates? */
export function reachesKey(caller: Caller, key: Owned): boolean {
  const reach = reachOf(caller)
  if (reach === null || key.token === reach.token) return true
  return (
    (reach.userId !== null && key.userId === reach.userId) ||
    (key.teamId !== null && reach.adminTeams.includes(key.teamId)) ||
    (key.organizationId !== null && reach.adminOrganizations.includes(key.organizationId))
  )
}

/** The same as a condition on the table of keys; undefined when all lie within reach. */
export function keysWithin(caller: Caller): SQL | undefined {
  const reach = reachOf(caller)
  if (reach === null) return undefined
  return or(
    raw`false`,
    reach.token === null ? undefined : eq(keys.token, reach.token),
    reach.userId === null ? undefined : eq(keys.userId, reach.userId),
    reach.adminTeams.length === 0 ? undefined : inArray(keys.teamId, [...reach.adminTeams]),
    reach.adminOrganizations.length === 0 ? undefined : inArray(keys.organizationId, [...reach.adminOrganizations]),
  )
}

/** Rows of the request log within reach; they know who the key belonged to then. */
export function logsWithin(sql: Reader, reach: Reach | null): Fragment[] {
  if (reach === null) return []
  return [
    sql`(user_id = ${reach.userId} or team_id = any(${[...reach.adminTeams]}::text[])
      or organization_id = any(${[...reach.adminOrganizations]}::text[]))`,
  ]
}

/** Rows of hourly sums by key within reach: of keys that are within it now. */
export function sumsWithin(sql: Reader, reach: Reach | null): Fragment[] {
  if (reach === null) return []
  return [
    sql`api_key in (select token from keys where user_id = ${reach.userId} or token = ${reach.token}
      or team_id = any(${[...reach.adminTeams]}::text[]) or organization_id = any(${[...reach.adminOrganizations]}::text[]))`,
  ]
}

/** Of the ids asked for (all within reach when none were), those within reach; throws 403 naming the field when one is not. */
export function idsWithin(
  asked: readonly string[] | undefined,
  within: readonly string[] | null,
  param: string,
): readonly string[] | undefined {
  if (within === null) return asked
  const beyond = asked?.find((id) => !within.includes(id))
  if (beyond === undefined) return asked ?? within
  throw beyondReach(`You do not administrate "${beyond.slice(0, 70)}".`, param)
}

/** Of the ids asked for (all within reach when none were), those within reach; the others are left out. */
export function onlyWithin(
  asked: readonly string[] | undefined,
  within: readonly string[] | null,
): readonly string[] | undefined {
  if (within === null) return asked
  return asked === undefined ? within : asked.filter((id) => within.includes(id))
}

/** 403 in plain words, naming the field that asked for too much. */
export function beyondReach(message: string, param: string): GatewayError {
  return new GatewayError("permission_denied", message, { param })
}

function saysSomething(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "") return false
  return typeof value !== "object" || Object.keys(value).length > 0
}

/** Throws 403 naming the first of these fields that is given and says something: only who is above may set it. */
export function refuseFields<N extends string>(
  input: { readonly [K in N]?: unknown },
  names: readonly N[],
  who: string,
): void {
  const name = names.find((each) => saysSomething(input[each]))
  if (name !== undefined) throw beyondReach(`${name} can be set by ${who} only. Leave it out.`, name)
}
