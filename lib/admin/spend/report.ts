import { z } from "zod"
import { toCsv } from "#lib/core/csv"
import { GatewayError } from "#lib/core/errors"
import { usdFromNano } from "#lib/core/money"
import type { AdminContext } from "../context"
import { keyIdOf } from "../keys/find"
import { TextAnswer } from "../resource"
import { calendarDate } from "./dates"
import { GROUPS, type Group, type ReportSum, reportSums } from "./report-sums"

const DAY_MS = 86_400_000
const MAX_DAYS = 400
const text = z.string().max(255)

export const format = z.enum(["json", "csv"]).default("json")

export const ReportInput = z.strictObject({
  start_date: calendarDate.describe("First day, UTC"),
  end_date: calendarDate.describe("Last day, UTC"),
  group_by: z.enum(GROUPS).optional().describe("team, unless a filter says otherwise"),
  api_key: text.optional().describe("Only this key, by itself or by hash; groups by api_key"),
  internal_user_id: text.optional().describe("Only this user; groups by user"),
  team_id: text.optional().describe("Only this team; groups by team"),
  customer_id: text.optional().describe("Only this customer; groups by customer"),
  format,
})

const Used = z.looseObject({ model: z.string(), spend: z.number(), total_tokens: z.number(), requests: z.number() })
const OfDay = z
  .object({ group_by_day: z.iso.datetime() })
  .catchall(z.array(z.looseObject({ total_spend: z.number(), metadata: z.array(Used) })))
const OfKey = z.looseObject({ api_key: z.string(), total_cost: z.number(), model_details: z.array(z.looseObject({})) })

/** LiteLLM's shapes: days with a list named after the group; of keys, one list over all days. */
export const Report = z.array(z.union([OfDay, OfKey]))

/** Throws `invalid_request` unless the days are in order and not too many. */
export function refuseBadRange(start: number, end: number): void {
  if (end < start)
    throw new GatewayError("invalid_request", "end_date is before start_date. Swap them.", { param: "end_date" })
  if (end - start >= MAX_DAYS * DAY_MS)
    throw new GatewayError("invalid_request", `A report covers at most ${MAX_DAYS} days. Ask for fewer.`, {
      param: "start_date",
    })
}

/** Spend by day and team (or customer, key, model, user, tag, organization, provider), and in each by model. */
export async function spendReport(
  ctx: AdminContext,
  input: z.output<typeof ReportInput>,
): Promise<z.input<typeof Report> | TextAnswer> {
  const { start_date: start, end_date: end } = input
  refuseBadRange(start, end)
  const { group, names } = await chosen(ctx, input)
  const byDay = group !== "api_key" || input.format === "csv"
  const sums = await reportSums(ctx, { group, startMs: start, endMs: end + DAY_MS, byDay, names })
  if (input.format === "csv") return reportCsv(group, sums)
  return group === "api_key" ? keyReport(sums) : dayReport(group, sums)
}

const FILTERS = [
  ["api_key", "api_key"],
  ["internal_user_id", "user"],
  ["team_id", "team"],
  ["customer_id", "customer"],
] as const

/** The group, and whom it is limited to. Sums are kept by one group at a time: a filter on another one is refused. */
async function chosen(
  ctx: AdminContext,
  input: z.output<typeof ReportInput>,
): Promise<{ group: Group; names?: string[] }> {
  const given = FILTERS.filter(([field]) => input[field] !== undefined)
  const [first] = given
  const group = input.group_by ?? first?.[1] ?? "team"
  const wrong = given.find(([, of]) => of !== group)
  if (wrong !== undefined) {
    const say = `${wrong[0]} limits a report with group_by=${wrong[1]} only; this one is by ${group}.`
    throw new GatewayError("invalid_request", say, { param: wrong[0] })
  }
  const name = first === undefined ? undefined : input[first[0]]
  if (name === undefined) return { group }
  return { group, names: [group === "api_key" ? await keyIdOf(ctx, name) : name] }
}

function dayReport(group: Group, sums: readonly ReportSum[]): z.input<typeof Report> {
  const days = new Map<string, Map<string, { total: number; metadata: unknown[]; alias: string | null }>>()
  for (const sum of sums) {
    const day = days.get(sum.day ?? "") ?? new Map()
    days.set(sum.day ?? "", day)
    const one = day.get(sum.name) ?? { total: 0, metadata: [], alias: sum.alias }
    day.set(sum.name, one)
    one.total += sum.spendNano
    one.metadata.push({
      model: sum.model,
      spend: usdFromNano(sum.spendNano),
      total_tokens: sum.promptTokens + sum.completionTokens,
      requests: sum.requests,
    })
  }
  return [...days].map(([day, named]) => ({
    group_by_day: `${day}T00:00:00Z`,
    [`${group}s`]: [...named]
      .sort(([, a], [, b]) => b.total - a.total)
      .map(([name, { total, metadata, alias }]) => ({
        ...namesOf(group, name, alias),
        total_spend: usdFromNano(total),
        metadata,
      })),
  })) as z.input<typeof Report>
}

/** LiteLLM names a team by its alias, a customer by its id. */
function namesOf(group: Group, name: string, alias: string | null): Record<string, unknown> {
  return group === "team" ? { team_name: alias ?? name, team_id: name } : { [group]: name, alias }
}

function keyReport(sums: readonly ReportSum[]): z.input<typeof Report> {
  const keys = new Map<string, { sums: ReportSum[]; alias: string | null }>()
  for (const sum of sums) {
    const key = keys.get(sum.name) ?? { sums: [], alias: sum.alias }
    keys.set(sum.name, key)
    key.sums.push(sum)
  }
  const total = (of: readonly ReportSum[], what: "spendNano" | "promptTokens" | "completionTokens") =>
    of.reduce((all, sum) => all + sum[what], 0)
  return [...keys]
    .sort(([, a], [, b]) => total(b.sums, "spendNano") - total(a.sums, "spendNano"))
    .map(([api_key, { sums: own, alias }]) => ({
      api_key,
      key_alias: alias,
      total_cost: usdFromNano(total(own, "spendNano")),
      total_input_tokens: total(own, "promptTokens"),
      total_output_tokens: total(own, "completionTokens"),
      model_details: own.map((sum) => ({
        model: sum.model,
        total_cost: usdFromNano(sum.spendNano),
        total_input_tokens: sum.promptTokens,
        total_output_tokens: sum.completionTokens,
      })),
    }))
}

/** A line a day, name and model. */
function reportCsv(group: Group, sums: readonly ReportSum[]): TextAnswer {
  const head = ["date", group, "alias", "model", "requests", "failures", "prompt_tokens", "completion_tokens", "spend"]
  return csvAnswer([
    head,
    ...sums.map((sum) => [
      sum.day,
      sum.name,
      sum.alias,
      sum.model,
      sum.requests,
      sum.failures,
      sum.promptTokens,
      sum.completionTokens,
      usdFromNano(sum.spendNano),
    ]),
  ])
}

export function csvAnswer(rows: readonly (readonly (string | number | null)[])[]): TextAnswer {
  return new TextAnswer(toCsv(rows), "text/csv; charset=utf-8")
}
