import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { sha256Hex } from "#lib/core/ids"
import { adminHarness, type Harness } from "./test-harness"

let gw: Harness
const KEY = "sk-the-key-that-asked"
const AT = Date.parse("2026-03-10T12:00:00Z")
const id = (i: number) => `r-${String(i).padStart(3, "0")}`

beforeAll(async () => {
  gw = await adminHarness()
  // 120 requests; thirds of them share a millisecond, so that only the id can order them.
  await gw.logs(
    Array.from({ length: 120 }, (_, i) => ({
      request_id: id(i),
      call_id: i === 5 ? "the-clients-own-id" : id(i),
      started_at: AT + Math.floor(i / 3),
      api_key: i < 60 ? sha256Hex(KEY) : "master",
      key_alias: i < 60 ? "asker" : null,
      user_id: i % 2 ? "odd" : null,
      end_user: i === 9 ? "customer 100%" : null,
      model_group: i % 10 === 0 ? "claude" : "gpt",
      model: i % 10 === 0 ? "claude-opus-5" : "gpt-5-mini",
      model_id: i % 10 === 0 ? "d2" : "d1",
      provider: i % 10 === 0 ? "anthropic" : "openai",
      status: i % 20 === 19 ? ("failure" as const) : i === 4 ? ("client_disconnect" as const) : ("success" as const),
      http_status: i % 20 === 19 ? 429 : 200,
      error_code: i % 20 === 19 ? "rate_limit_exceeded" : null,
      error_message: i % 20 === 19 ? "slow down_please" : null,
      spend_nano: i,
      tags: i === 0 ? ["a", "b"] : [],
      first_token_at: i === 0 ? AT + 42 : null,
      request: i === 1 ? { messages: [{ role: "user", content: "hi" }] } : null,
      response: i === 1 ? { id: "x" } : null,
      metadata: i === 1 ? { attempts: [] } : {},
    })),
  )
})
afterAll(() => gw.drop())

const page = async (query: Record<string, string>) => (await gw.call("GET /spend/logs/v2", { query })).body
const ids = (body: { data: { request_id: string }[] }) => body.data.map((row) => row.request_id)
const newestFirst = Array.from({ length: 120 }, (_, i) => id(119 - i))

describe("GET /spend/logs/v2", () => {
  test("a row has every field, dollars and ISO times", async () => {
    const body = await page({ request_id: id(0) })
    expect(body.data).toEqual([
      {
        request_id: "r-000",
        call_id: "r-000",
        call_type: "acompletion",
        api_key: sha256Hex(KEY),
        key_alias: "asker",
        user: null,
        end_user: null,
        tags: ["a", "b"],
        model_group: "claude",
        model: "claude-opus-5",
        model_id: "d2",
        custom_llm_provider: "anthropic",
        api_base: "https://api.openai.com/v1",
        stream: false,
        status: "success",
        http_status: 200,
        error_code: null,
        error_message: null,
        prompt_tokens: 10,
        completion_tokens: 5,
        total_tokens: 15,
        cache_read_tokens: 0,
        cache_write_tokens: 0,
        reasoning_tokens: 0,
        spend: 0,
        spend_correction: 0,
        estimated: false,
        unpriced: false,
        cache_hit: false,
        startTime: "2026-03-10T12:00:00.000Z",
        completionStartTime: "2026-03-10T12:00:00.042Z",
        endTime: "2026-03-10T12:00:00.250Z",
        request_duration_ms: 250,
        requester_ip_address: "192.0.2.1",
        user_agent: "test",
      },
    ])
  })

  test("cursors walk through every row once, newest first, while new rows arrive", async () => {
    const seen: string[] = []
    let cursor: string | null = ""
    let arrivals = 0
    while (cursor !== null) {
      const body: { data: { request_id: string }[]; next_cursor: string | null } = await page({
        page_size: "25",
        cursor,
      })
      seen.push(...ids(body))
      cursor = body.next_cursor
      await gw.logs([{ request_id: `arrival-${arrivals++}`, started_at: AT + 10_000, spend_nano: 0 }])
    }
    expect(seen).toEqual(newestFirst)
    await gw.db.sql`delete from spend_logs where request_id like 'arrival-%'`
    await gw.db.sql`delete from usage_hourly where spend_nano = 0 and requests = ${arrivals}`
  })

  test("pages count for LiteLLM's clients", async () => {
    const body = await page({ page: "3", page_size: "50" })
    expect(ids(body)).toEqual(newestFirst.slice(100))
    expect(body).toMatchObject({
      total: 120,
      total_is_capped: false,
      page: 3,
      page_size: 50,
      total_pages: 3,
      next_cursor: null,
    })
    const deep = await gw.call("GET /spend/logs/v2", { query: { page: "100000" } })
    expect([deep.status, deep.body.error.param]).toEqual([400, "page"])
  })

  test.each([
    [{ api_key: KEY }, 60],
    [{ api_key: sha256Hex(KEY) }, 60],
    [{ api_key: "master" }, 60],
    [{ key_alias: "asker" }, 60],
    [{ model_group: "claude" }, 12],
    [{ model: "claude-opus-5" }, 12],
    [{ model_id: "d2", api_key: KEY }, 6],
    [{ provider: "anthropic" }, 12],
    [{ status_filter: "failure" }, 6],
    [{ status_filter: "client_disconnect" }, 1],
    [{ status_filter: "success" }, 113],
    [{ error_code: "rate_limit_exceeded" }, 6],
    [{ error_message: "DOWN_" }, 6],
    [{ user_id: "odd" }, 60],
    [{ end_user: "customer 100%" }, 1],
    [{ request_id: "r-007" }, 1],
    [{ request_id: "the-clients-own-id" }, 1],
    [{ search: "r-01" }, 10],
    [{ search: "100%" }, 1],
    [{ search: "%" }, 1],
    [{ search: KEY }, 60],
    [{ min_spend: "0.0000001" }, 20],
    [{ min_spend: "0.00000001", max_spend: "0.00000002" }, 11],
    [{ start_date: "2026-03-10", end_date: "2026-03-10" }, 120],
    [{ start_date: "2026-03-11" }, 0],
    [{ end_date: "2026-03-09" }, 0],
    [{ start_date: "2026-03-10T12:00:00.039Z" }, 3],
    [{ end_date: "2026-03-10T12:00:00.000Z" }, 3],
    [{ end_date: "2026-03-10 12:00:00" }, 3],
    [{ start_date: "2026-03-10T13:00:00+01:00", end_date: "2026-03-10T12:00:00.001Z" }, 6],
  ])("%j finds %i", async (query, count) => {
    const body = await page({ ...(query as Record<string, string>), page_size: "100" })
    expect([body.total, body.data.length]).toEqual([count, Math.min(count, 100)])
  })

  test.each([
    [{ start_date: "yesterday" }, "start_date"],
    [{ start_date: "2026-02-31" }, "start_date"],
    [{ end_date: "2026-13-01" }, "end_date"],
    [{ page_size: "101" }, "page_size"],
    [{ min_spend: "a lot" }, "min_spend"],
    [{ status_filter: "bad" }, "status_filter"],
    [{ sort_by: "spend" }, "sort_by"],
    [{ cursor: "nonsense" }, "cursor"],
    [{ apikey: "x" }, "apikey"],
  ])("400: %j", async (query, param) => {
    const answer = await gw.call("GET /spend/logs/v2", { query: query as unknown as Record<string, string> })
    expect([answer.status, answer.body.error.param]).toEqual([400, param])
  })

  test("what is still queued is written before it is read", async () => {
    const before = gw.state.flushes
    await page({})
    expect(gw.state.flushes).toBe(before + 1)
  })

  test("hostile text in every filter is a value, never SQL (S3, S4)", async () => {
    const hostile = [
      "' or 1=1 --",
      "x'; drop table spend_logs; --",
      "' or (select pg_sleep(5)) is not null --",
      "%".repeat(200),
    ]
    const fields = [
      "api_key",
      "key_alias",
      "model",
      "model_group",
      "model_id",
      "provider",
      "end_user",
      "user_id",
      "team_id",
      "request_id",
      "error_code",
      "error_message",
      "search",
    ]
    for (const field of fields) {
      for (const text of hostile) {
        const started = performance.now()
        expect((await page({ [field]: text })).total, `${field}=${text}`).toBe(0)
        expect(performance.now() - started).toBeLessThan(500)
      }
    }
    const cursor = Buffer.from(`${AT} ' or 1=1 --`).toString("base64url")
    expect((await page({ cursor })).total).toBe(120)
  })
})

describe("GET /spend/logs/:request_id", () => {
  test("200 with bodies, when there are any", async () => {
    const stored = (await gw.call(`GET /spend/logs/${id(1)}`)).body
    expect(stored).toMatchObject({
      request_id: id(1),
      request: { messages: [{ role: "user", content: "hi" }] },
      response: { id: "x" },
      prompts_stored: true,
      metadata: { attempts: [] },
    })
    const bare = (await gw.call(`GET /spend/logs/ui/${id(2)}`)).body
    expect(bare).toMatchObject({ request: null, response: null, prompts_stored: false })
  })

  test("an id with any characters in it", async () => {
    await gw.logs([{ request_id: "a/b c%", started_at: AT - 86_400_000 }])
    expect((await gw.call(`GET /spend/logs/${encodeURIComponent("a/b c%")}`)).body.request_id).toBe("a/b c%")
    await gw.db.sql`delete from spend_logs where request_id = 'a/b c%'`
    await gw.db.sql`delete from usage_hourly where hour < ${new Date(AT - 43_200_000)}`
  })

  test.each(["nope", "%27%20or%201%3D1", "%00", "x".repeat(300)])("404: %s", async (requestId) => {
    expect((await gw.call(`GET /spend/logs/${requestId}`)).status).toBe(404)
  })
})

describe("GET /spend/logs", () => {
  test("rows, newest first, by LiteLLM's names", async () => {
    const { body } = await gw.call("GET /spend/logs", { query: { api_key: KEY } })
    expect(body).toHaveLength(60)
    expect(body[0]).toMatchObject({
      request_id: id(59),
      spend: 59e-9,
      startTime: "2026-03-10T12:00:00.019Z",
      request_tags: [],
    })
  })

  test("with both dates: exact sums by day, user, model and key", async () => {
    const { body } = await gw.call("GET /spend/logs", { query: { start_date: "2026-03-01", end_date: "2026-03-31" } })
    expect(body).toHaveLength(1)
    expect(body[0]).toMatchObject({
      startTime: "2026-03-10",
      spend: 7140e-9,
      users: { odd: 3600e-9, "": 3540e-9 },
      models: { "claude-opus-5": 660e-9, "gpt-5-mini": 6480e-9 },
      [sha256Hex(KEY)]: 1770e-9,
      master: 5370e-9,
    })
    const rows = await gw.call("GET /spend/logs", {
      query: { start_date: "2026-03-01", end_date: "2026-03-31", summarize: "False" },
    })
    expect(rows.body).toHaveLength(120)
  })

  test("10 000 rows are the limit, and the answer says when there are more", async () => {
    const other = await adminHarness()
    await other.logs(Array.from({ length: 10_001 }, (_, i) => ({ request_id: `many-${i}` })))
    const answer = await other.call("GET /spend/logs")
    expect([answer.body.length, answer.headers["x-litellm-spend-logs-truncated"]]).toEqual([10_000, "true"])
    const counted = await other.call("GET /spend/logs/v2")
    expect(counted.body).toMatchObject({ total: 10_000, total_is_capped: true })
    await other.drop()
  })
})
