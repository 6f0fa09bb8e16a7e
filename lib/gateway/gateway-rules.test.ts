import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

/** One answer of `usage-100-20` costs this. */
const COST_USD = 0.00018

const chat = (gw: Harness, more: Record<string, unknown> = {}, key?: string) =>
  gw.send(
    "POST",
    "/v1/chat/completions",
    { model: "usage-100-20", messages: [{ role: "user", content: "x".repeat(400) }], max_tokens: 20, ...more },
    key === undefined ? {} : { key },
  )
const errorOf = (sent: { json: Record<string, unknown> }) => sent.json.error as Record<string, string>

describe("the budget of the whole gateway", () => {
  let gw: Harness
  beforeAll(async () => {
    gw = await harness({ yaml: `litellm_settings: {max_budget: ${2 * COST_USD}, budget_duration: 1d}` })
  })
  afterAll(() => gw.close())

  it("holds for everyone together, the master key too, and begins anew with its window", async () => {
    const key = await gw.key()
    expect((await chat(gw, {}, key)).status).toBe(200)
    expect((await chat(gw)).status).toBe(200)
    const refused = await chat(gw, {}, await gw.key())
    expect([refused.status, errorOf(refused).message]).toEqual([
      429,
      expect.stringMatching(/Gateway: spent \$0\.00036 of \$0\.00036\. It resets at /),
    ])
    expect((await chat(gw, { model: "free" }, key)).status).toBe(200)
    await gw.flush()
    const [row] = await gw.db.sql`select spend_nano, budget_duration from accounts where kind = 'gateway'`
    expect(row).toMatchObject({ spend_nano: 360_000, budget_duration: "1d" })
    gw.clock.addedMs = Number(refused.headers["retry-after"]) * 1000
    expect((await chat(gw)).status).toBe(200)
  })
})

describe("models without a known price", () => {
  it("are served and flagged", async () => {
    const gw = await harness()
    expect((await chat(gw, { model: "unpriced" })).status).toBe(200)
    await gw.flush()
    expect(await gw.db.sql`select unpriced from spend_logs`).toEqual([{ unpriced: true }])
    await gw.close()
  })

  it("are refused when the config says so", async () => {
    const gw = await harness({ yaml: "litellm_settings: {block_requests_for_models_without_pricing: true}" })
    const refused = await chat(gw, { model: "unpriced" })
    expect([refused.status, errorOf(refused).type]).toEqual([403, "model_cost_map_missing"])
    expect((await chat(gw)).status).toBe(200)
    expect((await chat(gw, { model: "free" })).status).toBe(200)
    await gw.close()
  })
})

describe("which tokens a limit a minute counts", () => {
  it.each([
    ["input", 100],
    ["output", 20],
    ["total", 120],
  ])("%s", async (type, counted) => {
    const gw = await harness({ yaml: `general_settings: {token_rate_limit_type: ${type}}` })
    const sent = await chat(gw, {}, await gw.key({ tpm_limit: 5000 }))
    expect(sent.headers["x-ratelimit-api_key-remaining-tokens"]).toBe(String(5000 - counted))
    await gw.close()
  })
})

describe("what the config gives new keys, teams and users", () => {
  let gw: Harness
  beforeAll(async () => {
    gw = await harness({
      yaml: `litellm_settings:
  default_key_generate_params: {max_budget: 1.5, models: [ok], metadata: {made: here}}
  upperbound_key_generate_params: {max_budget: 100, budget_duration: 30d, duration: 60d, tpm_limit: 1000}
  default_team_params: {max_budget: 7, budget_duration: 7d}
  default_internal_user_params: {tpm_limit: 50}
  max_internal_user_budget: 3
  internal_user_budget_duration: 1mo
`,
    })
  })
  afterAll(() => gw.close())
  const made = async (path: string, fields: Record<string, unknown>) => (await gw.send("POST", path, fields)).json

  it("is what they do not say themselves", async () => {
    expect(await made("/key/generate", {})).toMatchObject({
      max_budget: 1.5,
      models: ["ok"],
      metadata: { made: "here" },
      tpm_limit: 1000,
      budget_duration: "30d",
      expires: expect.any(String),
    })
    expect(await made("/key/generate", { max_budget: 2, models: ["free"] })).toMatchObject({
      max_budget: 2,
      models: ["free"],
    })
    expect(await made("/team/new", {})).toMatchObject({ max_budget: 7, budget_duration: "7d" })
    expect(await made("/user/new", { auto_create_key: false })).toMatchObject({
      max_budget: 3,
      budget_duration: "1mo",
      tpm_limit: 50,
    })
    const admin = await made("/user/new", { user_role: "proxy_admin", auto_create_key: false })
    expect(admin).toMatchObject({ max_budget: null, tpm_limit: 50 })
  })

  it("is the most a key may have, when it is made and when it is changed", async () => {
    for (const [field, value] of [
      ["max_budget", 101],
      ["duration", "61d"],
      ["duration", "-1"],
      ["budget_duration", "2mo"],
      ["tpm_limit", 1001],
    ] as const) {
      const refused = await gw.send("POST", "/key/generate", { [field]: value })
      expect([refused.status, errorOf(refused).param]).toEqual([400, field])
    }
    const key = await gw.key({ max_budget: 100 })
    const raised = await gw.send("POST", "/key/update", { key, max_budget: null })
    expect([raised.status, errorOf(raised).param]).toEqual([400, "max_budget"])
    expect((await gw.send("POST", "/key/update", { key, key_alias: "renamed" })).status).toBe(200)
  })

  it("leaves a key with a shared budget that budget's limits", async () => {
    await gw.send("POST", "/budget/new", { budget_id: "shared", max_budget: 9 })
    expect(await made("/key/generate", { budget_id: "shared" })).toMatchObject({ max_budget: 9, models: ["ok"] })
  })

  it("keeps the gateway from starting when it cannot be taken", async () => {
    const wrong = harness({ yaml: "litellm_settings: {upperbound_key_generate_params: {max_budget: lots}}" })
    await expect(wrong).rejects.toThrow("litellm_settings.upperbound_key_generate_params.max_budget")
  })
})
