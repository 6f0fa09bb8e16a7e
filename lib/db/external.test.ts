import { execFileSync } from "node:child_process"
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { GatewayError } from "#lib/core/errors"
import { makeLog } from "#lib/core/log"
import { type Database, openDatabase } from "./open"
import { chooseRunAs, spawnIds } from "./run-as"

/** Debian's older server, where it is installed. */
const INSTALLED = "/usr/lib/postgresql"
const BIN = existsSync(INSTALLED)
  ? readdirSync(INSTALLED).map((version) => join(INSTALLED, version, "bin"))[0]
  : undefined
const PASSWORD = "p@ss/w:rd"
const log = makeLog("error")
const folder = mkdtempSync(join(tmpdir(), "tollgate-external-"))
const data = join(folder, "data")
const ids = spawnIds(chooseRunAs(folder, data))
let port = 0

const urlOf = (changes: Partial<Record<"user" | "password" | "port" | "database", string | number>> = {}) => {
  const {
    user,
    password,
    port: at,
    database,
  } = { user: "gate", password: PASSWORD, port, database: "postgres", ...changes }
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${at}/${database}`
}
const open = (url = urlOf()): Promise<Database> => openDatabase({ url, dataDir: join(folder, "unused"), log })

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
    })
  })
}

const run = (program: string, args: string[]) =>
  execFileSync(join(BIN ?? "", program), args, { ...ids, cwd: folder, stdio: "ignore" })
const start = () => run("pg_ctl", ["-D", data, "-w", "-l", join(folder, "log"), "start"])
const stop = () => run("pg_ctl", ["-D", data, "-w", "-m", "fast", "stop"])

describe.skipIf(BIN === undefined)("an external Postgres", { timeout: 60_000 }, () => {
  beforeAll(async () => {
    port = await freePort()
    chmodSync(folder, 0o755)
    mkdirSync(data)
    const secret = join(folder, "password")
    writeFileSync(secret, PASSWORD)
    for (const path of [folder, data, secret]) if (ids.uid !== undefined) chownSync(path, ids.uid, ids.gid ?? 0)
    run("initdb", ["-D", data, "-U", "gate", "-A", "scram-sha-256", "--pwfile", secret, "-N"])
    writeFileSync(
      join(data, "postgresql.conf"),
      `port=${port}\nlisten_addresses='127.0.0.1'\nunix_socket_directories=''\nfsync=off\n`,
    )
    start()
  })

  afterAll(() => {
    if (existsSync(join(data, "postmaster.pid"))) stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it("is migrated and described without its password", async () => {
    const db = await open()
    expect(db.kind).toBe("external")
    expect(db.description).toBe(`Postgres database "postgres" on 127.0.0.1:${port}`)
    expect(await db.sql`select count(*) as n from keys`).toEqual([{ n: 0 }])
    expect(existsSync(join(folder, "unused"))).toBe(false)
    await db.close()
  })

  it("gives dates as Date and integers as numbers through both clients, also in arrays", async () => {
    const db = await open()
    const tokens = ["t1", "t2"]
    const spends = [Number.MAX_SAFE_INTEGER, 5]
    await db.sql`insert into keys (token, key_name, spend_nano, expires)
      select token, 'n', spend, ${new Date(1_000)} from unnest(${tokens}::text[], ${spends}::bigint[]) as t(token, spend)`
    const rows = await db.sql`select spend_nano, expires from keys order by token`
    expect(rows).toEqual([
      { spend_nano: Number.MAX_SAFE_INTEGER, expires: new Date(1_000) },
      { spend_nano: 5, expires: new Date(1_000) },
    ])
    const { keys } = await import("#drizzle/schema/keys")
    const [row] = await db.orm.select({ expires: keys.expires, spend: keys.spendNano }).from(keys).orderBy(keys.token)
    expect(row).toEqual({ expires: new Date(1_000), spend: Number.MAX_SAFE_INTEGER })
    await db.close()
  })

  it("cuts statements off and names itself to the server", async () => {
    const db = await open()
    const settings = db.sql`select current_setting('statement_timeout') as t, current_setting('application_name') as n`
    expect(await settings).toEqual([{ t: "30s", n: "tollgate" }])
    await db.close()
  })

  it("is there again after its connections were cut and after it was restarted", async () => {
    const db = await open()
    const other = await open()
    await Promise.all([1, 2, 3, 4].map(() => db.sql`select pg_sleep(0.05)`))
    await other.sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tollgate' and pid <> pg_backend_pid()`
    await expect.poll(() => db.ping()).toBe(true)
    expect(await db.sql`select 1 as one`).toEqual([{ one: 1 }])
    stop()
    expect(await db.ping()).toBe(false)
    await expect(db.sql`select 1`).rejects.toThrow()
    start()
    await expect.poll(() => db.ping(), { timeout: 10_000 }).toBe(true)
    const { keys } = await import("#drizzle/schema/keys")
    await expect
      .poll(() =>
        db.orm
          .select()
          .from(keys)
          .then(
            (rows) => rows.length,
            () => -1,
          ),
      )
      .toBeGreaterThan(-1)
    await Promise.all([db.close(), other.close()])
  })

  it("pings false in time while the server hangs, and true when it goes on", async () => {
    const db = await open()
    const [{ backend } = { backend: 0 }] = await db.sql<{ backend: number }[]>`select pg_backend_pid() as backend`
    process.kill(backend, "SIGSTOP")
    const since = performance.now()
    expect(await db.ping(200)).toBe(false)
    expect(await db.ping(200)).toBe(false)
    expect(performance.now() - since).toBeLessThan(2_000)
    process.kill(backend, "SIGCONT")
    await expect.poll(() => db.ping()).toBe(true)
    await db.close()
  })

  it("says what is wrong, where, and never the password", async () => {
    const closed = await freePort()
    const cases: [url: string, says: RegExp][] = [
      [urlOf({ port: closed }), new RegExp(`database "postgres" on 127.0.0.1:${closed}: nothing listens`)],
      [urlOf({ password: "wr0ng-password" }), /the password of user "gate" was refused/],
      [urlOf({ database: "nowhere" }), /there is no database "nowhere". Create it first/],
    ]
    for (const [url, says] of cases) {
      const e = await open(url).catch((error: unknown) => error)
      expect(GatewayError.is(e) && e.kind).toBe("database_unavailable")
      expect(String(e)).toMatch(says)
      expect(String(e)).not.toMatch(/p@ss|wr0ng|p%40ss/)
    }
  })

  it("says which right is missing when the user may not create tables", async () => {
    const admin = await open()
    await admin.sql.unsafe("create role reader login password 'reader-password'")
    await admin.sql.unsafe("create database theirs")
    await admin.close()
    const url = urlOf({ user: "reader", password: "reader-password", database: "theirs" })
    await expect(open(url)).rejects.toThrow(/user "reader" may not create tables in database "theirs"/)
  })

  it("gives up on a server that accepts and says nothing", async () => {
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve))
    const address = silent.address()
    const at = typeof address === "object" && address !== null ? address.port : 0
    await expect(open(`${urlOf({ port: at })}?connect_timeout=1`)).rejects.toThrow(/did not answer in time/)
    silent.close()
  })
})
