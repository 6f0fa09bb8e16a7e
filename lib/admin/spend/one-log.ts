import { z } from "zod"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import { logsWithin, reachOf } from "../reach"
import { LogRow, logColumns, type StoredLog, viewLog, viewMetadata } from "./log-row"
import { startOfRequest } from "./log-source"
import { allOf, readSnapshot } from "./read"

const body = z
  .string()
  .nullable()
  .describe("Text as it went over the wire, its beginning when it is long, secrets cut out")

/** What went over the wire besides the client's request. */
export const WireBodies = z.object({
  provider: z
    .object({
      url: z.string(),
      request: body,
      status: z.number().nullable().describe("Null: no answer came"),
      request_id: z.string().nullable().describe("The provider's own id of the request"),
      response: body,
    })
    .nullable()
    .describe("The last provider that was asked; null: none was"),
  client_response: body.describe("What a streaming client was sent; an answer in one piece is `response`"),
})

export const LogDetail = LogRow.and(
  z.object({
    request: z.unknown(),
    response: z.unknown(),
    prompts_stored: z.boolean().describe("False: bodies are not kept unless store_prompts_in_spend_logs is set"),
    wire: WireBodies.nullable().describe("Kept with the bodies, by the same setting"),
    team_id: z.string().nullable(),
    organization_id: z.string().nullable(),
    metadata: z.record(z.string(), z.unknown()),
  }),
)

export interface StoredDetail extends StoredLog {
  readonly team_id: string | null
  readonly organization_id: string | null
  readonly request: unknown
  readonly response: unknown
  readonly wire: z.input<typeof WireBodies> | null
  readonly metadata: Record<string, unknown>
}

/** A request of the log with everything that is known of it. Throws 404 for one that is not there or not the caller's to see. */
export async function oneLog(ctx: AdminContext, requestId: string): Promise<z.input<typeof LogDetail>> {
  const row = await findLog(ctx, requestId)
  const { request, response, wire, team_id, organization_id } = row
  return {
    ...viewLog(row),
    request,
    response,
    team_id,
    organization_id,
    prompts_stored: request !== null || response !== null,
    wire,
    metadata: viewMetadata(row),
  }
}

/** The row as it is stored. Throws 404. */
export async function findLog(ctx: AdminContext, requestId: string): Promise<StoredDetail> {
  const storable = requestId.length <= 255 && !requestId.includes("\u0000") && requestId.isWellFormed()
  await ctx.flush()
  const [row] = !storable
    ? []
    : await readSnapshot(ctx.db, (sql) => {
        const startedAt = startOfRequest(requestId)
        const at = startedAt === null ? [] : [sql`started_at = ${new Date(startedAt)}`]
        const all = [...at, sql`request_id = ${requestId}`, ...logsWithin(sql, reachOf(ctx.caller))]
        return sql<StoredDetail[]>`
            select ${logColumns(sql)}, team_id, organization_id, request, response, wire, metadata
            from spend_logs where ${allOf(sql, all)}`
      })
  if (row) return row
  const message =
    "The log has no request with this id. GET /spend/logs/v2?request_id=… also finds the client's call id."
  throw new GatewayError("not_found", message, { param: "request_id" })
}
