import { readFileSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

interface Recording {
  readonly name: string
  readonly request: { readonly stream?: boolean }
  readonly response: { readonly body: unknown }
}
const file = new URL("../wire/openai-responses/testdata/recordings.json", import.meta.url)
const recordings = JSON.parse(readFileSync(file, "utf8")) as Recording[]
const recording = (name: string) => recordings.find((one) => one.name === name)?.response.body
const stream = recording("openai: stream of a function call") as string
const answer = recording("openai: text and usage") as { usage: { input_tokens: number; output_tokens: number } }

let upstream: Server
let gw: Harness
const asked: { path: string; body: Record<string, unknown> }[] = []

beforeAll(async () => {
  upstream = createServer(async (req, res) => {
    let text = ""
    for await (const part of req) text += part
    const body = JSON.parse(text)
    asked.push({ path: req.url ?? "", body })
    if (body.stream) res.writeHead(200, { "content-type": "text/event-stream" }).end(stream)
    else res.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer))
  }).listen(0, "127.0.0.1")
  await new Promise((resolve) => upstream.once("listening", resolve))
  const base = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v1`
  gw = await harness({
    yaml: `model_list:
  - {model_name: m, litellm_params: {model: openai/gpt-4o, api_base: "${base}", api_key: secret, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004}}
  - {model_name: only, litellm_params: {model: openai/responses/gpt-4o, api_base: "${base}", api_key: secret}}
`,
  })
})
afterAll(async () => {
  await gw.close()
  upstream.close()
})

async function rowOf(callId: string | undefined) {
  await gw.flush()
  const rows = await gw.db.sql`select * from spend_logs where call_id = ${callId ?? ""}`
  return rows[0]
}

it("an answer of a provider that serves Responses is passed on as it is, and billed by its usage", async () => {
  const body = { model: "m", input: "Hi" }
  const sent = await gw.send("POST", "/v1/responses", body)
  expect(sent.json).toMatchObject(answer)
  // OpenAI's document asks for more by now than this older answer has.
  expect(sent.json.usage).toMatchObject({ input_tokens_details: { cache_write_tokens: 0 } })
  expect(asked.at(-1)).toEqual({ path: "/v1/responses", body: { ...body, model: "gpt-4o" } })
  const { input_tokens: input, output_tokens: output } = answer.usage
  expect(await rowOf(sent.headers["x-litellm-call-id"])).toMatchObject({
    status: "success",
    prompt_tokens: input,
    completion_tokens: output,
    spend_nano: input * 1_000 + output * 4_000,
    estimated: false,
  })
})

it("its stream is passed on byte for byte, and ends the call when its last event is here", async () => {
  const sent = await gw.send("POST", "/v1/responses", { model: "m", input: "Hi", stream: true })
  expect(sent.text).toBe(stream)
  expect(await rowOf(sent.headers["x-litellm-call-id"])).toMatchObject({ status: "success", estimated: false })
})

it("a chat client reaches a model that is served through Responses only; nothing is stored there", async () => {
  const sent = await gw.send("POST", "/v1/chat/completions", {
    model: "only",
    messages: [{ role: "user", content: "Hi" }],
    max_tokens: 20,
  })
  expect(sent.json).toMatchObject({ object: "chat.completion", choices: [{ finish_reason: "stop" }] })
  expect(asked.at(-1)).toMatchObject({
    path: "/v1/responses",
    body: { model: "gpt-4o", input: [{ role: "user", content: "Hi" }], max_output_tokens: 20, store: false },
  })
  const called = await gw.send("POST", "/v1/messages", {
    model: "only",
    max_tokens: 9,
    stream: true,
    messages: [{ role: "user", content: "Hi" }],
  })
  expect(called.text).toContain('"stop_reason":"tool_use"')
})
