import { z } from "zod"
import { usdFromNano } from "#lib/core/money"
import type { AdminContext } from "../context"
import { readSnapshot } from "./read"

const MAX_SHOWN = 100

const Difference = z.object({
  what: z.enum(["key", "hour", "account", "subject hour"]),
  name: z.string(),
  log: z.number().describe("Dollars, summed from the request log"),
  booked: z.number().describe("Dollars, as the aggregate has them"),
  difference_nano: z.string().describe("Nano-dollars: booked minus log"),
})

export const Verified = z.object({
  ok: z.boolean(),
  requests: z.number(),
  spend: z.number().describe("Dollars of the whole request log"),
  differences: z.array(Difference).describe(`At most ${MAX_SHOWN}`),
})

interface Found {
  readonly what: z.output<typeof Difference>["what"]
  readonly name: string
  readonly log: string
  readonly booked: string
}

/**
 * Does every sum of money agree with the request log, to the nano-dollar? Keys' and accounts' whole-life spend and both hourly
 * aggregates are compared with the rows themselves, in one snapshot.
 */
export async function verifySpend(ctx: AdminContext): Promise<z.output<typeof Verified>> {
  await ctx.flush()
  return readSnapshot(ctx.db, async (sql) => {
    const [all] = await sql<{ requests: string; spend: string }[]>`
      select count(*)::text as requests, coalesce(sum(spend_nano), 0)::text as spend from spend_logs`
    const found = await sql<Found[]>`
      with keyed as (select api_key as name, sum(spend_nano) as nano from spend_logs group by 1),
      hours as (
        select date_trunc('hour', started_at, 'UTC') as hour, api_key, model_group, model, coalesce(provider, '') as provider,
          sum(spend_nano) as nano from spend_logs group by 1, 2, 3, 4, 5),
      charged as (
        select substr(entry, length(split_part(entry, ':', 1)) + 2) as name, sum(spend_nano) as nano
        from spend_logs, unnest(charged_to) as entry group by 1),
      said as (
        select date_trunc('hour', started_at, 'UTC') as hour, s.kind, s.id, model_group, sum(spend_nano) as nano
        from spend_logs a cross join lateral (
          select 'team' as kind, team_id as id union all select 'user', user_id union all
          select 'organization', organization_id union all select 'customer', end_user union all
          select 'tag', t.tag from (select distinct unnest(a.tags) as tag) t
        ) s where s.id is not null group by 1, 2, 3, 4)
      select 'key' as what, k.token as name, coalesce(l.nano, 0)::text as log, k.total_spend_nano::text as booked
        from keys k left join keyed l on l.name = k.token where k.total_spend_nano <> coalesce(l.nano, 0)
      union all
      select 'account', a.kind || ':' || a.id, coalesce(c.nano, 0)::text, a.total_spend_nano::text
        from accounts a left join charged c on c.name = a.kind || ':' || a.id
        where a.total_spend_nano <> coalesce(c.nano, 0)
      union all
      select 'hour', concat_ws(' ', coalesce(u.hour, h.hour), coalesce(u.api_key, h.api_key), coalesce(u.model, h.model)),
          coalesce(h.nano, 0)::text, coalesce(u.spend_nano, 0)::text
        from usage_hourly u full join hours h using (hour, api_key, model_group, model, provider)
        where coalesce(u.spend_nano, 0) <> coalesce(h.nano, 0)
      union all
      select 'subject hour', concat_ws(' ', coalesce(u.hour, s.hour), coalesce(u.kind, s.kind), coalesce(u.id, s.id)),
          coalesce(s.nano, 0)::text, coalesce(u.spend_nano, 0)::text
        from subject_hourly u full join said s using (hour, kind, id, model_group)
        where coalesce(u.spend_nano, 0) <> coalesce(s.nano, 0)
      limit ${MAX_SHOWN}`
    return {
      ok: found.length === 0,
      requests: Number(all?.requests ?? 0),
      spend: usdFromNano(Number(all?.spend ?? 0)),
      differences: found.map(({ what, name, log, booked }) => ({
        what,
        name,
        log: usdFromNano(Number(log)),
        booked: usdFromNano(Number(booked)),
        difference_nano: String(BigInt(booked) - BigInt(log)),
      })),
    }
  })
}
