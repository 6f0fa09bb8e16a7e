import { expect, it } from "vitest"
import { requestId } from "./ids"

it("ids of one millisecond sort as they were made, before those of the next, and are UUIDs of version 7", () => {
  const nowMs = Date.UTC(2026, 2, 1)
  const made = [nowMs, nowMs + 1].flatMap((ms) => Array.from({ length: 2000 }, () => requestId(ms)))
  expect(made.toSorted()).toEqual(made)
  expect(new Set(made).size).toBe(made.length)
  expect(
    made.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
  ).toEqual([])
})
