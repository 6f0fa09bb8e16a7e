import { createServer, type IncomingHttpHeaders, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

type Json = Record<string, unknown>
let upstream: Server
let gw: Harness
let key = ""
let next: { status: number; type: string; body: string; headers?: Record<string, string> }
const asked: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[] = []

const chat = {
  id: "c",
  object: "chat.completion",
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: "Hi" } }],
}
const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 }

beforeAll(async () => {
  upstream = createServer(async (req, res) => {
    let body = ""
    for await (const part of req) body += part
    asked.push({ method: req.method ?? "", url: req.url ?? "", headers: req.headers, body })
    res.writeHead(next.status, { "content-type": next.type, ...next.headers }).end(next.body)
  }).listen(0, "127.0.0.1")
  await new Promise((resolve) => upstream.once("listening", resolve))
  const base = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`
  gw = await harness({
    yaml: `general_settings:
  pass_through_endpoints:
    - {path: /priced, target: "${base}/v2/rerank?tenant=a", headers: {Authorization: "Bearer os.environ/THEIR_KEY", x-plain: 1}, cost_per_request: 0.002, default_query_params: {lang: en}}
    - {path: /tree, target: "${base}/base/", include_subpath: true, forward_headers: true, methods: [GET, POST]}
    - {path: /tree/deep, target: "${base}/deeper", include_subpath: true}
    - {path: /open, target: "${base}/open", auth: false, headers: {LANGFUSE_PUBLIC_KEY: pk, LANGFUSE_SECRET_KEY: os.environ/THEIR_KEY}}
    - {path: /lost, target: "${base}/lost", headers: {a: "Bearer os.environ/NOT_SET"}}
    - {path: /v1/models, target: "${base}/never"}
`,
    env: { THEIR_KEY: "their-secret-key" },
  })
  key = await gw.key()
})
afterAll(async () => {
  await gw.close()
  upstream.close()
})
beforeEach(() => {
  asked.length = 0
  next = { status: 200, type: "application/json", body: '{"results":[]}' }
})

const ask = (path: string, body: unknown = {}, as: string | null = key, headers: Record<string, string> = {}) =>
  gw.send("POST", path, body, { key: as, headers: { "content-type": "application/json", ...headers } })
const code = (sent: { json: Json }) => (sent.json.error as Json).code
async function rowOf(callId: string | undefined): Promise<Json | undefined> {
  await gw.flush()
  return (await gw.db.sql<Json[]>`select * from spend_logs where call_id = ${callId ?? ""}`)[0]
}

describe("a path of the configuration's own", () => {
  it("leads to its target with the configured headers and queries, and costs what a request costs", async () => {
    const sent = await ask("/priced?lang=de&x=1&tenant=b", { model: "rerank-1", query: "q" })
    expect([sent.status, sent.text, sent.headers["x-litellm-response-cost"]]).toEqual([200, next.body, "0.002"])
    const [one] = asked
    expect(one).toMatchObject({ method: "POST", headers: { authorization: "Bearer their-secret-key", "x-plain": "1" } })
    expect(one?.url).toBe("/v2/rerank?lang=de&x=1&tenant=a")
    expect(JSON.stringify(asked)).not.toContain(key)
    expect(await rowOf(sent.headers["x-litellm-call-id"])).toMatchObject({
      call_type: "pass_through_endpoint",
      status: "success",
      spend_nano: 2_000_000,
      model: "rerank-1",
    })
    await ask("/priced")
    expect(asked[1]?.url).toBe("/v2/rerank?lang=en&tenant=a")
  })

  it("has its usage read from the answer where it costs nothing by itself; a stream goes through event by event", async () => {
    next.body = JSON.stringify({ ...chat, usage })
    const sent = await ask("/tree/chat")
    expect(await rowOf(sent.headers["x-litellm-call-id"])).toMatchObject({ prompt_tokens: 10, completion_tokens: 5 })
    const stream = 'data: {"a":1}\n\ndata: [DONE]\n\n'
    next = { status: 200, type: "text/event-stream", body: stream }
    const streamed = await ask("/priced", { stream: true })
    expect(streamed.text).toBe(stream)
    expect(await rowOf(streamed.headers["x-litellm-call-id"])).toMatchObject({ spend_nano: 2_000_000 })
  })

  it("serves what is below it only when told to, by the methods it has; the longest path counts", async () => {
    expect((await ask("/priced/more")).status).toBe(404)
    await ask("/tree/a%2Bb/c?d=e")
    await ask("/tree")
    await ask("/tree/deep/x")
    expect(asked.map(({ url }) => url)).toEqual(["/base/a%2Bb/c?d=e", "/base", "/deeper/x"])
    const denied = await gw.send("DELETE", "/tree/x", undefined, { key })
    expect([denied.status, denied.headers.allow]).toEqual([405, "GET, POST"])
    expect((await ask("/tree/%2e%2e/admin")).status).toBe(400)
    expect((await ask("/tree/x/..%2f..%2fadmin")).status).toBe(400)
    expect(asked).toHaveLength(3)
  })

  it("hands on the client's headers when told to, never its key; x-pass- ones always, and none over a configured one", async () => {
    const headers = {
      "x-mine": "1",
      cookie: "session=1",
      "x-litellm-tags": "t",
      "x-pass-beta": "b",
      connection: "close",
    }
    await ask("/tree", {}, key, headers)
    expect(asked[0]?.headers).toMatchObject({ "x-mine": "1", beta: "b" })
    for (const name of ["cookie", "x-litellm-tags", "authorization", "x-pass-beta"])
      expect(asked[0]?.headers).not.toHaveProperty(name)
    await ask("/priced", {}, key, { ...headers, "x-pass-authorization": "Bearer other", "x-pass-host": "evil" })
    expect(asked[1]?.headers).toMatchObject({ authorization: "Bearer their-secret-key", beta: "b" })
    expect(asked[1]?.headers).not.toHaveProperty("x-mine")
    expect(asked[1]?.headers.host).not.toBe("evil")
  })

  it("is never in the place of what is served here itself", async () => {
    expect((await gw.send("GET", "/v1/models", undefined, { key })).json.object).toBe("list")
    expect(asked).toEqual([])
  })

  it("whose header needs a variable that is not set is left out, and the log says so", async () => {
    expect((await ask("/lost")).status).toBe(404)
    expect(gw.logged.join()).toContain("NOT_SET")
  })

  it("gives the refusal of its target, for nothing, without a secret in it; follows no redirect", async () => {
    next = { status: 403, type: "application/json", body: '{"error":"no their-secret-key"}' }
    const sent = await ask("/priced")
    expect([sent.status, sent.text]).toEqual([403, expect.not.stringContaining("their-secret-key")])
    expect(await rowOf(sent.headers["x-litellm-call-id"])).toMatchObject({ status: "failure", spend_nano: 0 })
    next = { status: 302, type: "text/plain", body: "", headers: { location: "http://169.254.169.254/" } }
    expect((await ask("/priced")).headers).not.toHaveProperty("location")
  })
})

describe("who may", () => {
  it("whoever has a key that may use the route, the model it names, and has money left", async () => {
    expect((await ask("/priced", {}, null)).status).toBe(401)
    const routes = await gw.key({ allowed_routes: ["/tree/*"] })
    expect((await ask("/tree/x", {}, routes)).status).toBe(200)
    expect((await ask("/priced", {}, routes)).status).toBe(403)
    const models = await gw.key({ models: ["rerank-1"] })
    expect((await ask("/priced", { model: "rerank-1" }, models)).status).toBe(200)
    expect((await ask("/priced", {}, models)).status).toBe(200)
    expect((await ask("/priced", { model: "other" }, models)).status).toBe(403)
    const poor = await gw.key({ max_budget: 0.002 })
    expect((await ask("/priced", {}, poor)).status).toBe(200)
    const over = await ask("/priced", {}, poor)
    expect([over.status, code(over)]).toEqual([429, "budget_exceeded"])
  })

  it("everybody where no key is asked for; Langfuse's pair of keys is its login", async () => {
    const sent = await ask("/open", {}, null)
    expect(sent.status).toBe(200)
    const login = Buffer.from("pk:their-secret-key").toString("base64")
    expect(asked[0]?.headers.authorization).toBe(`Basic ${login}`)
    expect(await rowOf(sent.headers["x-litellm-call-id"])).toMatchObject({ api_key: "", status: "success" })
  })
})
