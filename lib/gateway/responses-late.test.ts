import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { SseDecoder } from "#lib/core/sse"
import { ResponseUpkeep } from "#lib/runtime/response-upkeep"
import { type Harness, harness } from "#lib/testing/harness"

type Json = Record<string, unknown>
let upstream: Server
let gw: Harness
let key = ""
/** How each response stands at the provider. */
const standing = new Map<string, Json>()
let responses = 0

const message = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  status: "completed",
  content: [{ type: "output_text", text: "Forty-two", annotations: [] }],
}
const call = { id: "fc_1", type: "function_call", call_id: "c", name: "f", arguments: '{"a":1}', status: "completed" }
const usage = { input_tokens: 100, output_tokens: 20, total_tokens: 120 }

beforeAll(async () => {
  upstream = createServer(async (req, res) => {
    let text = ""
    for await (const part of req) text += part
    const named = /^\/v1\/responses\/([^/?]+)/.exec(req.url ?? "")?.[1]
    let answer = named === undefined ? undefined : standing.get(named)
    if (named === undefined) {
      const body = JSON.parse(text) as Json
      const id = `resp_late${responses++}`
      const done = body.background !== true
      const base = { id, object: "response", created_at: 1, model: body.model, background: !done, store: true }
      answer = {
        ...base,
        status: done ? "completed" : "queued",
        output: done ? [message, call] : [],
        usage: done ? usage : null,
      }
      standing.set(id, answer)
    }
    res.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" })
    res.end(JSON.stringify(answer ?? { error: { message: "gone", code: null } }))
  }).listen(0, "127.0.0.1")
  await new Promise((resolve) => upstream.once("listening", resolve))
  const base = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v1`
  gw = await harness({
    yaml: `model_list:
  - {model_name: m, litellm_params: {model: openai/gpt-x, api_base: "${base}", api_key: k, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004}}
`,
  })
  key = await gw.key()
})
afterAll(async () => {
  await gw.close()
  upstream.close()
})

const begin = async (over: Json = {}) =>
  (await gw.send("POST", "/v1/responses", { model: "m", input: "Six by nine?", ...over }, { key })).json
const get = (path: string) => gw.send("GET", `/v1/responses/${path}`, undefined, { key })
const finish = (id: unknown, over: Json = {}) =>
  standing.set(String(id), { ...standing.get(String(id)), status: "completed", output: [message], usage, ...over })
const error = (sent: { json: Json }) => sent.json.error as Json
async function billedFor(id: unknown) {
  await gw.flush()
  return gw.db.sql<{ spend_nano: number; prompt_tokens: number; api_key: string }[]>`
    select spend_nano, prompt_tokens, api_key from spend_logs where call_id = ${String(id)}`
}
const spent = async () => ((await gw.send("GET", `/key/info?key=${key}`)).json.info as Json).spend as number

describe("a response that is made in the background", () => {
  it("costs nothing when it is begun; what it used is billed when it is looked at, once, to the key that asked", async () => {
    await gw.flush()
    const before = await spent()
    const { id, status } = await begin({ background: true })
    expect(status).toBe("queued")
    expect((await get(String(id))).json.status).toBe("queued")
    await gw.flush()
    expect(await spent()).toBe(before)
    finish(id)
    const looks = await Promise.all([get(String(id)), get(String(id)), get(String(id))])
    expect(looks.map(({ json }) => json.status)).toEqual(["completed", "completed", "completed"])
    await get(String(id))
    expect(await billedFor(id)).toMatchObject([{ prompt_tokens: 100 }])
    expect(Number((await billedFor(id))[0]?.spend_nano)).toBe(100 * 1_000 + 20 * 4_000)
    expect(await spent()).toBeCloseTo(before + 0.00018, 9)
  })

  it("is billed by upkeep when nobody comes back for it; one that is gone there is given up", async () => {
    const upkeep = new ResponseUpkeep(() => gw.gateway.data)
    const [done, gone, running] = [
      await begin({ background: true }),
      await begin({ background: true }),
      await begin({ background: true }),
    ]
    finish(done.id)
    standing.delete(String(gone.id))
    await upkeep.round()
    await upkeep.round()
    expect(await billedFor(done.id)).toHaveLength(1)
    expect(await billedFor(gone.id)).toHaveLength(0)
    const owed = await gw.db.sql<{ id: string }[]>`select id from responses where owed`
    expect(owed.map((row) => row.id)).toEqual([running.id])
  })

  it("is billed by upkeep also when many wait whose provider cannot be asked any more", async () => {
    const made = await begin({ background: true })
    await gw.db.sql`
      insert into responses (id, previous_id, api_key, user_id, team_id, deployment_id, at_provider, owed, input, response,
        created_at, expires_at)
      select 'resp_a' || n, previous_id, api_key, user_id, team_id, 'nowhere', at_provider, owed, input, response,
        created_at - interval '1 hour', expires_at
      from responses, generate_series(1, 60) n where id = ${String(made.id)}`
    finish(made.id)
    await new ResponseUpkeep(() => gw.gateway.data).round()
    await gw.db.sql`delete from responses where deployment_id = 'nowhere'`
    expect(await billedFor(made.id)).toHaveLength(1)
  })

  it("that is cancelled is billed for what it used until then", async () => {
    const { id } = await begin({ background: true })
    finish(id, { status: "cancelled", output: [], usage: { input_tokens: 100, output_tokens: 0, total_tokens: 100 } })
    await gw.send("POST", `/v1/responses/${id}/cancel`, {}, { key })
    expect(Number((await billedFor(id))[0]?.spend_nano)).toBe(100_000)
  })
})

describe("GET /v1/responses/{id}?stream=true", () => {
  it("gives the kept response as the events of a stream, from where one left off", async () => {
    const made = await begin()
    const sent = await get(`${made.id}?stream=true`)
    expect([sent.status, sent.headers["content-type"]]).toEqual([200, expect.stringContaining("text/event-stream")])
    const events = new SseDecoder().push(Buffer.from(sent.text)).map(({ data }) => JSON.parse(data) as Json)
    expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, n) => n))
    expect(events.map((event) => event.type)).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.output_item.added",
      "response.function_call_arguments.delta",
      "response.function_call_arguments.done",
      "response.output_item.done",
      "response.completed",
    ])
    expect(events[4]).toMatchObject({ item_id: "msg_1", output_index: 0, content_index: 0, delta: "Forty-two" })
    expect(events.at(-1)?.response).toEqual(made)
    const rest = await get(`${made.id}?stream=true&starting_after=10`)
    expect(rest.text).toBe(
      sent.text.slice(sent.text.indexOf("event: response.output_item.done", sent.text.indexOf("arguments.done"))),
    )
  })

  it("of one that is still being made is 409, with a wrong `starting_after` 400, and of somebody else's 404", async () => {
    const { id } = await begin({ background: true })
    const running = await get(`${id}?stream=true`)
    expect([running.status, error(running).param]).toEqual([409, "stream"])
    const wrong = await get(`${id}?stream=true&starting_after=x`)
    expect([wrong.status, error(wrong).param]).toEqual([400, "starting_after"])
    const stranger = await gw.key()
    expect((await gw.send("GET", `/v1/responses/${id}?stream=true`, undefined, { key: stranger })).status).toBe(404)
  })
})
