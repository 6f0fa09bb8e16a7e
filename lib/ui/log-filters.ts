import type { SpendLiveInput, SpendPageInput } from "./api.gen"
import { type LogRange, logWindow } from "./time-range"

/** Filters that are typed, beside search and time: the URL's name → the API's. */
export const TYPED_FILTERS = {
  provider: "provider",
  team: "team_id",
  user: "user_id",
  customer: "end_user",
  organization: "organization_id",
  tag: "tag",
  error: "error_code",
} as const satisfies Readonly<Record<string, keyof SpendLiveInput>>
export type TypedFilter = keyof typeof TYPED_FILTERS
export const TYPED_NAMES = Object.keys(TYPED_FILTERS) as TypedFilter[]

/** The request log's filters, as the URL keeps them; "" is no filter. */
export interface LogFilters extends Readonly<Record<TypedFilter, string>> {
  readonly range: LogRange
  readonly from: Date | null
  readonly to: Date | null
  /** Hash of a key, or "master". */
  readonly key: string
  readonly model: string
  readonly status: "" | NonNullable<SpendPageInput["status_filter"]>
  readonly cache: "" | "hit" | "miss"
  /** Dollars. */
  readonly min: number | null
  readonly max: number | null
  readonly q: string
}

/** Every filter but the time, as none: what "Clear filters" sets. */
export const NO_FILTERS = {
  key: null,
  model: null,
  status: null,
  cache: null,
  min: null,
  max: null,
  q: null,
  ...(Object.fromEntries(TYPED_NAMES.map((name) => [name, null])) as Record<TypedFilter, null>),
}

/** The filters as parameters of `/spend/logs/v2`; a relative range is counted back from `nowMs`. */
export function logParams(filters: LogFilters, nowMs: number): SpendPageInput {
  const window = logWindow(filters, nowMs)
  return { start_date: window.start, end_date: window.end, ...liveParams(filters) }
}

/** The same for new rows: without the time. */
export function liveParams(filters: LogFilters): SpendLiveInput {
  const typed = TYPED_NAMES.map((name) => [TYPED_FILTERS[name], filters[name].trim() || undefined] as const)
  return {
    api_key: filters.key || undefined,
    model_group: filters.model || undefined,
    status_filter: filters.status || undefined,
    cache_hit: filters.cache === "" ? undefined : filters.cache === "hit",
    min_spend: filters.min ?? undefined,
    max_spend: filters.max ?? undefined,
    search: filters.q.trim() || undefined,
    ...Object.fromEntries(typed),
  }
}

/** How many of the filters behind "More filters" are set. */
export function furtherFilters(filters: LogFilters): number {
  const { cache, min, max } = filters
  const set = [cache !== "", min !== null, max !== null, ...TYPED_NAMES.map((name) => filters[name].trim() !== "")]
  return set.filter(Boolean).length
}

/** True when something other than the time range narrows the list. */
export function isFiltered(filters: LogFilters): boolean {
  const { key, model, status, q } = filters
  return key !== "" || model !== "" || status !== "" || q.trim() !== "" || furtherFilters(filters) > 0
}

/** New requests can be in the list only while its end is open. */
export function isOpenEnded({ range, to }: LogFilters): boolean {
  return range !== "custom" || to === null
}
