import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { adminHarness, type Harness } from "./test-harness"

let gw: Harness
const tokens: string[] = []
beforeAll(async () => {
  gw = await adminHarness()
  await gw.call("POST /team/new", { body: { team_id: "small" } })
  for (let i = 0; i < 25; i++) {
    gw.state.nowMs += 1000
    const made = await gw.newKey({
      key: `sk-a-key-to-be-listed-${1000 + i}`,
      key_alias: `key ${String(i).padStart(2, "0")}${i === 7 ? " 100%_\\done" : ""}`,
      user_id: i % 2 === 0 ? "even" : "odd",
      team_id: i < 5 ? "small" : null,
      max_budget: i === 3 ? null : i,
      blocked: i === 10,
      ...(i === 11 ? { duration: "1s" } : {}),
      ...(i === 12 ? { project_id: "p12" } : {}),
    })
    tokens.push(made.token)
  }
  gw.state.nowMs += 60_000
})
afterAll(() => gw.drop())

const list = async (query: Record<string, string>) => (await gw.call("GET /key/list", { query })).body
const aliases = async (query: Record<string, string>) =>
  (await list({ ...query, return_full_object: "true", size: "100" })).keys.map(
    (key: { key_alias: string }) => key.key_alias,
  )

describe("GET /key/list", () => {
  test("hashes, newest first, ten a page", async () => {
    const first = await list({})
    expect(first).toEqual({ keys: tokens.toReversed().slice(0, 10), total_count: 25, current_page: 1, total_pages: 3 })
    expect((await list({ page: "3" })).keys).toEqual(tokens.toReversed().slice(20))
    expect((await list({ page: "4" })).keys).toEqual([])
  })

  test.each([
    [{ user_id: "odd" }, 12],
    [{ user_id: "odd", team_id: "small" }, 2],
    [{ key_alias: "key 07" }, 0],
    [{ key_alias: "key 07", substring_matching: "true" }, 1],
    [{ search: "KEY 1" }, 10],
    [{ search: "even" }, 13],
    [{ search: "%" }, 1],
    [{ search: "_" }, 1],
    [{ search: "\\" }, 1],
    [{ search: "100%_\\" }, 1],
    [{ status: "blocked" }, 1],
    [{ status: "expired" }, 1],
    [{ status: "active" }, 23],
    [{ project_id: "p12" }, 1],
    [{ search: "no such thing" }, 0],
  ])("%j finds %i", async (query, count) => {
    const answer = await list(query as Record<string, string>)
    expect(answer.total_count).toBe(count)
  })

  test("by hash, by the key's own text, and by the start of a hash", async () => {
    const { key, token } = await gw.newKey({ key_alias: "findable" })
    for (const query of [{ key_hash: token }, { key_hash: key }, { search: key }, { search: token.slice(0, 12) }]) {
      expect((await list(query)).keys).toEqual([token])
    }
    await gw.call("POST /key/delete", { body: { keys: [token] } })
  })

  test("sorted by any column, empty values last, ties never repeat over pages", async () => {
    const byBudget = await list({ sort_by: "max_budget", sort_order: "asc", size: "100" })
    expect(byBudget.keys.at(-1)).toBe(tokens[3])
    expect(byBudget.keys[0]).toBe(tokens[0])
    const pages = [
      await list({ sort_by: "user_id", size: "9" }),
      await list({ sort_by: "user_id", size: "9", page: "2" }),
      await list({ sort_by: "user_id", size: "9", page: "3" }),
    ]
    expect(new Set(pages.flatMap((page) => page.keys)).size).toBe(25)
    expect((await aliases({ sort_by: "key_alias", sort_order: "asc" }))[0]).toBe("key 00")
  })

  test.each([
    [{ size: "101" }, "size"],
    [{ size: "0" }, "size"],
    [{ page: "1.5" }, "page"],
    [{ page: "x" }, "page"],
    [{ sort_by: "token; drop table keys" }, "sort_by"],
    [{ sort_order: "sideways" }, "sort_order"],
    [{ status: "deleted" }, "status"],
    [{ return_full_object: "perhaps" }, "return_full_object"],
    [{ user: "x" }, "user"],
  ])("400: %j", async (query, param) => {
    const answer = await gw.call("GET /key/list", { query: query as unknown as Record<string, string> })
    expect([answer.status, answer.body.error.param]).toEqual([400, param])
  })

  test("400: a filter given twice would be a guess", async () => {
    const answer = await gw.call("GET /key/list", { query: "user_id=a&user_id=b" })
    expect([answer.status, answer.body.error.param]).toEqual([400, "user_id"])
  })
})

describe("hostile text in every filter", () => {
  const fields = ["user_id", "team_id", "organization_id", "project_id", "agent_id", "key_hash", "key_alias", "search"]
  const injections = [
    "' or 1=1 --",
    "x'; drop table keys; --",
    "' or (select pg_sleep(5)) is not null --",
    "\\' or 1=1 --",
    "$1",
    '"',
    "%00".repeat(3),
  ]

  test.each(fields)("%s is a value, never SQL (S3)", async (field) => {
    for (const text of injections) {
      const started = performance.now()
      const answer = await gw.call("GET /key/list", { query: { [field]: text } })
      expect([answer.status, answer.body.total_count], text).toEqual([200, 0])
      expect(performance.now() - started).toBeLessThan(1000)
    }
    expect((await list({})).total_count).toBe(25)
  })

  test("200 wildcards are answered at once (S4)", async () => {
    for (const text of ["%".repeat(200), "_".repeat(200), "%a".repeat(100)]) {
      const started = performance.now()
      expect((await list({ search: text })).total_count).toBe(0)
      expect(performance.now() - started).toBeLessThan(500)
    }
  })
})
