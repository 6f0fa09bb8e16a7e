import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { priceOf } from "#lib/catalog/price"
import { sha256Hex } from "#lib/core/ids"
import { adminHarness, type Harness, plainKey } from "./test-harness"

const price = priceOf({
  input_cost_per_token: 2e-6,
  output_cost_per_token: 8e-6,
  cache_read_input_token_cost: 1e-6,
})
const KEY = "sk-some-key-of-the-tests"
const TOKEN = sha256Hex(KEY)
const OTHER = "0".repeat(64)
const at = (date: string) => Date.parse(`${date}T12:00:00Z`)

let gw: Harness
beforeAll(async () => {
  gw = await adminHarness({
    priceOf: (model) => (model === "gpt" && price !== null ? { provider: "openai", model: "gpt-5-mini", price } : null),
  })
  await gw.call("POST /organization/new", { body: { organization_id: "org", organization_alias: "Org" } })
  await gw.call("POST /team/new", { body: { team_id: "blue", team_alias: "Blue" } })
  await gw.newKey({ key: KEY, key_alias: "first" })
  await gw.call("POST /user/new", { body: { user_id: "ada", auto_create_key: false } })
  const blue = { team_id: "blue", user_id: "ada", organization_id: "org" }
  await gw.logs([
    { request_id: "a", ...blue, started_at: at("2026-03-09"), spend_nano: 1, prompt_tokens: 10, completion_tokens: 2 },
    { request_id: "b", ...blue, started_at: at("2026-03-10"), spend_nano: 20, tags: ["x", "y"], end_user: "shop" },
    {
      request_id: "c",
      team_id: "red",
      started_at: at("2026-03-10"),
      spend_nano: 300,
      model_group: "opus",
      tags: ["x"],
    },
    {
      request_id: "d",
      api_key: OTHER,
      started_at: at("2026-03-10"),
      spend_nano: 4000,
      provider: null,
      status: "failure",
    },
    { request_id: "e", ...blue, started_at: at("2026-01-10"), spend_nano: 50_000, tags: ["old"] },
  ])
  // The reports must not read it: sums over a long log take seconds.
  await gw.db.sql`delete from spend_logs`
})
afterAll(() => gw.drop())

const days = { start_date: "2026-03-09", end_date: "2026-03-10" }
const report = async (query: Record<string, string>) =>
  (await gw.call("GET /global/spend/report", { query: { ...days, ...query } })).body

describe("GET /global/spend/report", () => {
  test("by team is by day, teams by what they spent, and in each the models", async () => {
    const used = { requests: 1, total_tokens: expect.any(Number) }
    expect(await report({})).toEqual([
      {
        group_by_day: "2026-03-10T00:00:00Z",
        teams: [
          {
            team_name: "red",
            team_id: "red",
            total_spend: 300e-9,
            metadata: [{ model: "opus", spend: 300e-9, ...used }],
          },
          {
            team_name: "Blue",
            team_id: "blue",
            total_spend: 20e-9,
            metadata: [{ model: "gpt", spend: 20e-9, ...used }],
          },
        ],
      },
      {
        group_by_day: "2026-03-09T00:00:00Z",
        teams: [
          {
            team_name: "Blue",
            team_id: "blue",
            total_spend: 1e-9,
            metadata: [{ model: "gpt", spend: 1e-9, requests: 1, total_tokens: 12 }],
          },
        ],
      },
    ])
  })

  test.each([
    ["customer", "customers", [["shop", 20]]],
    ["user", "users", [["ada", 20]]],
    ["organization", "organizations", [["org", 20]]],
    [
      "tag",
      "tags",
      [
        ["x", 320],
        ["y", 20],
      ],
    ],
    [
      "model",
      "models",
      [
        ["gpt", 4020],
        ["opus", 300],
      ],
    ],
    [
      "provider",
      "providers",
      [
        ["", 4000],
        ["openai", 320],
      ],
    ],
  ] as const)("by %s it names %s", async (group_by, list, expected) => {
    const [day] = await report({ group_by, start_date: "2026-03-10" })
    expect(
      day[list].map((one: Record<string, unknown>) => [one[group_by], Math.round(Number(one.total_spend) * 1e9)]),
    ).toEqual(expected)
  })

  test("by key is one list over all days, and can be limited to one key", async () => {
    const keys = await report({ group_by: "api_key" })
    expect(keys).toMatchObject([
      { api_key: OTHER, total_cost: 4000e-9 },
      { api_key: TOKEN, key_alias: "first", total_cost: 321e-9, model_details: [{ model: "opus" }, { model: "gpt" }] },
    ])
    expect(await report({ api_key: KEY })).toEqual([keys[1]])
    expect((await report({ team_id: "blue", start_date: "2026-03-10" }))[0].teams).toHaveLength(1)
  })

  test("as CSV is a line a day, name and model; a name is no formula", async () => {
    await gw.logs([{ request_id: "f", team_id: "=1+1", started_at: at("2026-02-01"), spend_nano: 1 }])
    const query = { start_date: "2026-02-01", end_date: "2026-02-01", format: "csv" }
    const answer = await gw.call("GET /global/spend/report", { query })
    expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8")
    expect(answer.body.split("\r\n").slice(0, 2)).toEqual([
      "date,team,alias,model,requests,failures,prompt_tokens,completion_tokens,spend",
      expect.stringContaining("2026-02-01,'=1+1,,gpt,1,0,"),
    ])
  })

  test("400 with the field: no days, days the wrong way round, too many, a filter on another group", async () => {
    for (const [query, param] of [
      [{}, "start_date"],
      [{ start_date: "2026-03-10", end_date: "2026-03-09" }, "end_date"],
      [{ start_date: "2024-03-10", end_date: "2026-03-09" }, "start_date"],
      [{ ...days, group_by: "team", customer_id: "shop" }, "customer_id"],
      [{ ...days, group_by: "planet" }, "group_by"],
    ] as const) {
      const answer = await gw.call("GET /global/spend/report", { query })
      expect([answer.status, answer.body.error.param]).toEqual([400, param])
    }
  })
})

describe("what was spent", () => {
  const read = async (path: string, query: Record<string, string> = {}) =>
    (await gw.call(`GET ${path}`, { query })).body

  test("in all is of the last 30 days unless days are given", async () => {
    expect(await read("/global/spend", days)).toEqual({ spend: 4321e-9, max_budget: null })
    expect((await read("/global/spend")).spend).toBe(4321e-9)
    expect((await read("/global/spend", { start_date: "2026-01-01" })).spend).toBe(54_322e-9)
  })

  test("is ranked by key, model and provider, the largest first", async () => {
    expect(await read("/global/spend/keys", { limit: "1" })).toEqual([
      { api_key: OTHER, key_alias: null, total_spend: 4000e-9 },
    ])
    expect(await read("/global/spend/models", days)).toMatchObject([
      { model: "gpt", total_spend: 4021e-9, requests: 3 },
      { model: "opus" },
    ])
    expect(await read("/global/spend/provider", days)).toEqual([
      { provider: "none", spend: 4000e-9 },
      { provider: "openai", spend: 321e-9 },
    ])
    const csv = await read("/global/spend/models", { ...days, format: "csv" })
    expect(csv.split("\r\n")[0]).toBe("model,total_spend,requests")
  })

  test("by teams is by day with their names, and by tags can be limited", async () => {
    expect(await read("/global/spend/teams", days)).toEqual({
      daily_spend: [
        { date: "2026-03-09", Blue: 1e-9 },
        { date: "2026-03-10", red: 300e-9, Blue: 20e-9 },
      ],
      teams: ["red", "Blue"],
      total_spend_per_team: [
        { team_id: "red", team_alias: null, total_spend: 300e-9 },
        { team_id: "blue", team_alias: "Blue", total_spend: 21e-9 },
      ],
    })
    expect(await read("/global/spend/tags", { ...days, tags: "y, z" })).toEqual({
      spend_per_tag: [{ name: "y", spend: 20e-9, log_count: 1 }],
    })
    expect(await read("/spend/tags", days)).toMatchObject([
      { individual_request_tag: "x", log_count: 2, total_spend: 320e-9 },
      { individual_request_tag: "y" },
    ])
  })

  test("by day is of everyone or of one key", async () => {
    expect(await read("/global/spend/logs", days)).toEqual([
      { date: "2026-03-09", spend: 1e-9 },
      { date: "2026-03-10", spend: 4320e-9 },
    ])
    expect((await read("/global/spend/logs", { ...days, api_key: KEY }))[1]).toEqual({
      date: "2026-03-10",
      spend: 320e-9,
    })
  })

  test("lists keys and users by their running spend", async () => {
    await gw.newKey({ key_alias: "rich", spend: 3 })
    expect((await read("/spend/keys"))[0]).toMatchObject({ key_alias: "rich", spend: 3 })
    expect(await read("/spend/users", { user_id: "ada" })).toMatchObject([{ user_id: "ada", spend: 0 }])
  })
})

describe("what it would cost", () => {
  const calculate = async (body: Record<string, unknown>) => gw.call("POST /spend/calculate", { body })

  test("an answer is priced by its usage, in OpenAI's and in Anthropic's words; messages by what is read of them", async () => {
    const usage = { prompt_tokens: 100, completion_tokens: 10, prompt_tokens_details: { cached_tokens: 40 } }
    const openai = await calculate({ completion_response: { model: "gpt", usage } })
    expect(openai.body).toEqual({ cost: (60 * 2 + 40 * 1 + 10 * 8) / 1e6 })
    const anthropic = { input_tokens: 60, cache_read_input_tokens: 40, output_tokens: 10 }
    expect((await calculate({ model: "gpt", completion_response: { usage: anthropic } })).body).toEqual(openai.body)
    const sent = await calculate({ model: "gpt", messages: [{ role: "user", content: "Hello there" }] })
    expect(sent.body.cost).toBeGreaterThan(0)
    expect(sent.body.cost).toBeLessThan(20 * 2e-6)
  })

  test("400 with the field: no price, no model, nothing to price", async () => {
    for (const [body, param] of [
      [{ model: "secret", messages: [] }, "model"],
      [{ completion_response: { usage: { prompt_tokens: 1, completion_tokens: 1 } } }, "model"],
      [{ model: "gpt" }, "messages"],
      [{ model: "gpt", completion_response: {} }, "completion_response.usage"],
    ] as const) {
      const answer = await calculate(body)
      expect([answer.status, answer.body.error.param]).toEqual([400, param])
    }
  })

  test("an estimate is of one request, a day and a month; a key learns only of models it may use", async () => {
    const body = { model: "gpt", input_tokens: 1000, output_tokens: 100, num_requests_per_day: 50 }
    expect((await gw.call("POST /cost/estimate", { body })).body).toMatchObject({
      provider: "openai",
      cost_per_request: 0.0028,
      input_cost_per_request: 0.002,
      output_cost_per_request: 0.0008,
      daily_cost: 0.14,
      monthly_cost: null,
      input_cost_per_token: 2e-6,
    })
    const caller = plainKey(OTHER, { models: ["another"] })
    expect((await gw.call("POST /cost/estimate", { body, caller })).status).toBe(400)
  })
})
