import { z } from "zod"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import { logsWithin, reachOf } from "../reach"
import { type AdminRequest, EventsAnswer } from "../resource"
import { logConditions, logFilters } from "./log-filters"
import { rowsAt } from "./log-page"
import { LogRow, viewLog } from "./log-row"
import { startOfRequest } from "./log-source"
import { readSnapshot } from "./read"

/** A viewer is told of so many rows at a time; of more it hears how many there were. */
const MAX_WAITING = 300
/** Rows of this long are looked up together. */
const GATHER_MS = 300
/** So that nothing in between takes the connection for dead. */
const HEARTBEAT_MS = 15_000
/** Then the client connects anew, and who it is and what it may see is asked again. */
const MAX_LIFE_MS = 300_000
const RETRY_MS = 1_000

const { start_date: _start, end_date: _end, request_id: _id, ...liveFilters } = logFilters
export const LiveLogsInput = z.strictObject(liveFilters)

/** What each event holds. */
export const LiveLogs = z.object({
  data: z.array(LogRow).describe("New rows that match, newest first"),
  skipped: z.number().describe("Further new rows that were not looked at, because too many came at once"),
})

/**
 * New rows of the request log as server-sent events (`rows`), from every process of the gateway, a second or two after their end: what
 * the caller may see of them, by the filters of the log. Ends by itself after five minutes; an EventSource then connects anew. Throws
 * 429 when too many watch.
 */
export async function liveLogs(
  ctx: AdminContext,
  input: z.output<typeof LiveLogsInput>,
  { signal }: AdminRequest,
): Promise<EventsAnswer> {
  if (ctx.rowNews.full) {
    const say = "Too many watch the request log on this gateway. Close another live view, or read /spend/logs/v2."
    throw new GatewayError("rate_limited", say, { retryAfterSeconds: 30 })
  }
  return new EventsAnswer(events(ctx, input, AbortSignal.any([signal, ctx.rowNews.ended])))
}

type Filters = z.output<typeof LiveLogsInput>

async function* events(ctx: AdminContext, filters: Filters, signal: AbortSignal): AsyncGenerator<string> {
  const waiting = new Waiting()
  const stop = ctx.rowNews.watch((rows) => waiting.add(rows.ids, rows.more))
  const wake = () => waiting.wake()
  signal.addEventListener("abort", wake)
  const endsAt = Date.now() + MAX_LIFE_MS
  try {
    yield `retry: ${RETRY_MS}\n\n`
    while (!signal.aborted && Date.now() < endsAt) {
      if (!(await waiting.something(HEARTBEAT_MS))) {
        if (!signal.aborted) yield ": nothing new\n\n"
        continue
      }
      await pause(GATHER_MS, signal)
      const { ids, skipped } = waiting.take()
      const data = await found(ctx, filters, ids)
      if (data === null || data.length > 0 || skipped > 0)
        yield `event: rows\ndata: ${JSON.stringify({ data: data ?? [], skipped: data === null ? skipped + ids.length : skipped })}\n\n`
    }
  } finally {
    stop()
    signal.removeEventListener("abort", wake)
  }
}

/** Those of the rows that match, as far as the caller may see them; null when the database did not answer. */
async function found(
  ctx: AdminContext,
  filters: Filters,
  ids: readonly string[],
): Promise<z.output<typeof LogRow>[] | null> {
  const known = ids.flatMap((id) => {
    const startedAt = startOfRequest(id)
    return startedAt === null ? [] : [{ id, startedAt }]
  })
  known.sort((a, b) => b.startedAt - a.startedAt)
  const times = known.map(({ startedAt }) => new Date(startedAt).toISOString())
  try {
    const rows = await readSnapshot(ctx.db, (sql) =>
      rowsAt(sql, { times, ids: known.map(({ id }) => id) }, [
        ...logConditions(sql, filters),
        ...logsWithin(sql, reachOf(ctx.caller)),
      ]),
    )
    return rows.map(viewLog)
  } catch (e) {
    ctx.log.warn("new rows of the request log could not be read for a live view", { error: String(e) })
    return null
  }
}

/** Ids that came and were not looked up yet, at most MAX_WAITING. */
class Waiting {
  #ids: string[] = []
  #skipped = 0
  #waker: (() => void) | null = null

  add(ids: readonly string[], more: number): void {
    const room = MAX_WAITING - this.#ids.length
    this.#ids.push(...ids.slice(0, room))
    this.#skipped += more + Math.max(0, ids.length - room)
    this.wake()
  }

  take(): { ids: readonly string[]; skipped: number } {
    const taken = { ids: this.#ids, skipped: this.#skipped }
    this.#ids = []
    this.#skipped = 0
    return taken
  }

  wake(): void {
    this.#waker?.()
  }

  /** True as soon as something waits; false after `ms` without, or when woken for nothing. */
  async something(ms: number): Promise<boolean> {
    if (this.#ids.length === 0 && this.#skipped === 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        this.#waker = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      this.#waker = null
    }
    return this.#ids.length > 0 || this.#skipped > 0
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener("abort", done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener("abort", done)
  })
}
