import type { LogRow } from "./api.gen"

/** More new rows than that nobody reads one by one: the list is loaded anew instead. */
export const MAX_LIVE_ROWS = 500

/** New rows of the request log: those in the list, and those that wait because somebody is reading it. */
export interface LiveRows {
  readonly shown: readonly LogRow[]
  readonly held: readonly LogRow[]
  /** Rows that came and are not known one by one. */
  readonly skipped: number
}

export const NO_LIVE_ROWS: LiveRows = { shown: [], held: [], skipped: 0 }

/** Rows came: into the list, or held back. Beyond the most that are kept they are only counted. */
export function withRows(live: LiveRows, news: { data: readonly LogRow[]; skipped: number }, hold: boolean): LiveRows {
  const known = new Set([...live.shown, ...live.held].map((row) => row.request_id))
  const fresh = news.data.filter((row) => !known.has(row.request_id))
  const room = Math.max(0, MAX_LIVE_ROWS - live.shown.length - live.held.length)
  const taken = fresh.slice(0, room)
  const skipped = live.skipped + news.skipped + fresh.length - taken.length
  if (hold || live.held.length > 0) return { ...live, held: [...taken, ...live.held], skipped }
  return { ...live, shown: [...taken, ...live.shown], skipped }
}

/** How many rows wait. */
export function waitingRows({ held, skipped }: LiveRows): number {
  return held.length + skipped
}

/** Loaded rows and new ones as one list, newest first, each once. */
export function mergedRows(loaded: readonly LogRow[], shown: readonly LogRow[]): readonly LogRow[] {
  if (shown.length === 0) return loaded
  const known = new Set(loaded.map((row) => row.request_id))
  const fresh = shown.filter((row) => !known.has(row.request_id))
  return [...fresh, ...loaded].sort(
    (a, b) => -compare(a.startTime, b.startTime) || -compare(a.request_id, b.request_id),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
