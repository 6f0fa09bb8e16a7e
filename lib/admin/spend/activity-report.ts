import { z } from "zod"
import { usdFromNano } from "#lib/core/money"
import type { ActivitySum } from "./activity-sums"
import type { KeyName } from "./key-names"
import type { Amounts } from "./packed"

const count = z.number()

export const Metrics = z.object({
  spend: z.number().describe("Dollars"),
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  api_requests: count,
  successful_requests: count,
  failed_requests: count,
})

const ByName = z.record(z.string(), z.object({ metrics: Metrics }))
const NamedKey = z.object({
  metrics: Metrics,
  metadata: z.object({ key_alias: z.string().nullable(), key_name: z.string().nullable() }),
})

/** What was used, by day, in LiteLLM's shape. */
export const DailyActivity = z.object({
  results: z.array(
    z.object({
      date: z.string().describe("YYYY-MM-DD in the viewer's zone; days without use are left out"),
      metrics: Metrics,
      breakdown: z.object({
        models: ByName,
        model_groups: ByName,
        providers: ByName,
        api_keys: z.record(z.string(), NamedKey).describe("The 500 keys that spent most"),
      }),
    }),
  ),
  metadata: z.object({
    total_spend: z.number().describe("Dollars, from the hourly aggregates"),
    total_prompt_tokens: count,
    total_completion_tokens: count,
    total_tokens: count,
    total_api_requests: count,
    total_successful_requests: count,
    total_failed_requests: count,
    ledger_spend: z
      .number()
      .describe(
        "Dollars, summed on its own from the rows of the request log, as far as the last check of all of it does not reach",
      ),
    page: count,
    total_pages: count,
    has_more: z.boolean(),
  }),
})

type Report = z.output<typeof DailyActivity>

export const NOTHING: Amounts = { requests: 0, failures: 0, promptTokens: 0, completionTokens: 0, spendNano: 0 }

/** Sums → the report. Everything is added as whole numbers; dollars appear at the very end. */
export function activityReport(
  sums: readonly ActivitySum[],
  ledgerNano: bigint,
  keyNames: ReadonlyMap<string, KeyName>,
): Report {
  const days = sums.filter((sum) => sum.dimension === "day")
  const byDay = new Map<string, ActivitySum[]>(days.map(({ day }) => [day, []]))
  for (const sum of sums) byDay.get(sum.day)?.push(sum)
  const total = metricsOf(days.reduce(add, NOTHING))
  return {
    results: days.map((day) => dayOf(day, byDay.get(day.day) ?? [], keyNames)),
    metadata: {
      total_spend: total.spend,
      total_prompt_tokens: total.prompt_tokens,
      total_completion_tokens: total.completion_tokens,
      total_tokens: total.total_tokens,
      total_api_requests: total.api_requests,
      total_successful_requests: total.successful_requests,
      total_failed_requests: total.failed_requests,
      ledger_spend: usdFromNano(Number(ledgerNano)),
      page: 1,
      total_pages: 1,
      has_more: false,
    },
  }
}

function dayOf(
  day: ActivitySum,
  ofDay: readonly ActivitySum[],
  keyNames: ReadonlyMap<string, KeyName>,
): Report["results"][number] {
  const named = (dimension: ActivitySum["dimension"]) => ofDay.filter((sum) => sum.dimension === dimension)
  const byName = (dimension: ActivitySum["dimension"]) =>
    Object.fromEntries(named(dimension).map((sum) => [sum.name, { metrics: metricsOf(sum) }]))
  const keys = named("api_keys").map((sum) => {
    const known = keyNames.get(sum.name)
    const metadata = { key_alias: known?.alias ?? null, key_name: known?.name ?? null }
    return [sum.name, { metrics: metricsOf(sum), metadata }]
  })
  return {
    date: day.day,
    metrics: metricsOf(day),
    breakdown: {
      models: byName("models"),
      model_groups: byName("model_groups"),
      providers: byName("providers"),
      api_keys: Object.fromEntries(keys),
    },
  }
}

/** Amounts as LiteLLM's metrics. */
export function metricsOf(sum: Amounts): z.output<typeof Metrics> {
  return {
    spend: usdFromNano(sum.spendNano),
    prompt_tokens: sum.promptTokens,
    completion_tokens: sum.completionTokens,
    total_tokens: sum.promptTokens + sum.completionTokens,
    api_requests: sum.requests,
    successful_requests: sum.requests - sum.failures,
    failed_requests: sum.failures,
  }
}

function add(a: Amounts, b: Amounts): Amounts {
  return {
    requests: a.requests + b.requests,
    failures: a.failures + b.failures,
    promptTokens: a.promptTokens + b.promptTokens,
    completionTokens: a.completionTokens + b.completionTokens,
    spendNano: a.spendNano + b.spendNano,
  }
}
