import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { sha256Hex } from "#lib/core/ids"
import { type Harness, harness } from "#lib/testing/harness"

let gw: Harness
beforeAll(async () => {
  gw = await harness()
})
afterAll(() => gw.close())

const COST_USD = 0.00018
const ask = async (key: string, model = "usage-100-20", more: Record<string, unknown> = {}) =>
  (await askWhole(key, model, more)).status
const askWhole = (key: string, model = "usage-100-20", more: Record<string, unknown> = {}) =>
  gw.send(
    "POST",
    "/v1/chat/completions",
    { model, messages: [{ role: "user", content: "Hello there" }], max_tokens: 20, ...more },
    { key },
  )
const regenerate = async (body: Record<string, unknown>) => {
  const sent = await gw.send("POST", "/key/regenerate", body)
  expect(sent.status, sent.text).toBe(200)
  return sent.json as { key: string; token: string; key_name: string }
}
const infoOf = async (key: string) =>
  (await gw.send("GET", `/key/info?key=${key}`)).json.info as Record<string, unknown>

describe("a regenerated key", () => {
  test("lets the new key in and refuses the old one at once; spend, budget and history go on as one", async () => {
    const old = await gw.key({ max_budget: 2.5 * COST_USD, key_alias: "turned" })
    expect(await ask(old)).toBe(200)
    const made = await regenerate({ key: old })
    expect(made).toMatchObject({ token: sha256Hex(old), key_name: `sk-...${made.key.slice(-4)}` })
    expect(await ask(old)).toBe(401)
    expect(await ask(made.key)).toBe(200)
    await gw.flush()
    expect(await infoOf(made.key)).toMatchObject({
      spend: 2 * COST_USD,
      total_spend: 2 * COST_USD,
      key_alias: "turned",
    })
    expect(await ask(made.key)).toBe(200)
    expect(await ask(made.key), "the budget counted on").toBe(429)
    const verified = await gw.send("GET", "/spend/verify")
    expect(verified.json).toMatchObject({ ok: true, differences: [] })
  })

  test("with a grace period the old key works until it ends, and not a moment longer", async () => {
    const old = await gw.key()
    const made = await regenerate({ key: old, grace_period: "1h" })
    expect([await ask(old), await ask(made.key)]).toEqual([200, 200])
    gw.clock.addedMs += 3_600_000
    const late = await askWhole(old)
    expect([late.status, (late.json.error as { code: string }).code]).toEqual([401, "expired_api_key"])
    expect(await ask(made.key)).toBe(200)
    const next = await regenerate({ key: made.key })
    expect([await ask(old), await ask(made.key), await ask(next.key)]).toEqual([401, 401, 200])
    gw.clock.addedMs = 0
  })

  test("is blocked, changed and deleted under every name it is known by, at once", async () => {
    const old = await gw.key()
    const made = await regenerate({ key: old, grace_period: "1d" })
    expect([await ask(old), await ask(made.key)]).toEqual([200, 200])
    expect((await gw.send("POST", "/key/block", { key: made.key })).status).toBe(200)
    expect([await ask(old), await ask(made.key)]).toEqual([401, 401])
    expect((await gw.send("POST", "/key/unblock", { key: old })).status).toBe(200)
    expect([await ask(old), await ask(made.key)]).toEqual([200, 200])
    expect((await gw.send("POST", "/key/delete", { keys: [made.key] })).json).toEqual({
      deleted_keys: [sha256Hex(old)],
    })
    expect([await ask(old), await ask(made.key)]).toEqual([401, 401])
  })

  test("may be given a key and other fields; a key that is or was somebody's is refused", async () => {
    const [one, two] = [await gw.key(), await gw.key()]
    const chosen = "sk-chosen-by-the-admin"
    expect(await ask(chosen)).toBe(401)
    const path = `/key/${sha256Hex(one)}/regenerate`
    const sent = await gw.send("POST", path, { new_key: chosen, max_budget: 7 })
    expect(sent.json).toMatchObject({ key: chosen, max_budget: 7 })
    expect([await ask(chosen), await ask(one)]).toEqual([200, 401])
    for (const taken of [chosen, one, two]) {
      const again = await gw.send("POST", "/key/regenerate", { key: two, new_key: taken })
      expect([again.status, (again.json.error as { param: string }).param]).toEqual([400, "new_key"])
      expect((await gw.send("POST", "/key/generate", { key: taken })).status).toBe(400)
    }
    expect((await gw.send("POST", "/key/regenerate", { key: "sk-nobody-knows-this" })).status).toBe(404)
    expect((await gw.send("POST", "/key/regenerate", {})).status).toBe(400)
    const wrong = await gw.send("POST", "/key/regenerate", { key: two, grace_period: "soon" })
    expect([wrong.status, (wrong.json.error as { param: string }).param]).toEqual([400, "grace_period"])
    expect(await ask(two)).toBe(200)
  })

  test("is found in lists and logs by its new key", async () => {
    const old = await gw.key()
    expect(await ask(old)).toBe(200)
    const made = await regenerate({ key: old })
    expect(await ask(made.key)).toBe(200)
    await gw.flush()
    expect((await gw.send("GET", `/key/list?key_hash=${made.key}`)).json.keys).toEqual([sha256Hex(old)])
    expect((await gw.send("GET", `/spend/logs/v2?api_key=${made.key}`)).json.data).toHaveLength(2)
  })
})

describe("what a key brings to its requests", () => {
  test("its tags are on every request and charge the tags' accounts", async () => {
    await gw.db.sql`insert into accounts (kind, id) values ('tag', 'batch')`
    const key = await gw.key({ tags: ["batch", "team-x"] })
    expect(await ask(key, "usage-100-20", { metadata: { tags: ["batch", "own"] } })).toBe(200)
    await gw.flush()
    const [row] = await gw.db.sql`select tags from spend_logs where api_key = ${sha256Hex(key)}`
    expect(row?.tags).toEqual(["batch", "team-x", "own"])
    const [tag] = await gw.db.sql`select spend_nano from accounts where kind = 'tag' and id = 'batch'`
    expect(tag?.spend_nano).toBe(180_000)
  })

  test("a temporary increase adds to the budget until it expires", async () => {
    const key = await gw.key({
      max_budget: COST_USD,
      temp_budget_increase: COST_USD,
      temp_budget_expiry: new Date(gw.clock.now() + 60_000).toISOString(),
    })
    expect([await ask(key), await ask(key), await ask(key)]).toEqual([200, 200, 429])
    const other = await gw.key({
      max_budget: COST_USD,
      temp_budget_increase: 1,
      temp_budget_expiry: new Date(gw.clock.now() + 60_000).toISOString(),
    })
    expect(await ask(other)).toBe(200)
    gw.clock.addedMs += 60_000
    expect(await ask(other)).toBe(429)
    gw.clock.addedMs = 0
    const half = await gw.send("POST", "/key/generate", { temp_budget_increase: 1 })
    expect([half.status, (half.json.error as { param: string }).param]).toEqual([400, "temp_budget_expiry"])
  })

  test("max_budget 0 lets it use what costs nothing, and nothing else", async () => {
    const key = await gw.key({ max_budget: 0 })
    expect([await ask(key, "free"), await ask(key), await ask(key, "free")]).toEqual([200, 429, 200])
  })

  test("a reset spend starts the budget anew", async () => {
    const key = await gw.key({ max_budget: COST_USD })
    expect([await ask(key), await ask(key)]).toEqual([200, 429])
    const path = `/key/${sha256Hex(key)}/reset_spend`
    const tooMuch = await gw.send("POST", path, { reset_to: 1 })
    expect([tooMuch.status, (tooMuch.json.error as { param: string }).param]).toEqual([400, "reset_to"])
    const reset = await gw.send("POST", path, { reset_to: 0 })
    expect(reset.json).toMatchObject({ key_hash: sha256Hex(key), previous_spend: COST_USD, spend: 0 })
    expect([await ask(key), await ask(key)]).toEqual([200, 429])
    await gw.flush()
    expect(await infoOf(key)).toMatchObject({ spend: COST_USD, total_spend: 2 * COST_USD })
  })
})
