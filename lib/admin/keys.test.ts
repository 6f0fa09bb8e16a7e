import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { sha256Hex } from "#lib/core/ids"
import { adminHarness, type Harness, plainKey } from "./test-harness"

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

describe("POST /key/generate", () => {
  test("200: everything is given back, the key once, and its hash is the id", async () => {
    const made = await gw.newKey({
      key_alias: "first",
      max_budget: 0.1,
      budget_duration: "1mo",
      duration: "30d",
      models: ["gpt"],
      aliases: { fast: "gpt" },
      allowed_routes: ["/v1/chat/*", "llm_api_routes"],
      metadata: { team: "blue" },
      tpm_limit: 1000,
      rpm_limit: 10,
      max_parallel_requests: 3,
      user_id: "u1",
      team_id: "t1",
      organization_id: "o1",
    })
    expect(made.key).toMatch(/^sk-[\w-]{22}$/)
    expect(made).toMatchObject({
      token: sha256Hex(made.key),
      token_id: sha256Hex(made.key),
      key_name: `sk-...${made.key.slice(-4)}`,
      max_budget: 0.1,
      spend: 0,
      budget_reset_at: "2026-04-01T00:00:00.000Z",
      expires: "2026-04-09T15:20:00.000Z",
      models: ["gpt"],
      aliases: { fast: "gpt" },
      metadata: { team: "blue" },
      created_by: "master",
      created_at: "2026-03-10T15:20:00.000Z",
      status: "active",
      warnings: [],
    })
    expect(gw.state.changed).toEqual([made.token])
    const {
      key: _key,
      token_id: _id,
      key_type: _type,
      duration: _d,
      litellm_budget_table: _b,
      warnings: _w,
      ...view
    } = made
    expect(await info(made.key)).toEqual(view)
  })

  test("200: nothing given makes a key without limits", async () => {
    const made = await gw.call("POST /key/generate", { body: "" })
    expect(made.body).toMatchObject({
      max_budget: null,
      expires: null,
      budget_reset_at: null,
      models: [],
      blocked: false,
    })
  })

  test("200: nulls mean not set", async () => {
    const made = await gw.newKey({
      models: null,
      aliases: null,
      metadata: null,
      max_budget: null,
      duration: null,
      blocked: null,
    })
    expect(made).toMatchObject({
      models: [],
      aliases: {},
      metadata: {},
      max_budget: null,
      expires: null,
      blocked: false,
    })
  })

  test("an own key is taken as it is", async () => {
    const made = await gw.newKey({ key: "sk-chosen-by-the-admin" })
    expect(made.key).toBe("sk-chosen-by-the-admin")
    const again = await gw.call("POST /key/generate", { body: { key: "sk-chosen-by-the-admin" } })
    expect([again.status, again.body.error.param]).toEqual([409, "key"])
    expect(JSON.stringify(again.body)).not.toContain("sk-chosen-by-the-admin")
  })

  test("409: an alias belongs to one key", async () => {
    await gw.newKey({ key_alias: "taken" })
    const second = await gw.call("POST /key/generate", { body: { key_alias: "taken" } })
    expect(second.status).toBe(409)
    expect(second.body.error).toMatchObject({ code: "conflict", param: "key_alias" })
    expect(second.body.error.message).toContain('"taken"')
  })

  test("an empty alias is none, for as many keys as like", async () => {
    await gw.newKey({ key_alias: "" })
    expect((await gw.newKey({ key_alias: "" })).key_alias).toBeNull()
  })

  test.each([
    ["a short own key", { key: "sk-1234" }, "key", /16 or more/],
    ["an own key without sk-", { key: "pk-aaaaaaaaaaaaaaaaaaaa" }, "key", /sk-/],
    ["a negative budget", { max_budget: -1 }, "max_budget", /at least 0/],
    ["a budget beyond what can be counted", { max_budget: 1e10 }, "max_budget", /at most/],
    ["a budget in words", { max_budget: "ten" }, "max_budget", /must be a number/],
    ["half a request a minute", { rpm_limit: 1.5 }, "rpm_limit", /whole number/],
    ["an unknown duration", { duration: "soon" }, "duration", /"30d"|"30s"/],
    ["a budget that never starts anew", { budget_duration: "-1" }, "budget_duration", /not a duration/],
    ["models as text", { models: "gpt" }, "models", /must be a list/],
    ["a model that is no text", { models: [1] }, "models.0", /must be a string/],
    ["a misspelt field", { max_bugdet: 1 }, "max_bugdet", /Did you mean "max_budget"\?/],
    ["a field nobody knows", { colour_of_the_sky: 1 }, "colour_of_the_sky", /Unknown field/],
    [
      "a route group that does not exist",
      { allowed_routes: ["llm_api_route"] },
      "allowed_routes.0",
      /"llm_api_routes"/,
    ],
    ["__proto__", '{"__proto__":{"max_budget":1}}', "__proto__", /Unknown field/],
    ["constructor", '{"constructor":{"prototype":{"x":1}}}', "constructor", /Unknown field/],
    ["a list for a body", "[]", null, /JSON object/],
    ["a NUL character", { key_alias: "a\u0000b" }, "key_alias", /cannot be stored/],
    ["half a character", '{"metadata":{"a":"\\ud800"}}', "metadata", /cannot be stored/],
    ["bottomless metadata", `{"metadata":${'{"a":'.repeat(5000)}1${"}".repeat(5000)}}`, "metadata", /nested deeper/],
  ])("400: %s", async (_what, body, param, words) => {
    const answer = await gw.call("POST /key/generate", { body })
    expect(answer.status).toBe(400)
    expect(answer.body.error.message).toMatch(words)
    expect(answer.body.error.param).toBe(param)
  })

  test("400: malformed JSON is refused without repeating it", async () => {
    const answer = await gw.call("POST /key/generate", { body: '{"key":"sk-very-secret-key-000", oops}' })
    expect(answer.status).toBe(400)
    expect(answer.body.error).toMatchObject({
      code: "invalid_request",
      message: expect.stringContaining("not valid JSON"),
    })
    expect(answer.body.error.message).not.toContain("secret")
  })

  test("what LiteLLM knows and we do not act on is kept, given back and said", async () => {
    const made = await gw.newKey({ guardrails: ["pii"], tags: ["a"], soft_budget: 1, policies: [], auto_rotate: false })
    expect(made.warnings).toEqual(["accepted, not yet in effect: guardrails, soft_budget, tags"])
    expect(await info(made.token)).toMatchObject({
      guardrails: ["pii"],
      tags: ["a"],
      soft_budget: 1,
      auto_rotate: false,
    })
  })

  test("key_type stands for the routes it names", async () => {
    expect(await gw.newKey({ key_type: "llm_api" })).toMatchObject({
      allowed_routes: ["llm_api_routes"],
      key_type: "llm_api",
    })
    expect(await gw.newKey({ key_type: "read_only" })).toMatchObject({ allowed_routes: ["info_routes"] })
    expect(await gw.newKey({ key_type: "llm_api", allowed_routes: ["/v1/models"] })).toMatchObject({
      allowed_routes: ["/v1/models"],
    })
  })

  test("__proto__ inside metadata pollutes nothing", async () => {
    const made = await gw.call("POST /key/generate", {
      body: '{"metadata":{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1}}}}',
    })
    expect(made.status).toBe(200)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect((await info(made.body.token)).polluted).toBeUndefined()
  })
})

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
      warnings: ["accepted, not yet in effect: tags"],
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

  test("404 for a key that is not there, 400 without key, 409 for a taken alias", async () => {
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
    expect(taken.status).toBe(409)
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

describe("secrets (S14, S16)", () => {
  test("no key is in the database, the log or any later answer", async () => {
    const made = await Promise.all(
      Array.from({ length: 30 }, (_, i) => gw.newKey({ key_alias: `secret-${i}`, metadata: { i } })),
    )
    const own = await gw.newKey({ key: "sk-own-key-that-stays-secret" })
    const answers: unknown[] = []
    for (const { key } of [...made.slice(0, 5), own]) {
      answers.push((await gw.call("GET /key/info", { query: { key } })).body)
      answers.push((await gw.call("POST /key/update", { body: { key, rpm_limit: 5 } })).body)
      answers.push((await gw.call("POST /key/block", { body: { key } })).body)
    }
    answers.push((await gw.call("GET /key/list", { query: { return_full_object: "true", size: "100" } })).body)
    const tables = await gw.db.sql<{ name: string }[]>`
      select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`
    const dump = await Promise.all(tables.map(({ name }) => gw.db.sql.unsafe(`select t::text as row from ${name} t`)))
    const everything = JSON.stringify(dump) + JSON.stringify(answers) + gw.state.logged.join("")
    expect(everything).toContain(own.token)
    for (const { key } of [...made, own]) expect(everything).not.toContain(key)
  })
})
