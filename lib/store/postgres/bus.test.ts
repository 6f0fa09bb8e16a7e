import { chmodSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { makeLog } from "#lib/core/log"
import { type Database, openDatabase } from "#lib/db/open"
import { scratchDatabase } from "#lib/db/scratch"
import { busContract, keptLog } from "#lib/store/bus-contract"
import { openPostgresBus } from "./bus"

let db: Database
let drop: () => Promise<void>

beforeAll(async () => {
  const scratch = await scratchDatabase()
  db = scratch.db
  drop = scratch.drop
})

afterAll(() => drop())

/** Two buses on the same database, as two processes have them; the first one's listener is noted. */
async function pair(onGap?: () => void) {
  const { log, logged } = keptLog()
  const a = openPostgresBus(db, log, onGap === undefined ? {} : { onGap })
  const b = openPostgresBus(db, log)
  await Promise.all([a.ready, b.ready])
  const heard: string[] = []
  a.subscribe("key", (message) => heard.push(message))
  return { a, b, heard, logged, close: () => Promise.all([a.close(), b.close()]) }
}

busContract("a bus over Postgres", async () => {
  const { log, logged } = keptLog()
  return { bus: openPostgresBus(db, log), logged }
})

describe("between processes", () => {
  it("a message reaches the others once, and the sender once", async () => {
    const { a, b, heard, close } = await pair()
    await b.publish("key", "from b")
    await expect.poll(() => heard).toEqual(["from b"])
    await a.publish("key", "from a")
    await b.publish("key", "last")
    await expect.poll(() => heard).toEqual(["from b", "from a", "last"])
    await close()
  })

  it("what others put on the channel does no harm", async () => {
    const { b, heard, close } = await pair()
    for (const payload of ["", "not JSON", "null", '{"a":1}', "[1,2,3]"]) await db.sql.notify("tollgate", payload)
    await b.publish("key", "still here")
    await expect.poll(() => heard).toEqual(["still here"])
    await close()
  })

  it("listening goes on after the connection was cut, and says that something may have been missed", async () => {
    let gaps = 0
    const { b, heard, close } = await pair(() => {
      gaps++
    })
    await db.sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen%'`
    await expect.poll(() => gaps, { timeout: 10_000 }).toBe(1)
    await b.publish("key", "after")
    await expect.poll(() => heard).toEqual(["after"])
    await close()
  })
})

describe("while the database is down", { timeout: 60_000 }, () => {
  it("own listeners are called, publish rejects, and others hear again when it is back", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tollgate-bus-"))
    chmodSync(folder, 0o755)
    const dataDir = join(folder, "data")
    const open = () => openDatabase({ dataDir, log: makeLog("error") })
    const own = await open()
    const { log } = keptLog()
    let gaps = 0
    const a = openPostgresBus(own, log, { onGap: () => gaps++ })
    const b = openPostgresBus(own, log)
    await Promise.all([a.ready, b.ready])
    const heard: string[] = []
    a.subscribe("key", (message) => heard.push(message))
    const [{ pid } = { pid: 0 }] = await own.sql<{ pid: number }[]>`
      select split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int as pid`
    process.kill(pid, "SIGINT")
    await expect.poll(() => own.ping(), { timeout: 10_000 }).toBe(false)
    await expect(a.publish("key", "down")).rejects.toThrow()
    expect(heard).toEqual(["down"])

    const revived = await open()
    await expect.poll(() => gaps, { timeout: 10_000 }).toBeGreaterThan(0)
    await expect
      .poll(
        () =>
          b.publish("key", "up").then(
            () => heard.includes("up"),
            () => false,
          ),
        { timeout: 10_000 },
      )
      .toBe(true)
    await Promise.all([a.close(), b.close()])
    await revived.close()
    await own.close()
    rmSync(folder, { recursive: true, force: true })
  })
})
