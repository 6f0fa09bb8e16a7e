import { expect, it } from "vitest"
import { withQuery } from "./api"
import { isFiltered, type LogFilters, logParams } from "./log-filters"

const NOW = Date.parse("2026-03-01T12:00:00Z")
const NONE: LogFilters = { range: "all", from: null, to: null, key: "", model: "", status: "", q: "" }

it("asks for everything when nothing is chosen", () => {
  expect(withQuery("/spend/logs/v2", logParams(NONE, NOW))).toBe("/spend/logs/v2")
  expect(isFiltered({ ...NONE, range: "1h", q: "  " })).toBe(false)
})

it("names each filter as the API does", () => {
  const filters: LogFilters = { ...NONE, range: "1h", key: "h", model: "fast", status: "failure", q: " req " }
  expect(logParams(filters, NOW)).toEqual({
    start_date: "2026-03-01T11:00:00.000Z",
    end_date: undefined,
    api_key: "h",
    model_group: "fast",
    status_filter: "failure",
    search: "req",
  })
  expect(isFiltered(filters)).toBe(true)
})
