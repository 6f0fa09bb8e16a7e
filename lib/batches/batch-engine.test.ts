import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { systemClock } from "#lib/core/clock"
import { makeLog } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { scratchDatabase } from "#lib/db/scratch"
import { FileStore } from "#lib/files/file-store"
import { batchRow, jsonLines } from "#lib/testing/batch-client"
import type { AnswerRow, RowRequest } from "./answer-row"
import { BatchEngine, type EngineSettings } from "./batch-engine"
import { BatchStore } from "./batch-store"
import { type NativeBatches, Refused } from "./native-batches"
import { RowStore } from "./row-store"

const owner = { apiKey: "master", userId: null, teamId: null, all: true }
const settings: EngineSettings = { parallel: 4, perMinute: null, maxRows: 100, pollMs: 10 }
const fine = { status: 200, text: '{"ok":true}', code: null, retryAfterSeconds: null }
const refused = (status: number, code: string, retryAfterSeconds: number | null = 0) => ({
  status,
  text: JSON.stringify({ error: { code } }),
  code,
  retryAfterSeconds,
})

/** No batch of these tests goes to a provider. */
const nobodys: NativeBatches = {
  modelOf: () => null,
  mayStart: async () => null,
  upload: () => Promise.reject(new Refused("nobody")),
  findFile: async () => null,
  create: () => Promise.reject(new Refused("nobody")),
  find: async () => null,
  read: () => Promise.reject(new Refused("nobody")),
  cancel: async () => undefined,
  async *content() {
    // Nothing is there.
  },
  remove: async () => undefined,
  bill: async () => undefined,
}

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  ;({ db, drop } = await scratchDatabase())
})
afterAll(() => drop())

let files: FileStore
let batches: BatchStore
let engines: BatchEngine[] = []
beforeEach(() => {
  files = new FileStore(db, systemClock)
  batches = new BatchStore(db, systemClock)
})
afterEach(async () => {
  for (const open of gates.splice(0)) open()
  for (const engine of engines) await engine.stop()
  engines = []
  await db.sql`delete from batches`
})

/** A process of its own, as far as leases can tell. */
function engine(process: string, answer: AnswerRow, given: Partial<EngineSettings> = {}): BatchEngine {
  const made = new BatchEngine({
    files,
    batches,
    rows: new RowStore(db, systemClock),
    native: nobodys,
    clock: systemClock,
    log: makeLog("error", () => undefined),
    process,
    settings: () => ({ ...settings, ...given }),
    answer,
  })
  engines.push(made)
  return made
}

async function batchOfRows(count: number): Promise<string> {
  const writer = await files.begin(owner)
  await writer.write(Buffer.from(jsonLines(Array.from({ length: count }, (_, n) => batchRow(n)))))
  const file = await writer.complete({ purpose: "batch", filename: "in.jsonl", expiresAt: null })
  const day = new Date(Date.now() + 86_400_000)
  const batch = { endpoint: "/v1/chat/completions", completionWindow: "24h", inputFileId: file.id, metadata: null }
  return (await batches.create(owner, { ...batch, expiresAt: day })).id
}

async function completed(id: string) {
  await expect.poll(async () => (await batches.find(owner, id))?.status, { timeout: 10_000 }).toBe("completed")
  return batches.find(owner, id)
}

const gates: (() => void)[] = []
/** Answers when it is told to; at the latest when the test is over. */
function gate() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  gates.push(open)
  return { open, opened }
}

describe("two processes on one database", () => {
  it("share the work batch by batch: no row is made twice", async () => {
    const made: string[] = []
    const answer = (row: RowRequest) => Promise.resolve(made.push(`${row.batchId} ${row.body}`)).then(() => fine)
    const ids = [await batchOfRows(20), await batchOfRows(20), await batchOfRows(20)]
    engine("one", answer).start()
    engine("two", answer).start()
    for (const id of ids) expect(await completed(id)).toMatchObject({ total: 20, completed: 20, failed: 0 })
    expect([made.length, new Set(made).size]).toEqual([60, 60])
  })

  it("when one hangs and comes back late, its answers no longer count and nothing is counted twice", async () => {
    const [late, last] = [gate(), gate()]
    const ids: string[] = []
    const hangs = engine("hangs", async (row) => {
      ids.push(row.requestId)
      await late.opened
      return { ...fine, text: '{"from":"the late one"}' }
    })
    const id = await batchOfRows(5)
    hangs.start()
    await expect.poll(() => ids.length).toBe(4)
    await db.sql`update batches set lease_until = now() - interval '1 second' where id = ${id}`
    const again: string[] = []
    const goesOn = engine("goes on", async (row) => {
      again.push(row.requestId)
      if (row.body.includes("Question 4")) await last.opened
      return fine
    })
    goesOn.start()
    const completedRows = async () => (await batches.find(owner, id))?.completed
    await expect.poll(completedRows).toBe(4)
    const stopped = hangs.stop()
    late.open()
    await stopped
    expect(await completedRows()).toBe(4)
    last.open()
    const done = await completed(id)
    expect(done).toMatchObject({ completed: 5, failed: 0 })
    expect(again).toEqual(expect.arrayContaining(ids))
    const output = await files.find(owner, done?.outputFileId ?? "")
    let text = ""
    for await (const part of files.content(output ?? { id: "", bytes: 0 })) text += part.toString()
    expect(text).not.toContain("the late one")
    expect(text.trim().split("\n")).toHaveLength(5)
  })

  it("told to stop, a process finishes the rows it began and hands the rest on at once", async () => {
    const first = gate()
    let begun = 0
    const stops = engine("stops", async () => {
      begun++
      await first.opened
      return fine
    })
    const id = await batchOfRows(20)
    stops.start()
    await expect.poll(() => begun).toBe(4)
    const stopped = stops.stop()
    first.open()
    await stopped
    expect(begun).toBe(4)
    expect(await batches.find(owner, id)).toMatchObject({ status: "in_progress", completed: 4 })
    let rest = 0
    engine("goes on", () => Promise.resolve(rest++).then(() => fine)).start()
    await completed(id)
    expect(rest).toBe(16)
  })
})

describe("a row", () => {
  it("that is refused for a while is tried again under another id; for good, it is not", async () => {
    const tries = new Map<string, string[]>()
    const answer: AnswerRow = async (row) => {
      const name = JSON.parse(row.body).messages[0].content
      const ids = [...(tries.get(name) ?? []), row.requestId]
      tries.set(name, ids)
      if (name === "Question 0" && ids.length < 9) return refused(429, "rate_limit_exceeded")
      if (name === "Question 1") return refused(503, "upstream_unavailable")
      if (name === "Question 2") return refused(400, "invalid_request")
      return fine
    }
    const id = await batchOfRows(4)
    engine("one", answer).start()
    expect(await completed(id)).toMatchObject({ completed: 2, failed: 2 })
    const counts = [0, 1, 2, 3].map((n) => tries.get(`Question ${n}`)?.length)
    expect(counts).toEqual([9, 6, 1, 1])
    for (const ids of tries.values()) expect(new Set(ids).size).toBe(ids.length)
  })

  it("keeps its answer while the database takes no results, and is not made again", async () => {
    let made = 0
    const id = await batchOfRows(1)
    engine("one", async () => {
      made++
      await db.sql`alter table batch_rows rename to away`
      setTimeout(() => void db.sql`alter table away rename to batch_rows`.execute(), 400)
      return fine
    }).start()
    expect(await completed(id)).toMatchObject({ completed: 1 })
    expect(made).toBe(1)
  })

  it("is never run beside more others than allowed, and not more often a minute", async () => {
    let [running, most] = [0, 0]
    const begun: number[] = []
    const answer: AnswerRow = async () => {
      begun.push(performance.now())
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
      return fine
    }
    const id = await batchOfRows(12)
    engine("one", answer, { parallel: 3, perMinute: 3_000 }).start()
    await completed(id)
    expect(most).toBeLessThanOrEqual(3)
    const [first = 0, last = 0] = [begun[0], begun.at(-1)]
    // Twelve rows have eleven pauses of 20 ms between them.
    expect(last - first).toBeGreaterThan(11 * 20 - 15)
  })
})
