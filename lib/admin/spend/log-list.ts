import { z } from "zod"
import { usdFromNano } from "#lib/core/money"
import type { AdminContext } from "../context"
import { logsWithin, reachOf } from "../reach"
import { Answer } from "../resource"
import { endMoment, startMoment } from "./dates"
import { logConditions } from "./log-filters"
import { LogRow, logColumns, type StoredLog, viewLog, viewMetadata } from "./log-row"
import { allOf, type Fragment, type Reader, readSnapshot } from "./read"

const MAX_ROWS = 10_000
const text = z.string().max(255).optional()

export const LogListInput = z.strictObject({
  api_key: text.describe("A key or its hash"),
  user_id: text,
  request_id: text,
  start_date: startMoment.optional(),
  end_date: endMoment.optional(),
  summarize: z
    .stringbool()
    .meta({ type: "boolean" })
    .default(true)
    .describe("With both dates: sums by day instead of rows"),
})

const LegacyRow = LogRow.and(
  z.object({
    team_id: z.string().nullable(),
    organization_id: z.string().nullable(),
    request_tags: z.array(z.string()),
    metadata: z.record(z.string(), z.unknown()),
  }),
)

const DaySum = z
  .object({
    startTime: z.string().describe("The day, UTC"),
    spend: z.number(),
    users: z.record(z.string(), z.number()),
    models: z.record(z.string(), z.number()),
  })
  .catchall(z.unknown())

export const LogList = z.union([z.array(LegacyRow), z.array(DaySum)])

interface StoredLegacyLog extends StoredLog {
  readonly team_id: string | null
  readonly organization_id: string | null
  readonly metadata: Record<string, unknown>
}

/** LiteLLM's older log: rows, newest first, at most 10 000 (a header says when there were more), or sums by day. */
export async function listLogs(
  ctx: AdminContext,
  input: z.output<typeof LogListInput>,
): Promise<Answer<z.input<typeof LogList>>> {
  const { summarize, ...filters } = input
  const asSums = summarize && filters.start_date !== undefined && filters.end_date !== undefined
  await ctx.flush()
  return readSnapshot(ctx.db, async (sql) => {
    const where = allOf(sql, [...logConditions(sql, filters), ...logsWithin(sql, reachOf(ctx.caller))])
    if (asSums && filters.request_id === undefined) return new Answer(200, await daySums(sql, where))
    const rows = await sql<StoredLegacyLog[]>`
      select ${logColumns(sql)}, team_id, organization_id, metadata from spend_logs where ${where}
      order by started_at desc, request_id desc limit ${MAX_ROWS + 1}`
    const truncated: Record<string, string> = rows.length > MAX_ROWS ? { "x-litellm-spend-logs-truncated": "true" } : {}
    return new Answer(200, rows.slice(0, MAX_ROWS).map(viewLegacy), truncated)
  })
}

function viewLegacy(row: StoredLegacyLog): z.input<typeof LegacyRow> {
  const { team_id, organization_id } = row
  return { ...viewLog(row), team_id, organization_id, request_tags: row.tags, metadata: viewMetadata(row) }
}

interface Sum {
  readonly day: string
  readonly api_key: string
  readonly user_id: string | null
  readonly model: string
  readonly spend_nano: string
}

/** Per day: the sum, and the sums by user, by model and (as fields of their own, LiteLLM's shape) by key. */
async function daySums(sql: Reader, where: Fragment): Promise<z.input<typeof DaySum>[]> {
  const sums = await sql<Sum[]>`
    select to_char(started_at at time zone 'UTC', 'YYYY-MM-DD') as day, api_key, user_id, model,
      sum(spend_nano)::text as spend_nano
    from spend_logs where ${where} group by 1, 2, 3, 4 order by 1`
  const days = [...new Set(sums.map((sum) => sum.day))]
  return days.map((day) => {
    const ofDay = sums.filter((sum) => sum.day === day)
    return {
      ...totals(ofDay, (sum) => sum.api_key),
      startTime: day,
      spend: usdFromNano(Number(ofDay.reduce((all, sum) => all + BigInt(sum.spend_nano), 0n))),
      users: totals(ofDay, (sum) => sum.user_id ?? ""),
      models: totals(ofDay, (sum) => sum.model),
    }
  })
}

function totals(sums: readonly Sum[], nameOf: (sum: Sum) => string): Record<string, number> {
  const nano = new Map<string, bigint>()
  for (const sum of sums) nano.set(nameOf(sum), (nano.get(nameOf(sum)) ?? 0n) + BigInt(sum.spend_nano))
  return Object.fromEntries([...nano].map(([name, amount]) => [name, usdFromNano(Number(amount))]))
}
