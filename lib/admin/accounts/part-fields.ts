import { z } from "zod"
import { nanoFromUsd, usdFromNano } from "#lib/core/money"
import type { Account } from "#lib/identity/account"
import { isDaily } from "#lib/quota/limits"
import { durationField, label, parallel, perMinute, usd } from "../fields"

/** Dollars; LiteLLM's examples have them as text, too. */
const dollars = z.union([usd, z.string().regex(/^\d{1,7}(\.\d{1,12})?$/, "must be dollars: 0.5")], {
  error: "must be dollars, 0 or more",
})
const duration = durationField(false).nullish()
const budgetForm = 'must be dollars or {"max_budget": dollars, "budget_duration": "1d"}'
const modelBudget = z.strictObject({
  max_budget: dollars.nullish(),
  budget_limit: dollars.nullish(),
  budget_duration: duration,
  time_period: duration,
  rpm_limit: perMinute.nullish(),
  tpm_limit: perMinute.nullish(),
})

/** Budgets and limits beside the first ones: of single models, and of further windows. By LiteLLM's names. */
export const partFields = {
  model_max_budget: z
    .record(label.min(1), z.union([dollars, modelBudget], { error: budgetForm }))
    .nullish()
    .describe('Dollars by model: {"gpt-4o": 0.5}, or {"gpt-4o": {"max_budget": 0.5, "budget_duration": "1d"}}'),
  model_rpm_limit: z.record(label.min(1), perMinute).nullish().describe("Requests a minute, by model"),
  model_tpm_limit: z.record(label.min(1), perMinute).nullish().describe("Tokens a minute, by model"),
  model_max_parallel_requests: z.record(label.min(1), parallel).nullish().describe("By model"),
  tpd_limit: perMinute.nullish().describe("Tokens a day: midnight to midnight in the configured time zone"),
  budget_limits: z
    .array(
      z.strictObject({
        budget_duration: durationField(false),
        max_budget: dollars,
        reset_at: z.unknown().optional().describe("Not taken: a window ends where its duration says"),
      }),
    )
    .max(20)
    .check((c) => {
      const seen = c.value.map((limit) => limit.budget_duration)
      const twice = seen.find((one, i) => seen.indexOf(one) !== i)
      if (twice === undefined) return
      const message = `there are two budgets for "${twice}": give one for each duration`
      c.issues.push({ code: "custom", message, input: c.value })
    })
    .nullish()
    .describe('Several budgets at once: [{"budget_duration": "1d", "max_budget": 5}, …]'),
}

export const PART_FIELDS = [
  "budget_limits",
  "model_max_budget",
  "model_max_parallel_requests",
  "model_rpm_limit",
  "model_tpm_limit",
  "tpd_limit",
] as const satisfies readonly (keyof typeof partFields)[]

const Parts = z.object(partFields)
export type PartInput = z.output<typeof Parts>

/** One further budget as columns, and what tells it from the others of its owner. */
export interface Part {
  readonly of: "model" | "window"
  /** The model (which may be a wildcard), the duration as it was given, or "tpd". */
  readonly what: string
  readonly columns: {
    readonly models: string[]
    readonly maxBudgetNano: number | null
    readonly budgetDuration: string | null
    readonly maxTokenBudget: number | null
    readonly rpmLimit: number | null
    readonly tpmLimit: number | null
    readonly maxParallelRequests: number | null
  }
}

const NO_LIMITS = {
  maxBudgetNano: null,
  budgetDuration: null,
  maxTokenBudget: null,
  rpmLimit: null,
  tpmLimit: null,
  maxParallelRequests: null,
}

/**
 * The further budgets these fields ask for. `metadata` counts where LiteLLM keeps limits by model there; what it has in another
 * shape means nothing.
 */
export function partsIn(
  fields: Readonly<Record<string, unknown>>,
  metadata: Readonly<Record<string, unknown>>,
): Part[] {
  const read = (source: Readonly<Record<string, unknown>>, name: keyof typeof partFields) =>
    partFields[name].safeParse(source[name]).data ?? null
  const of = <const N extends keyof typeof partFields>(name: N) =>
    (read(fields, name) ?? read(metadata, name)) as NonNullable<PartInput[N]> | null
  const models = new Map<string, Part["columns"]>()
  const add = (model: string, more: Partial<Part["columns"]>) =>
    models.set(model, { models: [model], ...NO_LIMITS, ...models.get(model), ...more })
  for (const [model, budget] of Object.entries(of("model_max_budget") ?? {})) add(model, budgetColumns(budget))
  for (const [model, rpmLimit] of Object.entries(of("model_rpm_limit") ?? {})) add(model, { rpmLimit })
  for (const [model, tpmLimit] of Object.entries(of("model_tpm_limit") ?? {})) add(model, { tpmLimit })
  for (const [model, most] of Object.entries(of("model_max_parallel_requests") ?? {}))
    add(model, { maxParallelRequests: most })
  return [
    ...[...models].map(([what, columns]): Part => ({ of: "model", what, columns })),
    ...(of("budget_limits") ?? []).map(({ budget_duration: what, max_budget }): Part => {
      const columns = { models: [], ...NO_LIMITS, maxBudgetNano: nanoOf(max_budget), budgetDuration: what }
      return { of: "window", what, columns }
    }),
    ...daily(of("tpd_limit")),
  ]
}

/** Tokens a day are a budget in tokens, of a window that is a day. */
function daily(tokens: number | null): Part[] {
  if (tokens === null) return []
  return [
    {
      of: "window",
      what: "tpd",
      columns: { models: [], ...NO_LIMITS, maxTokenBudget: tokens, budgetDuration: "1d" },
    },
  ]
}

function budgetColumns(budget: NonNullable<PartInput["model_max_budget"]>[string]): Partial<Part["columns"]> {
  if (typeof budget !== "object") return { maxBudgetNano: nanoOf(budget) }
  return {
    maxBudgetNano: nanoOf(budget.max_budget ?? budget.budget_limit),
    budgetDuration: budget.budget_duration ?? budget.time_period ?? null,
    ...(typeof budget.rpm_limit === "number" ? { rpmLimit: budget.rpm_limit } : {}),
    ...(typeof budget.tpm_limit === "number" ? { tpmLimit: budget.tpm_limit } : {}),
  }
}

const nanoOf = (usd: number | string | null | undefined) =>
  usd === null || usd === undefined ? null : nanoFromUsd(Number(usd))

/** Further budgets as the fields that make them: what a key takes over from the key that made it. */
export function fieldsOfParts(parts: readonly Account[]): PartInput {
  const fields = { model_max_budget: {}, model_rpm_limit: {}, model_tpm_limit: {}, model_max_parallel_requests: {} }
  const budgets: NonNullable<PartInput["budget_limits"]> = []
  const daily = parts.find(isDaily)
  for (const { models, maxBudgetNano, budgetDuration, rpmLimit, tpmLimit, maxParallelRequests } of parts) {
    const [model] = models
    const budget = maxBudgetNano === null ? null : usdFromNano(maxBudgetNano)
    if (model === undefined) {
      if (budget !== null && budgetDuration !== null)
        budgets.push({ budget_duration: budgetDuration, max_budget: budget })
      continue
    }
    if (budget !== null)
      Object.assign(fields.model_max_budget, { [model]: { max_budget: budget, budget_duration: budgetDuration } })
    if (rpmLimit !== null) Object.assign(fields.model_rpm_limit, { [model]: rpmLimit })
    if (tpmLimit !== null) Object.assign(fields.model_tpm_limit, { [model]: tpmLimit })
    if (maxParallelRequests !== null)
      Object.assign(fields.model_max_parallel_requests, { [model]: maxParallelRequests })
  }
  return { ...fields, budget_limits: budgets, ...(daily === undefined ? {} : { tpd_limit: daily.maxTokens }) }
}

/** The models these fields name, each with the field it stands in. */
export function modelsNamed(fields: PartInput): (readonly [field: string, model: string])[] {
  const names = ["model_max_budget", "model_rpm_limit", "model_tpm_limit", "model_max_parallel_requests"] as const
  return names.flatMap((name) => Object.keys(fields[name] ?? {}).map((model) => [name, model] as const))
}
