import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { adminHarness, type Harness } from "./test-harness"

let gw: Harness
beforeAll(async () => {
  gw = await adminHarness()
})
afterAll(() => gw.drop())
beforeEach(() => {
  gw.state.changed.length = 0
})

const NOW = Date.parse("2026-03-10T15:20:00Z")
const info = async (key: string) => (await gw.call("GET /key/info", { query: { key } })).body.info

describe("POST /key/update", () => {
  test("changes what is given and nothing else", async () => {
    const made = await gw.newKey({ key_alias: "before", max_budget: 5, rpm_limit: 7, models: ["a"], guardrails: ["x"] })
    gw.state.nowMs = NOW + 1000
    const answer = await gw.call("POST /key/update", { body: { key: made.key, key_alias: "after", tags: ["new"] } })
    gw.state.nowMs = NOW
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      key: made.token,
      key_alias: "after",
      max_budget: 5,
      rpm_limit: 7,
      models: ["a"],
      guardrails: ["x"],
      tags: ["new"],
      updated_at: "2026-03-10T15:20:01.000Z",
      updated_by: "master",
      warnings: [],
    })
    expect(gw.state.changed).toEqual([made.token, made.token])
  })

  test("null clears", async () => {
    const made = await gw.newKey({
      max_budget: 5,
      duration: "1d",
      key_alias: "x",
      rpm_limit: 1,
      models: ["a"],
      tags: ["t"],
    })
    const body = {
      key: made.token,
      max_budget: null,
      duration: null,
      key_alias: null,
      rpm_limit: null,
      models: null,
      tags: null,
    }
    const answer = await gw.call("POST /key/update", { body })
    expect(answer.body).toMatchObject({ max_budget: null, expires: null, key_alias: null, rpm_limit: null, models: [] })
    expect(answer.body).not.toHaveProperty("tags")
  })

  test('duration "-1" is for ever, another counts from now', async () => {
    const made = await gw.newKey({ duration: "1h" })
    const later = await gw.call("POST /key/update", { body: { key: made.token, duration: "2h" } })
    expect(later.body.expires).toBe("2026-03-10T17:20:00.000Z")
    const never = await gw.call("POST /key/update", { body: { key: made.token, duration: "-1" } })
    expect(never.body.expires).toBeNull()
  })

  test("a changed budget_duration starts a new window; the same one does not", async () => {
    const made = await gw.newKey({ budget_duration: "1mo", spend: 4 })
    const same = await gw.call("POST /key/update", { body: { key: made.token, budget_duration: "1mo" } })
    expect(same.body.spend).toBe(4)
    const changed = await gw.call("POST /key/update", { body: { key: made.token, budget_duration: "12h" } })
    expect(changed.body).toMatchObject({ spend: 0, budget_reset_at: "2026-03-11T03:20:00.000Z" })
    const none = await gw.call("POST /key/update", { body: { key: made.token, budget_duration: null } })
    expect(none.body).toMatchObject({ budget_duration: null, budget_reset_at: null })
  })

  test("setting spend is exact, waits for queued rows and gets a window start of its own", async () => {
    const made = await gw.newKey()
    const flushes = gw.state.flushes
    const answer = await gw.call("POST /key/update", { body: { key: made.token, spend: 0.000000123 } })
    expect(answer.body.spend).toBe(0.000000123)
    expect(gw.state.flushes).toBe(flushes + 1)
    const [row] = await gw.db.sql`select spend_nano::text, window_started_at from keys where token = ${made.token}`
    expect(row).toMatchObject({ spend_nano: "123" })
    expect(row?.window_started_at).toEqual(new Date(NOW))
  })

  test("404 for a key that is not there, 400 without key or for a taken alias", async () => {
    expect((await gw.call("POST /key/update", { body: { key: "sk-not-there-at-all-0" } })).status).toBe(404)
    const without = await gw.call("POST /key/update", { body: { max_budget: 1 } })
    expect([without.status, without.body.error.param, without.body.error.message]).toEqual([
      400,
      "key",
      "key is required.",
    ])
    await gw.newKey({ key_alias: "owner" })
    const made = await gw.newKey()
    const taken = await gw.call("POST /key/update", { body: { key: made.key, key_alias: "owner" } })
    expect(taken.status).toBe(400)
  })

  test("spend that arrives while a key is edited is not lost", async () => {
    const made = await gw.newKey({ max_budget: 1 })
    await Promise.all([
      ...Array.from({ length: 10 }, (_, i) => gw.call("POST /key/update", { body: { key: made.token, rpm_limit: i } })),
      ...Array.from({ length: 10 }, (_, i) =>
        gw.logs([{ request_id: `busy-${i}`, api_key: made.token, spend_nano: 100 }]),
      ),
    ])
    expect((await info(made.token)).spend).toBe(0.000001)
  })
})

describe("block, unblock, delete", () => {
  test("a blocked key says so until it is unblocked", async () => {
    const made = await gw.newKey()
    const blocked = await gw.call("POST /key/block", { body: { key: made.key } })
    expect(blocked.body).toMatchObject({ blocked: true, status: "blocked" })
    const free = await gw.call("POST /key/unblock", { body: { key: made.token } })
    expect(free.body).toMatchObject({ blocked: false, status: "active" })
    expect(gw.state.changed).toEqual([made.token, made.token, made.token])
    expect((await gw.call("POST /key/block", { body: { key: "nope" } })).status).toBe(404)
  })

  test("delete takes keys, hashes and aliases, and tells every process", async () => {
    const [a, b, c] = [await gw.newKey(), await gw.newKey(), await gw.newKey({ key_alias: "gone" })]
    gw.state.changed.length = 0
    const byKey = await gw.call("POST /key/delete", { body: { keys: [a.key, b.token], key_aliases: ["gone"] } })
    expect(byKey.body.deleted_keys.toSorted()).toEqual([a.token, b.token, c.token].sort())
    expect(gw.state.changed.toSorted()).toEqual([a.token, b.token, c.token].sort())
    expect((await gw.call("GET /key/info", { query: { key: a.key } })).status).toBe(404)
  })

  test("delete of a key that is not there deletes none", async () => {
    const made = await gw.newKey()
    const answer = await gw.call("POST /key/delete", { body: { keys: [made.key, "sk-not-there-at-all-1"] } })
    expect(answer.status).toBe(404)
    expect(answer.body.error.message).not.toContain("not-there")
    expect((await info(made.key)).token).toBe(made.token)
    expect((await gw.call("POST /key/delete", { body: {} })).status).toBe(400)
    expect((await gw.call("POST /key/delete", { body: { keys: [] } })).status).toBe(400)
  })
})
