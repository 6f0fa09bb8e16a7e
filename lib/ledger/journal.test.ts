import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { makeLog } from "#lib/core/log"
import { spendRow } from "#lib/testing/spend-row"
import { Journal } from "./journal"
import { journalName, readLeftover, removeLeftover } from "./recover"
import { COLUMNS, lineId, rowLine } from "./spend-row"

/** A pid no process has: the journal of somebody who is dead. */
const DEAD = "999999999-1"

function room() {
  const root = mkdtempSync(join(tmpdir(), "journal-"))
  return {
    root,
    dir: join(root, DEAD),
    journal: new Journal(
      join(root, DEAD),
      makeLog("error", () => undefined),
    ),
  }
}

const row = (request_id: string, spend_nano = 100) => spendRow({ request_id, spend_nano })

const spent = (line: string) => line.split("	")[COLUMNS.split(", ").indexOf("spend_nano")]

describe("the journal", () => {
  it("gives back every settled row of a process that died", async () => {
    const { root, journal } = room()
    journal.intend(row("a", 1))
    journal.settle(row("a", 7))
    journal.settle(row("b", 9))
    await journal.written()
    const left = readLeftover(root)
    expect(left.rows.map((line) => [lineId(line), spent(line)])).toEqual([
      ["a", "7"],
      ["b", "9"],
    ])
    expect(left.interrupted).toEqual([])
    removeLeftover(left)
    expect(readdirSync(root)).toEqual([])
  })

  it("books what was in flight at its expected cost", () => {
    const { root, journal } = room()
    journal.intend(row("a", 42))
    expect(readLeftover(root).interrupted.map((line) => [lineId(line), spent(line)])).toEqual([["a", "42"]])
  })

  it("treats a torn last line as never written", async () => {
    const { root, dir, journal } = room()
    journal.intend(row("a", 42))
    journal.settle(row("b"))
    await journal.written()
    const file = readdirSync(dir).find((name) => name.endsWith(".rows")) ?? ""
    appendFileSync(join(dir, file), rowLine(row("a", 42)).slice(0, -9))
    const left = readLeftover(root)
    expect(left.rows.map(lineId)).toEqual(["b"])
    expect(left.interrupted.map(lineId)).toEqual(["a"])
  })

  it("keeps the intent of an unanswered request after the rows beside it are in the database, until it is answered", async () => {
    const { root, dir, journal } = room()
    journal.intend(row("slow", 5))
    journal.settle(row("quick"))
    const sealed = journal.seal()
    if (sealed === null) throw new Error("nothing sealed")
    expect(sealed.rows).toBe(1)
    journal.discard(sealed)
    expect(readLeftover(root).interrupted.map(lineId)).toEqual(["slow"])
    journal.settle(row("slow"))
    await journal.written()
    expect(readdirSync(dir)).toHaveLength(1)
    expect(readLeftover(root).rows.map(lineId)).toEqual(["slow"])
  })

  it("leaves nothing behind after an orderly end", () => {
    const { root, journal } = room()
    journal.intend(row("a"))
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
