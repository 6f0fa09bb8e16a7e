import { z } from "zod"
import { nanoFromUsd } from "#lib/core/money"
import { correctionOf } from "#lib/ledger/corrected"
import { tokenOf } from "../keys/find"
import { endMoment, startMoment } from "./dates"
import type { Fragment, Reader } from "./read"

const text = z.string().max(255)
const usd = z.coerce.number().min(0).max(9_000_000)

/** What the request log can be narrowed by. */
export const logFilters = {
  api_key: text.optional().describe('A key, its hash, or "master"'),
  key_alias: text.optional(),
  model: text.optional().describe("The provider's model"),
  model_group: text.optional().describe("The name the client asked for"),
  model_id: text.optional(),
  provider: text.optional(),
  status_filter: z.enum(["success", "failure", "client_disconnect", "interrupted"]).optional(),
  end_user: text.optional(),
  user_id: text.optional(),
  team_id: text.optional(),
  organization_id: text.optional(),
  tag: text.optional().describe("One of the request's tags"),
  cache_hit: z.stringbool().meta({ type: "boolean" }).optional().describe("Answered by the response cache, or not"),
  request_id: text.optional().describe("The request's id or the client's call id"),
  error_code: text.optional(),
  error_message: text.optional().describe("A part of the message"),
  search: text.optional().describe("A part of an id, alias, user, model or error message"),
  start_date: startMoment.optional(),
  end_date: endMoment.optional(),
  min_spend: usd.optional().describe("Dollars"),
  max_spend: usd.optional().describe("Dollars"),
}

const AllFilters = z.object(logFilters)
export type LogFilters = z.output<typeof AllFilters>

/** Columns compared as they are: filter name → column. */
const EXACT = {
  key_alias: "key_alias",
  model: "model",
  model_group: "model_group",
  model_id: "model_id",
  provider: "provider",
  end_user: "end_user",
  user_id: "user_id",
  team_id: "team_id",
  organization_id: "organization_id",
  error_code: "error_code",
  status_filter: "status",
} as const

/** The filters as SQL conditions; every value is a parameter, every name one of the constants above. */
export function logConditions(sql: Reader, filters: LogFilters): Fragment[] {
  const exact = Object.entries(EXACT).flatMap(([name, column]) => {
    const value = filters[name as keyof typeof EXACT]
    return value === undefined ? [] : [sql`${sql(column)} = ${value}`]
  })
  return [
    ...exact,
    ...(filters.api_key === undefined ? [] : [ofKey(sql, filters.api_key)]),
    ...(filters.request_id === undefined
      ? []
      : [sql`(request_id = ${filters.request_id} or call_id = ${filters.request_id})`]),
    ...(filters.tag === undefined ? [] : [sql`${filters.tag} = any(tags)`]),
    ...(filters.cache_hit === undefined ? [] : [filters.cache_hit ? fromCache(sql) : sql`not ${fromCache(sql)}`]),
    ...range(sql, filters),
    ...(filters.error_message === undefined ? [] : [contains(sql, sql`error_message`, filters.error_message)]),
    ...(filters.search === undefined ? [] : [searchCondition(sql, filters.search)]),
  ]
}

/** Was this row's answer the response cache's? A hit has neither tokens nor cost: of other rows the metadata are not read. */
export function fromCache(sql: Reader): Fragment {
  return sql`(case when total_tokens = 0 and spend_nano = 0 and status = 'success'
    then coalesce(metadata ->> 'cache_hit', '') = 'true' else false end)`
}

/** Rows of a key given by itself, its hash or its id; a regenerated key's rows all carry its id. */
function ofKey(sql: Reader, key: string): Fragment {
  const hash = tokenOf(key)
  return sql`api_key = coalesce((select token from keys where secret = ${hash} or previous_secret = ${hash} limit 1), ${hash})`
}

function range(sql: Reader, filters: LogFilters): Fragment[] {
  const { start_date: start, end_date: end, min_spend: min, max_spend: max } = filters
  return [
    ...(start === undefined ? [] : [sql`started_at >= ${new Date(start)}`]),
    ...(end === undefined ? [] : [sql`started_at < ${new Date(end)}`]),
    ...(min === undefined ? [] : [sql`spend_nano + coalesce(${correctionOf(sql)}, 0) >= ${nanoFromUsd(min)}`]),
    ...(max === undefined ? [] : [sql`spend_nano + coalesce(${correctionOf(sql)}, 0) <= ${nanoFromUsd(max)}`]),
  ]
}

function searchCondition(sql: Reader, search: string): Fragment {
  if (search.startsWith("sk-") && search.length >= 16) return ofKey(sql, search)
  const texts = sql`concat_ws(chr(10), request_id, call_id, key_alias, user_id, end_user, model_group, model, provider, error_code,
    error_message)`
  return sql`(api_key = ${search} or ${contains(sql, texts, search)})`
}

const ASCII = /^[\0-\x7f]*$/

/**
 * Whatever its case. No LIKE: it has wildcards to escape, and lower-cases its pattern again for every row. Only ASCII letters are
 * lower-cased when there are no others to look for: that takes the database half the time.
 */
function contains(sql: Reader, texts: Fragment, part: string): Fragment {
  const collation = ASCII.test(part) ? sql`collate "C"` : sql``
  return sql`strpos(lower(${texts} ${collation}), ${part.toLowerCase()}) > 0`
}
