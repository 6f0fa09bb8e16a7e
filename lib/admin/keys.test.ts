import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { sha256Hex } from "#lib/core/ids"
import { adminHarness, type Harness } from "./test-harness"

let gw: Harness
beforeAll(async () => {
  gw = await adminHarness()
  await gw.call("POST /organization/new", { body: { organization_id: "o1", organization_alias: "One" } })
  await gw.call("POST /team/new", { body: { team_id: "t1", organization_id: "o1" } })
})
afterAll(() => gw.drop())
beforeEach(() => {
  gw.state.changed.length = 0
})

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
    const { key: _key, token_id: _id, key_type: _type, duration: _d, warnings: _w, ...view } = made
    expect(await info(made.key)).toEqual({ ...view, model_max_budget_usage: {}, budget_limits_usage: [] })
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
    expect([again.status, again.body.error.param]).toEqual([400, "key"])
    expect(JSON.stringify(again.body)).not.toContain("sk-chosen-by-the-admin")
  })

  test("400: an alias belongs to one key", async () => {
    await gw.newKey({ key_alias: "taken" })
    const second = await gw.call("POST /key/generate", { body: { key_alias: "taken" } })
    expect(second.status).toBe(400)
    expect(second.body.error).toMatchObject({ code: "already_exists", param: "key_alias" })
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
    expect(made.warnings).toEqual(["accepted, not yet in effect: guardrails"])
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
