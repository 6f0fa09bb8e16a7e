import { afterAll, beforeAll, expect, it } from "vitest"
import type { Database } from "#lib/db/open"
import { scratchDatabase } from "#lib/db/scratch"
import { spendRow } from "#lib/testing/spend-row"
import { ensurePartitions, partitionsOf, weekOf } from "./partitions"
import { rowLine } from "./spend-row"
import { writeRowsOnce } from "./write-rows"

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const scratch = await scratchDatabase()
  db = scratch.db
  drop = scratch.drop
})
afterAll(() => drop())

const NOW = Date.parse("2026-03-11T10:00:00Z")
const DAY = 86_400_000
const lineAt = (request_id: string, started_at: number) => rowLine(spendRow({ request_id, started_at }))
const places = async () =>
  Object.fromEntries(
    (
      await db.sql<
        { id: string; at: string }[]
      >`select request_id as id, tableoid::regclass::text as at from spend_logs`
    ).map(({ id, at }) => [id, at]),
  )

it("weeks begin on Monday, midnight UTC", () => {
  expect(weekOf(NOW)).toEqual({
    name: "spend_logs_w20260309",
    fromMs: Date.parse("2026-03-09T00:00:00Z"),
    toMs: Date.parse("2026-03-16T00:00:00Z"),
  })
  expect(weekOf(Date.parse("2026-03-08T23:59:59.999Z")).name).toBe("spend_logs_w20260302")
  expect(weekOf(0).name).toBe("spend_logs_w19691229")
})

it("a row no partition is there for is kept, moves to its week once that is made, and is never written twice", async () => {
  const lines = [lineAt("early", NOW - 21 * DAY), lineAt("now", NOW), lineAt("monday", weekOf(NOW).fromMs)]
  expect(await writeRowsOnce({ db }, lines)).toBe(3)
  expect(new Set(Object.values(await places()))).toEqual(new Set(["spend_logs_default"]))

  const made = await Promise.all([ensurePartitions(db, NOW), ensurePartitions(db, NOW), ensurePartitions(db, NOW)])
  expect(made.flat().sort()).toEqual([...new Set(made.flat())].sort())
  await ensurePartitions(db, NOW)
  expect(await places()).toEqual({
    early: "spend_logs_w20260216",
    now: "spend_logs_w20260309",
    monday: "spend_logs_w20260309",
  })
  expect((await partitionsOf(db.sql)).map(({ name }) => name)).toEqual([
    "spend_logs_w20260216",
    "spend_logs_w20260309",
    "spend_logs_w20260316",
    "spend_logs_w20260323",
  ])
  expect(await writeRowsOnce({ db }, [...lines, lineAt("next week", NOW + 7 * DAY)])).toBe(1)
  expect((await places())["next week"]).toBe("spend_logs_w20260316")
  expect(await ensurePartitions(db, NOW)).toEqual([])
})

it("a row is found by its id and moment in its own week alone", async () => {
  const plan = await db.sql<{ "QUERY PLAN": string }[]>`
    explain select * from spend_logs where started_at = ${new Date(NOW)} and request_id = 'now'`
  const text = plan.map((line) => line["QUERY PLAN"]).join("\n")
  expect(text).toContain("spend_logs_w20260309")
  expect(text).not.toContain("spend_logs_w20260316")
  expect(text).not.toContain("default")
})
