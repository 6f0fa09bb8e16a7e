import { realpathSync } from "node:fs"
import { join } from "node:path"
import type postgres from "postgres"
import { type Clients, connect } from "#lib/db/connect"
import { readPostmaster } from "#lib/db/postmaster"

/** A connection of our own to the embedded database of a running gateway; `close` it. */
export function databaseOf(dataDir: string): Promise<Clients> {
  const server = readPostmaster(realpathSync(join(dataDir, "postgres")))
  if (server === null) throw new Error("the gateway's database does not run")
  return connect({ socketPath: server.socketPath, user: "tollgate", database: "postgres" })
}

/** Every row of every table as text. */
export async function dumpTables(sql: postgres.Sql): Promise<string> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`
  const dumps = await Promise.all(
    tables.map(({ name }) => sql.unsafe<{ row: string }[]>(`select t::text as row from ${name} t`)),
  )
  return dumps.flatMap((rows, i) => rows.map(({ row }) => `${tables[i]?.name} ${row}`)).join("\n")
}
