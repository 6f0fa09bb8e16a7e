import { z } from "zod"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "./context"
import { logsWithin, reachOf } from "./reach"
import { defineResource, get } from "./resource"
import { LiveLogs, LiveLogsInput, liveLogs } from "./spend/live-logs"
import { LogList, LogListInput, listLogs } from "./spend/log-list"
import { LogPage, LogPageInput, pageOfLogs } from "./spend/log-page"
import { LogRow, logColumns, type StoredLog, viewLog, viewMetadata } from "./spend/log-row"
import { startOfRequest } from "./spend/log-source"
import { allOf, readSnapshot } from "./spend/read"

const LogDetail = LogRow.and(
  z.object({
    request: z.unknown(),
    response: z.unknown(),
    prompts_stored: z.boolean().describe("False: bodies are not kept unless store_prompts_in_spend_logs is set"),
    metadata: z.record(z.string(), z.unknown()),
  }),
)

const page = {
  summary: "The request log, newest first, by cursor or by page",
  needs: "logs:read",
  input: LogPageInput,
  output: LogPage,
  run: pageOfLogs,
} as const

const one = {
  summary: "One request of the log, with its bodies when they are stored",
  needs: "logs:read",
  input: z.strictObject({ start_date: z.string().optional(), end_date: z.string().optional() }),
  output: LogDetail,
  run: (ctx: AdminContext, _input: unknown, request: { params: Readonly<Record<string, string>> }) =>
    oneLog(ctx, request.params.request_id ?? ""),
} as const

export const spendLogs = defineResource(
  "spend",
  {
    page: get("/spend/logs/v2", page),
    pageForUi: get("/spend/logs/ui", page),
    live: get("/spend/logs/live", {
      summary: "New requests of the log as they end, as server-sent events",
      needs: "logs:read",
      input: LiveLogsInput,
      output: LiveLogs,
      run: liveLogs,
    }),
    oneForUi: get("/spend/logs/ui/:request_id", one),
    one: get("/spend/logs/:request_id", one),
    list: get("/spend/logs", {
      summary: "The request log as LiteLLM's older clients read it: rows, or sums by day",
      needs: "logs:read",
      input: LogListInput,
      output: LogList,
      run: listLogs,
    }),
  },
  { LogRow },
)

interface StoredDetail extends StoredLog {
  readonly request: unknown
  readonly response: unknown
  readonly metadata: Record<string, unknown>
}

async function oneLog(ctx: AdminContext, requestId: string): Promise<z.input<typeof LogDetail>> {
  const storable = requestId.length <= 255 && !requestId.includes("\u0000") && requestId.isWellFormed()
  await ctx.flush()
  const [row] = !storable
    ? []
    : await readSnapshot(ctx.db, (sql) => {
        const startedAt = startOfRequest(requestId)
        const at = startedAt === null ? [] : [sql`started_at = ${new Date(startedAt)}`]
        const all = [...at, sql`request_id = ${requestId}`, ...logsWithin(sql, reachOf(ctx.caller))]
        return sql<StoredDetail[]>`
            select ${logColumns(sql)}, request, response, metadata from spend_logs where ${allOf(sql, all)}`
      })
  if (!row) {
    const message =
      "The log has no request with this id. GET /spend/logs/v2?request_id=… also finds the client's call id."
    throw new GatewayError("not_found", message, { param: "request_id" })
  }
  const { request, response } = row
  return {
    ...viewLog(row),
    request,
    response,
    prompts_stored: request !== null || response !== null,
    metadata: viewMetadata(row),
  }
}
