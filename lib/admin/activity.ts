import { z } from "zod"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "./context"
import { keyIdOf } from "./keys/find"
import { reachOf } from "./reach"
import { defineResource, get } from "./resource"
import { type ActivityRange, activityRange } from "./spend/activity-range"
import { activityReport, DailyActivity, Metrics } from "./spend/activity-report"
import {
  type ActivityFilter,
  type ActivitySum,
  activitySums,
  cuttable,
  dailySums,
  ledgerSpend,
} from "./spend/activity-sums"
import { BurnDown, BurnDownInput, burnDownOf } from "./spend/burn-down"
import { cacheSavings, Savings, SavingsInput } from "./spend/cache-savings"
import { calendarDate } from "./spend/dates"
import { keyNames } from "./spend/key-names"
import { Overview, OverviewFigures, OverviewInput, overviewOf } from "./spend/overview"
import { PressedBudgets, PressedInput, pressedBudgets } from "./spend/pressed-budgets"
import { readSnapshot } from "./spend/read"
import { Series, SeriesInput, usageSeries } from "./spend/usage-series"

const MAX_DAYS = 400
const DAY_MS = 86_400_000
const label = z.string().max(255).optional()

const RangeInput = z.strictObject({
  start_date: calendarDate.describe("First day, in the viewer's zone"),
  end_date: calendarDate.describe("Last day, in the viewer's zone"),
  timezone: z.coerce
    .number()
    .int()
    .min(-840)
    .max(840)
    .default(0)
    .describe("Minutes the viewer is behind UTC, as JavaScript's getTimezoneOffset gives them"),
  api_key: label.describe('A key, its hash, or "master"'),
  model: label.describe("A model, by the client's or the provider's name"),
  user_id: label.describe("Only keys of this user"),
  page: z.coerce.number().int().min(1).optional().describe("Accepted: all days are on one page"),
  page_size: z.coerce.number().int().min(1).optional().describe("Accepted: all days are on one page"),
  include_current_utc_day: z.string().optional().describe("Accepted: the current day is always in"),
})

const GlobalActivity = z.object({
  daily_data: z.array(z.object({ date: z.string(), api_requests: z.number(), total_tokens: z.number() })),
  sum_api_requests: z.number(),
  sum_total_tokens: z.number(),
})

export const activity = defineResource(
  "usage",
  {
    daily: get("/user/daily/activity", {
      summary: "Spend, tokens and requests by day, and in each day by model, provider and key",
      needs: "usage:read",
      input: RangeInput,
      output: DailyActivity,
      run: dailyActivity,
    }),
    global: get("/global/activity", {
      summary: "Requests and tokens by day",
      needs: "usage:read",
      input: RangeInput,
      output: GlobalActivity,
      run: globalActivity,
    }),
    series: get("/usage/series", {
      summary:
        "Spend, tokens and requests by day or hour, in all and by model, key, provider, team, user, customer or tag",
      needs: "usage:read",
      input: SeriesInput,
      output: Series,
      run: usageSeries,
    }),
    savings: get("/usage/savings", {
      summary: "Answers from the response cache by day or hour, and what they would have cost",
      needs: "usage:read",
      input: SavingsInput,
      output: Savings,
      run: cacheSavings,
    }),
    models: get("/global/activity/model", {
      summary: "The same by model, by the names clients ask for",
      needs: "usage:read",
      input: RangeInput,
      output: z.array(GlobalActivity.extend({ model: z.string() })),
      run: modelActivity,
    }),
    overview: get("/usage/overview", {
      summary: "Money, requests, errors, tokens and latency now and before, by hour or day, and who spent most",
      needs: "usage:read",
      input: OverviewInput,
      output: Overview,
      run: overviewOf,
    }),
    budgets: get("/usage/budgets", {
      summary: "Budgets that are nearly or wholly spent, the fullest first, and when each will be used up",
      needs: "usage:read",
      input: PressedInput,
      output: PressedBudgets,
      run: pressedBudgets,
    }),
    burndown: get("/usage/burndown", {
      summary: "What was left of a budget over its running window, and when it is used up at the recent pace",
      needs: "usage:read",
      input: BurnDownInput,
      output: BurnDown,
      run: burnDownOf,
    }),
  },
  { UsageMetrics: Metrics, OverviewFigures },
)

type Asked = z.output<typeof RangeInput>

/** The aggregates and the log are read from one snapshot, so that `ledger_spend` equals `total_spend` unless something is wrong. */
async function dailyActivity(ctx: AdminContext, input: Asked): Promise<z.output<typeof DailyActivity>> {
  const { range: asked, filter } = await wanted(ctx, input)
  return readSnapshot(ctx.db, async (sql) => {
    const range = await cuttable(sql, asked)
    const sums = await activitySums(sql, range, filter)
    return activityReport(sums, await ledgerSpend(sql, range, filter), await keyNames(sql, tokensOf(sums)))
  })
}

async function globalActivity(ctx: AdminContext, input: Asked): Promise<z.output<typeof GlobalActivity>> {
  const { range, filter } = await wanted(ctx, input)
  return byDay(await readSnapshot(ctx.db, async (sql) => dailySums(sql, await cuttable(sql, range), filter)))
}

async function modelActivity(ctx: AdminContext, input: Asked) {
  const { range, filter } = await wanted(ctx, input)
  const sums = await readSnapshot(ctx.db, async (sql) => activitySums(sql, await cuttable(sql, range), filter))
  const models = new Map<string, ActivitySum[]>()
  for (const sum of sums.filter(({ dimension }) => dimension === "model_groups"))
    models.set(sum.name, [...(models.get(sum.name) ?? []), sum])
  return [...models]
    .map(([model, days]) => ({ model, ...byDay(days) }))
    .sort((a, b) => b.sum_api_requests - a.sum_api_requests || (a.model < b.model ? -1 : 1))
}

/** Sums by day, the newest first, as reports have them: the oldest first, and in all. */
function byDay(days: readonly ActivitySum[]): z.output<typeof GlobalActivity> {
  const daily = days.toReversed().map(({ day, requests, promptTokens, completionTokens }) => ({
    date: day,
    api_requests: requests,
    total_tokens: promptTokens + completionTokens,
  }))
  return {
    daily_data: daily,
    sum_api_requests: daily.reduce((sum, day) => sum + day.api_requests, 0),
    sum_total_tokens: daily.reduce((sum, day) => sum + day.total_tokens, 0),
  }
}

/** The range and filters of a report, with everything stored that was settled before. */
async function wanted(ctx: AdminContext, input: Asked): Promise<{ range: ActivityRange; filter: ActivityFilter }> {
  const { start_date: start, end_date: end } = input
  if (end < start) {
    throw new GatewayError("invalid_request", "end_date is before start_date. Swap them.", { param: "end_date" })
  }
  if (end - start >= MAX_DAYS * DAY_MS) {
    throw new GatewayError("invalid_request", `A report covers at most ${MAX_DAYS} days. Ask for fewer.`, {
      param: "start_date",
    })
  }
  const filter = {
    apiKey: input.api_key === undefined ? undefined : await keyIdOf(ctx, input.api_key),
    model: input.model,
    userId: input.user_id,
    reach: reachOf(ctx.caller),
  }
  await ctx.flush()
  return { range: activityRange(start, end, input.timezone), filter }
}

/** The keys of these sums. */
const tokensOf = (sums: readonly ActivitySum[]) =>
  sums.filter((sum) => sum.dimension === "api_keys").map((sum) => sum.name)
