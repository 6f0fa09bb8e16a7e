import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { Journal } from "./journal"
import { journalName, readLeftover, removeLeftover } from "./recover"
import { rowJson, type SpendRow } from "./spend-row"

/** A pid no process has: the journal of somebody who is dead. */
const DEAD = "999999999-1"

function room() {
  const root = mkdtempSync(join(tmpdir(), "journal-"))
  return { root, dir: join(root, DEAD), journal: new Journal(join(root, DEAD)) }
}

function row(request_id: string, spend_nano = 100): SpendRow {
  return { request_id, spend_nano, status: "success", metadata: {} } as SpendRow
}

describe("the journal", () => {
  it("gives back every settled row of a process that died", () => {
    const { root, journal } = room()
    journal.intend(row("a", 1))
    journal.settle(row("a", 7))
    journal.settle(row("b", 9))
    const left = readLeftover(root)
    expect(left.rows.map((r) => [r.request_id, r.spend_nano])).toEqual([
      ["a", 7],
      ["b", 9],
    ])
    expect(left.interrupted).toEqual([])
    removeLeftover(left)
    expect(readdirSync(root)).toEqual([])
  })

  it("books what was in flight at its expected cost", () => {
    const { root, journal } = room()
    journal.intend(row("a", 42))
    expect(readLeftover(root).interrupted.map((r) => [r.request_id, r.spend_nano])).toEqual([["a", 42]])
  })

  it("treats a torn last line as never written", () => {
    const { root, dir, journal } = room()
    journal.intend(row("a", 42))
    const [file = ""] = readdirSync(dir)
    appendFileSync(join(dir, file), 'r{"request_id":"a","spe')
    const left = readLeftover(root)
    expect(left.rows).toEqual([])
    expect(left.interrupted).toHaveLength(1)
  })

  it("keeps the file of an unanswered request after its rows are in the database, until it is answered", () => {
    const { root, dir, journal } = room()
    journal.intend(row("slow", 5))
    journal.settle(row("quick"))
    const sealed = journal.seal()
    if (sealed === null) throw new Error("nothing sealed")
    journal.discard(sealed)
    expect(readLeftover(root).interrupted.map((r) => r.request_id)).toEqual(["slow"])
    journal.settle(row("slow"))
    expect(readdirSync(dir)).toHaveLength(1)
    expect(readLeftover(root).rows.map((r) => r.request_id)).toEqual(["slow"])
  })

  it("leaves nothing behind after an orderly end", () => {
    const { root, journal } = room()
    journal.settle(row("a"))
    const sealed = journal.seal()
    if (sealed !== null) journal.discard(sealed)
    journal.close()
    expect(readdirSync(root)).toEqual([])
  })

  it("does not touch the journal of a living process", () => {
    const root = mkdtempSync(join(tmpdir(), "journal-"))
    mkdirSync(join(root, journalName()))
    expect(readLeftover(root).dirs).toEqual([])
  })

  it("is readable by its owner only", () => {
    const { dir, journal } = room()
    journal.settle(row("a"))
    const [file = ""] = readdirSync(dir)
    expect(statSync(dir).mode & 0o777).toBe(0o700)
    expect(statSync(join(dir, file)).mode & 0o777).toBe(0o600)
  })
})

describe("a row as JSON", () => {
  it("holds nothing Postgres cannot store: no NUL, no half of a surrogate pair", () => {
    const text = rowJson({ ...row("a"), model_group: "x\u0000y\ud800z\u00e9" })
    expect(JSON.parse(text).model_group).toBe("x\ufffdy\ufffdz\u00e9")
  })
})
