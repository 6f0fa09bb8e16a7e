import { z } from "zod"
import type { AdminContext } from "./context"
import { defineResource, get, post } from "./resource"
import { LiveLogs, LiveLogsInput, liveLogs } from "./spend/live-logs"
import { LogList, LogListInput, listLogs } from "./spend/log-list"
import { LogPage, LogPageInput, pageOfLogs } from "./spend/log-page"
import { LogRow } from "./spend/log-row"
import { LogDetail, oneLog, WireBodies } from "./spend/one-log"
import { Replayed, ReplayInput, replay } from "./spend/replay"

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
      endless: true,
      input: LiveLogsInput,
      output: LiveLogs,
      run: liveLogs,
    }),
    replay: post("/spend/logs/replay", {
      summary:
        "Ask another model what a logged request asked, billed to a key of one's own; the answer is not streamed",
      needs: "logs:replay",
      reads: true,
      input: ReplayInput,
      output: Replayed,
      run: replay,
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
  { LogRow, WireBodies },
)
