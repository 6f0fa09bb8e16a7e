import { and, desc, eq, inArray } from "drizzle-orm"
import { z } from "zod"
import { accounts } from "#drizzle/schema/accounts"
import { keys } from "#drizzle/schema/keys"
import { usdFromNano } from "#lib/core/money"
import type { AdminContext } from "../context"
import { viewKey } from "../keys/view"
import { idsWithin, keysWithin, reachOf } from "../reach"
import { viewUser } from "../users/view"
import { calendarDate } from "./dates"
import { refuseBadRange } from "./report"
import { byName, type Group, type ReportAsk, type ReportSum, reportSums } from "./report-sums"

const DAY_MS = 86_400_000
/** What LiteLLM's `/global/spend/*` look back on when no dates are given. */
const DEFAULT_DAYS = 30

export const range = {
  start_date: calendarDate.optional().describe(`First day, UTC; ${DEFAULT_DAYS} days ago when it is left out`),
  end_date: calendarDate.optional().describe("Last day, UTC; today when it is left out"),
}
const Range = z.object(range)
type Range = z.output<typeof Range>

/** What a group used in a range of days, the last 30 when none is given. */
export function sumsOf(
  ctx: AdminContext,
  { start_date, end_date }: Range,
  ask: Pick<ReportAsk, "group" | "byModel"> & {
    readonly byDay?: boolean
    readonly names?: readonly string[] | undefined
  },
): Promise<ReportSum[]> {
  const today = Math.floor(ctx.clock.now() / DAY_MS) * DAY_MS
  const end = end_date ?? Math.max(today, start_date ?? 0)
  const start = start_date ?? end - DEFAULT_DAYS * DAY_MS
  refuseBadRange(start, end)
  return reportSums(ctx, { byDay: false, ...ask, startMs: start, endMs: end + DAY_MS })
}

/** The same over all days and models, the largest spender first. */
export async function rankingOf(
  ctx: AdminContext,
  days: Range,
  ask: { readonly group: Group; readonly limit?: number; readonly names?: readonly string[] | undefined },
) {
  return byName(await sumsOf(ctx, days, { ...ask, byModel: false })).slice(0, ask.limit ?? 1000)
}

export const DailyTeams = z.object({
  daily_spend: z.array(z.object({ date: z.string() }).catchall(z.union([z.string(), z.number()]))),
  teams: z.array(z.string()),
  total_spend_per_team: z.array(
    z.object({ team_id: z.string(), team_alias: z.string().nullable(), total_spend: z.number() }),
  ),
})

/** Teams' spend by day: each day names the teams that spent on it. A team is named by its alias, or by its id. */
export async function dailyTeams(ctx: AdminContext, days: Range): Promise<z.output<typeof DailyTeams>> {
  const sums = await sumsOf(ctx, days, { group: "team", byDay: true, byModel: false })
  const daily = new Map<string, Map<string, number>>()
  for (const { day, name, alias, spendNano } of sums) {
    const of = daily.get(day ?? "") ?? new Map<string, number>()
    daily.set(day ?? "", of)
    const shown = alias ?? name
    of.set(shown, (of.get(shown) ?? 0) + spendNano)
  }
  const teams = byName(sums)
  return {
    daily_spend: [...daily].reverse().map(([date, of]) => ({
      ...Object.fromEntries([...of].map(([team, nano]) => [team, usdFromNano(nano)])),
      date,
    })),
    teams: [...new Set(teams.map(({ name, alias }) => alias ?? name))],
    total_spend_per_team: teams.map(({ name, alias, spendNano }) => ({
      team_id: name,
      team_alias: alias,
      total_spend: usdFromNano(spendNano),
    })),
  }
}

/** Keys, the largest spenders of their running windows first. */
export async function keysBySpend(ctx: AdminContext, limit: number) {
  await ctx.flush()
  const rows = await ctx.db.orm
    .select()
    .from(keys)
    .where(keysWithin(ctx.caller))
    .orderBy(desc(keys.spendNano), keys.token)
    .limit(limit)
  return rows.map((row) => viewKey(ctx, row))
}

/** Users, the largest spenders of their running windows first; without their teams. */
export async function usersBySpend(ctx: AdminContext, limit: number, userId: string | undefined) {
  const reach = reachOf(ctx.caller)
  const own = reach === null ? null : [reach.userId ?? ""]
  const ids = idsWithin(userId === undefined ? undefined : [userId], own, "user_id")
  await ctx.flush()
  const rows = await ctx.db.orm
    .select()
    .from(accounts)
    .where(and(eq(accounts.kind, "user"), ids === undefined ? undefined : inArray(accounts.id, [...ids])))
    .orderBy(desc(accounts.spendNano), accounts.id)
    .limit(limit)
  return rows.map((row) => viewUser(ctx, row, []))
}
