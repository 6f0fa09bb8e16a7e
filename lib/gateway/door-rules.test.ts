import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Harness, harness, MASTER_KEY, type SendOptions } from "#lib/testing/harness"

const NAMED = `general_settings:
  litellm_key_header_name: X-Company-Key
  user_header_mappings:
    - {header_name: X-OpenWebUI-User-Id, litellm_user_role: internal_user}
    - {header_name: X-OpenWebUI-User-Email, litellm_user_role: customer}
  user_header_name: X-Older-Customer
  service_account_settings: {enforced_params: [user]}
`
const ROUTES = `general_settings:
  public_routes: [LiteLLMRoutes.public_routes, /spend/calculate, /v1/models, /key/list, /key/generate, /v1/chat/completions]
  admin_only_routes: [/key/generate, /v1/embeddings]
  allowed_routes: [chat/completions, /v1/embeddings, /v1/models, /spend/calculate, /key/generate, /key/list, /key/info, /user/new]
  enforced_params: [user, metadata.generation_name]
`

let named: Harness
let routes: Harness
beforeAll(async () => {
  ;[named, routes] = await Promise.all([harness({ yaml: NAMED }), harness({ yaml: ROUTES })])
})
afterAll(() => Promise.all([named.close(), routes.close()]))
beforeEach(() => named.mock.reset())

const body = (more: Record<string, unknown> = {}) => ({
  model: "usage-100-20",
  messages: [{ role: "user", content: "Hello there" }],
  max_tokens: 20,
  ...more,
})
const chat = (gw: Harness, options: SendOptions, more: Record<string, unknown> = {}) =>
  gw.send("POST", "/v1/chat/completions", body(more), options)
const errorOf = (sent: { json: Record<string, unknown> }) => sent.json.error as { message: string; param: string }

async function lastLog(gw: Harness): Promise<Record<string, unknown>> {
  await gw.flush()
  const [row] = await gw.db
    .sql`select user_id, end_user, metadata from spend_logs order by started_at desc, request_id desc limit 1`
  return row as Record<string, unknown>
}

describe("the header a key is in", () => {
  it("is looked at first, and the usual ones still count", async () => {
    const key = await named.key()
    const withName = (value: string) => ({ key: null, headers: { "x-company-key": value } })
    expect((await chat(named, withName(`Bearer ${key}`))).status).toBe(200)
    expect((await chat(named, withName(key))).status).toBe(200)
    expect((await chat(named, { key })).status).toBe(200)
    const both = { key: "sk-of-another-service-altogether", headers: { "x-company-key": key } }
    expect((await chat(named, both)).status).toBe(200)
    expect((await chat(named, { key, headers: { "x-company-key": "sk-nobody-knows-this-one" } })).status).toBe(401)
    const managed = await named.send("GET", "/key/list", undefined, withName(MASTER_KEY))
    expect(managed.status).toBe(200)
  })
})

describe("headers that say whom a request is for", () => {
  it("name the customer and the user it is counted for and charged to", async () => {
    await named.send("POST", "/user/new", { user_id: "ada", auto_create_key: false })
    await named.send("POST", "/user/new", { user_id: "shared-service", auto_create_key: false })
    const key = await named.key({ user_id: "shared-service" })
    const headers = { "x-openwebui-user-id": "ada", "x-openwebui-user-email": "ada@example.com" }
    expect((await chat(named, { key, headers })).status).toBe(200)
    expect(await lastLog(named)).toMatchObject({ user_id: "ada", end_user: "ada@example.com" })
    const spent = await named.db.sql`select id, total_spend_nano from accounts where kind = 'user' order by id`
    expect(spent.filter(({ id }) => ["ada", "shared-service"].includes(String(id)))).toEqual([
      { id: "ada", total_spend_nano: 180_000 },
      { id: "shared-service", total_spend_nano: 0 },
    ])
  })

  it("give way to LiteLLM's own, and go before the body's", async () => {
    const key = await named.key({ user_id: "shared-service" })
    const older = { "x-older-customer": "older" }
    await chat(named, { key, headers: older }, { user: "in the body" })
    expect(await lastLog(named)).toMatchObject({ user_id: "shared-service", end_user: "older" })
    await chat(named, { key, headers: { ...older, "x-litellm-customer-id": "own" } })
    expect(await lastLog(named)).toMatchObject({ end_user: "own" })
  })

  it("let nobody past the budget of the user they name", async () => {
    await named.send("POST", "/user/new", { user_id: "poor", max_budget: 0, auto_create_key: false })
    const key = await named.key()
    const refused = await chat(named, { key, headers: { "x-openwebui-user-id": "poor" } })
    expect([refused.status, errorOf(refused).message]).toEqual([
      429,
      expect.stringContaining("User poor: spent $0 of $0"),
    ])
  })
})

describe("spend_logs_metadata", () => {
  it("is kept with the request: the key's, the body's, the header's", async () => {
    const key = await named.key({ user_id: "u", metadata: { spend_logs_metadata: { project: "key", cost_center: 7 } } })
    const headers = { "x-litellm-spend-logs-metadata": JSON.stringify({ run: "9" }) }
    const metadata = { spend_logs_metadata: { project: "body", step: { n: 1 } } }
    const sent = await chat(named, { key, headers }, { metadata })
    expect(sent.status).toBe(200)
    const all = { project: "body", cost_center: 7, step: { n: 1 }, run: "9" }
    expect((await lastLog(named)).metadata).toMatchObject({ spend_logs_metadata: all })
    const [row] = (await named.send("GET", `/spend/logs?api_key=${key}&summarize=false`)).json as unknown as object[]
    expect(JSON.stringify(row)).toContain('"cost_center":7')
  })

  it.each([
    ["no JSON", "not json"],
    ["no object", "[1]"],
    ["too much", `{"a": "${"x".repeat(20_000)}"}`],
  ])("%s in the header is left out", async (_what, value) => {
    const sent = await chat(named, { headers: { "x-litellm-spend-logs-metadata": value } })
    expect(sent.status).toBe(200)
    expect((await lastLog(named)).metadata).not.toHaveProperty("spend_logs_metadata")
  })
})

describe("parameters every request has to have", () => {
  it("are named, whoever calls, until they are there", async () => {
    const key = (await routes.send("POST", "/key/generate", {})).json.key as string
    for (const caller of [key, MASTER_KEY]) {
      const none = await chat(routes, { key: caller })
      expect([none.status, errorOf(none).param]).toEqual([400, "user"])
      const half = await chat(routes, { key: caller }, { user: "u", metadata: { other: 1 } })
      expect([half.status, errorOf(half).message]).toEqual([
        400,
        expect.stringContaining("please pass param=[metadata][generation_name] in request body"),
      ])
      expect((await chat(routes, { key: caller }, { user: "u", metadata: { generation_name: "g" } })).status).toBe(200)
    }
  })

  it("may be a key's own, or a service account's", async () => {
    const key = await named.key({ enforced_params: ["metadata.job"] })
    expect(errorOf(await chat(named, { key })).param).toBe("metadata.job")
    expect((await chat(named, { key }, { metadata: { job: "j" } })).status).toBe(200)
    await named.send("POST", "/team/new", { team_id: "t" })
    const service = await named.send("POST", "/key/service-account/generate", { team_id: "t", key_alias: "robot" })
    expect(errorOf(await chat(named, { key: String(service.json.key) })).param).toBe("user")
    expect((await chat(named, { key: String(service.json.key) }, { user: "u" })).status).toBe(200)
  })
})

describe("routes of the whole gateway", () => {
  const get = (path: string, key: string | null) => routes.send("GET", path, undefined, { key })

  it("leave out what is not listed, for the admin too; its older names count as listed", async () => {
    const refused = await get("/team/list", MASTER_KEY)
    expect([refused.status, errorOf(refused).message]).toEqual([
      403,
      expect.stringContaining("Route /team/list not allowed"),
    ])
    const responses = await routes.send("POST", "/v1/responses", { model: "ok", input: "x" })
    expect(responses.status).toBe(403)
    expect((await get("/health/liveliness", null)).status).toBe(200)
    const params = { user: "u", metadata: { generation_name: "g" } }
    expect((await routes.send("POST", "/chat/completions", body(params))).status).toBe(200)
  })

  it("are the admin's alone where that is said", async () => {
    const key = (await routes.send("POST", "/key/generate", {})).json.key as string
    const asked = await routes.send("POST", "/v1/embeddings", { model: "ok", input: "x" }, { key })
    expect([asked.status, errorOf(asked).message]).toEqual([
      403,
      expect.stringContaining("Only a proxy admin may call"),
    ])
    const made = await routes.send("POST", "/key/generate", {}, { key })
    expect(made.status).toBe(403)
    const admin = await routes.send("POST", "/user/new", { user_id: "boss", user_role: "proxy_admin" })
    expect((await routes.send("POST", "/key/generate", {}, { key: String(admin.json.key) })).status).toBe(200)
  })

  it("need no key where they are public, show nobody's things, change nothing and ask no model", async () => {
    const price = await routes.send("POST", "/spend/calculate", { ...body(), max_tokens: undefined }, { key: null })
    expect([price.status, Object.keys(price.json)]).toEqual([200, ["cost"]])
    expect((await get("/v1/models", null)).status).toBe(200)
    await routes.key()
    const keys = await get("/key/list", null)
    expect([keys.status, keys.json.keys ?? []]).not.toEqual([200, expect.arrayContaining([expect.anything()])])
    const made = await routes.send("POST", "/key/generate", {}, { key: null })
    expect(made.status).toBe(403)
    expect((await chat(routes, { key: null })).status).toBe(401)
    expect((await get("/key/info", null)).status).toBe(401)
    expect((await get("/v1/models", "sk-not-a-key-of-this-gateway")).status).toBe(401)
  })
})

it("the ledger agrees with the log on all of it", async () => {
  await named.flush()
  expect((await named.send("GET", "/spend/verify")).json).toMatchObject({ ok: true, differences: [] })
})
