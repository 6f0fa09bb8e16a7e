import type { Reach } from "../reach"
import type { LogFilters } from "./log-filters"
import type { Fragment, Reader } from "./read"
import { allOf } from "./read"

/** Rows a page reads at most when no index leads to the ones it wants: some 60 ms of CPU time. */
export const READ_CAP = 25_000

/** Where a page takes its rows from. */
export interface LogSource {
  /** A table expression named `spend_logs`; null: the log itself, an index leads to the rows. */
  readonly from: ((after: Fragment[]) => Fragment) | null
  /** Conditions that bring an index into play, besides those of the filters. */
  readonly also: readonly Fragment[]
}

/** UUID version 7: a request id of ours, whose first 48 bits are its row's `started_at`. */
const OWN_ID = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** The moment the request of this id started, milliseconds; null for an id that is not one of ours. */
export function startOfRequest(requestId: string): number | null {
  const [, high, low] = OWN_ID.exec(requestId) ?? []
  return high === undefined || low === undefined ? null : Number.parseInt(high + low, 16)
}

/**
 * How to find the rows of these filters without reading the whole log: by id, by key, among the failed ones, in the hours in which
 * the aggregates know of the team, user, customer, model or provider. What is left is read newest first, at most READ_CAP rows.
 */
export async function logSource(sql: Reader, filters: LogFilters, reach: Reach | null): Promise<LogSource> {
  if (filters.request_id !== undefined) return { from: (after) => byId(sql, filters, after), also: [] }
  if (filters.api_key !== undefined) return { from: null, also: [] }
  const key = filters.key_alias === undefined ? null : await keyOfAlias(sql, filters.key_alias)
  if (key !== null) return { from: null, also: [sql`api_key = ${key}`] }
  const failed = filters.status_filter !== undefined && filters.status_filter !== "success"
  if (failed || filters.error_code !== undefined || filters.error_message !== undefined)
    return { from: null, also: [sql`status <> 'success'`] }
  const hours = hoursOf(sql, filters, reach)
  if (hours !== null) return { from: (after) => inHours(sql, hours, [...range(sql, filters), ...after]), also: [] }
  const narrow = reach !== null || Object.entries(filters).some(([name, value]) => FAR.has(name) && value !== undefined)
  return narrow
    ? { from: (after) => newest(sql, [...range(sql, filters), ...after]), also: [] }
    : { from: null, also: [] }
}

/** Filters that neither an index nor the aggregates know anything of. */
const FAR = new Set(["key_alias", "model_id", "status_filter", "search", "min_spend", "max_spend", "cache_hit"])

function newest(sql: Reader, conditions: readonly Fragment[]): Fragment {
  return sql`(select * from spend_logs where ${allOf(sql, conditions)}
    order by started_at desc, request_id desc limit ${READ_CAP}) as spend_logs`
}

/** Hour by hour, newest first; the rows come in the log's order because nothing sorts or gathers them afterwards. */
function inHours(sql: Reader, hours: Fragment, conditions: readonly Fragment[]): Fragment {
  return sql`(select l.* from (select distinct hour from (${hours}) u order by hour desc) h
    cross join lateral (
      select * from spend_logs where started_at >= h.hour and started_at < h.hour + interval '1 hour'
        and ${allOf(sql, conditions)} order by started_at desc, request_id desc
    ) l limit ${READ_CAP}) as spend_logs`
}

/** Ours by their moment; the client's by their index; what is neither among the newest rows. */
function byId(sql: Reader, filters: LogFilters, after: readonly Fragment[]): Fragment {
  const id = filters.request_id ?? ""
  const startedAt = startOfRequest(id)
  const own =
    startedAt === null
      ? sql`select * from ${newest(sql, range(sql, filters))} where request_id = ${id}`
      : sql`select * from spend_logs where started_at = ${new Date(startedAt)} and request_id = ${id}`
  return sql`(select * from (
      ${own} union all select * from spend_logs where call_id = ${id} and call_id <> request_id) spend_logs
    where ${allOf(sql, after)} order by started_at desc, request_id desc) as spend_logs`
}

/** The key that has this alias now; rows of others that carried it are not looked for then. */
async function keyOfAlias(sql: Reader, alias: string): Promise<string | null> {
  const [key] = await sql<{ token: string }[]>`select token from keys where key_alias = ${alias}`
  return key?.token ?? null
}

function hoursOf(sql: Reader, filters: LogFilters, reach: Reach | null): Fragment | null {
  const { end_user, user_id, team_id, organization_id, tag, model_group, model, provider } = filters
  const subjects = { customer: end_user, tag, user: user_id, team: team_id, organization: organization_id }
  const subject = Object.entries(subjects).find(([, id]) => id !== undefined)
  if (subject !== undefined)
    return sql`select hour from subject_hourly where kind = ${subject[0]} and id = ${subject[1] ?? ""}`
  if (reach !== null)
    return sql`select hour from subject_hourly where (kind = 'user' and id = ${reach.userId})
      or (kind = 'team' and id = any(${[...reach.adminTeams]}::text[]))
      or (kind = 'organization' and id = any(${[...reach.adminOrganizations]}::text[]))`
  if (model_group !== undefined) return sql`select hour from usage_hourly where model_group = ${model_group}`
  if (model !== undefined) return sql`select hour from usage_hourly where model = ${model}`
  if (provider !== undefined) return sql`select hour from usage_hourly where provider = ${provider}`
  return null
}

function range(sql: Reader, { start_date: start, end_date: end }: LogFilters): Fragment[] {
  return [
    ...(start === undefined ? [] : [sql`started_at >= ${new Date(start)}`]),
    ...(end === undefined ? [] : [sql`started_at < ${new Date(end)}`]),
  ]
}
