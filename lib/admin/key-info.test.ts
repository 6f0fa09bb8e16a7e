import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { adminHarness, type Harness, plainKey } from "./test-harness"

let gw: Harness
beforeAll(async () => {
  gw = await adminHarness()
})
afterAll(() => gw.drop())

const NOW = Date.parse("2026-03-10T15:20:00Z")
const info = async (key: string) => (await gw.call("GET /key/info", { query: { key } })).body.info

describe("GET /key/info", () => {
  test("a key sees itself, by nothing, by key and by hash, and no other", async () => {
    const [mine, other] = [await gw.newKey({ key_alias: "mine" }), await gw.newKey()]
    const caller = plainKey(mine.token)
    for (const query of [{}, { key: mine.key }, { key: mine.token }]) {
      const answer = await gw.call("GET /key/info", { query, caller })
      expect([answer.status, answer.body.key, answer.body.info.key_alias]).toEqual([200, mine.token, "mine"])
    }
    for (const key of [other.key, other.token, "sk-does-not-exist-at-all"]) {
      const answer = await gw.call("GET /key/info", { query: { key }, caller })
      expect([answer.status, answer.body.error.code]).toEqual([403, "permission_denied"])
    }
  })

  test("400 for the master key without key, 404 for a key that is not there", async () => {
    expect((await gw.call("GET /key/info")).status).toBe(400)
    const missing = await gw.call("GET /key/info", { query: { key: "sk-does-not-exist-at-all" } })
    expect(missing.status).toBe(404)
    expect(missing.body.error.message).not.toContain("does-not-exist")
  })

  test("spend counts what has not reached the database, and what is held", async () => {
    const live = { spentNano: 2_500_000_000, heldNano: 10_000_000, windowStartedAt: 0, resetAt: null }
    const other = await adminHarness({ liveBudget: () => live })
    const { key } = await other.newKey()
    const answer = await other.call("GET /key/info", { query: { key } })
    expect(answer.body.info).toMatchObject({ spend: 2.5, held: 0.01, total_spend: 2.5 })
    await other.drop()
  })

  test("when the window has passed, nothing is spent and the next reset is told", async () => {
    const made = await gw.newKey({ budget_duration: "daily", spend: 3 })
    expect(await info(made.token)).toMatchObject({ spend: 3, budget_reset_at: "2026-03-11T00:00:00.000Z" })
    gw.state.nowMs = Date.parse("2026-03-13T01:00:00Z")
    expect(await info(made.token)).toMatchObject({ spend: 0, budget_reset_at: "2026-03-14T00:00:00.000Z" })
    await gw.logs([
      {
        request_id: "in-the-new-window",
        api_key: made.token,
        spend_nano: 7,
        window_started_at: Date.parse("2026-03-13T00:00:00Z"),
      },
    ])
    expect(await info(made.token)).toMatchObject({ spend: 7e-9, budget_reset_at: "2026-03-14T00:00:00.000Z" })
    gw.state.nowMs = NOW
  })
})
