import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

type Json = Record<string, unknown>
let upstream: Server
let gw: Harness
let alice = ""
let bob = ""
let served = 0
const asked: { method: string; path: string; body: Json | null }[] = []

/** A provider that keeps what it answers; `model-stateless` does not. */
function answerOf(body: Json): Json {
  const id = `resp_native${++served}`
  const base = { id, object: "response", created_at: 1, model: body.model, background: body.background === true }
  if (body.background === true) return { ...base, status: "queued", output: [], store: true }
  const content = [{ type: "output_text", text: `answer ${served}`, annotations: [] }]
  const output = [{ id: `msg_${served}`, type: "message", role: "assistant", status: "completed", content }]
  const usage = { input_tokens: 3, output_tokens: 2, total_tokens: 5 }
  return {
    ...base,
    status: "completed",
    output,
    usage,
    store: body.model !== "model-stateless" && body.store !== false,
  }
}

beforeAll(async () => {
  upstream = createServer(async (req, res) => {
    let text = ""
    for await (const part of req) text += part
    const body = text === "" ? null : JSON.parse(text)
    asked.push({ method: req.method ?? "", path: req.url ?? "", body })
    const named = /^\/v1\/responses\/([^/]+)(\/cancel)?$/.exec(req.url ?? "")
    const status = named?.[2] === undefined ? "completed" : "cancelled"
    const answer =
      named === null
        ? answerOf(body ?? {})
        : req.method === "DELETE"
          ? { id: named[1], deleted: true }
          : { id: named[1], object: "response", status, background: true, output: [], store: true }
    res.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer))
  }).listen(0, "127.0.0.1")
  await new Promise((resolve) => upstream.once("listening", resolve))
  const base = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v1`
  gw = await harness({
    yaml: `model_list:
  - {model_name: claude, litellm_params: {model: anthropic/ok, api_base: "$MOCK", api_key: k}}
  - {model_name: native, litellm_params: {model: openai/model-one, api_base: "${base}", api_key: secret}}
  - {model_name: native, litellm_params: {model: openai/model-two, api_base: "${base}", api_key: secret}}
  - {model_name: stateless, litellm_params: {model: openai/model-stateless, api_base: "${base}", api_key: secret}}
general_settings: {maximum_responses_retention_period: 2d, max_kept_response_size_mb: 0.01, max_request_size_mb: 0.02}
`,
  })
  alice = await gw.key()
  bob = await gw.key()
})
afterAll(async () => {
  await gw.close()
  upstream.close()
})
beforeEach(() => {
  gw.mock.reset()
  asked.length = 0
})

const create = (body: Json, key = alice) => gw.send("POST", "/v1/responses", { input: "Hi", ...body }, { key })
const get = (path: string, key = alice) => gw.send("GET", `/v1/responses/${path}`, undefined, { key })
const kept = async () => Number((await gw.db.sql`select count(*) as n from responses`)[0]?.n)
const sentMessages = () => (gw.mock.requests().at(-1)?.body as { messages: Json[] } | undefined)?.messages ?? []
const error = (sent: { json: Json }) => sent.json.error as Json

describe("a response of a provider that keeps nothing", () => {
  it("is kept with an id of our own, and read again", async () => {
    const one = await create({ model: "claude" })
    const two = await create({ model: "claude" })
    expect(one.json.id).not.toBe(two.json.id)
    expect(one.json).toMatchObject({ store: true, previous_response_id: null })
    const read = await get(String(one.json.id))
    expect([read.status, read.json]).toEqual([200, one.json])
    const paths = ["/responses/", "/openai/v1/responses/"]
    for (const path of paths)
      expect((await gw.send("GET", path + one.json.id, undefined, { key: alice })).json).toEqual(one.json)
  })

  it("continues three turns deep, streamed or not, what was said before first; instructions are not inherited", async () => {
    const one = await create({ model: "claude", input: "one", instructions: "Be brief." })
    const streamed = await create({ model: "claude", input: "two", previous_response_id: one.json.id, stream: true })
    const events = streamed.text
      .split("\n")
      .flatMap((line) => (line.startsWith("data: ") ? [JSON.parse(line.slice(6))] : []))
    const ids = new Set(events.flatMap(({ response }) => (response === undefined ? [] : [response.id])))
    expect(ids.size).toBe(1)
    const last = events.at(-1).response
    expect(last).toMatchObject({ status: "completed", store: true, previous_response_id: one.json.id })
    expect((await get(last.id)).json).toEqual(last)
    await create({ model: "claude", input: [{ role: "user", content: "three" }], previous_response_id: last.id })
    expect(sentMessages().map(({ role }) => role)).toEqual(["user", "assistant", "user", "assistant", "user"])
    expect(JSON.stringify(sentMessages().at(-1))).toContain("three")
    expect(JSON.stringify(gw.mock.requests().at(-1)?.body)).not.toContain("Be brief.")
  })

  it("is not kept with store: false, when it is too large, or when it failed", async () => {
    const before = await kept()
    const unkept = await create({ model: "claude", store: false })
    expect(unkept.json.store).toBe(false)
    expect((await get(String(unkept.json.id))).status).toBe(404)
    await create({ model: "claude", input: "x".repeat(12_000) })
    await create({ model: "claude", input: [{ role: "user", content: 3 }] })
    expect(await kept()).toBe(before)
  })

  it("lists what was said up to it, page by page, in OpenAI's shape", async () => {
    const one = await create({ model: "claude", input: "one" })
    const two = await create({ model: "claude", input: "two", previous_response_id: one.json.id })
    const first = await get(`${two.json.id}/input_items?limit=2&order=asc`)
    expect(first.json).toMatchObject({
      object: "list",
      has_more: true,
      data: [{ id: first.json.first_id, type: "message" }, { id: first.json.last_id }],
    })
    const rest = await get(`${two.json.id}/input_items?order=asc&after=${first.json.last_id}`)
    expect(rest.json).toMatchObject({ data: [{ role: "user", content: [{ text: "two" }] }], has_more: false })
    expect((await get(`${two.json.id}/input_items`)).json.data).toHaveLength(3)
  })

  it("is deleted once, and is gone after its time", async () => {
    const one = await create({ model: "claude" })
    const gone = await gw.send("DELETE", `/v1/responses/${one.json.id}`, undefined, { key: alice })
    expect(gone.json).toEqual({ id: one.json.id, object: "response", deleted: true })
    expect((await get(String(one.json.id))).status).toBe(404)
    const two = await create({ model: "claude" })
    const next = await create({ model: "claude", previous_response_id: two.json.id })
    await gw.db.sql`update responses set expires_at = now() where id = ${String(two.json.id)}`
    const cut = await create({ model: "claude", previous_response_id: next.json.id })
    expect([cut.status, error(cut).message]).toEqual([404, expect.stringContaining("earlier turn")])
    gw.clock.addedMs += 2 * 86_400_000
    expect((await get(String(next.json.id))).status).toBe(404)
    await gw.gateway.data.responses.sweep()
    expect(await kept()).toBe(0)
  })

  it("refuses to go on when all that was said is larger than a request may be", async () => {
    let id: unknown = null
    const long = () =>
      create({ model: "claude", input: "y".repeat(8_000), ...(id === null ? {} : { previous_response_id: id }) })
    const statuses: number[] = []
    for (let i = 0; i < 4; i++) {
      const sent = await long()
      statuses.push(sent.status)
      if (sent.status === 200) id = sent.json.id
    }
    expect(statuses.at(-1)).toBe(413)
  })
})

describe("somebody else's response", () => {
  it.each([
    ["GET", ""],
    ["DELETE", ""],
    ["POST", "/cancel"],
    ["GET", "/input_items"],
  ])("is as if it were not there: %s …%s", async (method, rest) => {
    const one = await create({ model: "claude" })
    const theirs = await gw.send(method, `/v1/responses/${one.json.id}${rest}`, undefined, { key: bob })
    const none = await gw.send(method, `/v1/responses/resp_none${rest}`, undefined, { key: bob })
    expect([theirs.status, none.status]).toEqual([404, 404])
    expect(String(error(theirs).message).replace(String(one.json.id), "resp_none")).toBe(error(none).message)
    expect((await get(String(one.json.id))).status).toBe(200)
  })

  it("cannot be continued, at no provider: nothing is sent", async () => {
    for (const model of ["claude", "native"]) {
      const one = await create({ model })
      const calls = () => gw.mock.requests().length + asked.length
      const before = calls()
      const sent = await create({ model, previous_response_id: one.json.id }, bob)
      expect([sent.status, error(sent).param, calls()]).toEqual([404, "previous_response_id", before])
    }
  })

  it("is theirs who share a team", async () => {
    await gw.send("POST", "/team/new", { team_id: "blue" })
    const [one, two] = [await gw.key({ team_id: "blue" }), await gw.key({ team_id: "blue" })]
    const made = await create({ model: "claude" }, one)
    expect((await get(String(made.json.id), two)).status).toBe(200)
  })
})

describe("a provider that keeps responses itself", () => {
  it("is sent the id, by the same deployment each time", async () => {
    const one = await create({ model: "native" })
    for (let i = 0; i < 6; i++) await create({ model: "native", previous_response_id: one.json.id })
    expect(new Set(asked.map(({ body }) => body?.model)).size).toBe(1)
    expect(asked.at(-1)?.body).toMatchObject({ previous_response_id: one.json.id, input: "Hi" })
  })

  it("is deleted and cancelled at; what it works on is asked for there", async () => {
    const one = await create({ model: "native", background: true })
    const path = `/v1/responses/${one.json.id}`
    expect((await get(String(one.json.id))).json).toMatchObject({ status: "completed" })
    await gw.send("POST", `${path}/cancel`, undefined, { key: alice })
    await gw.send("DELETE", path, undefined, { key: alice })
    expect(asked.slice(1).map(({ method, path: p }) => `${method} ${p}`)).toEqual([
      `GET ${path}`,
      `POST ${path}/cancel`,
      `DELETE ${path}`,
    ])
  })

  it("that does not is sent all that was said; so is another model", async () => {
    const one = await create({ model: "stateless" })
    const two = await create({ model: "stateless", input: "And?", previous_response_id: one.json.id })
    expect(two.json.previous_response_id).toBe(one.json.id)
    expect(asked.at(-1)?.body).toMatchObject({ input: [{ content: "Hi" }, { role: "assistant" }, { content: "And?" }] })
    expect(asked.at(-1)?.body).not.toHaveProperty("previous_response_id")
    const three = await create({ model: "claude", input: "So?", previous_response_id: two.json.id })
    expect(three.status).toBe(200)
    expect(sentMessages()).toHaveLength(5)
  })
})

it.each([
  ["previous_response_id", "POST", "", { model: "claude", input: "x", previous_response_id: 7 }],
  ["limit", "GET", "/$ID/input_items?limit=0", undefined],
  ["order", "GET", "/$ID/input_items?order=up", undefined],
  ["after", "GET", "/$ID/input_items?after=nothing", undefined],
  ["starting_after", "GET", "/$ID?stream=true&starting_after=-5", undefined],
  ["response_id", "POST", "/$ID/cancel", undefined],
])("refuses a wrong %s by name", async (param, method, path, body) => {
  const one = await create({ model: "claude" })
  const sent = await gw.send(method, `/v1/responses${path.replace("$ID", String(one.json.id))}`, body, { key: alice })
  expect([sent.status, error(sent).param]).toEqual([400, param])
})
