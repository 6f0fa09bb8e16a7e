import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { systemClock } from "#lib/core/clock"
import { type Harness, harness } from "#lib/testing/harness"

/** One answer of `usage-100-20` costs this. */
const COST_USD = 0.00018

let gw: Harness
beforeAll(async () => {
  gw = await harness({
    yaml: `litellm_settings: {timezone: Europe/Berlin, budget_reset_time: "06:30"}
router_settings: {provider_budget_config: {openai: {budget_limit: 1000, time_period: 1d}}}`,
  })
})
afterAll(() => gw.close())
beforeEach(() => gw.mock.reset())

/** Sets the clock; it goes on from there. */
function itIs(moment: string): void {
  gw.clock.addedMs = Date.parse(moment) - systemClock.now()
}

const messages = [{ role: "user", content: "x".repeat(400) }]
const chat = (key: string) =>
  gw.send("POST", "/v1/chat/completions", { model: "usage-100-20", messages, max_tokens: 20 }, { key })

describe("a budget begins anew when the day does in the configured zone", () => {
  it.each([
    // The night the clock goes forward, and the one it goes back.
    ["1d", "2027-03-27T20:00:00Z", "2027-03-28T04:30:00.000Z", "2027-03-29T04:30:00.000Z"],
    ["1d", "2027-10-30T20:00:00Z", "2027-10-31T05:30:00.000Z", "2027-11-01T05:30:00.000Z"],
    ["7d", "2027-03-27T20:00:00Z", "2027-03-29T04:30:00.000Z", "2027-04-05T04:30:00.000Z"],
    ["1mo", "2027-03-27T20:00:00Z", "2027-04-01T04:30:00.000Z", "2027-05-01T04:30:00.000Z"],
    ["48h", "2027-03-27T20:00:00Z", "2027-03-29T20:00:00.000Z", "2027-03-31T20:00:00.000Z"],
  ])("%s from %s: first on %s, then on %s", async (duration, now, first, second) => {
    itIs(now)
    const made = await gw.send("POST", "/key/generate", { max_budget: COST_USD, budget_duration: duration })
    const key = String(made.json.key)
    for (const end of [first, second]) {
      const about = String((await infoOf(key)).budget_reset_at)
      expect(Math.abs(Date.parse(about) - Date.parse(end))).toBeLessThan(5000)
      expect((await chat(key)).status).toBe(200)
      const refused = await chat(key)
      expect(refused.status).toBe(429)
      expect(refused.text).toContain(`It resets at ${about}`)
      const waitMs = Number(refused.headers["retry-after"]) * 1000
      expect(Math.abs(gw.clock.now() + waitMs - Date.parse(about))).toBeLessThan(5000)
      itIs(new Date(Date.parse(about) - 2000).toISOString())
      expect((await chat(key)).status, "just before").toBe(429)
      gw.clock.addedMs += 2000
    }
    expect((await chat(key)).status).toBe(200)
    expect(await infoOf(key)).toMatchObject({ spend: COST_USD })
  })

  it("for a provider", async () => {
    itIs("2027-03-27T20:00:00Z")
    const budgets = await gw.send("GET", "/provider/budgets")
    expect(budgets.text).toContain("2027-03-28T04:30:00.000Z")
  })

  it("for teams, their budgets by model and customers alike", async () => {
    itIs("2027-03-27T20:00:00Z")
    const limited = { max_budget: 1, budget_duration: "1d" }
    const team = await gw.send("POST", "/team/new", {
      team_alias: "tides",
      ...limited,
      model_max_budget: { ok: { budget_limit: 1, time_period: "1d" } },
    })
    const customer = await gw.send("POST", "/customer/new", { user_id: "ebb", ...limited })
    const resets = "2027-03-28T04:30:00.000Z"
    const info = await gw.send("GET", `/team/info?team_id=${team.json.team_id}`)
    expect(JSON.stringify(info.json)).toContain(`"budget_reset_at":"${resets}"`)
    expect(JSON.stringify(info.json)).toContain(`"reset_at":"${resets}"`)
    expect(customer.text).toContain(resets)
  })
})

async function infoOf(key: string): Promise<Record<string, unknown>> {
  await gw.flush()
  return (await gw.send("GET", `/key/info?key=${key}`)).json.info as Record<string, unknown>
}
