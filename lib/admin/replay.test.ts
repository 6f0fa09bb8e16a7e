import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

let gw: Harness
beforeAll(async () => {
  gw = await harness({ yaml: "general_settings:\n  store_prompts_in_spend_logs: true\n" })
})
afterAll(() => gw.close())

const QUESTION = { messages: [{ role: "user", content: "What is a toll gate?" }], temperature: 0.3 }

// biome-ignore lint/suspicious/noExplicitAny: a test reads into the JSON it got
type Json = any

/** Asks, and gives the log's row of it. */
async function asked(key: string, body: Record<string, unknown>, path = "/v1/chat/completions"): Promise<Json> {
  const { headers } = await gw.send("POST", path, { ...QUESTION, ...body }, { key })
  return one(headers["x-litellm-call-id"] ?? "")
}
const one = async (id: string): Promise<Json> => (await gw.send("GET", `/spend/logs/${id}`)).json
const replay = (body: Record<string, unknown>, key?: string) =>
  gw.send("POST", "/spend/logs/replay", body, key === undefined ? {} : { key })

describe("the bodies of a request", () => {
  test("what the provider was sent and what it sent are kept as they were, with no secret of it", async () => {
    const log = await asked(await gw.key(), { model: "ok" })
    expect(log.wire.provider).toMatchObject({ url: `${gw.mock.url}/v1/chat/completions`, status: 200 })
    expect(JSON.parse(log.wire.provider.request)).toEqual({ ...QUESTION, model: "ok" })
    expect(JSON.parse(log.wire.provider.response).choices[0].message.content).toContain("Hello")
    expect(log.wire.client_response).toBeNull()
    expect(JSON.stringify(log)).not.toContain("mock-secret")
    expect(log.metadata.wire).toBeUndefined()
    const { text } = await gw.send("GET", `/spend/logs?request_id=${log.request_id}`)
    expect(text).not.toContain('"wire"')
  })

  test("a stream is kept on both sides, translated or not, to its last event", async () => {
    const same = await asked(await gw.key(), { model: "ok", stream: true })
    expect(same.wire.provider.response).toContain("data: [DONE]")
    expect(same.wire.client_response).toContain("data: [DONE]")
    const other = await asked(await gw.key(), { model: "anthropic/ok", stream: true, max_tokens: 20 })
    expect(other.wire.provider.response).toContain("event: message_stop")
    expect(other.wire.client_response).toContain("chat.completion.chunk")
    expect(other.wire.client_response).toContain("data: [DONE]")
    expect(JSON.parse(other.wire.provider.request)).toMatchObject({ model: "ok", max_tokens: 20 })
  })

  test("a refusal is kept in the provider's own words, and a key in a prompt is cut out", async () => {
    const log = await asked(await gw.key(), { model: "429", messages: [{ role: "user", content: "sk-abcdefghijkl" }] })
    expect(log.wire.provider.status).toBe(429)
    expect(log.wire.provider.response).toContain("error")
    expect(log.wire.provider.request).not.toContain("sk-abcdefghijkl")
  })

  test("long bodies are kept as their beginning", async () => {
    const content = "word ".repeat(60_000)
    const log = await asked(await gw.key(), { model: "ok", messages: [{ role: "user", content }] })
    expect(log.wire.provider.request.length).toBeLessThan(101_000)
    expect(log.wire.provider.request).toMatch(/\[the first 100000 of 30\d{4} characters\]$/)
    const again = await replay({ request_id: log.request_id, model: "free" })
    expect([again.status, (again.json.error as Json).param]).toEqual([400, "request_id"])
  })
})

describe("POST /spend/logs/replay", () => {
  test("asks another model the same; it is billed and logged as any request of that key", async () => {
    const log = await asked(await gw.key(), { model: "free", stream: true })
    const payer = await gw.key({ key_alias: "payer" })
    const again = await replay({ request_id: log.request_id, model: "ok", key: payer })
    expect(again.json).toMatchObject({ http_status: 200, body: { object: "chat.completion" } })
    const row = await one(String(again.json.request_id))
    expect(row).toMatchObject({ model_group: "ok", key_alias: "payer", status: "success", stream: false })
    expect(row.spend).toBeGreaterThan(0)
    expect(JSON.parse(row.wire.provider.request)).toEqual({ ...QUESTION, model: "ok" })
    const master = await replay({ request_id: log.request_id, model: "ok" })
    expect((await one(String(master.json.request_id))).api_key).toBe("master")
  })

  test("speaks the dialect the request was in, and a refusal of the model is its answer", async () => {
    const log = await asked(await gw.key(), { model: "anthropic/ok", max_tokens: 20 }, "/v1/messages")
    expect((await replay({ request_id: log.request_id, model: "ok" })).json.body).toMatchObject({ type: "message" })
    const refused = await replay({ request_id: log.request_id, model: "401" })
    expect(refused.status).toBe(200)
    expect(refused.json).toMatchObject({ http_status: 401, body: { type: "error" } })
  })

  test("somebody asks with a key of their own, about requests that are theirs", async () => {
    const { user_id } = (await gw.send("POST", "/user/new", { user_role: "internal_user" })).json as Json
    const own = await gw.key({ user_id, models: ["ok"] })
    const foreign = await gw.key()
    const log = await asked(own, { model: "ok" })
    const theirs = await asked(foreign, { model: "ok" })
    const mine = await replay({ request_id: log.request_id, model: "ok" }, own)
    expect(mine.json.http_status).toBe(200)
    const beyond = await replay({ request_id: log.request_id, model: "free" }, own)
    expect(beyond.json).toMatchObject({ http_status: 403, body: { error: { code: "model_access_denied" } } })
    expect((await replay({ request_id: theirs.request_id, model: "ok" }, own)).status).toBe(404)
    const charged = await replay({ request_id: log.request_id, model: "ok", key: foreign }, own)
    expect([charged.status, (charged.json.error as Json).param]).toEqual([403, "key"])
    expect((await replay({ request_id: log.request_id, model: "ok" }, foreign)).status).toBe(403)
  })
})

test("without the setting nothing is kept, and the log says so", async () => {
  const quiet = await harness()
  const { headers } = await quiet.send("POST", "/v1/chat/completions", { ...QUESTION, model: "ok" })
  const { json } = await quiet.send("GET", `/spend/logs/${headers["x-litellm-call-id"]}`)
  expect(json).toMatchObject({ wire: null, request: null, prompts_stored: false })
  const refused = await quiet.send("POST", "/spend/logs/replay", { request_id: json.request_id, model: "ok" })
  expect((refused.json.error as Json).message).toContain("store_prompts_in_spend_logs")
  await quiet.close()
})
