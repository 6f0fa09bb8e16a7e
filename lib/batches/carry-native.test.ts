import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { systemClock } from "#lib/core/clock"
import { makeLog } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { scratchDatabase } from "#lib/db/scratch"
import { FileStore } from "#lib/files/file-store"
import { batchRow, jsonLines } from "#lib/testing/batch-client"
import { BatchEngine } from "./batch-engine"
import { BatchStore } from "./batch-store"
import { carryNative } from "./carry-native"
import type { NativeBatches, ProviderBatch } from "./native-batches"
import { RowStore } from "./row-store"

const ROWS = 20
const owner = { apiKey: "master", userId: null, teamId: null, all: true }
/** Where a process stands when it is killed: what it last asked the provider was done, and it did not live to hear so. */
type Step = "upload" | "create" | "read" | "bill" | "remove"

let db: Database
let drop: () => Promise<void>
let files: FileStore
let batches: BatchStore
beforeAll(async () => {
  ;({ db, drop } = await scratchDatabase())
  files = new FileStore(db, systemClock)
  batches = new BatchStore(db, systemClock)
})
afterAll(() => drop())

const engines: BatchEngine[] = []
const dead: (() => void)[] = []
afterEach(async () => {
  for (const bury of dead.splice(0)) bury()
  for (const engine of engines.splice(0)) await engine.stop()
})

/** A provider's account, as processes see it that live long enough. */
class Account {
  readonly files = new Map<string, string>()
  readonly made: ProviderBatch[] = []
  readonly billed: string[] = []
  uploads = 0
  /** Takes notice of nothing more: what it is asked does not come back. */
  seenBy(killedAt: Step | null): NativeBatches {
    let bills = 0
    const after = async <T>(step: Step, done: T): Promise<T> => {
      if (step !== killedAt || (step === "bill" && ++bills < ROWS / 2)) return done
      return new Promise<T>((_resolve, reject) => dead.push(() => reject(new Error("dead"))))
    }
    return {
      modelOf: () => ({ there: "there", here: "chat" }),
      mayStart: async () => null,
      upload: async (batch, { content }) => {
        let text = ""
        for await (const part of content) text += Buffer.from(part).toString("utf8")
        this.files.set(`${batch.id}.jsonl`, text)
        this.uploads++
        return after("upload", `${batch.id}.jsonl`)
      },
      findFile: async (batch) => (this.files.has(`${batch.id}.jsonl`) ? `${batch.id}.jsonl` : null),
      create: async (_batch, fileId) => {
        const lines = (this.files.get(fileId) ?? "").trimEnd().split("\n")
        const answers = lines.map((line) => ({
          custom_id: JSON.parse(line).custom_id,
          response: { status_code: 200, body: { of: line } },
        }))
        this.files.set("output", answers.map((answer) => JSON.stringify(answer)).join("\n"))
        const counts = { total: lines.length, completed: lines.length, failed: 0 }
        const made = {
          id: `b${this.made.length}`,
          status: "completed",
          ...counts,
          outputFileId: "output",
          errorFileId: null,
          problem: null,
        }
        this.made.push(made)
        return after("create", made)
      },
      find: async () => this.made[0] ?? null,
      read: async () => after("read", this.made[0] as ProviderBatch),
      cancel: async () => undefined,
      content: async function* (this: void) {
        yield Buffer.from(output())
      },
      remove: async () => after("remove", undefined),
      bill: async ({ requestId }) => {
        this.billed.push(requestId)
        return after("bill", undefined)
      },
    }
  }
}
let account = new Account()
const output = () => account.files.get("output") ?? ""

function engine(process: string, killedAt: Step | null): BatchEngine {
  const made = new BatchEngine({
    files,
    batches,
    rows: new RowStore(db, systemClock),
    native: account.seenBy(killedAt),
    clock: systemClock,
    log: makeLog("error", () => undefined),
    process,
    settings: () => ({ parallel: 4, perMinute: null, maxRows: 100, pollMs: 5 }),
    answer: () => Promise.reject(new Error("no row is made here")),
  })
  engines.push(made)
  return made
}

async function newBatch(): Promise<string> {
  const writer = await files.begin(owner)
  await writer.write(Buffer.from(jsonLines(Array.from({ length: ROWS }, (_, n) => batchRow(n)))))
  const file = await writer.complete({ purpose: "batch", filename: "in.jsonl", expiresAt: null })
  const of = { endpoint: "/v1/chat/completions", completionWindow: "24h", inputFileId: file.id, metadata: null }
  const made = { ...of, expiresAt: new Date(Date.now() + 86_400_000), deploymentId: "d" }
  return (await batches.create(owner, made)).id
}

describe("a process that is killed while a provider runs its batch", () => {
  it.each<Step>(["upload", "create", "read", "bill", "remove"])(
    "right after `%s`: the next one goes on; the file is sent once, the batch made once, each row answered and billed once",
    async (step) => {
      account = new Account()
      const id = await newBatch()
      engine("killed", step).start()
      await expect.poll(() => dead.length, { timeout: 10_000 }).toBeGreaterThan(0)
      await db.sql`update batches set lease_until = now() - interval '1 second' where id = ${id}`
      engine("next", null).start()
      await expect.poll(async () => (await batches.find(owner, id))?.status, { timeout: 10_000 }).toBe("completed")
      const done = await batches.find(owner, id)
      expect(done).toMatchObject({ total: ROWS, completed: ROWS, failed: 0 })
      expect([account.uploads, account.made.length]).toEqual([1, 1])
      // What was in flight at the kill is booked under the same id again, which the log takes once.
      expect(new Set(account.billed).size).toBe(ROWS)
      const file = await files.find(owner, done?.outputFileId ?? "")
      let text = ""
      for await (const part of files.content(file ?? { id: "", bytes: 0 })) text += part.toString()
      const lines = text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line))
      expect(new Set(lines.map((line) => line.custom_id)).size).toBe(ROWS)
      expect(new Set(lines.map((line) => line.response.request_id))).toEqual(new Set(account.billed))
    },
    30_000,
  )
})

describe("a batch that a provider was to run", () => {
  const untouched = { stop: new AbortController().signal, left: () => false, cancelled: () => false }
  const partsWith = (native: NativeBatches) => {
    const rows = new RowStore(db, systemClock)
    return { batches, rows, native, clock: systemClock, pollMs: () => 5 }
  }
  async function begun() {
    const id = await newBatch()
    const rows = Array.from({ length: ROWS }, (_, n) => ({
      line: n + 1,
      customId: `row-${n}`,
      body: "{}",
      result: null,
    }))
    await new RowStore(db, systemClock).add(id, rows)
    const batch = await batches.find(owner, id)
    if (batch === null) throw new Error("it was made just now")
    return batch
  }

  it("and that is cancelled before one was made there leaves nothing of its input at the provider", async () => {
    account = new Account()
    const batch = await begun()
    const stop = new AbortController()
    const removed: string[][] = []
    const native: NativeBatches = {
      ...account.seenBy(null),
      find: async () => null,
      create: async () => {
        stop.abort()
        throw new Error("away")
      },
      remove: async (_batch, ids) => void removed.push([...ids]),
    }
    const heard = { stop: stop.signal, left: () => false, cancelled: () => stop.signal.aborted }
    expect(await carryNative(partsWith(native), batch, heard)).toEqual({ status: "cancelled" })
    expect(removed).toEqual([[`${batch.id}.jsonl`]])
  })

  it("and that is cancelled while it is made there is found there, and what it used is billed", async () => {
    account = new Account()
    const batch = await begun()
    const stop = new AbortController()
    const seen = account.seenBy(null)
    const native: NativeBatches = {
      ...seen,
      create: async (...given) => {
        await seen.create(...given)
        stop.abort()
        throw new Error("the answer was lost")
      },
    }
    const heard = { stop: stop.signal, left: () => false, cancelled: () => stop.signal.aborted }
    expect(await carryNative(partsWith(native), batch, heard)).toEqual({ status: "completed" })
    expect(account.billed).toHaveLength(ROWS)
  })

  it("and one row of which cannot be billed is given back only when no row is being billed any more", async () => {
    account = new Account()
    const batch = await begun()
    let bills = 0
    let running = 0
    const native: NativeBatches = {
      ...account.seenBy(null),
      bill: async () => {
        if (++bills === 1) throw new Error("the journal is full")
        running++
        await new Promise((resolve) => setTimeout(resolve, 20))
        running--
      },
    }
    await expect(carryNative(partsWith(native), batch, untouched)).rejects.toThrow("the journal is full")
    expect(running).toBe(0)
  })
})
