import { z } from "zod"
import type { AdminContext } from "../context"
import { logsWithin, reachOf } from "../reach"
import { Answer, type TextAnswer } from "../resource"
import { endMoment, startMoment } from "./dates"
import { DaySum, daySums, daySumsOfAll } from "./day-sums"
import { logConditions } from "./log-filters"
import { LogRow, logColumns, type StoredLog, viewLog, viewMetadata } from "./log-row"
import { logSource } from "./log-source"
import { allOf, readSnapshot } from "./read"

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

export const LogList = z.union([z.array(LegacyRow), z.array(DaySum)])

interface StoredLegacyLog extends StoredLog {
  readonly team_id: string | null
  readonly team_alias: string | null
  readonly organization_id: string | null
  readonly metadata: Record<string, unknown>
}

/** LiteLLM's older log: rows, newest first, at most 10 000 (a header says when there were more), or sums by day. */
export async function listLogs(
  ctx: AdminContext,
  input: z.output<typeof LogListInput>,
): Promise<Answer<z.input<typeof LogList>> | TextAnswer> {
  const { summarize, ...filters } = input
  const asSums = summarize && filters.start_date !== undefined && filters.end_date !== undefined
  await ctx.flush()
  return readSnapshot(ctx.db, async (sql) => {
    const reach = reachOf(ctx.caller)
    const where = allOf(sql, [...logConditions(sql, filters), ...logsWithin(sql, reach)])
    if (asSums && filters.request_id === undefined) {
      const { api_key, user_id, start_date: start = 0, end_date: end = 0 } = filters
      const everyone = reach === null && api_key === undefined && user_id === undefined
      return (everyone ? await daySumsOfAll(sql, start, end) : null) ?? (await daySums(sql, where))
    }
    // An id leads to its row; the other filters take the log as it is, so that only MAX_ROWS ends the answer.
    const { from } = filters.request_id === undefined ? { from: null } : await logSource(sql, filters, reach)
    const rows = await sql<StoredLegacyLog[]>`
      select ${logColumns(sql)}, team_id, organization_id, metadata,
        (select t.alias from accounts t where t.kind = 'team' and t.id = team_id) as team_alias
      from ${from === null ? sql`spend_logs` : from([])} where ${where}
      order by started_at desc, request_id desc limit ${MAX_ROWS + 1}`
    const truncated: Record<string, string> = rows.length > MAX_ROWS ? { "x-litellm-spend-logs-truncated": "true" } : {}
    return new Answer(200, rows.slice(0, MAX_ROWS).map(viewLegacy), truncated)
  })
}

function viewLegacy(row: StoredLegacyLog): z.input<typeof LegacyRow> {
  const { team_id, organization_id } = row
  const metadata = {
    ...viewMetadata(row),
    user_api_key: row.api_key,
    user_api_key_alias: row.key_alias,
    user_api_key_user_id: row.user_id,
    user_api_key_team_id: team_id,
    user_api_key_team_alias: row.team_alias,
    user_api_key_org_id: organization_id,
  }
  return { ...viewLog(row), team_id, organization_id, request_tags: row.tags, metadata }
}
