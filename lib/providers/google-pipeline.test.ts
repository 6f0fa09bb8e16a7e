import { generateKeyPairSync } from "node:crypto"
import { createServer, type IncomingHttpHeaders } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { encodeSse } from "#lib/core/sse"
import { type Harness, harness } from "#lib/testing/harness"

interface Seen {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const usageMetadata = { promptTokenCount: 7, candidatesTokenCount: 5, thoughtsTokenCount: 3, totalTokenCount: 15 }
const about = { modelVersion: "gemini-2.5-flash", responseId: "resp-1" }
const call = { functionCall: { name: "look", args: { at: "sky" } }, thoughtSignature: "c2lnbmF0dXJl" }
const candidate = (parts: unknown[], finishReason?: string) => [
  { content: { role: "model", parts }, index: 0, ...(finishReason ? { finishReason } : {}) },
]
const ANSWER = { candidates: candidate([{ text: "hello" }, call], "STOP"), usageMetadata, ...about }
const STREAM = [
  { candidates: candidate([{ text: "thinking", thought: true }]), ...about },
  { candidates: candidate([{ text: "hel" }]), ...about },
  { candidates: candidate([{ text: "lo" }, call], "STOP"), usageMetadata, ...about },
]
const CLAUDE = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "claude-opus-4-5",
  content: [{ type: "text", text: "hello" }],
  stop_reason: "end_turn",
  usage: { input_tokens: 3, output_tokens: 2 },
}
const TOO_LONG = {
  error: {
    code: 400,
    status: "INVALID_ARGUMENT",
    message: "The input token count (9) exceeds the maximum number of tokens allowed (5).",
  },
}

/** Google as two deployments see it: its models and its token endpoint. */
const seen: Seen[] = []
const server = createServer(async (request, response) => {
  let body = ""
  for await (const part of request) body += String(part)
  const path = request.url ?? ""
  seen.push({ path, headers: request.headers, body })
  const json = (status: number, answer: unknown) => {
    response.writeHead(status, { "content-type": "application/json" })
    response.end(JSON.stringify(answer))
  }
  if (path === "/token") return json(200, { access_token: "google-token-of-the-test", expires_in: 3599 })
  if (body.includes("too long")) return json(400, TOO_LONG)
  if (path.includes("anthropic")) return json(200, CLAUDE)
  if (!path.includes("streamGenerateContent")) return json(200, ANSWER)
  response.writeHead(200, { "content-type": "text/event-stream" })
  response.end(STREAM.map((event) => encodeSse({ event: "", data: JSON.stringify(event) })).join(""))
})

let gw: Harness
const models = () => seen.filter(({ path }) => path !== "/token")

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  })
  const account = {
    type: "service_account",
    client_email: "gate@p-1",
    private_key: privateKey,
    token_uri: `${base}/token`,
  }
  const vertex = `vertex_project: p-1, vertex_location: us-east5, vertex_credentials: ${JSON.stringify(JSON.stringify(account))}`
  gw = await harness({
    yaml: `model_list:
  - {model_name: studio, litellm_params: {model: gemini/gemini-2.5-flash, api_base: "${base}", api_key: gemini-key-of-the-test, num_retries: 0}}
  - {model_name: vertex, litellm_params: {model: vertex_ai/gemini-2.5-flash, api_base: "${base}", ${vertex}, num_retries: 0}}
  - {model_name: claude, litellm_params: {model: vertex_ai/claude-opus-4-5, api_base: "${base}", ${vertex}, num_retries: 0}}
`,
  })
})
beforeEach(() => {
  seen.length = 0
})
afterAll(async () => {
  await gw.close()
  server.closeAllConnections()
  server.close()
})

const hi = [{ role: "user", content: "hi" }]
const tools = [
  {
    type: "function",
    function: { name: "look", parameters: { type: "object", properties: { at: { type: "string" } } } },
  },
]
const chat = (model: string, more: Record<string, unknown> = {}) =>
  gw.send("POST", "/v1/chat/completions", { model, messages: hi, ...more })

interface Message {
  role: string
  content: string
  tool_calls: { id: string; function: { name: string; arguments: string } }[]
}

describe("Gemini behind the gateway", () => {
  it("an OpenAI client gets text, calls and usage, and Google gets its own body and key", async () => {
    const { status, json } = await chat("studio", { tools, max_tokens: 50 })
    expect(status).toBe(200)
    const [choice] = json.choices as { message: Message; finish_reason: string }[]
    expect(choice?.message).toMatchObject({ role: "assistant", content: "hello" })
    expect(choice?.message.tool_calls[0]?.function).toEqual({ name: "look", arguments: '{"at":"sky"}' })
    expect(choice?.finish_reason).toBe("tool_calls")
    expect(json.usage).toMatchObject({ prompt_tokens: 7, completion_tokens: 8, total_tokens: 15 })
    const [sent] = models()
    expect(sent?.path).toBe("/v1beta/models/gemini-2.5-flash:generateContent")
    expect(sent?.headers["x-goog-api-key"]).toBe("gemini-key-of-the-test")
    expect(JSON.parse(sent?.body ?? "")).toMatchObject({ generationConfig: { maxOutputTokens: 50 } })
    expect(JSON.parse(sent?.body ?? "")).not.toHaveProperty("model")
  })

  it("the signature of a call comes back to Google with the next turn of a client that knows nothing of it", async () => {
    const { json } = await chat("studio", { tools })
    const [choice] = json.choices as { message: Message }[]
    const { tool_calls: calls = [] } = choice?.message ?? {}
    // What an OpenAI client keeps of a turn: ids, names, arguments.
    const kept = calls.map(({ id, function: called }) => ({ id, type: "function", function: called }))
    const turn = { role: "assistant", content: "hello", tool_calls: kept }
    const result = { role: "tool", tool_call_id: kept[0]?.id, content: "blue" }
    await chat("studio", { tools, messages: [...hi, turn, result] })
    const { contents } = JSON.parse(models()[1]?.body ?? "") as { contents: { parts: Record<string, unknown>[] }[] }
    expect(contents[1]?.parts[1]).toEqual({
      functionCall: { id: "call_resp-1_0", name: "look", args: { at: "sky" } },
      thoughtSignature: "c2lnbmF0dXJl",
    })
    expect(contents[2]?.parts).toEqual([
      { functionResponse: { id: "call_resp-1_0", name: "look", response: { output: "blue" } } },
    ])
  })

  it("a stream is asked for as events and arrives as OpenAI's chunks, terminated and counted", async () => {
    const { text } = await chat("studio", { stream: true, stream_options: { include_usage: true }, tools })
    expect(models()[0]?.path).toBe("/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse")
    expect(text.trimEnd().endsWith("data: [DONE]")).toBe(true)
    const lines = text.split("\n\n").filter((line) => line.startsWith("data: {"))
    const chunks = lines.map(
      (line) =>
        JSON.parse(line.slice(6)) as {
          choices: { delta: Record<string, unknown>; finish_reason: string | null }[]
          usage?: unknown
        },
    )
    const deltas = chunks.flatMap(({ choices }) => choices)
    expect(deltas.map(({ delta }) => delta.content ?? "").join("")).toBe("hello")
    expect(deltas.map(({ delta }) => delta.reasoning_content ?? "").join("")).toBe("thinking")
    expect(deltas.map(({ finish_reason: reason }) => reason).filter(Boolean)).toEqual(["tool_calls"])
    expect(chunks.at(-1)?.usage).toMatchObject({ prompt_tokens: 7, completion_tokens: 8 })
  })

  it("a client of Anthropic is served as well, whole and streamed", async () => {
    const body = { model: "studio", max_tokens: 20, messages: hi }
    const { json } = await gw.send("POST", "/v1/messages", body)
    expect(json).toMatchObject({
      type: "message",
      stop_reason: "tool_use",
      usage: { input_tokens: 7, output_tokens: 8 },
    })
    expect((json.content as { type: string }[]).map(({ type }) => type)).toEqual(["text", "tool_use"])
    const { text } = await gw.send("POST", "/v1/messages", { ...body, stream: true })
    expect(text).toContain('"thinking_delta"')
    expect(text.trimEnd().endsWith('data: {"type":"message_stop"}')).toBe(true)
  })

  it("a prompt that is too long is told in the client's words", async () => {
    const { status, json } = await chat("studio", { messages: [{ role: "user", content: "too long" }] })
    expect(status).toBe(400)
    expect(json.error).toMatchObject({ code: "context_length_exceeded" })
  })
})

describe("Vertex behind the gateway", () => {
  it("logs in once for many calls and sends the token to the model's own path", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => chat("vertex")))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200))
    expect(seen.filter(({ path }) => path === "/token")).toHaveLength(1)
    const path = "/v1beta1/projects/p-1/locations/us-east5/publishers/google/models/gemini-2.5-flash:generateContent"
    expect(new Set(models().map((request) => request.path))).toEqual(new Set([path]))
    expect(models()[0]?.headers.authorization).toBe("Bearer google-token-of-the-test")
  })

  it("Claude is asked in Anthropic's words, for clients of OpenAI and of Anthropic", async () => {
    const { json } = await chat("claude", { max_tokens: 5 })
    expect((json.choices as { message: Message }[])[0]?.message.content).toBe("hello")
    const native = await gw.send("POST", "/v1/messages", { model: "claude", max_tokens: 5, messages: hi })
    expect(native.json).toMatchObject({ type: "message", content: CLAUDE.content })
    for (const { path, body } of models()) {
      expect(path).toBe("/v1/projects/p-1/locations/us-east5/publishers/anthropic/models/claude-opus-4-5:rawPredict")
      expect(JSON.parse(body)).toMatchObject({ anthropic_version: "vertex-2023-10-16", max_tokens: 5 })
      expect(JSON.parse(body)).not.toHaveProperty("model")
    }
  })

  it("no secret of either reaches the log", async () => {
    const log = gw.logged.join("\n")
    for (const secret of ["gemini-key-of-the-test", "google-token-of-the-test", "PRIVATE KEY"])
      expect(log).not.toContain(secret)
  })
})
