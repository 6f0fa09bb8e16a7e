import { expect, it } from "vitest"
import { withQuery } from "./api"
import { furtherFilters, isFiltered, isOpenEnded, type LogFilters, liveParams, logParams } from "./log-filters"

const NOW = Date.parse("2026-03-01T12:00:00Z")
const NONE: LogFilters = {
  range: "all",
  from: null,
  to: null,
  key: "",
  model: "",
  status: "",
  cache: "",
  min: null,
  max: null,
  q: "",
  provider: "",
  team: "",
  user: "",
  customer: "",
  organization: "",
  tag: "",
  error: "",
}

it("asks for everything when nothing is chosen", () => {
  expect(withQuery("/spend/logs/v2", logParams(NONE, NOW))).toBe("/spend/logs/v2")
  expect(isFiltered({ ...NONE, range: "1h", q: "  ", tag: " " })).toBe(false)
})

it("names each filter as the API does", () => {
  const filters: LogFilters = { ...NONE, range: "1h", key: "h", model: "fast", status: "failure", q: " req " }
  expect(withQuery("/", logParams(filters, NOW))).toBe(
    withQuery("/", {
      start_date: "2026-03-01T11:00:00.000Z",
      api_key: "h",
      model_group: "fast",
      status_filter: "failure",
      search: "req",
    }),
  )
  expect(isFiltered(filters)).toBe(true)
  const further: LogFilters = { ...NONE, customer: "c", cache: "miss", min: 0, tag: "nightly" }
  expect(withQuery("/", liveParams(further))).toBe("/?cache_hit=false&min_spend=0&end_user=c&tag=nightly")
  expect([isFiltered(further), furtherFilters(further)]).toEqual([true, 4])
})

it("new requests belong to a list whose end is open", () => {
  expect(isOpenEnded({ ...NONE, range: "1h", to: new Date(NOW) })).toBe(true)
  expect(isOpenEnded({ ...NONE, range: "custom" })).toBe(true)
  expect(isOpenEnded({ ...NONE, range: "custom", to: new Date(NOW) })).toBe(false)
})
