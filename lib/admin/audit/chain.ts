import type postgres from "postgres"
import { sha256Hex } from "#lib/core/ids"
import type { Database } from "#lib/db/open"

/** What a row says, before it has its place in the chain. Times in milliseconds; `before` and `after` are JSON. */
export interface AuditEntry {
  readonly at: number
  readonly action: string
  readonly table: string
  readonly ids: readonly string[]
  readonly changedBy: string
  readonly apiKey: string
  readonly onBehalfOf: string | null
  readonly ip: string | null
  readonly route: string
  readonly status: number
  readonly before: string | null
  readonly after: string | null
}

/** A row as the table has it. */
export interface AuditRow extends AuditEntry {
  readonly id: number
  readonly previousHash: string
  readonly hash: string
}

/** What the check of the whole chain came to. */
export interface ChainCheck {
  readonly ok: boolean
  readonly rows: number
  /** Of the newest row: noted elsewhere, it proves later that nothing was cut off at the end. */
  readonly head: string
  /** The first row that is not what was written. */
  readonly broken: { readonly id: number; readonly why: string } | null
}

/** What comes before the first row. */
const GENESIS = "0".repeat(64)
/** Postgres' advisory lock of whoever appends: "audit" in letters. */
const APPENDING = 0x6175646974
const BATCH = 2_000

const COLUMNS = `id::int8 as id, (extract(epoch from at) * 1000)::int8 as at, action, table_name as "table", object_ids as ids,
  changed_by as "changedBy", changed_by_api_key as "apiKey", on_behalf_of as "onBehalfOf", ip, route, http_status as status,
  before, after, previous_hash as "previousHash", hash`

/** Appends one row, after whatever other processes append at this moment. */
export async function append(db: Database, entry: AuditEntry): Promise<void> {
  await db.sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${APPENDING})`
    const [last] = await tx<{ id: number; hash: string }[]>`
      select id::int8 as id, hash from audit_log order by id desc limit 1`
    const previousHash = last?.hash ?? GENESIS
    const id = (last === undefined ? 0 : Number(last.id)) + 1
    await tx`
      insert into audit_log (id, at, action, table_name, object_ids, changed_by, changed_by_api_key, on_behalf_of, ip, route,
        http_status, before, after, previous_hash, hash)
      values (${id}, to_timestamp(${entry.at} / 1000.0), ${entry.action}, ${entry.table}, ${[...entry.ids]}, ${entry.changedBy},
        ${entry.apiKey}, ${entry.onBehalfOf}, ${entry.ip}, ${entry.route}, ${entry.status}, ${entry.before}, ${entry.after},
        ${previousHash}, ${hashOf(id, entry, previousHash)})`
  })
}

interface RowsAsked {
  readonly where: postgres.PendingQuery<postgres.Row[]>
  readonly last: number
  readonly skip: number
  readonly newestFirst: boolean
}

/** Rows in the order of the chain, or from its end: at most `last` of those `where` allows, after the first `skip`. */
export async function readRows(sql: postgres.Sql, { where, last, skip, newestFirst }: RowsAsked): Promise<AuditRow[]> {
  const order = newestFirst ? sql`desc` : sql`asc`
  const rows = await sql<AuditRow[]>`
    select ${sql.unsafe(COLUMNS)} from audit_log where ${where} order by id ${order} limit ${last} offset ${skip}`
  return rows.map((row) => ({ ...row, id: Number(row.id), at: Number(row.at) }))
}

/** Reads every row and computes its hash anew. A row that was altered, taken out or put in breaks the chain where it stood. */
export async function checkChain(db: Database, signal: AbortSignal): Promise<ChainCheck> {
  let rows = 0
  let head = GENESIS
  for (;;) {
    signal.throwIfAborted()
    const batch = await readRows(db.sql, { where: db.sql`id > ${rows}`, last: BATCH, skip: 0, newestFirst: false })
    for (const row of batch) {
      const why = flaw(row, { id: rows + 1, head })
      if (why !== null) return { ok: false, rows, head, broken: { id: row.id, why } }
      rows++
      head = row.hash
    }
    if (batch.length < BATCH) return { ok: true, rows, head, broken: null }
  }
}

function flaw(row: AuditRow, expected: { id: number; head: string }): string | null {
  if (row.id !== expected.id) return `row ${expected.id} is missing`
  if (row.previousHash !== expected.head) return "it does not follow the row before it"
  return row.hash === hashOf(row.id, row, row.previousHash) ? null : "its contents are not what was written"
}

/** SHA-256 over the hash before and the row as JSON, its fields in this order. */
function hashOf(id: number, entry: AuditEntry, previousHash: string): string {
  const { at, action, table, ids, changedBy, apiKey, onBehalfOf, ip, route, status, before, after } = entry
  const row = [id, at, action, table, ids, changedBy, apiKey, onBehalfOf, ip, route, status, before, after]
  return sha256Hex(`${previousHash}\n${JSON.stringify(row)}`)
}
