import type postgres from "postgres"
import { z } from "zod"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import { type AuditRow, readRows } from "./chain"

const FieldChange = z.object({ object_id: z.string(), field: z.string(), before: z.unknown(), after: z.unknown() })

/** A row as the API answers it: LiteLLM's fields, and ours beside them. */
export const AuditView = z.object({
  id: z.string(),
  updated_at: z.iso.datetime(),
  changed_by: z.string().describe("The user, or `master`, or the key's hash when it is nobody's"),
  changed_by_api_key: z.string(),
  on_behalf_of: z.string().nullable().describe("The header litellm-changed-by"),
  action: z.string(),
  table_name: z.string(),
  object_id: z.string().describe("Several, when one request changed several: with commas between"),
  before_value: z.record(z.string(), z.unknown()).nullable().describe("What was changed as it stood, by id"),
  updated_values: z.record(z.string(), z.unknown()).nullable().describe("The same afterwards"),
  changes: z.array(FieldChange).describe("What differs"),
  route: z.string(),
  http_status: z.number(),
  ip: z.string().nullable(),
  hash: z.string(),
  previous_hash: z.string(),
})

const when = z.union([z.iso.datetime({ offset: true }), z.iso.date()])
const word = z.string().min(1).max(255)

/** Which rows: LiteLLM's filters. */
export const AuditListInput = z.strictObject({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  page_size: z.coerce.number().int().min(1).max(100).default(50),
  changed_by: word.optional(),
  changed_by_api_key: word.optional(),
  action: word.optional(),
  table_name: word.optional(),
  object_id: word.optional(),
  start_date: when.optional(),
  end_date: when.optional().describe("A day is meant to its end"),
  sort_order: z.enum(["asc", "desc"]).default("desc"),
})

export const AuditList = z.object({
  audit_logs: z.array(AuditView),
  total: z.number(),
  page: z.number(),
  page_size: z.number(),
  total_pages: z.number(),
})

/** A page of the audit log, the newest first. */
export async function listAudit(ctx: AdminContext, input: z.output<typeof AuditListInput>) {
  const { sql } = ctx.db
  const { page, page_size: size, sort_order: order } = input
  const where = filter(sql, input)
  const [counted] = await sql<{ total: number }[]>`select count(*)::int as total from audit_log where ${where}`
  const skip = (page - 1) * size
  const rows = await readRows(sql, { where, last: size, skip, newestFirst: order === "desc" })
  const total = counted?.total ?? 0
  return { audit_logs: rows.map(view), total, page, page_size: size, total_pages: Math.ceil(total / size) }
}

/** One row. Throws 404. */
export async function oneAudit(ctx: AdminContext, id: string): Promise<z.input<typeof AuditView>> {
  const { sql } = ctx.db
  const known = /^\d{1,15}$/.test(id)
  const [row] = known ? await readRows(sql, { where: sql`id = ${id}::int8`, last: 1, skip: 0, newestFirst: false }) : []
  if (row === undefined)
    throw new GatewayError("not_found", "There is no such row in the audit log. GET /audit lists them.")
  return view(row)
}

function filter(sql: postgres.Sql, input: z.output<typeof AuditListInput>): postgres.PendingQuery<postgres.Row[]> {
  const { changed_by: by, changed_by_api_key: key, action, table_name: table, object_id: object } = input
  const from = input.start_date === undefined ? null : new Date(input.start_date)
  const to = input.end_date === undefined ? null : endOf(input.end_date)
  return sql`true
    ${by === undefined ? sql`` : sql`and changed_by = ${by}`}
    ${key === undefined ? sql`` : sql`and changed_by_api_key = ${key}`}
    ${action === undefined ? sql`` : sql`and action = ${action}`}
    ${table === undefined ? sql`` : sql`and table_name = ${table}`}
    ${object === undefined ? sql`` : sql`and ${object} = any(object_ids)`}
    ${from === null ? sql`` : sql`and at >= ${from}`}
    ${to === null ? sql`` : sql`and at < ${to}`}`
}

function endOf(date: string): Date {
  const day = new Date(date)
  return date.length === 10 ? new Date(day.getTime() + 86_400_000) : day
}

type ById = Record<string, unknown>

function view(row: AuditRow): z.input<typeof AuditView> {
  const before = row.before === null ? null : (JSON.parse(row.before) as ById)
  const after = row.after === null ? null : (JSON.parse(row.after) as ById)
  return {
    id: String(row.id),
    updated_at: new Date(row.at).toISOString(),
    changed_by: row.changedBy,
    changed_by_api_key: row.apiKey,
    on_behalf_of: row.onBehalfOf,
    action: row.action,
    table_name: row.table,
    object_id: row.ids.join(", "),
    before_value: before,
    updated_values: after,
    changes: row.ids.flatMap((id) => differences(id, fieldsOf(before, id), fieldsOf(after, id))),
    route: row.route,
    http_status: row.status,
    ip: row.ip,
    hash: row.hash,
    previous_hash: row.previousHash,
  }
}

function fieldsOf(rows: ById | null, id: string): ById {
  const row = rows?.[id]
  return typeof row === "object" && row !== null ? (row as ById) : {}
}

function differences(id: string, before: ById, after: ById): z.input<typeof FieldChange>[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return fields
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ object_id: id, field, before: before[field] ?? null, after: after[field] ?? null }))
}
