import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { Price } from "#lib/catalog/price"
import { versionOf } from "#lib/router/bill"
import type { AdminContext, RowPrice } from "./context"
import { createJob, findJob, finishJob, finishJobs } from "./reprice/run"
import { billed, priced } from "./reprice/test-rows"
import { adminHarness, type Harness, MASTER } from "./test-harness"

const AT = Date.parse("2026-03-10T12:00:00Z")
const MARCH = { start_date: "2026-03-01", end_date: "2026-03-31" }

let gw: Harness
/** What every model costs now. */
let price: Price
let changed: string[]

const inForce = (): RowPrice => ({ price, version: versionOf(price), believesProvider: false })

beforeEach(async () => {
  price = priced(1000, 4000)
  changed = []
  gw = await adminHarness({
    priceOfRow: ({ model }) => (model === "several" ? "several" : model === "unknown" ? null : inForce()),
    keyChanged: async (token) => void changed.push(token),
    accountChanged: async (name) => void changed.push(name),
  })
})
afterEach(() => gw.drop())

async function verified(): Promise<void> {
  const { body } = await gw.call("GET /spend/verify")
  expect(body).toMatchObject({ ok: true, differences: [] })
}

async function reprice(body: Record<string, unknown> = {}) {
  const answer = await gw.call("POST /spend/reprice", { body: { ...MARCH, ...body } })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}

const logged = async (id: string) => (await gw.call(`GET /spend/logs/${id}`)).body

describe("POST /spend/reprice", () => {
  test("previews, then corrects: balances, aggregates, reports and the log say the same; a second run changes nothing", async () => {
    await gw.call("POST /team/new", { body: { team_id: "blue" } })
    const key = await gw.newKey({ team_id: "blue" })
    const row = { api_key: key.token, team_id: "blue", tags: ["a", "b"], charged_to: ["0:team:blue"] }
    await gw.logs([
      billed(price, { ...row, request_id: "one" }),
      billed(price, { ...row, request_id: "long", prompt_tokens: 2000, completion_tokens: 300 }),
      billed(price, { ...row, request_id: "failed", status: "failure", prompt_tokens: 0, completion_tokens: 0 }),
      billed(price, { ...row, request_id: "april", started_at: Date.parse("2026-04-01T00:00:00Z") }),
    ])
    gw.state.nowMs = Date.parse("2026-04-02T00:00:00Z")
    price = priced(2000, 3000)
    const before = 30_000 + 3_200_000
    const after = 35_000 + 4_900_000
    const preview = await reprice()
    expect(preview).toMatchObject({
      dry_run: true,
      rows: 3,
      changed: 2,
      spend_before: before / 1e9,
      spend_after: after / 1e9,
      by_key: [{ name: key.token, requests: 2, difference: (after - before) / 1e9 }],
      by_team: [{ name: "blue", requests: 2 }],
      by_model: [{ name: "gpt", requests: 2 }],
    })
    expect((await gw.call("GET /spend/entries")).body.data).toEqual([])
    expect((await logged("one")).spend).toBe(30_000 / 1e9)

    const ran = await reprice({ dry_run: false })
    for (const sum of ["rows", "changed", "spend_before", "spend_after", "difference"])
      expect([sum, ran[sum]]).toEqual([sum, preview[sum]])
    expect(ran).toMatchObject({ dry_run: false, status: "done" })
    await verified()
    expect(await logged("one")).toMatchObject({ spend: 35_000 / 1e9, spend_correction: 5_000 / 1e9 })
    expect((await gw.call("GET /team/info", { query: { team_id: "blue" } })).body.team_info.spend).toBe(
      (after + 30_000) / 1e9,
    )
    const query = { start_date: "2026-03-10", end_date: "2026-03-10" }
    const daily = (await gw.call("GET /user/daily/activity", { query })).body.metadata
    expect([daily.total_spend, daily.ledger_spend, daily.total_api_requests]).toEqual([after / 1e9, after / 1e9, 3])
    const tag = (await gw.call("GET /tag/daily/activity", { query })).body
    expect(tag.results[0].breakdown.entities.a.metrics).toMatchObject({ spend: after / 1e9, api_requests: 3 })
    expect((await gw.call("GET /spend/logs", { query })).body[0].spend).toBe(after / 1e9)
    expect((await gw.call("GET /spend/logs/v2", { query: { min_spend: "0.0049" } })).body.data).toHaveLength(1)
    expect(changed).toEqual(expect.arrayContaining([key.token, "team:blue"]))

    expect(await reprice({ dry_run: false })).toMatchObject({ rows: 3, changed: 0, difference: 0 })
    const entries = (await gw.call("GET /spend/entries", { query: { job_id: ran.job_id } })).body.data
    expect(entries.map((entry: { request_id: string }) => entry.request_id).sort()).toEqual(["long", "one"])
    expect((await gw.call(`GET /spend/reprice/${ran.job_id}`)).body).toMatchObject({ status: "done", changed: 2 })
  })

  test("prices come and go: back at the old price every correction is taken back by another entry", async () => {
    await gw.logs([billed(price, { request_id: "one" })])
    const old = price
    price = priced(1, 1)
    await reprice({ dry_run: false })
    price = old
    expect(await reprice({ dry_run: false })).toMatchObject({ changed: 1 })
    expect((await logged("one")).spend).toBe(30_000 / 1e9)
    expect((await gw.call("GET /spend/entries", { query: { request_id: "one" } })).body.data).toHaveLength(2)
    await verified()
  })

  test("counts everything that was billed: cached and spoken tokens, seconds, images, searches, the service tier", async () => {
    price = priced(1000, 4000, {
      cache_read_input_token_cost: 1e-7,
      input_cost_per_audio_token: 1e-5,
      input_cost_per_second: 1e-4,
      output_cost_per_image: 0.04,
      input_cost_per_token_priority: 3e-6,
      output_cost_per_token_priority: 9e-6,
      search_context_cost_per_query: { search_context_size_medium: 0.01 },
    })
    const old = price
    const none = { prompt_tokens: 0, completion_tokens: 0 }
    await gw.logs([
      billed(price, { request_id: "cached", cache_read_tokens: 7 }),
      billed(price, { request_id: "spoken", further: { audio_input_tokens: 4 } }),
      billed(price, { request_id: "seconds", ...none, further: { units: { seconds: 12.5 } } }),
      billed(price, { request_id: "images", ...none, further: { units: { images: 2 } } }),
      billed(price, { request_id: "searched", further: { searches: 3 } }),
      billed(price, { request_id: "priority", further: { service_tier: "priority" } }),
    ])
    expect(await reprice()).toMatchObject({ rows: 6, changed: 0 })
    price = priced(1, 1)
    price = { ...price, units: old.units && { ...old.units, image: 8e7, second: 1e5 } }
    expect(await reprice({ dry_run: false })).toMatchObject({ rows: 6, changed: 5 })
    expect((await logged("images")).spend).toBe(0.16)
    expect((await logged("priority")).spend).toBe(15e-9)
  })

  test("a model that had no price gets one; what has none, several or its provider's word keeps its cost", async () => {
    const unpriced = { spend_nano: 0, unpriced: true, price_version: null }
    await gw.logs([
      billed(price, { request_id: "new", ...unpriced }),
      billed(price, { request_id: "unknown", model: "unknown", ...unpriced }),
      billed(price, { request_id: "several", model: "several", spend_nano: 7 }),
      billed(price, { request_id: "killed", status: "interrupted", spend_nano: 31_234 }),
    ])
    expect((await logged("new")).unpriced).toBe(true)
    const ran = await reprice({ dry_run: false })
    expect(ran).toMatchObject({ rows: 4, changed: 1, skipped: 2 })
    expect(await logged("new")).toMatchObject({ unpriced: false, spend: 30_000 / 1e9 })
    expect((await reprice()).skipped).toEqual({ no_price: 1, several_prices: 1, reported_by_provider: 0 })
    await verified()
  })

  test("an entry that is written cannot be changed or taken away", async () => {
    await gw.logs([billed(price, { request_id: "one" })])
    price = priced(1, 1)
    await reprice({ dry_run: false })
    await expect(gw.db.sql`update ledger_entries set amount_nano = 0`).rejects.toThrow("add another one")
    await expect(gw.db.sql`delete from ledger_entries`).rejects.toThrow("add another one")
    expect((await gw.call("GET /spend/entries")).body.data).toHaveLength(1)
  })

  test("takes a price of one's own for one model, and leaves the others", async () => {
    await gw.logs([
      billed(price, { request_id: "one" }),
      billed(price, { request_id: "other", model_group: "x", model: "y" }),
    ])
    const own = { model: "gpt-5-mini", price: { input_cost_per_token: 1, output_cost_per_token: 0 } }
    expect(await reprice({ ...own, dry_run: false })).toMatchObject({ rows: 1, changed: 1, spend_after: 10 })
    expect((await logged("other")).spend).toBe(30_000 / 1e9)
    await verified()
  })

  test.each([
    [{ start_date: "2026-03-31", end_date: "2026-03-01" }, "end_date"],
    [{ start_date: "March", end_date: "2026-03-01" }, "start_date"],
    [{ ...MARCH, price: { input_cost_per_token: 1 } }, "model"],
    [{ ...MARCH, model: "gpt", price: { colour: 1 } }, "price"],
    [{ ...MARCH, dry: false }, "dry"],
  ])("400 for %j, and no run begins", async (body, param) => {
    const answer = await gw.call("POST /spend/reprice", { body })
    expect([answer.status, answer.body.error.param]).toEqual([400, param])
    expect(await gw.db.sql`select 1 from reprice_jobs`).toHaveLength(0)
  })
})

describe("a run of many steps", () => {
  const ctx = (overrides: Partial<AdminContext> = {}) => ({
    db: gw.db,
    caller: MASTER,
    clock: { now: () => gw.state.nowMs },
    priceOfRow: inForce,
    keyChanged: async () => undefined,
    accountChanged: async () => undefined,
    ...overrides,
  })
  const ask = { startMs: AT, endMs: AT + 86_400_000, model: null, provider: null, price: null }
  const thrice = async () => {
    const key = await gw.newKey()
    await gw.logs(
      Array.from({ length: 2500 }, (_, i) =>
        billed(price, { request_id: `r-${i}`, api_key: key.token, started_at: AT + (i >> 2) }),
      ),
    )
    price = priced(3000, 4000)
  }

  test("goes on where its process died, between two steps or in the middle of one, and books nothing twice", async () => {
    await thrice()
    const preview = await reprice()
    const id = await createJob(ctx(), ask)
    await expect(finishJob(ctx({ keyChanged: () => Promise.reject(new Error("killed")) }), id)).rejects.toThrow(
      "killed",
    )
    expect(await findJob(ctx(), id)).toMatchObject({ rows: 1000, changed: 1000, finishedAt: null })
    await verified()
    let asked = 0
    const dies = () => {
      if (asked++ === 0) throw new Error("killed again")
      return inForce()
    }
    await expect(finishJob(ctx({ priceOfRow: dies }), id)).rejects.toThrow("killed again")
    expect(await findJob(ctx(), id)).toMatchObject({ rows: 1000, changed: 1000 })
    await finishJobs(ctx(), new AbortController().signal)
    const done = await findJob(ctx(), id)
    expect(done).toMatchObject({ rows: 2500, changed: 2500, finishedAt: expect.any(Date) })
    expect((done?.afterNano ?? 0) / 1e9).toBe(preview.spend_after)
    const [twice] = await gw.db.sql`select request_id from ledger_entries group by 1 having count(*) > 1`
    expect(twice).toBeUndefined()
    await verified()
  })

  test("two processes at one run make each step once, and two runs over the same requests correct each once", async () => {
    await thrice()
    const [one, other] = [await createJob(ctx(), ask), await createJob(ctx(), ask)]
    await Promise.all([one, one, other, other].map((id) => finishJob(ctx(), id)))
    const jobs = await Promise.all([one, other].map((id) => findJob(ctx(), id)))
    expect(jobs.map((job) => job?.rows)).toEqual([2500, 2500])
    expect(jobs.reduce((sum, job) => sum + (job?.changed ?? 0), 0)).toBe(2500)
    await verified()
  })
})
