import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { adminHarness, type Harness } from "./test-harness"

let gw: Harness
beforeAll(async () => {
  gw = await adminHarness()
})
afterAll(() => gw.drop())

describe("many keys at once", () => {
  test("each is changed on its own; one that cannot be is named with the reason", async () => {
    const [one, two] = [await gw.newKey(), await gw.newKey({ key_alias: "second" })]
    const body = {
      keys: [
        { key: one.key, max_budget: 4, tags: ["x"] },
        { key: "sk-nobody-knows-this", max_budget: 4 },
        { key: two.token, key_alias: "renamed" },
      ],
    }
    const answer = (await gw.call("POST /key/bulk_update", { body })).body
    expect(answer.total_requested).toBe(3)
    expect(answer.successful_updates).toMatchObject([
      { key: one.token, key_info: { max_budget: 4, tags: ["x"] } },
      { key: two.token, key_info: { key_alias: "renamed" } },
    ])
    expect(answer.failed_updates).toHaveLength(1)
    expect(answer.failed_updates[0].failed_reason).toContain("There is no key")
    const wrong = await gw.call("POST /key/bulk_update", { body: { keys: [{ key: one.key, max_budget: -1 }] } })
    expect([wrong.status, wrong.body.error.param]).toEqual([400, "keys.0.max_budget"])
  })

  test("are looked up by key or hash without repeating a key", async () => {
    const made = await gw.newKey({ max_budget: 1 })
    const answer = await gw.call("POST /v2/key/info", { body: { keys: [made.key, "f".repeat(64)] } })
    expect(answer.body).toMatchObject({ key: [made.token], info: [{ max_budget: 1 }] })
    expect(JSON.stringify(answer.body)).not.toContain(made.key)
  })

  test("their names are listed a page at a time", async () => {
    for (const key_alias of ["zeta", "Alpha", "alphabet"]) await gw.newKey({ key_alias })
    const found = (await gw.call("GET /key/aliases", { query: { search: "ALPHA", size: "1", page: "2" } })).body
    expect(found).toMatchObject({ total_count: 2, current_page: 2, total_pages: 2 })
    expect(found.aliases).toHaveLength(1)
  })
})

describe("what a key belongs to", () => {
  test("a service account's key belongs to a team and to nobody in it", async () => {
    await gw.call("POST /team/new", { body: { team_id: "robots" } })
    const made = await gw.call("POST /key/service-account/generate", { body: { team_id: "robots", key_alias: "ci" } })
    expect(made.body).toMatchObject({ team_id: "robots", user_id: null })
    for (const body of [{}, { team_id: null }, { team_id: "robots", user_id: "ada" }, { team_id: "nobody" }])
      expect((await gw.call("POST /key/service-account/generate", { body })).status, JSON.stringify(body)).toBe(400)
  })

  test("a user nobody made yet is made with the key, and one that is there is left alone", async () => {
    await gw.newKey({ user_id: "new-here" })
    const { user_info } = (await gw.call("GET /user/info", { query: { user_id: "new-here" } })).body
    expect(user_info).toMatchObject({ user_role: "internal_user", max_budget: null })
    await gw.call("POST /user/update", { body: { user_id: "new-here", max_budget: 3 } })
    await gw.newKey({ user_id: "new-here" })
    const after = (await gw.call("GET /user/info", { query: { user_id: "new-here" } })).body
    expect(after.user_info.max_budget).toBe(3)
    expect(after.keys).toHaveLength(2)
  })

  test("a shared budget's limits become the key's, and changing the key's owners is checked", async () => {
    await gw.call("POST /budget/new", {
      body: { budget_id: "std", max_budget: 5, budget_duration: "1d", rpm_limit: 2 },
    })
    const made = await gw.newKey({ budget_id: "std" })
    expect(made).toMatchObject({
      budget_id: "std",
      max_budget: 5,
      rpm_limit: 2,
      budget_reset_at: "2026-03-11T00:00:00.000Z",
      warnings: [],
    })
    for (const [body, param] of [
      [{ budget_id: "nothing" }, "budget_id"],
      [{ budget_id: "std", max_budget: 1 }, "budget_id"],
      [{ team_id: "nobody" }, "team_id"],
    ] as const) {
      const generated = await gw.call("POST /key/generate", { body })
      expect([generated.status, generated.body.error.param]).toEqual([400, param])
      const updated = await gw.call("POST /key/update", { body: { key: made.token, ...body } })
      expect([updated.status, updated.body.error.param]).toEqual([400, param])
    }
  })
})
