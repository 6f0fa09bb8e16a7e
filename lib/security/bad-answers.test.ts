import { readFileSync } from "node:fs"
import type { ServerResponse } from "node:http"
import { gzipSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { countTokens } from "#lib/catalog/tokens"
import { type Harness, harness } from "#lib/testing/harness"
import { type ScriptedUpstream, scriptedUpstream } from "./test-scripted-upstream"

/** Bodies recorded by Kong (Apache-2.0), beside the unit tests that read them. */
const kong = JSON.parse(
  readFileSync(new URL("../wire/testdata/kong-bodies.json", import.meta.url), "utf8"),
) as readonly { readonly source: string; readonly body: string }[]
const kongBody = (name: string) => kong.find(({ source }) => source.endsWith(name))?.body ?? ""

interface Scripted {
  readonly status: number
  readonly type: string
  readonly body: string | Buffer
  readonly encoding?: string
}

const JSON_TYPE = "application/json"
const SSE = "text/event-stream"
const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`
const good = JSON.stringify({
  id: "1",
  object: "chat.completion",
  choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 5, completion_tokens: 1, total_tokens: 6 },
})

/** Answers no provider should give; each by the name of the model that gets it. */
const BAD: Readonly<Record<string, Scripted>> = {
  "html-200": { status: 200, type: "text/html", body: "<!doctype html><html><body>Welcome</body></html>" },
  "html-as-json": { status: 200, type: JSON_TYPE, body: "<html></html>" },
  "html-as-stream": { status: 200, type: SSE, body: "<html></html>" },
  "empty-json": { status: 200, type: JSON_TYPE, body: "" },
  "empty-stream": { status: 200, type: SSE, body: "" },
  "no-type": { status: 200, type: "application/octet-stream", body: "\u0000\u0001\u0002" },
  "half-json": { status: 200, type: JSON_TYPE, body: good.slice(0, good.length / 2) },
  "null-json": { status: 200, type: JSON_TYPE, body: "null" },
  "list-json": { status: 200, type: JSON_TYPE, body: "[1,2]" },
  "number-json": { status: 200, type: JSON_TYPE, body: "42" },
  "empty-object": { status: 200, type: JSON_TYPE, body: "{}" },
  "error-in-200": { status: 200, type: JSON_TYPE, body: '{"error":{"message":"Overloaded","type":"server_error"}}' },
  "broken-first-event": { status: 200, type: SSE, body: 'data: {"id":\n\n' },
  "json-as-stream": { status: 200, type: JSON_TYPE, body: '{"object":"list","data":[]}' },
  "gzip-not-gzip": { status: 200, type: JSON_TYPE, body: good, encoding: "gzip" },
  "gzip-cut": { status: 200, type: JSON_TYPE, body: gzipSync(good).subarray(0, 40), encoding: "gzip" },
  "gzip-unannounced": { status: 200, type: JSON_TYPE, body: gzipSync(good) },
  "unknown-encoding": { status: 200, type: JSON_TYPE, body: good, encoding: "rot13" },
  "plain-503": { status: 503, type: "text/plain", body: "upstream connect error or disconnect/reset before headers" },
  redirect: { status: 302, type: "text/plain", body: "elsewhere" },
  "kong-bad-request": {
    status: 400,
    type: JSON_TYPE,
    body: kongBody("anthropic/llm-v1-chat/responses/bad_request.json"),
  },
  "kong-unauthorized": {
    status: 401,
    type: JSON_TYPE,
    body: kongBody("anthropic/llm-v1-chat/responses/unauthorized.json"),
  },
  "kong-html-500": {
    status: 500,
    type: "text/html",
    body: kongBody("anthropic/llm-v1-chat/responses/internal_server_error.html"),
  },
  "kong-html-200": {
    status: 200,
    type: "text/html",
    body: kongBody("anthropic/llm-v1-chat/responses/internal_server_error.html"),
  },
  "kong-bad-upstream": {
    status: 200,
    type: JSON_TYPE,
    body: kongBody("anthropic/llm-v1-chat/responses/bad_upstream_response.json"),
  },
}

/** Streams that begin well. */
const BAD_LATER: Readonly<Record<string, string>> = {
  "comments-only": ": ping\n\n: ping\n\n",
  "broken-event": `${chunk({ role: "assistant", content: "Hi" })}data: {"id":"1","choi\n\n${chunk({}, "stop")}data: [DONE]\n\n`,
  "html-inside": `${chunk({ role: "assistant", content: "Hi" })}data: <html>\n\n${chunk({}, "stop")}data: [DONE]\n\n`,
  "no-end": chunk({ role: "assistant", content: "Hi" }),
  "error-inside": `${chunk({ role: "assistant", content: "Hi" })}data: {"error":{"message":"Overloaded","type":"server_error"}}\n\n`,
}

let upstream: ScriptedUpstream
let gw: Harness
beforeAll(async () => {
  // The first count loads the tokenizer, which is not what is timed here.
  await countTokens("Hi")
  upstream = await scriptedUpstream(({ model }, response: ServerResponse) => {
    const name = model.slice(model.lastIndexOf("/") + 1)
    const later = BAD_LATER[name]
    const { status, type, body, encoding } = BAD[name] ?? {
      status: 200,
      type: later === undefined ? JSON_TYPE : SSE,
      body: later ?? good,
    }
    response.writeHead(status, {
      "content-type": type,
      ...(encoding === undefined ? {} : { "content-encoding": encoding }),
      ...(status === 302 ? { location: "http://127.0.0.1:9/" } : {}),
    })
    response.end(body)
  })
  const price = "input_cost_per_token: 0.000001, output_cost_per_token: 0.000004, num_retries: 0"
  gw = await harness({
    yaml: `model_list:
  - {model_name: "anthropic/*", litellm_params: {model: "anthropic/*", api_base: "${upstream.url}", api_key: x-key, ${price}}}
  - {model_name: "*", litellm_params: {model: "openai/*", api_base: "${upstream.url}/v1", api_key: x-key, ${price}}}`,
  })
})
afterAll(async () => {
  await gw.close()
  await upstream.close()
})

interface Row {
  status: string
  spend_nano: number
  completion_tokens: number
}
async function rowOf(callId = ""): Promise<Row[]> {
  await gw.flush()
  return gw.db.sql<Row[]>`select status, spend_nano, completion_tokens from spend_logs where call_id = ${callId}`
}

const WAYS = [
  ["/v1/chat/completions", ""],
  ["/v1/chat/completions", "anthropic/"],
  ["/v1/messages", ""],
  ["/v1/messages", "anthropic/"],
] as const

async function call(path: string, model: string, stream: boolean) {
  const from = performance.now()
  const sent = await gw.send("POST", path, {
    model,
    stream,
    max_tokens: 9,
    messages: [{ role: "user", content: "Hi" }],
  })
  return { ...sent, ms: performance.now() - from }
}

describe("a provider that answers badly (R9)", () => {
  it("Kong's bad bodies are there", () => {
    for (const { body } of Object.values(BAD).slice(-5)) expect(body.length).toBeGreaterThan(20)
  })

  it.each(Object.keys(BAD))(
    "%s: one error in the client's own shape within a second, logged as a failure that cost nothing",
    async (name) => {
      for (const [path, prefix] of WAYS) {
        for (const stream of [false, true]) {
          const sent = await call(path, prefix + name, stream)
          const { status } = BAD[name] as Scripted
          const wanted = status === 400 || status === 401 || status === 503 ? [status] : [502, 503, 400]
          expect([path, prefix, stream, wanted.includes(sent.status), sent.text.slice(0, 300)]).toEqual([
            path,
            prefix,
            stream,
            true,
            sent.text.slice(0, 300),
          ])
          const error = sent.json.error as { message: string; type: string; code?: string }
          expect(error).toMatchObject({ message: expect.any(String), type: expect.any(String) })
          if (path === "/v1/messages") expect(sent.json.type).toBe("error")
          else expect(error).toMatchObject({ param: null, code: expect.any(String) })
          expect(error.message).not.toMatch(/<|\{/)
          expect(sent.ms).toBeLessThan(1_000)
          expect(await rowOf(sent.headers["x-litellm-call-id"])).toMatchObject([
            { status: "failure", spend_nano: 0, completion_tokens: 0 },
          ])
        }
      }
    },
  )

  it.each(Object.keys(BAD_LATER))("%s: the stream ends with one error event and never looks complete", async (name) => {
    for (const path of ["/v1/chat/completions", "/v1/messages"]) {
      const sent = await call(path, name, true)
      expect(name === "comments-only" ? [200, 502] : [200]).toContain(sent.status)
      expect(sent.text.split(/"error": ?\{/).length - 1).toBe(1)
      expect(sent.text).not.toMatch(/\[DONE\]|"finish_reason":"stop"|message_stop/)
      expect(sent.ms).toBeLessThan(1_000)
      expect(await rowOf(sent.headers["x-litellm-call-id"])).toMatchObject([{ status: "failure" }])
    }
  })

  it.each([
    ["no_usage_response.json", "no usage"],
    ["malformed_usage_response.json", "a usage nobody can read"],
  ])("%s: an answer with %s is an answer; what it cost is counted here", async (name) => {
    const body = kongBody(`anthropic/llm-v1-chat/responses/${name}`)
    const other = await scriptedUpstream(
      (_request, response) => void response.writeHead(200, { "content-type": JSON_TYPE }).end(body),
    )
    const own = await harness({
      yaml: `model_list: [{model_name: m, litellm_params: {model: anthropic/m, api_base: "${other.url}", api_key: x-key, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004}}]`,
    })
    const sent = await own.send("POST", "/v1/chat/completions", {
      model: "m",
      messages: [{ role: "user", content: "What is 1 + 1?" }],
    })
    expect([sent.status, sent.text.includes("The sum of 1 + 1 is 2.")]).toEqual([200, true])
    await own.flush()
    const rows = await own.db.sql`select status, estimated, spend_nano > 0 as billed from spend_logs`
    expect(rows).toEqual([{ status: "success", estimated: true, billed: true }])
    await own.close()
    await other.close()
  })

  it("after all of it the next good answer comes through", async () => {
    const sent = await call("/v1/chat/completions", "good", false)
    expect([sent.status, sent.json.object]).toEqual([200, "chat.completion"])
  })
})
