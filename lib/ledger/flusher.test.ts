import { mkdtempSync, readdirSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { makeLog } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { scratchDatabase } from "#lib/db/scratch"
import { Flusher } from "./flusher"
import { Journal } from "./journal"
import { rowOf } from "./row-of"

let db: Database
let drop: () => Promise<void>
let dir: string
let journal: Journal
let flusher: Flusher
let logged: string[]

beforeEach(async () => {
  const scratch = await scratchDatabase()
  db = scratch.db
  drop = scratch.drop
  dir = mkdtempSync(join(tmpdir(), "flusher-"))
  journal = new Journal(
    dir,
    makeLog("error", () => undefined),
  )
  logged = []
  flusher = new Flusher({ journal, db, log: makeLog("debug", (line) => logged.push(line)) })
})
afterEach(() => drop())

function settle(requestId: string, httpStatus = 200): void {
  const startedAt = 1_767_225_600_000
  const facts = {
    requestId,
    callId: "c",
    callType: "acompletion",
    apiKey: "k",
    keyAlias: null,
    userId: null,
    teamId: null,
    organizationId: null,
    endUser: null,
    tags: [],
    modelGroup: "g",
    stream: false,
    startedAt,
    ip: null,
    userAgent: null,
    windowStartedAt: 0,
    chargedTo: [],
  }
  const result = {
    status: "success",
    httpStatus,
    error: null,
    usage: null,
    estimated: false,
    costNano: 5,
    firstTokenAt: null,
    endedAt: startedAt,
    request: null,
    response: null,
    metadata: {},
  } as const
  journal.settle(rowOf(facts, null, result))
}
const stored = async () =>
  (await db.sql<{ request_id: string }[]>`select request_id from spend_logs order by 1`).map((r) => r.request_id)
const summed = async () => (await db.sql`select sum(spend_nano)::bigint as spend from usage_hourly`)[0]?.spend

describe("the flusher", () => {
  it("brings every row to the database once and removes its file", async () => {
    for (const id of ["a", "b", "c"]) settle(id)
    expect(await flusher.flush()).toBe(true)
    settle("d")
    expect(await flusher.flush()).toBe(true)
    expect(await stored()).toEqual(["a", "b", "c", "d"])
    expect(await summed()).toBe(20)
    expect(readdirSync(dir)).toEqual([])
  })

  it("sets a row aside that the database can never take, and loses no other", async () => {
    for (const id of ["a", "b"]) settle(id)
    settle("bad", 3_000_000_000)
    for (const id of ["c", "d", "e"]) settle(id)
    expect(await flusher.flush()).toBe(true)
    expect(await stored()).toEqual(["a", "b", "c", "d", "e"])
    expect(await summed()).toBe(25)
    expect(logged.join("")).toContain("set aside")
  })

  it("keeps rows while the table is away, and counts them once when a write had an unknown end", async () => {
    settle("a")
    await db.sql.unsafe("alter table spend_logs rename to away")
    expect(await flusher.flush()).toBe(false)
    settle("b")
    expect(await flusher.flush()).toBe(false)
    expect(readdirSync(dir)).toHaveLength(2)
    await db.sql.unsafe("alter table away rename to spend_logs")
    expect(await flusher.flush()).toBe(true)
    expect(await stored()).toEqual(["a", "b"])
    expect(await summed()).toBe(10)
  })

  it("does not set a row aside for a reason that can pass", async () => {
    await db.sql.unsafe(
      "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no space' using errcode = '53100'; end $$",
    )
    await db.sql.unsafe("create trigger refuse before insert on spend_logs for each row execute function refuse()")
    settle("a")
    expect(await flusher.flush()).toBe(false)
    await db.sql.unsafe("drop trigger refuse on spend_logs")
    expect(await flusher.flush()).toBe(true)
    expect(await stored()).toEqual(["a"])
  })
})
