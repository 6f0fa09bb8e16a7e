import { spawn } from "node:child_process"
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { makeLog } from "#lib/core/log"
import { type Database, openDatabase } from "./open"
import { bundleOpener, type OtherProcess, openInProcess } from "./open-in-process"
import { readPostmaster, stopServer } from "./postmaster"
import { identityOf } from "./process-identity"
import { chooseRunAs } from "./run-as"

const log = makeLog("error")
const isRoot = process.getuid?.() === 0
const folders: string[] = []
let bundle = ""

beforeAll(async () => {
  bundle = await bundleOpener()
})

afterAll(async () => {
  for (const folder of [...folders, dirname(bundle)]) {
    const cluster = join(folder, "data", "postgres")
    const left = readPostmaster(cluster)
    if (left !== null && runs(left.pid)) await stopServer(cluster)
    if (existsSync(cluster) && lstatSync(cluster).isSymbolicLink())
      rmSync(realpathSync(cluster), { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})

/** A path for a data directory that does not exist yet. */
function freshDir(parentMode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), "tollgate-db-"))
  chmodSync(folder, parentMode)
  folders.push(folder)
  return join(folder, "data")
}

const open = (dataDir: string): Promise<Database> => openDatabase({ dataDir, log })
const postmasterOf = (dataDir: string) => readPostmaster(join(dataDir, "postgres"))

/** A process that ended runs no more, also while its parent has not yet taken notice. */
const runs = (pid: number | undefined) => identityOf(pid ?? 0) !== null

async function gone(pid: number | undefined): Promise<boolean> {
  for (let i = 0; i < 500 && runs(pid); i++) await new Promise((resolve) => setTimeout(resolve, 10))
  return !runs(pid)
}

describe("the embedded database", { timeout: 120_000 }, () => {
  it("is made once, in a private directory, by a user that is not root, and stops when it is closed", async () => {
    const dataDir = freshDir()
    const said: string[] = []
    const db = await openDatabase({ dataDir, log, progress: (message) => said.push(message) })
    expect(said[0]).toMatch(/^creating the database in .* \(about 1 s, once\)/)
    expect(db.kind).toBe("embedded")
    expect(db.description).toBe(`embedded Postgres in ${dataDir}`)
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    expect(statSync(join(dataDir, "postgres")).mode & 0o777).toBe(0o700)
    const pid = postmasterOf(dataDir)?.pid ?? 0
    expect(statSync(`/proc/${pid}`).uid).toBe(
      isRoot ? chooseRunAs(dataDir, join(dataDir, "postgres"))?.uid : process.getuid?.(),
    )
    expect(statSync(`/proc/${pid}`).uid).not.toBe(0)
    const [settings] =
      await db.sql`select current_setting('fsync') as fsync, current_setting('listen_addresses') as listen`
    expect(settings).toEqual({ fsync: "on", listen: "" })
    await db.close()
    await db.close()
    expect(runs(pid)).toBe(false)

    const again: string[] = []
    const second = await openDatabase({ dataDir, log, progress: (message) => again.push(message) })
    expect(again).toEqual([])
    await second.close()
  })

  it("outlives a gateway killed with -9, is adopted by the next one, and stops with that one", async () => {
    const dataDir = freshDir()
    const other = await openInProcess(bundle, dataDir)
    other.child.kill("SIGKILL")
    expect(await gone(other.child.pid)).toBe(true)
    const db = await open(dataDir)
    expect(postmasterOf(dataDir)?.pid).toBe(other.postmaster)
    expect(await db.sql`select pid from kept`).toEqual([{ pid: other.child.pid }])
    await db.close()
    expect(runs(other.postmaster)).toBe(false)
  })

  it("starts again with all its data when gateway and server were both killed", async () => {
    const dataDir = freshDir()
    const other = await openInProcess(bundle, dataDir)
    other.child.kill("SIGKILL")
    process.kill(other.postmaster, "SIGKILL")
    await gone(other.postmaster)
    const db = await open(dataDir)
    expect(postmasterOf(dataDir)?.pid).not.toBe(other.postmaster)
    expect(await db.sql`select count(*)::int as n from kept`).toEqual([{ n: 1 }])
    await db.close()
  })

  it("does not take another program for its server when the old process id was given anew", async () => {
    const dataDir = freshDir()
    const other = await openInProcess(bundle, dataDir)
    const pidFile = readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8")
    await other.close()
    const owner = statSync(join(dataDir, "postgres"))
    const stranger = spawn("sleep", ["60"], { uid: owner.uid, gid: owner.gid })
    const stale = pidFile.replace(/^\d+/, String(stranger.pid))
    for (const name of ["postmaster.pid", ".s.PGSQL.5432.lock"]) {
      writeFileSync(join(dataDir, "postgres", name), stale, { mode: 0o600 })
      chownSync(join(dataDir, "postgres", name), owner.uid, owner.gid)
    }
    const db = await open(dataDir)
    expect(await db.ping()).toBe(true)
    await db.close()
    expect(runs(stranger.pid)).toBe(true)
    stranger.kill()
  })

  it("is one server for processes that open it at the same moment, until the last of them closes", async () => {
    const dataDir = freshDir()
    const [a, b, db] = await Promise.all([
      openInProcess(bundle, dataDir),
      openInProcess(bundle, dataDir),
      open(dataDir),
    ])
    expect(a.postmaster).toBe(b.postmaster)
    expect(postmasterOf(dataDir)?.pid).toBe(a.postmaster)
    await a.close()
    await db.close()
    expect(runs(a.postmaster)).toBe(true)
    b.child.kill("SIGKILL")
    await gone(b.child.pid)
    const last = await open(dataDir)
    expect(await last.sql`select count(*)::int as n from kept`).toEqual([{ n: 2 }])
    await last.close()
    expect(runs(a.postmaster)).toBe(false)
  })

  it("survives opening and closing in a race, round after round", async () => {
    const dataDir = freshDir()
    const round = async (i: number) => {
      const db = await open(dataDir)
      const [row] = await db.sql`select ${i}::int as i`
      await db.close()
      return row?.i as number
    }
    for (let n = 0; n < 5; n++) expect(await Promise.all([0, 1, 2, 3].map(round))).toEqual([0, 1, 2, 3])
    expect(postmasterOf(dataDir)).toBeNull()
    expect(readdirSync(join(dataDir, "postgres-users"))).toEqual([])
  })

  it("keeps running when it is asked to, for the next start", async () => {
    const dataDir = freshDir()
    const first = await open(dataDir)
    const pid = postmasterOf(dataDir)?.pid
    await first.close({ keepRunning: true })
    const second = await open(dataDir)
    expect(postmasterOf(dataDir)?.pid).toBe(pid)
    await second.close()
    expect(postmasterOf(dataDir)).toBeNull()
  })

  it("is not hit by Ctrl-C in the gateway's terminal, and does not inherit the gateway's secrets", async () => {
    const dataDir = freshDir()
    const other = await openInProcess(bundle, dataDir)
    expect(readFileSync(`/proc/${other.postmaster}/environ`, "utf8")).not.toContain("must-not-travel")
    process.kill(-(other.child.pid ?? 0), "SIGINT")
    expect(await gone(other.child.pid)).toBe(true)
    const db = await open(dataDir)
    expect(postmasterOf(dataDir)?.pid).toBe(other.postmaster)
    await db.close()
  })

  it("works in a directory whose path is too long for a socket, and leaves nothing outside of it", async () => {
    const dataDir = join(freshDir(), "d".repeat(60), "e".repeat(60))
    const db = await open(dataDir)
    const socketDir = dirname(postmasterOf(dataDir)?.socketPath ?? "")
    expect(socketDir.length).toBeLessThan(90)
    expect(statSync(socketDir).mode & 0o777).toBe(0o700)
    expect(await db.ping()).toBe(true)
    await db.close()
    expect(existsSync(socketDir)).toBe(false)
  })

  it("refuses a directory that others use", async () => {
    await expect(open(tmpdir())).rejects.toThrow(/not a directory of its own. Set TOLLGATE_DATA_DIR/)
    await expect(open(process.cwd())).rejects.toThrow(/not a directory of its own/)
  })

  it("says whose release made a cluster that this one cannot read", async () => {
    const dataDir = freshDir()
    await (await open(dataDir)).close()
    writeFileSync(join(dataDir, "postgres", "PG_VERSION"), "17\n")
    await expect(open(dataDir)).rejects.toThrow(/was made by Postgres 17, and this release brings Postgres 18/)
  })

  it.runIf(isRoot)(
    "as root keeps the cluster where its user reaches it when the data directory is closed to others",
    async () => {
      const dataDir = freshDir(0o700)
      const first = await open(dataDir)
      await first.sql`create table kept (n int)`
      await first.close()
      expect(lstatSync(join(dataDir, "postgres")).isSymbolicLink()).toBe(true)
      const cluster = realpathSync(join(dataDir, "postgres"))
      expect(statSync(cluster).mode & 0o777).toBe(0o700)
      const second = await open(dataDir)
      expect(await second.sql`select * from kept`).toEqual([])
      await second.close()
      rmSync(cluster, { recursive: true })
      await expect(open(dataDir)).rejects.toThrow(/leads to a database that is not there/)
    },
  )

  it.runIf(isRoot)("runs as the user who starts it, and as the owner when root starts it later", async () => {
    const nobody = { uid: 65534, gid: 65534 }
    const dataDir = freshDir()
    mkdirSync(dataDir, { mode: 0o755 })
    chownSync(dataDir, nobody.uid, nobody.gid)
    const others: OtherProcess[] = []
    others.push(await openInProcess(bundle, dataDir, nobody))
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    expect(statSync(`/proc/${others[0]?.postmaster}`).uid).toBe(nobody.uid)
    await others[0]?.close()
    const db = await open(dataDir)
    expect(statSync(`/proc/${postmasterOf(dataDir)?.pid}`).uid).toBe(nobody.uid)
    expect(await db.sql`select count(*)::int as n from kept`).toEqual([{ n: 1 }])
    await db.close()
    const again = await openInProcess(bundle, dataDir, nobody)
    expect(again.kept).toBe(2)
    await again.close()
  })
})
