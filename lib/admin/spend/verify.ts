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
    // What retention took out of the log is known by key, by account, by hour and by subject. Hours it has been over are compared
    // by these sums; the others row by row of the aggregates.
    const found = await sql<Found[]>`
      with closing as (select coalesce(max(until), '-infinity') as until from spend_closings),
      keyed as (
        select name, sum(nano) as nano from (
          select api_key as name, sum(spend_nano) as nano from spend_logs group by 1
          union all select name, spend_nano from spend_closed where what = 'key') k group by 1),
      hours as (
        select date_trunc('hour', started_at, 'UTC') as hour, api_key, model_group, model, coalesce(provider, '') as provider,
          sum(spend_nano) as nano from spend_logs group by 1, 2, 3, 4, 5),
      charged as (
        select name, sum(nano) as nano from (
          select substr(entry, strpos(entry, ':') + 1) as name, sum(spend_nano) as nano
            from spend_logs, unnest(charged_to) as entry group by 1
          union all select name, spend_nano from spend_closed where what = 'account') c group by 1),
      said as (
        select date_trunc('hour', started_at, 'UTC') as hour, s.kind, s.id, model_group, sum(spend_nano) as nano
        from spend_logs a cross join lateral (
          select 'team' as kind, team_id as id union all select 'user', user_id union all
          select 'organization', organization_id union all select 'customer', end_user union all
          select 'tag', t.tag from (select distinct unnest(a.tags) as tag) t
        ) s where s.id is not null group by 1, 2, 3, 4),
      closed as (
        select what, name, sum(nano) as nano from (
          select what, name, spend_nano as nano from spend_closed where what <> 'account'
          union all select 'hour', to_char(hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24'), nano from hours, closing
            where hour < until
          union all select 'key', api_key, nano from hours, closing where hour < until
          union all select 'subject', kind || ':' || id, nano from said, closing where hour < until
        ) l group by 1, 2),
      closed_booked as (
        select what, name, sum(spend_nano) as nano from (
          select 'hour' as what, to_char(hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24') as name, spend_nano
            from usage_hourly, closing where hour < until
          union all select 'key', api_key, spend_nano from usage_hourly, closing where hour < until
          union all select 'subject', kind || ':' || id, spend_nano from subject_hourly, closing where hour < until
        ) u group by 1, 2)
      select 'key' as what, k.token as name, coalesce(l.nano, 0)::text as log, k.total_spend_nano::text as booked
        from keys k left join keyed l on l.name = k.token where k.total_spend_nano <> coalesce(l.nano, 0)
      union all
      select 'account', a.kind || ':' || a.id, coalesce(c.nano, 0)::text, a.total_spend_nano::text
        from accounts a left join charged c on c.name = a.kind || ':' || a.id
        where a.total_spend_nano <> coalesce(c.nano, 0)
      union all
      select 'hour', concat_ws(' ', coalesce(u.hour, h.hour), coalesce(u.api_key, h.api_key), coalesce(u.model, h.model)),
          coalesce(h.nano, 0)::text, coalesce(u.spend_nano, 0)::text
        from (select usage_hourly.* from usage_hourly, closing where hour >= until) u
        full join (select hours.* from hours, closing where hour >= until) h using (hour, api_key, model_group, model, provider)
        where coalesce(u.spend_nano, 0) <> coalesce(h.nano, 0)
      union all
      select 'subject hour', concat_ws(' ', coalesce(u.hour, s.hour), coalesce(u.kind, s.kind), coalesce(u.id, s.id)),
          coalesce(s.nano, 0)::text, coalesce(u.spend_nano, 0)::text
        from (select subject_hourly.* from subject_hourly, closing where hour >= until) u
        full join (select said.* from said, closing where hour >= until) s using (hour, kind, id, model_group)
        where coalesce(u.spend_nano, 0) <> coalesce(s.nano, 0)
      union all
      select case coalesce(c.what, b.what) when 'subject' then 'subject hour' else 'hour' end,
          concat_ws(' ', coalesce(c.what, b.what), coalesce(c.name, b.name), 'no longer in the log'),
          coalesce(c.nano, 0)::text, coalesce(b.nano, 0)::text
        from closed c full join closed_booked b using (what, name), closing
        where coalesce(c.nano, 0) <> coalesce(b.nano, 0) and until > '-infinity'
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
