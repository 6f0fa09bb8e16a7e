import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { adminHarness, type Harness } from "./test-harness"
import { newPerson } from "./test-people"

let gw: Harness
beforeAll(async () => {
  gw = await adminHarness()
  await gw.call("POST /team/new", { body: { team_id: "t1", team_alias: "Bridges" } })
  const at = (time: string) => Date.parse(`2026-03-${time}:00Z`)
  const hit = { cache_hit: true, saved_cache_cost: 0.000_000_7 }
  const none = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, spend_nano: 0 }
  await gw.logs([
    { request_id: "a", started_at: at("09T23:30"), spend_nano: 1, team_id: "t1", tags: ["x", "y"] },
    { request_id: "b", started_at: at("10T00:10"), spend_nano: 20, team_id: "t1", end_user: "c1" },
    { request_id: "c", started_at: at("10T00:50"), spend_nano: 300, status: "failure", http_status: 500 },
    { request_id: "d", started_at: at("10T08:00"), spend_nano: 4000, model_group: "__proto__", tags: ["x"] },
    { request_id: "e", started_at: at("10T08:30"), ...none, metadata: hit },
    { request_id: "f", started_at: at("10T08:40"), ...none, metadata: hit },
    { request_id: "g", started_at: at("10T08:50"), ...none, metadata: { cache_hit: false } },
  ])
})
afterAll(() => gw.drop())

const DAYS = { start_date: "2026-03-09", end_date: "2026-03-10" }
interface Slot {
  readonly date: string
  readonly metrics: { readonly spend: number; readonly failed_requests: number }
  readonly breakdown: {
    readonly entities: Record<string, { metrics: { spend: number }; metadata: { alias: string | null } }>
  }
}
const series = async (query: Record<string, string>): Promise<Slot[]> =>
  (await gw.call("GET /usage/series", { query: { ...DAYS, ...query } })).body.results
/** Slot → nano-dollars in all, then of each name. */
const money = (slots: readonly Slot[]) =>
  Object.fromEntries(
    slots.map(({ date, metrics, breakdown }) => [
      date,
      [metrics.spend, ...Object.entries(breakdown.entities).map(([id, of]) => `${id} ${nano(of.metrics.spend)}`)].map(
        (of) => (typeof of === "number" ? nano(of) : of),
      ),
    ]),
  )
const nano = (usd: number) => Math.round(usd * 1e9)

describe("GET /usage/series", () => {
  test("by hour in the viewer's zone: what belongs to nobody of the group is in the sums", async () => {
    expect(money(await series({ granularity: "hour", group_by: "team", timezone: "-60" }))).toEqual({
      "2026-03-10T09:00": [4000],
      "2026-03-10T01:00": [320, "t1 20"],
      "2026-03-10T00:00": [1, "t1 1"],
    })
    const [newest] = await series({ group_by: "team" })
    expect(newest?.breakdown.entities.t1?.metadata).toEqual({ alias: "Bridges" })
    expect(newest?.metrics.failed_requests).toBe(1)
  })

  test("by day and by each of the groups; a request with two tags is in both", async () => {
    expect(money(await series({ group_by: "tag" }))).toEqual({
      "2026-03-10": [4320, "x 4000"],
      "2026-03-09": [1, "x 1", "y 1"],
    })
    expect(money(await series({ group_by: "customer" }))["2026-03-10"]).toEqual([4320, "c1 20"])
    expect(money(await series({ group_by: "model" }))["2026-03-10"]?.sort()).toEqual([
      4320,
      "__proto__ 4000",
      "gpt 320",
    ])
    expect(money(await series({ group_by: "provider" }))["2026-03-09"]).toEqual([1, "openai 1"])
  })

  test("the sums are those of the daily report", async () => {
    const { body } = await gw.call("GET /user/daily/activity", { query: DAYS })
    const byDay = await series({ group_by: "key" })
    expect(byDay.map(({ date, metrics }) => [date, metrics])).toEqual(
      body.results.map(({ date, metrics }: Slot) => [date, metrics]),
    )
  })

  test("somebody sees what is theirs, and no sums over everybody", async () => {
    const caller = await newPerson(gw, "someone", { user_role: "internal_user" })
    const ask = (group_by: string) => gw.call("GET /usage/series", { query: { ...DAYS, group_by }, caller })
    expect((await ask("model")).body.results).toEqual([])
    expect((await ask("team")).body.results).toEqual([])
    expect([(await ask("tag")).status, (await ask("tag")).body.error.param]).toEqual([403, "group_by"])
  })

  test("by hour only a few days are drawn, and the days have to be in order", async () => {
    const refused = async (query: Record<string, string>) => {
      const { status, body } = await gw.call("GET /usage/series", { query })
      return [status, body.error.param]
    }
    expect(await refused({ start_date: "2026-01-01", end_date: "2026-03-01", granularity: "hour" })).toEqual([
      400,
      "start_date",
    ])
    expect(await refused({ start_date: "2026-03-02", end_date: "2026-03-01" })).toEqual([400, "end_date"])
  })
})

test("what the response cache answered, and what it saved, by slot", async () => {
  const { body } = await gw.call("GET /usage/savings", { query: { ...DAYS, granularity: "hour" } })
  expect(body).toEqual({
    results: [{ date: "2026-03-10T08:00", hits: 2, saved: 0.000_001_4 }],
    metadata: { total_hits: 2, total_saved: 0.000_001_4 },
  })
})
