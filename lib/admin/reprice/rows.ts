import type { FurtherUsage } from "#lib/catalog/usage-vector"
import { allOf, type Reader } from "../spend/read"
import type { RepriceAsk } from "./ask"

/** A billed request with what its bill depended on, and what was corrected since. */
export interface BilledRow {
  readonly request_id: string
  readonly started_at: Date
  readonly api_key: string
  readonly team_id: string | null
  readonly model_group: string
  readonly model: string
  readonly model_id: string
  readonly provider: string
  readonly status: string
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly cache_read_tokens: number
  readonly cache_write_tokens: number
  readonly reasoning_tokens: number
  /** Corrections included. */
  readonly spend_nano: number
  /** Of the last correction, or of the bill. */
  readonly price_version: string | null
  readonly further: FurtherUsage | null
  /** The provider itself said what it cost. */
  readonly reported: boolean
}

/** The last row that was looked at. */
export interface Cursor {
  readonly at: Date
  readonly id: string
}

/** The next rows of what is asked, oldest first. Requests no provider was reached for cost nothing at any price: they are left out. */
export async function nextRows(
  sql: Reader,
  ask: RepriceAsk,
  { after, limit }: { after: Cursor | null; limit: number },
): Promise<BilledRow[]> {
  const { startMs, endMs, model, provider } = ask
  const where = allOf(sql, [
    sql`l.started_at >= ${new Date(startMs)} and l.started_at < ${new Date(endMs)}`,
    sql`l.model_id is not null and l.provider is not null`,
    ...(model === null ? [] : [sql`(l.model_group = ${model} or l.model = ${model})`]),
    ...(provider === null ? [] : [sql`l.provider = ${provider}`]),
    ...(after === null ? [] : [sql`(l.started_at, l.request_id) > (${after.at}, ${after.id})`]),
  ])
  return sql<BilledRow[]>`
    select l.request_id, l.started_at, l.api_key, l.team_id, l.model_group, l.model, l.model_id, l.provider, l.status,
      l.prompt_tokens, l.completion_tokens, l.cache_read_tokens, l.cache_write_tokens, l.reasoning_tokens,
      (l.spend_nano + coalesce(e.nano, 0))::bigint as spend_nano, coalesce(e.price_version, l.price_version) as price_version,
      l.metadata -> 'usage' as further, coalesce(l.metadata -> 'cost_breakdown' -> 'reported' is not null, false) as reported
    from (select * from spend_logs l where ${where} order by l.started_at, l.request_id limit ${limit}) l
    left join lateral (
      select sum(amount_nano)::bigint as nano, (array_agg(price_version order by id desc))[1] as price_version
      from ledger_entries where request_id = l.request_id
    ) e on true
    order by l.started_at, l.request_id`
}
