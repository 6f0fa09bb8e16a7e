import { z } from "zod"
import { usdFromNano } from "#lib/core/money"
import type { AdminContext } from "./context"
import { keyIdOf } from "./keys/find"
import { KeyView } from "./keys/view"
import { defineResource, type Endpoint, get, post, type TextAnswer } from "./resource"
import { Calculated, CalculateInput, calculateSpend, Estimated, EstimateInput, estimateCost } from "./spend/calculate"
import { DailyTeams, dailyTeams, keysBySpend, range, rankingOf, sumsOf, usersBySpend } from "./spend/rankings"
import { csvAnswer, format, Report, ReportInput, spendReport } from "./spend/report"
import type { Group } from "./spend/report-sums"
import { UserView } from "./users/view"

const limit = (most: number) => z.coerce.number().int().min(1).max(1000).default(most)
const usd = z.number()
const tags = z.string().max(10_000).optional().describe("Only these, separated by commas")

type Ranked = Awaited<ReturnType<typeof rankingOf>>[number]
type Row = Record<string, string | number | null>

/** A list of the largest spenders of a group, as JSON or CSV. */
function ranking(
  path: string,
  { group, summary, row }: { group: Group; summary: string; row: (one: Ranked) => Row },
): Endpoint {
  return get(path, {
    summary,
    needs: "reports:read",
    input: z.strictObject({ ...range, limit: limit(group === "api_key" || group === "model" ? 10 : 1000), format }),
    output: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
    run: async (ctx, input) =>
      table((await rankingOf(ctx, input, { group, limit: input.limit })).map(row), input.format),
  })
}

/** Rows as they are, or as CSV with their names as the first line. */
function table(rows: Row[], as: "json" | "csv"): Row[] | TextAnswer {
  return as === "json" ? rows : csvAnswer([Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))])
}

async function byTag(ctx: AdminContext, input: z.output<typeof TagRange>): Promise<Ranked[]> {
  const names = input.tags?.split(",").map((tag) => tag.trim())
  return rankingOf(ctx, input, { group: "tag", names })
}
const TagRange = z.strictObject({ ...range, tags, format })

export const globalSpend = defineResource("global_spend", {
  total: get("/global/spend", {
    summary: "Dollars spent by everyone in a range of days, the last 30 when none is given",
    needs: "reports:read",
    input: z.strictObject(range),
    output: z.object({ spend: usd, max_budget: usd.nullable().describe("Null: the gateway as a whole has none") }),
    run: async (ctx, input) => {
      const sums = await rankingOf(ctx, input, { group: "provider" })
      return { spend: usdFromNano(sums.reduce((all, one) => all + one.spendNano, 0)), max_budget: null }
    },
  }),
  report: get("/global/spend/report", {
    summary: "Spend by day and team, customer, key, model, user, tag, organization or provider; JSON or CSV",
    needs: "reports:read",
    input: ReportInput,
    output: Report,
    run: spendReport,
  }),
  days: get("/global/spend/logs", {
    summary: "Spend by day, of everyone or of one key",
    needs: "reports:read",
    input: z.strictObject({ ...range, api_key: z.string().max(255).optional(), format }),
    output: z.array(z.object({ date: z.string(), spend: usd })),
    run: async (ctx, input) => {
      const names = input.api_key === undefined ? undefined : [await keyIdOf(ctx, input.api_key)]
      const days = new Map<string, number>()
      for (const { day, spendNano } of await sumsOf(ctx, input, {
        group: names ? "api_key" : "provider",
        byDay: true,
        names,
      }))
        days.set(day ?? "", (days.get(day ?? "") ?? 0) + spendNano)
      const rows = [...days].reverse().map(([date, nano]) => ({ date, spend: usdFromNano(nano) }))
      return table(rows, input.format) as typeof rows | TextAnswer
    },
  }),
  keys: ranking("/global/spend/keys", {
    group: "api_key",
    summary: "The keys that spent most",
    row: ({ name, alias, spendNano }) => ({ api_key: name, key_alias: alias, total_spend: usdFromNano(spendNano) }),
  }),
  models: ranking("/global/spend/models", {
    group: "model",
    summary: "The models most was spent on, by the names clients ask for",
    row: ({ name, spendNano, requests }) => ({ model: name, total_spend: usdFromNano(spendNano), requests }),
  }),
  provider: ranking("/global/spend/provider", {
    group: "provider",
    summary: "What was spent at each provider",
    row: ({ name, spendNano }) => ({ provider: name === "" ? "none" : name, spend: usdFromNano(spendNano) }),
  }),
  teams: get("/global/spend/teams", {
    summary: "Teams' spend by day, and in all",
    needs: "reports:read",
    input: z.strictObject({ ...range, format }),
    output: DailyTeams,
    run: async (ctx, input) => {
      const report = await dailyTeams(ctx, input)
      return input.format === "json" ? report : (table(report.total_spend_per_team, "csv") as TextAnswer)
    },
  }),
  tags: get("/global/spend/tags", {
    summary: "What was spent on each tag; a request with two tags is in both",
    needs: "reports:read",
    input: TagRange,
    output: z.object({ spend_per_tag: z.array(z.object({ name: z.string(), spend: usd, log_count: z.number() })) }),
    run: async (ctx, input) => {
      const rows = (await byTag(ctx, input)).map((one) => ({
        name: one.name,
        spend: usdFromNano(one.spendNano),
        log_count: one.requests,
      }))
      return input.format === "json" ? { spend_per_tag: rows } : (table(rows, "csv") as TextAnswer)
    },
  }),
  spendTags: get("/spend/tags", {
    summary: "The same as a list",
    needs: "reports:read",
    input: TagRange,
    output: z.array(z.object({ individual_request_tag: z.string(), log_count: z.number(), total_spend: usd })),
    run: async (ctx, input) => {
      const rows = (await byTag(ctx, input)).map((one) => ({
        individual_request_tag: one.name,
        log_count: one.requests,
        total_spend: usdFromNano(one.spendNano),
      }))
      return table(rows, input.format) as typeof rows | TextAnswer
    },
  }),
  spendKeys: get("/spend/keys", {
    summary: "Keys, those that spent most of their running budget first",
    needs: "usage:read",
    input: z.strictObject({ limit: limit(100) }),
    output: z.array(KeyView),
    run: (ctx, input) => keysBySpend(ctx, input.limit),
  }),
  spendUsers: get("/spend/users", {
    summary: "Users, those that spent most of their running budget first",
    needs: "usage:read",
    input: z.strictObject({ limit: limit(100), user_id: z.string().max(255).optional() }),
    output: z.array(UserView),
    run: (ctx, input) => usersBySpend(ctx, input.limit, input.user_id),
  }),
  calculate: post("/spend/calculate", {
    summary: "What messages, or an answer that was given, cost",
    needs: "models:read",
    reads: true,
    input: CalculateInput,
    output: Calculated,
    run: calculateSpend,
  }),
  estimate: post("/cost/estimate", {
    summary: "What requests of a size cost: one, a day of them, a month of them",
    needs: "models:read",
    reads: true,
    input: EstimateInput,
    output: Estimated,
    run: estimateCost,
  }),
})
