import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js"
import postgres from "postgres"
import { codeOf, connectionError, type Place } from "./connection-error"
import { readConnectionUrl } from "./connection-url"
import { within } from "./within"

const STATEMENT_TIMEOUT_MS = 30_000
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000
const STARTING_UP_WAIT_MS = 30_000
const CLOSE_TIMEOUT_SECONDS = 5

/** Where the server is: a URL, or the Unix socket of our own server. */
export type Target =
  | { readonly url: string }
  | { readonly socketPath: string; readonly user: string; readonly database: string }

/** Two pools on one server; drizzle changes how its client reads dates, so plain SQL has a client of its own. */
export interface Clients {
  readonly sql: postgres.Sql
  readonly orm: PostgresJsDatabase
  readonly place: Place
  ping(timeoutMs?: number): Promise<boolean>
  close(): Promise<void>
}

/**
 * int8 as a number: counts and nano-dollars fit a double exactly up to nine million dollars, as the schema says too.
 * The driver would give strings.
 */
const NUMBERS = {
  bigint: { to: 20, from: [20], parse: Number, serialize: (value: number | bigint | string) => value.toString() },
}

/** Connects and proves it with a query. Throws GatewayError `database_unavailable` that names server and database. */
export async function connect(target: Target, progress: (message: string) => void = () => {}): Promise<Clients> {
  const { options, address, poolSizes } = settingsOf(target)
  const make = (max: number) =>
    (address === undefined
      ? postgres({ ...options, max })
      : postgres(address, { ...options, max })) as unknown as postgres.Sql
  const sql = make(poolSizes.sql)
  const ormClient = make(poolSizes.orm)
  const place = placeOf(sql)
  const close = async () => {
    await Promise.all([sql.end({ timeout: CLOSE_TIMEOUT_SECONDS }), ormClient.end({ timeout: CLOSE_TIMEOUT_SECONDS })])
  }
  try {
    await firstAnswer(sql, progress)
  } catch (e) {
    await close().catch(() => undefined)
    throw connectionError(e, place)
  }
  return { sql, orm: drizzle(ormClient), place, ping: pinger(sql), close }
}

function settingsOf(target: Target) {
  const read = "url" in target ? readConnectionUrl(target.url) : undefined
  const connection = {
    application_name: "tollgate",
    ...(read?.pooled
      ? {}
      : {
          statement_timeout: STATEMENT_TIMEOUT_MS,
          idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
        }),
  }
  const options = {
    connect_timeout: 5,
    backoff: (retries: number) => Math.min(0.02 * 2 ** retries, 1),
    onnotice: () => undefined,
    types: NUMBERS,
    connection,
    ...read?.options,
    ...("url" in target ? {} : { path: target.socketPath, user: target.user, database: target.database, ssl: false }),
  } as postgres.Options<Record<string, never>>
  const most = read?.maxConnections ?? Number.POSITIVE_INFINITY
  const poolSizes = {
    sql: Math.min(4, Math.max(1, Math.floor(most * 0.4))),
    orm: Math.min(6, Math.max(1, Math.ceil(most * 0.6))),
  }
  return { options, address: read?.url, poolSizes }
}

function placeOf(sql: postgres.Sql): Place {
  const { host, port, path, database, user } = sql.options
  const hosts = host.map((name, i) => `${name}:${port[i] ?? port[0] ?? 5432}`).join(", ")
  return { host: typeof path === "string" && path !== "" ? path : hosts, database, user }
}

/** A server that is just starting (57P03) is given time: it may have been started together with us. */
async function firstAnswer(sql: postgres.Sql, progress: (message: string) => void): Promise<void> {
  for (const until = Date.now() + STARTING_UP_WAIT_MS; ; ) {
    try {
      await within(sql`select 1`.execute(), 10_000, "the first query")
      return
    } catch (e) {
      if (codeOf(e) !== "57P03" || Date.now() > until) throw e
      progress("waiting for the database, which is starting up …")
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}

/** One ping in flight at a time, so that a server that hangs does not collect a queue of them. */
function pinger(sql: postgres.Sql) {
  let running: Promise<unknown> | undefined
  return (timeoutMs = 2_000): Promise<boolean> => {
    running ??= sql`select 1`.execute().finally(() => {
      running = undefined
    })
    return within(running, timeoutMs, "ping").then(
      () => true,
      () => false,
    )
  }
}
