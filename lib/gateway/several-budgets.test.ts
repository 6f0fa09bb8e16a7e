import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

/** One answer of `usage-100-20` costs this, and is so many tokens. */
const COST_USD = 0.00018
const TOKENS = 120
const DAY_MS = 86_400_000

let gw: Harness
beforeAll(async () => {
  gw = await harness()
})
afterAll(() => gw.close())
beforeEach(() => {
  gw.mock.reset()
  gw.clock.addedMs = 0
})

const chat = (key: string, more: Record<string, unknown> = {}) =>
  gw.send(
    "POST",
    "/v1/chat/completions",
    { model: "usage-100-20", messages: [{ role: "user", content: "x".repeat(400) }], max_tokens: 20, ...more },
    { key },
  )
const messageOf = (sent: { json: Record<string, unknown> }) => (sent.json.error as { message: string }).message
const statuses = (sent: readonly { status: number }[]) => sent.map((one) => one.status).sort()

async function info(key: string): Promise<Record<string, unknown>> {
  await gw.flush()
  return (await gw.send("GET", `/key/info?key=${key}`)).json.info as Record<string, unknown>
}

describe("a budget for one model", () => {
  it("is held to the dollar under concurrency, and leaves other models alone", async () => {
    const key = await gw.key({ model_max_budget: { "usage-100-20": 2 * COST_USD } })
    const sent = await Promise.all(Array.from({ length: 10 }, () => chat(key)))
    const served = sent.filter((one) => one.status === 200).length
    expect(served).toBeLessThanOrEqual(2)
    for (let i = served; i < 2; i++) expect((await chat(key)).status).toBe(200)
    const refused = await chat(key)
    expect(refused.status).toBe(429)
    expect(messageOf(refused)).toContain(": spent $0.00036 of $0.00036. It does not reset")
    expect(messageOf(refused)).toMatch(/Model usage-100-20 of the key sk-\.\.\./)
    expect((await chat(key, { model: "ok" })).status).toBe(200)
    expect((await info(key)).model_max_budget_usage).toMatchObject({ "usage-100-20": { spend: 2 * COST_USD } })
  })

  it("begins anew when its own window has turned, as LiteLLM writes it", async () => {
    const key = await gw.key({ model_max_budget: { "usage-*": { budget_limit: "0.00018", time_period: "1d" } } })
    expect((await chat(key)).status).toBe(200)
    const refused = await chat(key)
    expect(refused.status).toBe(429)
    const wait = Number(refused.headers["retry-after"])
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(86_400)
    gw.clock.addedMs = wait * 1000
    expect((await chat(key)).status).toBe(200)
  })

  it("cannot be walked around by another name of the model", async () => {
    const key = await gw.key({ model_max_budget: { free: 0 }, model_rpm_limit: { free: 1 }, aliases: { mine: "free" } })
    expect((await chat(key, { model: "mine" })).status).toBe(200)
    const refused = await chat(key, { model: "free" })
    expect([refused.status, messageOf(refused)]).toEqual([429, expect.stringContaining("1 requests per minute")])
  })

  it("holds for a team's keys together, and a changed limit keeps what was spent", async () => {
    const team = { team_id: "by-model" }
    await gw.send("POST", "/team/new", { ...team, model_max_budget: { "usage-100-20": COST_USD } })
    const [one, two] = [await gw.key(team), await gw.key(team)]
    expect((await chat(one)).status).toBe(200)
    const refused = await chat(two)
    expect(messageOf(refused)).toContain("Model usage-100-20 of the team by-model: spent $0.00018 of $0.00018")
    await gw.flush()
    await gw.send("POST", "/team/update", { ...team, model_max_budget: { "usage-100-20": 2 * COST_USD } })
    expect((await chat(two)).status).toBe(200)
    expect((await chat(two)).status).toBe(429)
    await gw.send("POST", "/team/update", { ...team, model_max_budget: null })
    expect((await chat(two)).status).toBe(200)
  })
})

describe("limits a minute for one model", () => {
  it("are told in headers by LiteLLM's names", async () => {
    const key = await gw.key({ model_rpm_limit: { "usage-100-20": 3 }, model_tpm_limit: { "usage-100-20": 5000 } })
    const sent = await chat(key)
    expect(sent.headers).toMatchObject({
      "x-ratelimit-model_per_key-limit-requests": "3",
      "x-ratelimit-model_per_key-remaining-requests": "2",
      "x-litellm-key-remaining-requests-usage-100-20": "2",
      "x-litellm-key-remaining-tokens-usage-100-20": "4880",
    })
    const other = await chat(key, { model: "ok" })
    expect(Object.keys(other.headers).filter((name) => name.includes("remaining"))).toEqual([])
  })

  it("admit exactly the limit of requests sent at once", async () => {
    const key = await gw.key({ metadata: { model_rpm_limit: { "usage-100-20": 4 } } })
    const sent = await Promise.all(Array.from({ length: 9 }, () => chat(key)))
    expect(statuses(sent)).toEqual([200, 200, 200, 200, 429, 429, 429, 429, 429])
  })

  it("hold requests at the same time", async () => {
    const key = await gw.key({ model_max_parallel_requests: { "usage-100-20": 1 } })
    const sent = await Promise.all([chat(key), chat(key), chat(key)])
    expect(statuses(sent)).toEqual([200, 429, 429])
    expect((await chat(key)).status).toBe(200)
  })
})

describe("several budgets at once", () => {
  it("hold each: the day's first, then the month's", async () => {
    const limits = [
      { budget_duration: "1d", max_budget: COST_USD },
      { budget_duration: "60d", max_budget: 2 * COST_USD },
    ]
    const key = await gw.key({ key_alias: "two windows", budget_limits: limits })
    expect((await chat(key)).status).toBe(200)
    expect(messageOf(await chat(key))).toContain("1d budget of the key two windows: spent $0.00018 of $0.00018")
    gw.clock.addedMs = DAY_MS
    expect((await chat(key)).status).toBe(200)
    gw.clock.addedMs = 2 * DAY_MS
    expect(messageOf(await chat(key))).toContain("60d budget of the key two windows: spent $0.00036 of $0.00036")
    expect((await info(key)).budget_limits_usage).toMatchObject([
      { budget_duration: "1d", spend: 0 },
      { budget_duration: "60d", spend: 2 * COST_USD },
    ])
  })
})

describe("a budget in tokens", () => {
  it("refuses when it is used up, says so in tokens, and begins anew with its window", async () => {
    const key = await gw.key({ max_token_budget: 2 * TOKENS, budget_duration: "1d" })
    expect((await chat(key)).status).toBe(200)
    expect((await chat(key)).status).toBe(200)
    const refused = await chat(key)
    expect(refused.status).toBe(429)
    expect(messageOf(refused)).toMatch(/spent 240 tokens of 240 tokens. It resets at /)
    expect(await info(key)).toMatchObject({ max_token_budget: 240, tokens_spent: 240 })
    gw.clock.addedMs = DAY_MS
    expect((await chat(key)).status).toBe(200)
    expect(await info(key)).toMatchObject({ tokens_spent: 120 })
  })

  it("holds for free models too, and for a team", async () => {
    await gw.send("POST", "/team/new", { team_id: "tokens", max_token_budget: 1 })
    const key = await gw.key({ team_id: "tokens" })
    expect((await chat(key, { model: "free" })).status).toBe(200)
    expect(messageOf(await chat(key, { model: "free" }))).toContain("Team tokens: spent")
  })
})

describe("a budget of 0", () => {
  it("leaves the models that cost nothing", async () => {
    const key = await gw.key({ max_budget: 0 })
    expect((await chat(key, { model: "free" })).status).toBe(200)
    expect((await chat(key)).status).toBe(429)
  })
})

describe("bad budgets", () => {
  it.each([
    [{ model_max_budget: { "usage-100-20": -1 } }, "model_max_budget.usage-100-20"],
    [{ model_max_budget: { ok: { max_budget: 1, budget_duration: "never" } } }, "model_max_budget.ok"],
    [{ model_max_budget: 5 }, "model_max_budget"],
    [{ model_rpm_limit: { ok: 1.5 } }, "model_rpm_limit.ok"],
    [{ budget_limits: [{ budget_duration: "1x", max_budget: 5 }] }, "budget_limits.0.budget_duration"],
    [{ budget_limits: [{ budget_duration: "1d", max_budget: -5 }] }, "budget_limits.0.max_budget"],
    [{ budget_limits: [1, 2].map((max_budget) => ({ budget_duration: "1d", max_budget })) }, "budget_limits"],
    [{ max_token_budget: -1 }, "max_token_budget"],
  ])("%j names the field and writes nothing", async (fields, param) => {
    const before = await gw.db.sql`select count(*) from keys`
    const sent = await gw.send("POST", "/key/generate", fields)
    expect([sent.status, (sent.json.error as { param: string }).param]).toEqual([400, param])
    expect(await gw.db.sql`select count(*) from keys`).toEqual(before)
  })
})

describe("the ledger", () => {
  it("agrees with the log on every one of these budgets", async () => {
    await gw.flush()
    const verified = await gw.send("GET", "/spend/verify")
    expect([verified.status, verified.json.ok, verified.json.differences]).toEqual([200, true, []])
  })
})
