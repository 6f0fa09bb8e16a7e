import type { SpendPageInput } from "./api.gen"
import { type LogRange, logWindow } from "./time-range"

/** The request log's filters, as the URL keeps them; "" is no filter. */
export interface LogFilters {
  readonly range: LogRange
  readonly from: Date | null
  readonly to: Date | null
  /** Hash of a key, or "master". */
  readonly key: string
  readonly model: string
  readonly status: "" | NonNullable<SpendPageInput["status_filter"]>
  readonly q: string
}

/** The filters as parameters of `/spend/logs/v2`; a relative range is counted back from `nowMs`. */
export function logParams(filters: LogFilters, nowMs: number): SpendPageInput {
  const window = logWindow(filters, nowMs)
  return {
    start_date: window.start,
    end_date: window.end,
    api_key: filters.key || undefined,
    model_group: filters.model || undefined,
    status_filter: filters.status || undefined,
    search: filters.q.trim() || undefined,
  }
}

/** True when something other than the time range narrows the list. */
export function isFiltered(filters: LogFilters): boolean {
  return filters.key !== "" || filters.model !== "" || filters.status !== "" || filters.q.trim() !== ""
}
