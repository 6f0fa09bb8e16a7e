import { createHash } from "node:crypto"
import { accessSync, constants, statfsSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { makeLog } from "#lib/core/log"
import { type Clients, connect, type Target } from "./connect"
import { type EmbeddedServer, openEmbedded } from "./embedded"
import { migrate, migrationsFolder, readMigrations } from "./migrate"
import { type Database, embeddedDatabase, externalDatabase } from "./open"
import { identityOf } from "./process-identity"

const TEMPLATE = "tollgate_template_"
const SCRATCH = "tollgate_scratch_"
const MEMORY_DISK = "/dev/shm"
const ROOM_BYTES = 2_000_000_000
const log = makeLog("warn")

/** Where scratch databases are made: the server of TEST_DATABASE_URL, else our own, shared by all test processes. */
interface ScratchServer {
  readonly server: EmbeddedServer | undefined
  target(database: string): Target
  admin: Target
  readonly template: string
}

/** One a process: it lives until the process ends, and the server stops with its last process. */
const opened: { server?: Promise<ScratchServer> } = {}

/** For tests: a database of its own, empty and migrated, in some 50 ms. `drop` closes and removes it. */
export async function scratchDatabase(): Promise<{ db: Database; drop(): Promise<void> }> {
  opened.server ??= openScratchServer()
  const { server, admin, target, template } = await opened.server
  const name = `${SCRATCH}${processTag()}_${Math.random().toString(36).slice(2, 10)}`
  await asAdmin(admin, ({ sql }) =>
    sql.unsafe(`create database ${name} template ${template}${server === undefined ? "" : " strategy file_copy"}`),
  )
  const clients = await connect(target(name))
  const db =
    server === undefined ? externalDatabase(clients) : embeddedDatabase({ ...server, leave: async () => {} }, clients)
  return {
    db,
    async drop() {
      await db.close()
      await asAdmin(admin, ({ sql }) => sql.unsafe(`drop database if exists ${name} with (force)`))
    },
  }
}

async function openScratchServer(): Promise<ScratchServer> {
  const url = process.env.TEST_DATABASE_URL
  const template = TEMPLATE + migrationsHash()
  if (url !== undefined && url !== "") {
    const target = (database: string) => ({ url: Object.assign(new URL(url), { pathname: `/${database}` }).href })
    await prepareTemplate({ url }, target, template)
    return { server: undefined, admin: { url }, target, template }
  }
  const server = await openEmbedded({ dataDir: scratchDirectory(), log, progress: () => {}, durable: false })
  process.once("exit", () => server.leaveNow())
  const target = (database: string) => ({ ...server, database })
  await prepareTemplate(server, target, template)
  await asAdmin(server, (clients) => sweep(clients, template))
  return { server, admin: server, target, template }
}

/** The same for all tests of one checkout, so that the cluster is made once and the template once a schema. */
function scratchDirectory(): string {
  const checkout = createHash("sha256").update(migrationsFolder()).digest("hex").slice(0, 10)
  return join(hasRoom(MEMORY_DISK) ? MEMORY_DISK : tmpdir(), `tollgate-test-${process.getuid?.() ?? 0}-${checkout}`)
}

/** A database is some 300 files: 15 ms in memory, up to a second on a busy disk. */
function hasRoom(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK)
    const { bavail, bsize } = statfsSync(directory)
    return bavail * bsize > ROOM_BYTES
  } catch {
    return false
  }
}

function migrationsHash(): string {
  const hashes = readMigrations(migrationsFolder()).map(({ hash }) => hash)
  return createHash("sha256").update(hashes.join()).digest("hex").slice(0, 12)
}

/** A migrated database to copy from; it gets its name when it is complete. */
async function prepareTemplate(admin: Target, target: (database: string) => Target, template: string): Promise<void> {
  const raw = `${template}_${processTag()}`
  await asAdmin(admin, async ({ sql }) => {
    const exists = () => sql`select 1 from pg_database where datname = ${template}`.then((rows) => rows.length > 0)
    if (await exists()) return
    await sql.unsafe(`create database ${raw} template template0`)
    await asAdmin(target(raw), (clients) => migrate(clients.sql, { log }))
    await sql.unsafe(`alter database ${raw} rename to ${template}`).catch(async (e) => {
      await sql.unsafe(`drop database ${raw} with (force)`)
      if (!(await exists())) throw e
    })
  })
}

/** Removes what killed test processes and older schemas left behind. */
async function sweep({ sql }: Clients, template: string): Promise<void> {
  const rows = await sql<{ name: string }[]>`select datname as name from pg_database where datname like 'tollgate\_%'`
  const dead = rows.filter(({ name }) => {
    if (name.startsWith(TEMPLATE) && !name.includes("_", TEMPLATE.length)) return name !== template
    const [pid = "", started = ""] = name
      .replace(SCRATCH, "")
      .replace(/^tollgate_template_[0-9a-f]+_/, "")
      .split("_")
    return processTag(Number(pid)) !== `${pid}_${started}`
  })
  for (const { name } of dead) await sql.unsafe(`drop database if exists ${name} with (force)`).catch(() => undefined)
}

/** Tells a process from all others, in letters a database's name may have. */
function processTag(pid: number = process.pid): string {
  const [id = "0", ...started] = (identityOf(pid) ?? "0").split(" ")
  const since = createHash("sha256").update(started.join(" ")).digest("hex").slice(0, 8)
  return `${id}_${since}`
}

async function asAdmin<T>(target: Target, work: (clients: Clients) => PromiseLike<T>): Promise<T> {
  const clients = await connect(target)
  try {
    return await work(clients)
  } finally {
    await clients.close()
  }
}
