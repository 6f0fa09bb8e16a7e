import { z } from "zod"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import { logsWithin, reachOf } from "../reach"
import { logConditions, logFilters } from "./log-filters"
import { LogRow, logColumns, type StoredLog, viewLog } from "./log-row"
import { allOf, type Fragment, type Reader, readSnapshot } from "./read"

/** Rows are counted up to here: an exact count of millions would cost more than the page. */
const COUNT_CAP = 10_000
const MAX_OFFSET = 100_000

export const LogPageInput = z.strictObject({
  ...logFilters,
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(1000).optional().describe("next_cursor of the page before; then page does not count"),
  sort_by: z.literal("startTime").optional(),
  sort_order: z.literal("desc").optional(),
})

export const LogPage = z.object({
  data: z.array(LogRow),
  total: z.number().describe(`Rows that match, counted up to ${COUNT_CAP}`),
  total_is_capped: z.boolean(),
  page: z.number(),
  page_size: z.number(),
  total_pages: z.number(),
  next_cursor: z.string().nullable().describe("Give it as cursor to get the following rows; null at the end"),
})

/** One page of the request log, newest first. A cursor stays exact while new requests arrive; pages shift. */
export async function pageOfLogs(
  ctx: AdminContext,
  input: z.output<typeof LogPageInput>,
): Promise<z.input<typeof LogPage>> {
  const { page, page_size: size } = input
  const offset = input.cursor === undefined ? (page - 1) * size : 0
  if (offset > MAX_OFFSET) {
    const message = `Pages reach ${MAX_OFFSET} rows deep. Follow next_cursor instead, or narrow the dates.`
    throw new GatewayError("invalid_request", message, { param: "page" })
  }
  const after = input.cursor === undefined ? null : readCursor(input.cursor)
  await ctx.flush()
  return readSnapshot(ctx.db, async (sql) => {
    const conditions = [...logConditions(sql, input), ...logsWithin(sql, reachOf(ctx.caller))]
    const [counted] = await sql<{ total: string }[]>`
      select count(*)::text as total
      from (select 1 from spend_logs where ${allOf(sql, conditions)} limit ${COUNT_CAP + 1}) as found`
    const found = Number(counted?.total ?? 0)
    // A search that finds nothing has read everything there is: once is enough.
    const rows: StoredLog[] =
      found === 0
        ? []
        : await sql<StoredLog[]>`
      select ${logColumns(sql)} from spend_logs
      where ${allOf(sql, [...conditions, ...beyond(sql, after)])}
      order by started_at desc, request_id desc limit ${size + 1} offset ${offset}`
    const total = Math.min(found, COUNT_CAP)
    const last = rows.length > size ? rows[size - 1] : undefined
    return {
      data: rows.slice(0, size).map(viewLog),
      total,
      total_is_capped: found > COUNT_CAP,
      page,
      page_size: size,
      total_pages: Math.ceil(total / size),
      next_cursor:
        last === undefined ? null : writeCursor({ startedAt: last.started_at.getTime(), requestId: last.request_id }),
    }
  })
}

interface Cursor {
  readonly startedAt: number
  readonly requestId: string
}

function beyond(sql: Reader, after: Cursor | null): Fragment[] {
  if (after === null) return []
  return [sql`(started_at, request_id) < (${new Date(after.startedAt)}, ${after.requestId})`]
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(`${cursor.startedAt} ${cursor.requestId}`).toString("base64url")
}

function readCursor(text: string): Cursor {
  const [, startedAt, requestId] = /^(\d{1,15}) ([^\0]+)$/.exec(Buffer.from(text, "base64url").toString()) ?? []
  if (startedAt === undefined || requestId === undefined) {
    throw new GatewayError("invalid_request", "This cursor is not one of ours. Start again without it.", {
      param: "cursor",
    })
  }
  return { startedAt: Number(startedAt), requestId }
}
