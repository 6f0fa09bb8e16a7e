import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

/** One answer of `usage-100-20` costs this, and is so many tokens. */
const COST_USD = 0.00018
const TOKENS = 120
const DAY_MS = 86_400_000

let gw: Harness
beforeAll(async () => {
  gw = await harness({ yaml: "litellm_settings: {max_end_user_budget_id: everyone, max_end_user_budget: 9}" })
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
const errorOf = (sent: { json: Record<string, unknown> }) => sent.json.error as { message: string; code: string }
const messageOf = (sent: { json: Record<string, unknown> }) => errorOf(sent).message
const statuses = (sent: readonly { status: number }[]) => sent.map((one) => one.status)

/** The same request until one is refused: how many were served, and the refusal. */
async function untilRefused(key: string, more: Record<string, unknown> = {}) {
  for (let served = 0; served < 10; served++) {
    const sent = await chat(key, more)
    if (sent.status !== 200) return { served, refused: sent }
  }
  throw new Error("ten requests were served")
}

describe("a shared budget's own budgets by model", () => {
  it("are taken over by a customer, a key, an organization and a tag, each spending its own", async () => {
    const shared = { budget_id: "by model", model_max_budget: { "usage-100-20": COST_USD } }
    expect((await gw.send("POST", "/budget/new", shared)).json).toMatchObject(shared)
    await gw.send("POST", "/customer/new", { user_id: "cora", budget_id: "by model" })
    await gw.send("POST", "/customer/new", { user_id: "carl", budget_id: "by model" })
    await gw.send("POST", "/tag/new", { name: "trial", budget_id: "by model" })
    await gw.send("POST", "/organization/new", {
      organization_id: "acme",
      organization_alias: "Acme",
      budget_id: "by model",
    })
    const plain = await gw.key()
    for (const [key, more, label] of [
      [plain, { user: "cora" }, "Model usage-100-20 of the customer cora"],
      [plain, { user: "carl" }, "Model usage-100-20 of the customer carl"],
      [plain, { metadata: { tags: ["trial"] } }, "Model usage-100-20 of the tag trial"],
      [await gw.key({ organization_id: "acme" }), {}, "Model usage-100-20 of the organization Acme"],
      [await gw.key({ budget_id: "by model", key_alias: "shares" }), {}, "Model usage-100-20 of the key shares"],
    ] as const) {
      const { served, refused } = await untilRefused(key, more)
      expect([served, refused.status]).toEqual([1, 429])
      expect(messageOf(refused)).toContain(`${label}: spent $0.00018 of $0.00018`)
      expect((await chat(key, { ...more, model: "ok" })).status).toBe(200)
    }
  })

  it("give way to one's own, and are gone with another shared budget", async () => {
    await gw.send("POST", "/budget/new", { budget_id: "wide", max_budget: 5 })
    const more = { model_max_budget: { "usage-100-20": 3 * COST_USD } }
    const key = await gw.key({ budget_id: "by model", ...more })
    expect((await gw.send("GET", `/key/info?key=${key}`)).json.info).toMatchObject(more)
    await gw.send("POST", "/key/update", { key, budget_id: "by model", model_max_budget: { ok: 1 } })
    expect((await gw.send("GET", `/key/info?key=${key}`)).json.info).toMatchObject({ model_max_budget: { ok: 1 } })
    await gw.send("POST", "/key/update", { key, budget_id: "wide" })
    expect((await gw.send("GET", `/key/info?key=${key}`)).json.info).toMatchObject({ model_max_budget: {} })
  })

  it("keep what a change does not mention, and refuse what is no budget", async () => {
    await gw.send("POST", "/budget/update", { budget_id: "by model", tpd_limit: 9 })
    const [budget] = (await gw.send("POST", "/budget/info", { budgets: ["by model"] })).json as unknown as object[]
    expect(budget).toMatchObject({ model_max_budget: { "usage-100-20": COST_USD }, tpd_limit: 9 })
    await gw.send("POST", "/budget/update", { budget_id: "by model", tpd_limit: null })
    const wrong = await gw.send("POST", "/budget/new", { budget_id: "odd", model_max_budget: { ok: -1 } })
    expect([wrong.status, (wrong.json.error as { param: string }).param]).toEqual([400, "model_max_budget.ok"])
    expect((await gw.send("POST", "/budget/info", { budgets: ["odd"] })).json).toEqual([])
  })
})

describe("budgets by model of a team's members", () => {
  it("come from the team, or from what the member was given", async () => {
    const team_id = "members"
    await gw.send("POST", "/team/new", { team_id, team_member_model_max_budget: { "usage-100-20": COST_USD } })
    await gw.send("POST", "/team/member_add", { team_id, member: [{ user_id: "mia" }, { user_id: "max" }] })
    const more = { "usage-100-20": { max_budget: 2 * COST_USD, budget_duration: "1d" } }
    await gw.send("POST", "/team/member_update", { team_id, user_id: "max", model_max_budget: more })
    const info = (await gw.send("GET", `/team/info?team_id=${team_id}`)).json
    expect(info.team_memberships).toMatchObject([
      { user_id: "max", model_max_budget: more },
      { user_id: "mia", model_max_budget: { "usage-100-20": COST_USD } },
    ])
    const [mia, max] = [await gw.key({ team_id, user_id: "mia" }), await gw.key({ team_id, user_id: "max" })]
    const first = await untilRefused(mia)
    expect(first.served).toBe(1)
    expect(messageOf(first.refused)).toContain("Model usage-100-20 of the member members/mia: spent $0.00018")
    expect((await chat(mia, { model: "ok" })).status).toBe(200)
    expect((await untilRefused(max)).served).toBe(2)
    gw.clock.addedMs = DAY_MS
    expect(statuses([await chat(mia), await chat(max)])).toEqual([429, 200])
  })
})

describe("customers without a budget of their own", () => {
  it("have the default one, also those nobody made, each by itself", async () => {
    await gw.send("POST", "/budget/new", { budget_id: "everyone", max_budget: 2 * COST_USD, budget_duration: "1d" })
    await gw.send("POST", "/customer/new", { user_id: "made", alias: "Made" })
    await gw.send("POST", "/customer/new", { user_id: "own", max_budget: 1 })
    const key = await gw.key()
    for (const user of ["unheard of", "another: one", "made"]) {
      const { served, refused } = await untilRefused(key, { user })
      expect([user, served, refused.status]).toEqual([user, 2, 429])
      expect(messageOf(refused)).toMatch(
        /^Budget has been exceeded! Customer .*: spent \$0.00036 of \$0.00036. It resets/,
      )
    }
    for (let i = 0; i < 3; i++) expect((await chat(key, { user: "own" })).status).toBe(200)
    expect((await chat(key)).status, "nobody named").toBe(200)
    gw.clock.addedMs = DAY_MS
    expect((await chat(key, { user: "unheard of" })).status).toBe(200)
    await gw.flush()
    const shown = await gw.send("GET", "/customer/info?end_user_id=unheard%20of")
    expect(shown.json).toMatchObject({ spend: COST_USD, total_spend: 3 * COST_USD, max_budget: null })
  })

  it("are held to it when requests come at once", async () => {
    const key = await gw.key()
    const sent = await Promise.all(Array.from({ length: 12 }, () => chat(key, { user: "in a hurry" })))
    expect(sent.filter((one) => one.status === 200).length).toBeLessThanOrEqual(2)
  })

  it("begin anew when they were deleted", async () => {
    const key = await gw.key()
    const user = "gone"
    expect((await untilRefused(key, { user })).served).toBe(2)
    await gw.flush()
    await gw.send("POST", "/customer/delete", { user_ids: [user] })
    expect((await untilRefused(key, { user })).served).toBe(2)
  })
})

describe("tokens a day", () => {
  it("are a limit of the day, for a key and for whoever else has one", async () => {
    await gw.send("POST", "/team/new", { team_id: "daily", tpd_limit: TOKENS })
    const own = await gw.key({ tpd_limit: 2 * TOKENS, key_alias: "per day" })
    for (const [key, served, label] of [
      [own, 2, "key per day: 240 tokens per day, 240 in use"],
      [await gw.key({ team_id: "daily" }), 1, "team daily: 120 tokens per day, 120 in use"],
    ] as const) {
      const until = await untilRefused(key)
      expect([until.served, until.refused.status, errorOf(until.refused).code]).toEqual([
        served,
        429,
        "rate_limit_exceeded",
      ])
      expect(messageOf(until.refused)).toContain(`Rate limit of the ${label}`)
      const midnight = Math.ceil((gw.clock.now() + 1) / DAY_MS) * DAY_MS
      const wait = Number(until.refused.headers["retry-after"]) * 1000
      expect(Math.abs(gw.clock.now() + wait - midnight)).toBeLessThan(5000)
      gw.clock.addedMs = wait
      expect((await chat(key)).status).toBe(200)
      gw.clock.addedMs = 0
    }
    const info = (await gw.send("GET", `/key/info?key=${own}`)).json.info
    expect(info).toMatchObject({ tpd_limit: 2 * TOKENS, budget_limits_usage: [] })
  })

  it("are no way around: a key made by a limited one has the limit", async () => {
    await gw.send("POST", "/budget/new", { budget_id: "daily", tpd_limit: TOKENS })
    const key = await gw.key({ budget_id: "daily" })
    expect((await untilRefused(key)).served).toBe(1)
    await gw.send("POST", "/key/update", { key, tpd_limit: null })
    expect((await chat(key)).status).toBe(200)
  })

  it.each([-1, 1.5, "many"])("%j is refused by name", async (tpd_limit) => {
    const sent = await gw.send("POST", "/key/generate", { tpd_limit })
    expect([sent.status, (sent.json.error as { param: string }).param]).toEqual([400, "tpd_limit"])
  })
})

it("the ledger agrees with the log on every one of these", async () => {
  await gw.flush()
  const verified = await gw.send("GET", "/spend/verify")
  expect([verified.status, verified.json.ok, verified.json.differences]).toEqual([200, true, []])
})
