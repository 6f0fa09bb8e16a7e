import { z } from "zod"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import { logsWithin, reachOf } from "../reach"
import { logConditions, logFilters } from "./log-filters"
import { LogRow, logColumns, type StoredLog, viewLog } from "./log-row"
import { type LogSource, logSource, READ_CAP } from "./log-source"
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
  total: z
    .number()
    .describe(`Rows that match, counted up to ${COUNT_CAP}; a search without an index counts among ${READ_CAP} rows`),
  total_is_capped: z.boolean(),
  page: z.number(),
  page_size: z.number(),
  total_pages: z.number(),
  next_cursor: z
    .string()
    .nullable()
    .describe(
      "Give it as cursor to get the following rows; null at the end. A search that reads far ends a page early",
    ),
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
    const reach = reachOf(ctx.caller)
    const source = await logSource(sql, input, reach)
    const conditions = [...logConditions(sql, input), ...logsWithin(sql, reach), ...source.also]
    const wanted = { source, conditions, after: beyond(sql, after) }
    const part = { limit: size + 1, offset }
    const { rows, found, capped } =
      source.from !== null && after === null
        ? await lookedThrough(sql, wanted, part)
        : { ...(await counted(sql, wanted)), rows: await read(sql, wanted, part) }
    const last = rows.length > size ? rows[size - 1] : undefined
    const next = last === undefined ? await readTo(sql, wanted) : positionOf(last)
    const total = Math.min(found, COUNT_CAP)
    return {
      data: rows.slice(0, size).map(viewLog),
      total,
      total_is_capped: capped,
      page,
      page_size: size,
      total_pages: Math.ceil(total / size),
      next_cursor: next === null ? null : writeCursor(next),
    }
  })
}

interface Wanted {
  readonly source: LogSource
  readonly conditions: readonly Fragment[]
  /** Beyond the cursor. */
  readonly after: Fragment[]
}

/** How many rows match, as far as they are counted. */
async function counted(sql: Reader, { source, conditions }: Wanted): Promise<{ found: number; capped: boolean }> {
  const all = allOf(sql, conditions)
  const [sum] =
    source.from === null
      ? await sql<{ found: number; read: number }[]>`
          select count(*) as found, 0 as read from (select 1 from spend_logs where ${all} limit ${COUNT_CAP + 1}) as found`
      : await sql<{ found: number; read: number }[]>`
          select count(*) filter (where ${all}) as found, count(*) as read from ${source.from([])}`
  const { found, read } = sum ?? { found: 0, read: 0 }
  return { found, capped: found > COUNT_CAP || read >= READ_CAP }
}

interface Part {
  readonly limit: number
  readonly offset: number
}

async function read(sql: Reader, { source, conditions, after }: Wanted, { limit, offset }: Part): Promise<StoredLog[]> {
  if (source.from === null) {
    const beyondSkipped = offset === 0 ? after : beyond(sql, await lastSkipped(sql, conditions, offset))
    return sql<StoredLog[]>`
      select ${logColumns(sql)} from spend_logs where ${allOf(sql, [...conditions, ...beyondSkipped])}
      order by started_at desc, request_id desc limit ${limit}`
  }
  return sql<StoredLog[]>`
    select ${logColumns(sql)} from ${source.from(after)} where ${allOf(sql, conditions)} limit ${limit} offset ${offset}`
}

/** Where a page far down begins: found in the index alone, as long as an index has what the conditions ask. Past the end: the epoch. */
async function lastSkipped(sql: Reader, conditions: readonly Fragment[], offset: number): Promise<Cursor> {
  const [row] = await sql<Pick<StoredLog, "started_at" | "request_id">[]>`
    select started_at, request_id from spend_logs where ${allOf(sql, conditions)}
    order by started_at desc, request_id desc limit 1 offset ${offset - 1}`
  return row === undefined ? { startedAt: 0, requestId: "" } : positionOf(row)
}

/** Counts what matches among the rows a search may read, and finds the page in the same pass. */
async function lookedThrough(
  sql: Reader,
  { source, conditions }: Wanted,
  { limit, offset }: Part,
): Promise<{ rows: StoredLog[]; found: number; capped: boolean }> {
  const slice = sql`[${offset + 1}::int:${offset + limit}::int]`
  const [looked] = await sql<{ read: number; found: number; times: string[] | null; ids: string[] | null }[]>`
    select count(*) as read, count(*) filter (where hit) as found,
      to_json((array_agg(started_at) filter (where hit))${slice}) as times,
      to_json((array_agg(request_id) filter (where hit))${slice}) as ids
    from (select started_at, request_id, ${allOf(sql, conditions)} as hit from ${source.from?.([]) ?? sql`spend_logs`} offset 0) l`
  const { read = 0, found = 0, times, ids } = looked ?? {}
  const rows = await rowsAt(sql, { times: times ?? [], ids: ids ?? [] })
  return { rows, found, capped: found > COUNT_CAP || read >= READ_CAP }
}

/** Where rows are: their ISO times of start, newest first, and their ids. */
interface Places {
  readonly times: readonly string[]
  readonly ids: readonly string[]
}

/** Rows by their keys, in that order: newest first. The oldest and the newest moment tell which weeks they can be in. */
export async function rowsAt(
  sql: Reader,
  { times, ids }: Places,
  conditions: readonly Fragment[] = [],
): Promise<StoredLog[]> {
  const [newest, oldest] = [times[0], times.at(-1)]
  if (newest === undefined || oldest === undefined) return []
  return sql<StoredLog[]>`
    select ${logColumns(sql)} from spend_logs
    where started_at between ${oldest} and ${newest}
      and (started_at, request_id) in (select * from unnest(${[...times]}::timestamptz[], ${[...ids]}::text[]))
      and ${allOf(sql, conditions)}
    order by started_at desc, request_id desc`
}

/** The last row that was looked at, when the page ended because it had read as many as it may; null at the log's end. */
async function readTo(sql: Reader, { source, after }: Wanted): Promise<Cursor | null> {
  if (source.from === null) return null
  const [row] = await sql<Pick<StoredLog, "started_at" | "request_id">[]>`
    select started_at, request_id from ${source.from(after)} limit 1 offset ${READ_CAP - 1}`
  return row === undefined ? null : positionOf(row)
}

function positionOf(row: Pick<StoredLog, "started_at" | "request_id">): Cursor {
  return { startedAt: row.started_at.getTime(), requestId: row.request_id }
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
