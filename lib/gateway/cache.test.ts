import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Harness, harness, type SendOptions, type Sent } from "#lib/testing/harness"

const PRICE = "input_cost_per_token: 0.000001, output_cost_per_token: 0.000004"
const YAML = `model_list:
  - {model_name: chat, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k, ${PRICE}}}
  - {model_name: short, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k, ttl: 30, ${PRICE}}}
  - {model_name: broken, litellm_params: {model: openai/500, api_base: "$MOCK/v1", api_key: k, num_retries: 0, ${PRICE}}}
  - {model_name: cut, litellm_params: {model: openai/drop-midstream, api_base: "$MOCK/v1", api_key: k, num_retries: 0, ${PRICE}}}
  - {model_name: drip, litellm_params: {model: openai/drip-20ms, api_base: "$MOCK/v1", api_key: k, ${PRICE}}}
  - {model_name: claude, litellm_params: {model: anthropic/ok, api_base: "$MOCK", api_key: k, ${PRICE}}}
  - {model_name: embed, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k, input_cost_per_token: 0.000001}, model_info: {mode: embedding}}
  - {model_name: rank, litellm_params: {model: cohere/ok, api_base: "$MOCK", api_key: k, input_cost_per_query: 0.002}}
  - {model_name: hear, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k, input_cost_per_second: 0.0001}}
  - {model_name: complete, litellm_params: {model: hosted_vllm/ok, api_base: "$MOCK/v1", ${PRICE}}}
litellm_settings: {cache: true, cache_params: {type: local, ttl: 100}}
`

let gw: Harness
let words = 0
beforeAll(async () => {
  gw = await harness({ yaml: YAML })
})
afterAll(() => gw.close())
beforeEach(() => {
  gw.mock.reset()
  words++
})

const body = (more: Record<string, unknown> = {}) => ({
  model: "chat",
  messages: [{ role: "user", content: `Question ${words}` }],
  ...more,
})
const ask = (more: Record<string, unknown> = {}, options: SendOptions = {}) =>
  gw.send("POST", "/v1/chat/completions", body(more), options)
const asked = () => gw.mock.requests().length
const hit = (sent: Sent) => sent.headers["x-litellm-cache-hit"]

async function rowOf(sent: Sent): Promise<Record<string, unknown>> {
  await gw.flush()
  const id = sent.headers["x-litellm-call-id"] ?? ""
  const [row] = await gw.db.sql<Record<string, unknown>[]>`select * from spend_logs where call_id = ${id}`
  if (row === undefined) throw new Error(`no row for ${id}: ${sent.text}`)
  return row
}

describe("the same request again", () => {
  it("is answered from the cache, byte for byte, at no cost", async () => {
    const first = await ask()
    const again = await ask()
    expect([hit(first), hit(again), asked()]).toEqual(["False", "True", 1])
    expect(again.text).toBe(first.text)
    expect(again.headers["x-litellm-cache-key"]).toBe(first.headers["x-litellm-cache-key"])
    expect(again.headers["x-litellm-response-cost"]).toBe("0")
    const [paid, free] = [await rowOf(first), await rowOf(again)]
    expect(Number(paid.spend_nano)).toBeGreaterThan(0)
    expect(free).toMatchObject({ status: "success", total_tokens: 0, model: "ok", provider: "openai" })
    expect(Number(free.spend_nano)).toBe(0)
    expect(free.metadata).toMatchObject({
      cache_hit: true,
      cache_key: first.headers["x-litellm-cache-key"],
      saved_cache_cost: Number(paid.spend_nano) / 1e9,
    })
  })

  it("is the same in another order and with other words about logging", async () => {
    await ask({ temperature: 0, top_p: 1 })
    const again = await ask({ top_p: 1, user: "somebody", temperature: 0, metadata: { trace_id: "t" }, num_retries: 1 })
    expect(hit(again)).toBe("True")
  })

  it.each([
    ["a parameter", { temperature: 1 }],
    ["the model", { model: "short" }],
    ["a message", { messages: [{ role: "user", content: "Something else" }] }],
    ["a value's type", { seed: "1" }],
    ["a stream", { stream: true }],
  ])("is another one when it differs in %s", async (_what, more) => {
    await ask({ seed: 1 })
    expect(hit(await ask({ seed: 1, ...more }))).not.toBe("True")
    expect(asked()).toBe(2)
  })

  it("still counts against the requests a minute, not against tokens or money", async () => {
    const key = await gw.key({ rpm_limit: 3, tpm_limit: 1_000, max_budget: 1 })
    await ask({}, { key })
    const spent = async () => (await gw.send("GET", `/key/info?key=${key}`)).json.info as { spend: number }
    const before = (await spent()).spend
    expect(hit(await ask({}, { key }))).toBe("True")
    expect((await spent()).spend).toBe(before)
    await ask({}, { key })
    expect((await ask({}, { key })).status).toBe(429)
  })

  it("is given to a key whose budget is used up", async () => {
    const key = await gw.key({ max_budget: 0.00005 })
    await ask({ max_tokens: 5 }, { key })
    let other = await ask({ max_tokens: 5, seed: 1 }, { key })
    for (let seed = 2; seed < 20 && other.status === 200; seed++) other = await ask({ max_tokens: 5, seed }, { key })
    expect(other.status).toBe(429)
    expect(hit(await ask({ max_tokens: 5 }, { key }))).toBe("True")
  })
})

describe("a stream", () => {
  it.each([
    ["/v1/chat/completions", () => body({ stream: true, stream_options: { include_usage: true } })],
    ["/v1/messages", () => body({ model: "claude", max_tokens: 9, stream: true })],
    ["/v1/messages", () => body({ model: "chat", max_tokens: 9, stream: true })],
    ["/v1/completions", () => ({ model: "complete", prompt: `Question ${words}`, stream: true })],
  ])("of %s comes again as the stream it was", async (path, make) => {
    const first = await gw.send("POST", path, make())
    const again = await gw.send("POST", path, make())
    expect([first.status, hit(first), hit(again), asked()]).toEqual([200, "False", "True", 1])
    expect(again.text).toBe(first.text)
    expect(again.headers["content-type"]).toContain("text/event-stream")
    expect(Number((await rowOf(again)).spend_nano)).toBe(0)
  })

  it("that was cut is not kept", async () => {
    await ask({ model: "cut", stream: true })
    expect(hit(await ask({ model: "cut", stream: true }))).toBe("False")
    expect(asked()).toBe(2)
  })

  it("that its client left is not kept", async () => {
    const reply = await gw.open("POST", "/v1/chat/completions", body({ model: "drip", stream: true }))
    for await (const _part of reply.body as AsyncIterable<unknown>) break
    expect(hit(await ask({ model: "drip", stream: true }))).toBe("False")
    expect(hit(await ask({ model: "drip", stream: true }))).toBe("True")
  })
})

describe("other endpoints", () => {
  it.each([
    ["/v1/embeddings", () => ({ model: "embed", input: `Text ${words}` })],
    ["/v1/rerank", () => ({ model: "rank", query: `Query ${words}`, documents: ["a", "b"] })],
    ["/v1/completions", () => ({ model: "complete", prompt: `Text ${words}` })],
    ["/v1/messages", () => body({ model: "claude", max_tokens: 9 })],
  ])("%s is cached", async (path, make) => {
    const first = await gw.send("POST", path, make())
    const again = await gw.send("POST", path, make())
    expect([first.status, hit(again), again.text, asked()]).toEqual([200, "True", first.text, 1])
  })

  it("transcriptions are cached by what is in the file", async () => {
    const send = async (text: string) => {
      const data = new FormData()
      data.append("model", "hear")
      data.append("file", new Blob([text], { type: "audio/mpeg" }), "a.mp3")
      const whole = new Response(data)
      const headers = { "content-type": whole.headers.get("content-type") ?? "" }
      return gw.send("POST", "/v1/audio/transcriptions", Buffer.from(await whole.arrayBuffer()), { headers })
    }
    const first = await send("one")
    expect([hit(await send("one")), hit(await send("two"))]).toEqual(["True", "False"])
    expect(first.status).toBe(200)
  })

  it.each([false, true])("responses are cached, and each can be gone on with (stream: %s)", async (stream) => {
    const send = (more: object = {}) =>
      gw.send("POST", "/v1/responses", { model: "claude", input: `Text ${words}`, stream, ...more })
    const idOf = ({ text }: Sent) => /"id":"(resp_[^"]+)"/.exec(text)?.[1] ?? ""
    const first = await send()
    const before = asked()
    const again = await send()
    expect([first.status, hit(again), asked()]).toEqual([200, "True", before])
    expect(idOf(again)).not.toBe(idOf(first))
    expect(again.text.replaceAll(idOf(again), "").length).toBe(first.text.replaceAll(idOf(first), "").length)
    const next = await send({ input: "And then?", previous_response_id: idOf(again) })
    expect([next.status, hit(next)]).not.toEqual([200, "True"])
    expect(next.status).toBe(200)
  })

  it("errors are not kept", async () => {
    await ask({ model: "broken" })
    expect((await ask({ model: "broken" })).status).toBeGreaterThanOrEqual(500)
    expect(asked()).toBe(2)
  })
})

describe("tenants", () => {
  it("never see each other's answers: keys of a team share, others do not", async () => {
    const team = async () => (await gw.send("POST", "/team/new", {})).json.team_id
    const [one, two] = [await team(), await team()]
    const keys = await Promise.all([one, one, two, undefined, undefined].map((id) => gw.key(id ? { team_id: id } : {})))
    const hits: unknown[] = []
    for (const key of keys) hits.push(hit(await ask({}, { key })))
    expect(hits).toEqual(["False", "True", "False", "False", "False"])
    expect(hit(await ask())).toBe("False")
  })
})

describe("what a request says", () => {
  it("an answer is kept for its ttl: the request's, the deployment's, the cache's", async () => {
    const kept = async (more: Record<string, unknown>, seconds: number) => {
      await ask(more)
      gw.clock.addedMs += seconds * 1000 - 1000
      const before = hit(await ask(more))
      gw.clock.addedMs += 2000
      return [before, hit(await ask(more))]
    }
    expect(await kept({ cache: { ttl: 10 } }, 10)).toEqual(["True", "False"])
    expect(await kept({ model: "short" }, 30)).toEqual(["True", "False"])
    words++
    expect(await kept({}, 100)).toEqual(["True", "False"])
  })

  it("s-maxage takes no answer that is older", async () => {
    await ask()
    gw.clock.addedMs += 20_000
    expect(hit(await ask({ cache: { "s-maxage": 30 } }))).toBe("True")
    expect(hit(await ask({ cache: { "s-maxage": 10 } }))).toBe("False")
  })

  it("no-cache asks anew and keeps the new answer; no-store keeps nothing", async () => {
    await ask({ cache: { "no-store": true } })
    expect(hit(await ask({ cache: { "no-cache": true } }))).toBe("False")
    expect(hit(await ask())).toBe("True")
    expect(asked()).toBe(2)
    expect(hit(await ask({ cache: { "no-cache": true, "no-store": true } }))).toBeUndefined()
  })

  it("a namespace is a cache of its own", async () => {
    const cache = { namespace: "mine" }
    await ask()
    const first = await ask({ cache })
    expect([hit(first), hit(await ask({ cache }))]).toEqual(["False", "True"])
    expect(first.headers["x-litellm-cache-key"]).toMatch(/^mine:[0-9a-f]{64}$/)
  })

  it("caching: false leaves the cache alone", async () => {
    await ask()
    expect(hit(await ask({ caching: false }))).toBeUndefined()
  })

  it.each([
    ["cache.ttl", { ttl: "soon" }],
    ["cache.s-maxage", { "s-maxage": -1 }],
    ["cache.no-cache", { "no-cache": "yes" }],
    ["cache.namespace", { namespace: "a b" }],
    ["cache.max", { max: 1 }],
    ["cache", "yes"],
  ])("%s is refused when it is wrong, and the provider is not asked", async (field, cache) => {
    const sent = await ask({ cache })
    expect(sent.status).toBe(400)
    expect(sent.text).toContain(field)
    expect(asked()).toBe(0)
  })
})

describe("management", () => {
  it("pings, forgets one answer, forgets all", async () => {
    expect((await gw.send("GET", "/cache/ping")).json).toMatchObject({ status: "healthy", cache_type: "local" })
    const key = (await ask()).headers["x-litellm-cache-key"]
    expect((await gw.send("POST", "/cache/delete", { keys: [key] })).json).toEqual({ status: "success" })
    expect(hit(await ask())).toBe("False")
    expect((await gw.send("POST", "/cache/flushall")).json).toEqual({ status: "success" })
    expect(hit(await ask())).toBe("False")
    expect(hit(await ask())).toBe("True")
  })

  it("is not for keys", async () => {
    const key = await gw.key()
    expect((await gw.send("POST", "/cache/flushall", {}, { key })).status).toBe(403)
  })
})
