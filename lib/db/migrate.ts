import { createHash } from "node:crypto"
import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import type postgres from "postgres"
import type { Log } from "#lib/core/log"
import { codeOf } from "./connection-error"

/** "tollgate" in a bigint: who holds this advisory lock is migrating. */
const LOCK_KEY = "8390043843661231205"
const UNDEFINED_TABLE = "42P01"

export interface Migration {
  readonly tag: string
  /** When it was generated, milliseconds since the epoch. */
  readonly createdAtMs: number
  readonly hash: string
  readonly statements: readonly string[]
}

export interface MigrateOptions {
  readonly log: Log
  readonly progress?: (message: string) => void
  /** Folder with the SQL files and `meta/_journal.json`; default: the package's own. */
  readonly folder?: string
}

/**
 * Brings the schema up to date: all missing migrations in one transaction, under an advisory lock, so that any number of
 * processes may do it at once. Returns the tags applied. Throws when the order of migrations is broken or one was edited.
 */
export async function migrate(
  sql: postgres.Sql,
  { log, progress, folder = migrationsFolder() }: MigrateOptions,
): Promise<string[]> {
  const wanted = readMigrations(folder)
  if (missing(wanted, await appliedQuietly(sql), log).length === 0) return []
  progress?.("bringing the database schema up to date …")
  return sql.begin(async (tx) => {
    await tx`set local lock_timeout = '10min'`
    await tx`set local statement_timeout = 0`
    await tx`select pg_advisory_xact_lock(${LOCK_KEY}::text::bigint)`
    await tx`create table if not exists tollgate_migrations (
      tag text primary key, hash text not null, applied_at timestamptz not null default now())`
    const todo = missing(wanted, await applied(tx), log)
    for (const { tag, hash, statements } of todo) {
      for (const statement of statements) await tx.unsafe(statement)
      await tx`insert into tollgate_migrations (tag, hash) values (${tag}, ${hash})`
    }
    return todo.map((migration) => migration.tag)
  })
}

interface Applied {
  readonly tag: string
  readonly hash: string
}

function applied(sql: postgres.Sql | postgres.TransactionSql): Promise<Applied[]> {
  return sql<Applied[]>`select tag, hash from tollgate_migrations`.then((rows) => [...rows])
}

/** Before the first migration there is no table; the usual start needs this one query and no lock. */
async function appliedQuietly(sql: postgres.Sql): Promise<Applied[]> {
  try {
    return await applied(sql)
  } catch (e) {
    if (codeOf(e) === UNDEFINED_TABLE) return []
    throw e
  }
}

/** The migrations still to do, after checking that what was done is what we would have done. */
function missing(wanted: readonly Migration[], done: readonly Applied[], log: Log): readonly Migration[] {
  const hashes = new Map(done.map(({ tag, hash }) => [tag, hash]))
  const todo = wanted.filter(({ tag }) => !hashes.has(tag))
  const last = wanted.findLast(({ tag }) => hashes.has(tag))
  for (const { tag, hash } of wanted)
    if (hashes.has(tag) && hashes.get(tag) !== hash)
      throw new Error(
        `Migration ${tag} was changed after it had been applied to this database. Restore its file and add a new one.`,
      )
  const late = todo.find(({ createdAtMs }) => last !== undefined && createdAtMs < last.createdAtMs)
  if (late !== undefined)
    throw new Error(
      `Migration ${late.tag} is older than ${last?.tag}, which this database already has. Generate it anew.`,
    )
  const known = new Set(wanted.map(({ tag }) => tag))
  const unknown = done.filter(({ tag }) => !known.has(tag)).map(({ tag }) => tag)
  if (unknown.length > 0) log.warn("the database was migrated by a newer release", { migrations: unknown })
  return todo
}

/** Reads a folder that drizzle-kit generated. Throws when its journal is not in the order of time. */
export function readMigrations(folder: string): Migration[] {
  const journal = JSON.parse(readFileSync(join(folder, "meta", "_journal.json"), "utf8")) as {
    entries: { when: number; tag: string }[]
  }
  let before = 0
  return journal.entries.map(({ when, tag }) => {
    if (when <= before) throw new Error(`Migration ${tag} is not newer than the one before it. Generate it anew.`)
    before = when
    const text = readFileSync(join(folder, `${tag}.sql`), "utf8").replaceAll("\r\n", "\n")
    const statements = text.split("--> statement-breakpoint").map((part) => part.trim())
    return {
      tag,
      createdAtMs: when,
      hash: createHash("sha256").update(text).digest("hex"),
      statements: statements.filter((part) => part !== ""),
    }
  })
}

/** `drizzle/migrations` of the package this code is in, whether it runs from its sources or from a bundle in dist/. */
export function migrationsFolder(): string {
  for (const start of [dirname(fileURLToPath(import.meta.url)), process.cwd()])
    for (let at = start; ; at = dirname(at)) {
      const folder = join(at, "drizzle", "migrations")
      if (existsSync(join(folder, "meta", "_journal.json"))) return folder
      if (dirname(at) === at) break
    }
  throw new Error("The folder drizzle/migrations is missing from this installation. Install the package again.")
}
