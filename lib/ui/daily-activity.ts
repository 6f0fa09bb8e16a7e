import { nanoFromUsd } from "#lib/core/money"
import type { UsageDailyOutput, UsageMetrics } from "./api.gen"
import { type DayRange, eachDay, eachHour } from "./time-range"

type GeneratedDay = UsageDailyOutput["results"][number]

/** What a report can be by. */
export const DIMENSIONS = ["model", "key", "provider", "team", "user", "customer", "tag", "organization"] as const
export type Dimension = (typeof DIMENSIONS)[number]

interface ActivityEntry {
  readonly metrics: UsageMetrics
  readonly metadata?: {
    readonly key_alias?: string | null
    readonly key_name?: string | null
    readonly alias?: string | null
  }
}

type Entries = Readonly<Record<string, ActivityEntry>> | undefined

/** One day (or hour: `2026-03-04T14:00`) in the viewer's zone; what is not broken down is missing. */
export type ActivityDay = Omit<GeneratedDay, "breakdown"> & {
  readonly breakdown: { readonly [K in keyof GeneratedDay["breakdown"]]?: Entries } & {
    /** Of a report by one dimension. */
    readonly entities?: Entries
  }
}

/** Sums in whole units: money in nano-dollars, so that adding many small amounts stays exact. */
export interface Totals {
  readonly spendNano: number
  readonly promptTokens: number
  readonly completionTokens: number
  readonly requests: number
  readonly failures: number
}

const NO_USAGE: Totals = { spendNano: 0, promptTokens: 0, completionTokens: 0, requests: 0, failures: 0 }

/** What a chart or a table may measure. */
export type Measure = "spend" | "requests" | "tokens" | "errors"

/** One measure of some totals, money in nano-dollars. */
export function measureOf(totals: Totals, measure: Measure): number {
  if (measure === "spend") return totals.spendNano
  if (measure === "errors") return totals.failures
  return measure === "requests" ? totals.requests : totals.promptTokens + totals.completionTokens
}

/** The sum over all days. */
export function totalUsage(days: readonly ActivityDay[]): Totals {
  return days.reduce((sum, day) => add(sum, day.metrics), NO_USAGE)
}

function add(sum: Totals, metrics: UsageMetrics): Totals {
  return {
    spendNano: sum.spendNano + nanoFromUsd(metrics.spend),
    promptTokens: sum.promptTokens + metrics.prompt_tokens,
    completionTokens: sum.completionTokens + metrics.completion_tokens,
    requests: sum.requests + metrics.api_requests,
    failures: sum.failures + metrics.failed_requests,
  }
}

/** A model, key or provider with its totals over the range. */
export interface UsageShare {
  readonly id: string
  readonly alias: string | null
  readonly keyName: string | null
  readonly totals: Totals
}

/** Totals by model, key or provider, the largest of `measure` first, equal ones by id. */
export function usageBy(days: readonly ActivityDay[], dimension: Dimension, measure: Measure): UsageShare[] {
  const shares = new Map<string, UsageShare>()
  for (const day of days) {
    for (const [id, entry] of Object.entries(entriesOf(day, dimension))) {
      const known = shares.get(id)
      shares.set(id, {
        id,
        alias: entry.metadata?.key_alias ?? entry.metadata?.alias ?? known?.alias ?? null,
        keyName: entry.metadata?.key_name ?? known?.keyName ?? null,
        totals: add(known?.totals ?? NO_USAGE, entry.metrics),
      })
    }
  }
  const size = (share: UsageShare) => measureOf(share.totals, measure)
  return [...shares.values()].sort((a, b) => size(b) - size(a) || (a.id < b.id ? -1 : 1))
}

function entriesOf(day: ActivityDay, dimension: Dimension): Readonly<Record<string, ActivityEntry>> {
  const { model_groups, api_keys, providers, entities } = day.breakdown
  const own = { model: model_groups, key: api_keys, provider: providers }
  return (dimension in own ? own[dimension as keyof typeof own] : undefined) ?? entities ?? {}
}

/** One layer of a stacked chart: a value for each day of the range. */
export interface UsageSeries {
  readonly id: string
  readonly share: UsageShare | null
  readonly values: readonly number[]
}

/** Id of the layer that holds everything outside the largest few. */
export const REST = "\u0000rest"

/**
 * Layers for a stacked chart: the `top` largest in their order, then the rest as one. Days without traffic are zeros,
 * so the axis has no holes; the layers of a day always sum to that day's own total. Money in nano-dollars.
 */
export function usageSeries(
  days: readonly ActivityDay[],
  want: { dimension: Dimension; measure: Measure; range: DayRange; top: number; byHour?: boolean },
): { days: string[]; series: UsageSeries[] } {
  const axis = want.byHour === true ? eachHour(want.range) : eachDay(want.range)
  const byDate = new Map(days.map((day) => [day.date, day]))
  const named = usageBy(days, want.dimension, want.measure)
    .filter((share) => measureOf(share.totals, want.measure) > 0)
    .slice(0, want.top)
    .map((share) => ({ id: share.id, share, values: axis.map((date) => valueAt(byDate.get(date), share.id, want)) }))
  const rest = axis.map((date, i) => {
    const day = byDate.get(date)
    const whole = day ? measureOf(add(NO_USAGE, day.metrics), want.measure) : 0
    return Math.max(0, whole - named.reduce((sum, series) => sum + (series.values[i] ?? 0), 0))
  })
  const series = rest.some((value) => value > 0) ? [...named, { id: REST, share: null, values: rest }] : named
  return { days: axis, series }
}

function valueAt(day: ActivityDay | undefined, id: string, want: { dimension: Dimension; measure: Measure }): number {
  const entry = day && entriesOf(day, want.dimension)[id]
  return entry ? measureOf(add(NO_USAGE, entry.metrics), want.measure) : 0
}

export type LedgerCheck =
  | { readonly kind: "equal" }
  | { readonly kind: "different"; readonly ledgerNano: number; readonly differenceNano: number }
  | { readonly kind: "unknown" }

/** Compares the page's total with the sum of the request log, to the nano-dollar. */
export function checkLedger(totalNano: number, ledgerUsd: number | null | undefined): LedgerCheck {
  if (typeof ledgerUsd !== "number" || !Number.isFinite(ledgerUsd)) return { kind: "unknown" }
  const ledgerNano = nanoFromUsd(ledgerUsd)
  if (ledgerNano === totalNano) return { kind: "equal" }
  return { kind: "different", ledgerNano, differenceNano: totalNano - ledgerNano }
}
