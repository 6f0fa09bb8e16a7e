import type { PostgresJsDatabase } from "drizzle-orm/postgres-js"
import type postgres from "postgres"
import type { Log } from "#lib/core/log"
import { type Clients, connect } from "./connect"
import { codeOf, connectionError } from "./connection-error"
import { type EmbeddedServer, openEmbedded } from "./embedded"
import { migrate } from "./migrate"

/** The gateway's database, wherever it runs. */
export interface Database {
  readonly kind: "embedded" | "external"
  /** The driver itself, for batches and plain SQL. int8 arrives as a number; drizzle is kept off it. */
  readonly sql: postgres.Sql
  /** drizzle over a client of its own. */
  readonly orm: PostgresJsDatabase
  /** One line without credentials, for start-up and health. */
  readonly description: string
  /** Resolves whether the server answers; false after `timeoutMs` (default 2000) instead of hanging. */
  ping(timeoutMs?: number): Promise<boolean>
  /** Closes the clients; an embedded server that nobody else uses is stopped, unless it is to be kept. Twice is once. */
  close(options?: { keepRunning?: boolean }): Promise<void>
}

export interface OpenOptions {
  /** A Postgres server (13 or newer); none means our own, in `dataDir`. */
  readonly url?: string
  readonly dataDir: string
  readonly log: Log
  /** Told of what takes longer than a moment. */
  readonly progress?: (message: string) => void
  /** Bring the schema up to date; default true. */
  readonly migrate?: boolean
}

/**
 * Opens the database and brings its schema up to date. Throws GatewayError `database_unavailable` (or an Error about the
 * data directory) whose message says what to do and never contains a password.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { url, dataDir, log, progress = () => {} } = options
  if (url !== undefined && url !== "") {
    const clients = await connect({ url }, progress)
    return migrated(externalDatabase(clients), clients, options)
  }
  const server = await openEmbedded({ dataDir, log, progress })
  try {
    const clients = await connect(server, progress)
    return await migrated(embeddedDatabase(server, clients), clients, options)
  } catch (e) {
    await server.leave().catch(() => undefined)
    throw e
  }
}

/** A Database over clients of an outside server. */
export function externalDatabase(clients: Clients): Database {
  const { host, database } = clients.place
  return databaseOf("external", `Postgres database "${database}" on ${host}`, { clients, leave: async () => {} })
}

/** A Database over clients of our own server, which it leaves when it is closed. */
export function embeddedDatabase(server: EmbeddedServer, clients: Clients): Database {
  return databaseOf("embedded", server.description, { clients, leave: (options) => server.leave(options) })
}

interface Parts {
  readonly clients: Clients
  leave(options: { keepRunning?: boolean }): Promise<void>
}

function databaseOf(kind: Database["kind"], description: string, { clients, leave }: Parts): Database {
  let closing: Promise<void> | undefined
  return {
    kind,
    description,
    sql: clients.sql,
    orm: clients.orm,
    ping: clients.ping,
    close(options = {}) {
      closing ??= clients.close().then(() => leave(options))
      return closing
    },
  }
}

async function migrated(db: Database, { place }: Clients, options: OpenOptions): Promise<Database> {
  const { log, progress, migrate: wanted = true } = options
  if (!wanted) return db
  try {
    const applied = await migrate(db.sql, { log, ...(progress === undefined ? {} : { progress }) })
    if (applied.length > 0) log.info("the database schema is up to date", { applied })
    return db
  } catch (e) {
    await db.close().catch(() => undefined)
    throw codeOf(e) === "" ? e : connectionError(e, place)
  }
}
