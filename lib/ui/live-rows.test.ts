import { expect, it } from "vitest"
import type { LogRow } from "./api.gen"
import { MAX_LIVE_ROWS, mergedRows, NO_LIVE_ROWS, waitingRows, withRows } from "./live-rows"

const row = (n: number) => ({ request_id: `r${n}`, startTime: new Date(n * 1000).toISOString() }) as LogRow
const ids = (rows: readonly LogRow[]) => rows.map((one) => one.request_id)
const news = (...ns: number[]) => ({ data: ns.map(row), skipped: 0 })

it("new rows go into the list, or wait while somebody reads; none comes twice", () => {
  const first = withRows(NO_LIVE_ROWS, news(3), false)
  const held = withRows(withRows(first, news(4, 3), true), news(5), false)
  expect([ids(held.shown), ids(held.held), waitingRows(held)]).toEqual([["r3"], ["r5", "r4"], 2])
})

it("what is kept is bounded, what is not kept is counted", () => {
  const many = withRows(NO_LIVE_ROWS, { data: Array.from({ length: 600 }, (_, n) => row(n)), skipped: 7 }, true)
  expect([many.held.length, waitingRows(many)]).toEqual([MAX_LIVE_ROWS, 607])
})

it("a request that began earlier and ended later stands where it began", () => {
  expect(ids(mergedRows([row(5), row(3), row(1)], [row(6), row(5), row(4)]))).toEqual(["r6", "r5", "r4", "r3", "r1"])
})
