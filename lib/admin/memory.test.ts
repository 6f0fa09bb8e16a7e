import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { adminHarness, type Harness, plainKey } from "./test-harness"

let admin: Harness
beforeAll(async () => {
  admin = await adminHarness()
})
afterAll(() => admin.drop())
beforeEach(() => admin.db.sql`delete from memory_facts`)

const ANN = plainKey("a".repeat(64))
const BOB = plainKey("b".repeat(64))
const TEAM = plainKey("c".repeat(64), { teamId: "team-1" })
const add = async (fact: string, caller = ANN, user_id = "u1") =>
  (await admin.call("POST /memory", { body: { user_id, fact }, caller })).body
const texts = async (caller = ANN, query = {}) => {
  const { body } = await admin.call("GET /memory", { query, caller })
  return (body.facts as { fact: string }[]).map(({ fact }) => fact)
}

describe("facts", () => {
  it("are added, found, worded anew and erased, one or all of a user", async () => {
    const tea = await add("Likes tea.")
    admin.state.nowMs += 1000
    await add("Has a cat.")
    await add("Plays chess.", ANN, "u2")
    expect(await texts(ANN, { user_id: "u1" })).toEqual(["Has a cat.", "Likes tea."])
    expect(await texts(ANN, { search: "CHESS" })).toEqual(["Plays chess."])
    admin.state.nowMs += 1000
    const changed = await admin.call(`PATCH /memory/${tea.fact_id}`, {
      body: { fact: " Likes\n green tea. " },
      caller: ANN,
    })
    expect(changed.body).toMatchObject({
      fact: "Likes green tea.",
      user_id: "u1",
      source: "api",
      tenant: `key:${"a".repeat(64)}`,
    })
    expect(await texts(ANN, { user_id: "u1" })).toEqual(["Likes green tea.", "Has a cat."])
    expect((await admin.call(`DELETE /memory/${tea.fact_id}`, { caller: ANN })).body).toEqual({ deleted: 1 })
    expect((await admin.call("DELETE /memory", { query: { user_id: "u1" }, caller: ANN })).body).toEqual({ deleted: 1 })
    expect(await texts()).toEqual(["Plays chess."])
  })

  it("are the business of their tenant alone: somebody else's id is 404, and nothing of it changes", async () => {
    const { fact_id: id } = await add("Likes tea.")
    for (const route of [`GET /memory/${id}`, `DELETE /memory/${id}`])
      expect((await admin.call(route, { caller: BOB })).status).toBe(404)
    expect((await admin.call(`PATCH /memory/${id}`, { body: { fact: "Hates tea." }, caller: BOB })).status).toBe(404)
    const elsewhere = { user_id: "u1", fact: "x", tenant: `key:${"a".repeat(64)}` }
    expect((await admin.call("POST /memory", { body: elsewhere, caller: BOB })).status).toBe(404)
    expect((await admin.call("DELETE /memory", { query: { user_id: "u1" }, caller: BOB })).body).toEqual({ deleted: 0 })
    expect([await texts(BOB), await texts(ANN)]).toEqual([[], ["Likes tea."]])
  })

  it("of a team belong to every key of it; an administrator sees all", async () => {
    await add("Likes tea.", TEAM)
    expect(await texts(plainKey("d".repeat(64), { teamId: "team-1" }))).toEqual(["Likes tea."])
    const { body } = await admin.call("GET /memory")
    expect(body).toMatchObject({ total: 1, facts: [{ tenant: "team:team-1" }] })
  })

  it("that are worded anew are compared anew", async () => {
    const { fact_id: id } = await add("Likes tea.")
    await admin.db.sql`update memory_facts set vector = ${Buffer.alloc(4)}, vector_model = 'm'`
    await admin.call(`PATCH /memory/${id}`, { body: { fact: "Likes coffee." }, caller: ANN })
    expect([...(await admin.db.sql`select vector, vector_model from memory_facts`)]).toEqual([
      { vector: null, vector_model: null },
    ])
  })

  it.each([
    ["fact", { user_id: "u", fact: " \n " }],
    ["fact", { user_id: "u", fact: "x".repeat(501) }],
    ["user_id", { fact: "x" }],
    ["colour", { user_id: "u", fact: "x", colour: "red" }],
  ])("%s is refused when it is wrong", async (field, body) => {
    const { status, body: answer } = await admin.call("POST /memory", { body, caller: ANN })
    expect([status, JSON.stringify(answer)]).toEqual([400, expect.stringContaining(field)])
    expect(await texts()).toEqual([])
  })

  it("are erased with the customer they are about, at every tenant", async () => {
    await admin.call("POST /customer/new", { body: { user_id: "u1" } })
    await add("Likes tea.")
    await add("Likes tea.", BOB)
    await add("Plays chess.", ANN, "u2")
    await admin.call("POST /customer/delete", { body: { user_ids: ["u1"] } })
    expect([await texts(ANN), await texts(BOB)]).toEqual([["Plays chess."], []])
  })
})

it("users are listed with how much is remembered of them, who was heard of last first", async () => {
  await add("Likes tea.")
  await add("Has a cat.")
  admin.state.nowMs += 1000
  await add("Plays chess.", ANN, "u2")
  const { body } = await admin.call("GET /memory/users", { caller: ANN })
  expect(body.users.map(({ user_id, facts }: { user_id: string; facts: number }) => [user_id, facts])).toEqual([
    ["u2", 1],
    ["u1", 2],
  ])
  const first = await admin.call("GET /memory/users", { query: { page_size: "1" }, caller: ANN })
  expect([first.body.users.length, first.body.more]).toEqual([1, true])
  expect((await admin.call("GET /memory/users", { query: { search: "2" }, caller: ANN })).body.users).toHaveLength(1)
})
