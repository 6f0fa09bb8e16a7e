import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

/** One answer of `usage-100-20` costs this. */
const COST_NANO = 180_000

let gw: Harness
beforeAll(async () => {
  gw = await harness()
})
afterAll(() => gw.close())
beforeEach(() => gw.mock.reset())

async function account(kind: string, id: string, fields: Record<string, unknown> = {}): Promise<void> {
  await gw.db.sql`insert into accounts ${gw.db.sql({ kind, id, ...fields })}`
}
const chat = (key: string, more: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  gw.send(
    "POST",
    "/v1/chat/completions",
    { model: "usage-100-20", messages: [{ role: "user", content: "Hello there" }], max_tokens: 20, ...more },
    { key, headers },
  )
const messageOf = (sent: { json: Record<string, unknown> }) => (sent.json.error as { message: string }).message

async function spent(kind: string, id: string): Promise<{ spend_nano: string; total_spend_nano: string }> {
  await gw.flush()
  const [row] = await gw.db.sql`select spend_nano, total_spend_nano from accounts where kind = ${kind} and id = ${id}`
  return row as { spend_nano: string; total_spend_nano: string }
}

describe("money is charged to everyone it concerns", () => {
  it("charges a team's key to the member, the team and the team's organization, and not to the user", async () => {
    await account("organization", "org-1")
    await account("team", "team-1", { organization_id: "org-1" })
    await account("member", "team-1/ada")
    await account("user", "ada")
    const key = await gw.key({ team_id: "team-1", user_id: "ada" })
    expect((await chat(key)).status).toBe(200)
    for (const [kind, id] of [
      ["team", "team-1"],
      ["member", "team-1/ada"],
      ["organization", "org-1"],
    ] as const)
      expect(await spent(kind, id)).toEqual({ spend_nano: COST_NANO, total_spend_nano: COST_NANO })
    expect((await spent("user", "ada")).total_spend_nano).toBe(0)
    const today = new Date(gw.clock.now()).toISOString().slice(0, 10)
    const days = `start_date=${today}&end_date=${today}&organization_ids=org-1`
    const report = await gw.send("GET", `/organization/daily/activity?${days}`)
    const { total_spend } = report.json.metadata as { total_spend: number }
    expect(total_spend, "the organization's report").toBe(COST_NANO / 1e9)
  })

  it("charges a key without a team to its user, and a request to its customer and its tags", async () => {
    await account("user", "bea@example.com")
    await account("customer", "shop: 7")
    await account("tag", "nightly")
    const key = await gw.key({ user_id: "bea@example.com" })
    const sent = await chat(key, { user: "shop: 7" }, { "x-litellm-tags": "nightly, unknown" })
    expect(sent.status).toBe(200)
    expect((await spent("user", "bea@example.com")).spend_nano).toBe(COST_NANO)
    expect((await spent("customer", "shop: 7")).spend_nano).toBe(COST_NANO)
    expect((await spent("tag", "nightly")).spend_nano).toBe(COST_NANO)
  })

  it("refuses when any one of them has spent its budget, names it, and charges nobody", async () => {
    await account("team", "poor", { alias: "The poor", max_budget_nano: COST_NANO, spend_nano: COST_NANO })
    const key = await gw.key({ team_id: "poor", max_budget: 10 })
    const sent = await chat(key)
    expect(sent.status).toBe(429)
    expect(messageOf(sent)).toContain("Team The poor: spent $0.00018 of $0.00018")
    expect(gw.mock.requests).toHaveLength(0)
    const info = await gw.send("GET", `/key/info?key=${key}`)
    expect(info.json.info).toMatchObject({ spend: 0, held: 0 })
  })

  it("starts a budget anew when its window has turned, and keeps what the account spent in all", async () => {
    const startedAt = gw.clock.now()
    await account("team", "daily", {
      max_budget_nano: COST_NANO,
      budget_duration: "1d",
      window_started_at: new Date(startedAt),
      budget_reset_at: new Date(startedAt + 86_400_000),
    })
    const key = await gw.key({ team_id: "daily" })
    expect((await chat(key)).status).toBe(200)
    const refused = await chat(key)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(86_000)
    gw.clock.addedMs += 86_400_000
    expect((await chat(key)).status).toBe(200)
    expect(await spent("team", "daily")).toEqual({ spend_nano: COST_NANO, total_spend_nano: 2 * COST_NANO })
    gw.clock.addedMs = 0
  })

  it("holds requests a minute and the models of everyone", async () => {
    await account("team", "slow", { rpm_limit: 1 })
    await account("customer", "gone", { blocked: true })
    await account("user", "narrow", { models: ["another"] })
    const slow = await gw.key({ team_id: "slow" })
    expect((await chat(slow)).status).toBe(200)
    expect(messageOf(await chat(slow))).toContain("Rate limit of the team slow: 1 requests per minute")
    const blocked = await chat(await gw.key(), { user: "gone" })
    expect([blocked.status, messageOf(blocked)]).toEqual([
      401,
      "The customer gone is blocked. An admin can unblock it.",
    ])
    const narrow = await chat(await gw.key({ user_id: "narrow" }))
    expect([narrow.status, messageOf(narrow)]).toEqual([
      403,
      'The user narrow has no access to the model "usage-100-20". It may use: another.',
    ])
  })

  it("says what is left of everyone's limits on rates", async () => {
    await account("team", "rated", { rpm_limit: 10, tpm_limit: 5000 })
    const sent = await chat(await gw.key({ team_id: "rated", rpm_limit: 3, max_parallel_requests: 2 }))
    expect(sent.headers).toMatchObject({
      "x-ratelimit-api_key-limit-requests": "3",
      "x-ratelimit-api_key-remaining-requests": "2",
      "x-ratelimit-api_key-remaining-max_parallel_requests": "2",
      "x-ratelimit-team-remaining-requests": "9",
      "x-ratelimit-team-remaining-tokens": "4880",
      "x-ratelimit-limit-requests": "3",
      "x-ratelimit-remaining-requests": "2",
    })
    const free = await chat(await gw.key())
    expect(Object.keys(free.headers).filter((name) => name.startsWith("x-ratelimit"))).toEqual([])
  })

  it("refuses the very next request of a team's keys once the team is blocked", async () => {
    const team = { team_id: "soon-blocked" }
    expect((await gw.send("POST", "/team/new", team)).status).toBe(200)
    const key = await gw.key(team)
    expect((await chat(key)).status).toBe(200)
    await gw.send("POST", "/team/block", team)
    expect((await chat(key)).status).toBe(401)
    await gw.send("POST", "/team/unblock", team)
    expect((await chat(key)).status).toBe(200)
  })
})
