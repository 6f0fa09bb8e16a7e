import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type GoogleServer, SIGNATURE, startGoogleServer } from "#lib/testing/google-server"
import { type Harness, harness, MASTER_KEY, type SendOptions } from "#lib/testing/harness"

let google: GoogleServer
let gw: Harness

beforeAll(async () => {
  google = await startGoogleServer()
  const prices = "input_cost_per_token: 0.000001, output_cost_per_token: 0.000004, num_retries: 0"
  gw = await harness({
    yaml: `model_list:
  - {model_name: studio, litellm_params: {model: gemini/gemini-2.5-flash, api_base: "${google.url}", api_key: google-secret-key, ${prices}}}
  - {model_name: "team/studio", litellm_params: {model: gemini/gemini-2.5-flash, api_base: "${google.url}", api_key: google-secret-key, ${prices}}}
  - {model_name: claude, litellm_params: {model: anthropic/ok, api_base: "$MOCK", api_key: mock-secret-key, ${prices}}}
  - {model_name: "openai/*", litellm_params: {model: "openai/*", api_base: "$MOCK/v1", api_key: mock-secret-key, ${prices}}}
`,
  })
})
beforeEach(() => {
  google.seen.length = 0
  gw.mock.reset()
})
afterAll(async () => {
  await gw.close()
  await google.close()
})

const hi = { contents: [{ role: "user", parts: [{ text: "hi" }] }] }
const call = (model: string, method: string, body: unknown = hi, options?: SendOptions) =>
  gw.send("POST", `/v1beta/models/${model}:${method}`, body, options)
const functionDeclarations = [
  { name: "weather", parameters: { type: "OBJECT", properties: { city: { type: "STRING" } }, required: ["city"] } },
]
const asking = { ...hi, tools: [{ functionDeclarations }], toolConfig: { functionCallingConfig: { mode: "ANY" } } }

interface Part {
  text?: string
  thought?: boolean
  thoughtSignature?: string
  functionCall?: { id?: string; name: string; args: Record<string, unknown> }
}
interface Said {
  candidates?: { content: { parts: Part[] }; finishReason?: string }[]
  usageMetadata?: { promptTokenCount: number; candidatesTokenCount: number; totalTokenCount: number }
  error?: { code: number; message: string; status: string }
}
const parts = (said: unknown) => (said as Said).candidates?.flatMap(({ content }) => content.parts) ?? []
const text = (said: unknown) =>
  parts(said)
    .map((part) => (part.thought ? "" : (part.text ?? "")))
    .join("")
const events = (body: string): Said[] =>
  body
    .split("\n\n")
    .filter((line) => line.startsWith("data: "))
    .map((line) => JSON.parse(line.slice(6)) as Said)

async function lastRow(): Promise<Record<string, unknown>> {
  await gw.flush()
  const rows = await gw.db.sql<Record<string, unknown>[]>`select * from spend_logs order by started_at desc limit 1`
  return rows[0] ?? {}
}

describe("a Gemini client and a Gemini deployment", () => {
  it("passes the request as it is, without what only the gateway reads, and the answer untouched", async () => {
    const { status, json, headers } = await call("studio", "generateContent", {
      ...hi,
      generationConfig: { topK: 3, thinkingConfig: { thinkingBudget: 5 } },
      safetySettings: [{ category: "HARM_CATEGORY_HARASSMENT", threshold: "OFF" }],
      num_retries: 0,
    })
    expect(status).toBe(200)
    expect(text(json)).toBe("hello")
    expect(json.usageMetadata).toMatchObject({ totalTokenCount: 15 })
    // 7 in, 8 out (thoughts are paid).
    expect(headers["x-litellm-response-cost"]).toBe("0.000039")
    const [sent] = google.seen
    expect(sent?.path).toBe("/v1beta/models/gemini-2.5-flash:generateContent")
    expect(sent?.headers["x-goog-api-key"]).toBe("google-secret-key")
    expect(sent?.body).toEqual({
      ...hi,
      generationConfig: { topK: 3, thinkingConfig: { thinkingBudget: 5 } },
      safetySettings: [{ category: "HARM_CATEGORY_HARASSMENT", threshold: "OFF" }],
    })
  })

  it("streams events as the provider sent them", async () => {
    const { text: body, headers } = await call("studio", "streamGenerateContent?alt=sse")
    expect(headers["content-type"]).toContain("text/event-stream")
    const said = events(body)
    expect(said.map(text).join("")).toBe("hello")
    expect(parts(said[0])).toEqual([{ text: "hm", thought: true }])
    expect(said.at(-1)?.candidates?.[0]?.finishReason).toBe("STOP")
    expect(google.seen[0]?.path).toBe("/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse")
    expect(google.seen[0]?.body).toEqual(hi)
  })

  it("streams one JSON array when events were not asked for", async () => {
    const { json, headers } = await call("studio", "streamGenerateContent")
    expect(headers["content-type"]).toContain("application/json")
    const said = json as unknown as Said[]
    expect(said.map(text).join("")).toBe("hello")
    expect(said).toHaveLength(4)
  })

  it("tells in the stream that the provider broke off, as event and as last element", async () => {
    const broken = { contents: [{ parts: [{ text: "break off" }] }] }
    const sse = events((await call("studio", "streamGenerateContent?alt=sse", broken)).text)
    expect(sse.at(-1)?.error).toMatchObject({ code: 502, status: "INTERNAL" })
    const array = (await call("studio", "streamGenerateContent", broken)).json as unknown as Said[]
    expect(array.at(-1)?.error).toMatchObject({ code: 502, status: "INTERNAL" })
  })

  it("counts tokens at Google, free of charge", async () => {
    const { json, headers } = await call("studio", "countTokens")
    expect(json).toMatchObject({ totalTokens: 42 })
    expect(headers["x-litellm-response-cost"]).toBe("0")
    expect(google.seen[0]).toMatchObject({ path: "/v1beta/models/gemini-2.5-flash:countTokens", body: hi })
    const whole = { model: "models/studio", systemInstruction: { parts: [{ text: "Be brief." }] }, ...hi }
    await call("studio", "countTokens", { generateContentRequest: whole })
    expect(google.seen[1]?.body).toEqual({
      generateContentRequest: { ...whole, model: "models/gemini-2.5-flash" },
    })
  })
})

describe.each(["openai/ok", "claude"])("a Gemini client and the model %s of another provider", (model) => {
  it("gets text, a finish reason and usage", async () => {
    const { status, json } = await call(model, "generateContent", {
      ...hi,
      systemInstruction: { parts: [{ text: "!" }] },
    })
    expect(status).toBe(200)
    expect(text(json).length).toBeGreaterThan(0)
    const { candidates, usageMetadata } = json as Said
    expect(candidates?.[0]?.finishReason).toBe("STOP")
    expect(usageMetadata?.totalTokenCount).toBeGreaterThan(0)
  })

  it("streams the same as events and as an array", async () => {
    const whole = text((await call(model, "generateContent")).json)
    const said = events((await call(model, "streamGenerateContent?alt=sse")).text)
    expect(said.map(text).join("")).toBe(whole)
    expect(said.at(-1)).toMatchObject({ candidates: [{ finishReason: "STOP" }], usageMetadata: {} })
    const array = (await call(model, "streamGenerateContent")).json as unknown as Said[]
    expect(array.map(text).join("")).toBe(whole)
  })

  it("calls a function and answers its result", async () => {
    const first = await call(model, "generateContent", asking)
    const [said] = parts(first.json).filter((part) => part.functionCall)
    expect(said?.functionCall).toMatchObject({ name: "weather", args: { city: expect.any(String) } })
    const result = {
      functionResponse: { id: said?.functionCall?.id, name: "weather", response: { output: "18 degrees" } },
    }
    const second = await call(model, "generateContent", {
      ...asking,
      toolConfig: undefined,
      contents: [...hi.contents, { role: "model", parts: [said] }, { role: "user", parts: [result] }],
    })
    expect(text(second.json)).toContain("18 degrees")
  })

  it("counts tokens with the gateway's tokenizer, asking nobody", async () => {
    const { json } = await call(model, "countTokens")
    expect(json.totalTokens).toBeGreaterThan(0)
    expect(gw.mock.requests()).toEqual([])
  })

  it("is told what only Google can do", async () => {
    const { status, json } = await call(model, "generateContent", { ...hi, cachedContent: "cachedContents/1" })
    expect(status).toBe(400)
    expect((json as Said).error).toMatchObject({ code: 400, status: "INVALID_ARGUMENT" })
    expect((json as Said).error?.message).toContain("cachedContent")
  })
})

describe("paths, keys and errors of Gemini's API", () => {
  it.each([
    "/v1beta/models/studio:generateContent",
    "/v1/models/studio:generateContent",
    "/models/studio:generateContent",
    "/v1beta/models/team/studio:generateContent",
    "/v1beta/models/team%2Fstudio:generateContent",
  ])("%s is served", async (path) => {
    expect(text((await gw.send("POST", path, hi)).json)).toBe("hello")
  })

  it("takes the key from x-goog-api-key and from the query, and keeps it out of log and rows", async () => {
    const key = await gw.key({ models: ["studio"] })
    const header = await call("studio", "generateContent", hi, { key: null, headers: { "x-goog-api-key": key } })
    expect(header.status).toBe(200)
    const query = await call("studio", `generateContent?key=${key}`, hi, { key: null })
    expect(query.status).toBe(200)
    const listed = await gw.send("GET", `/v1beta/models?key=${key}`, undefined, { key: null })
    expect((listed.json.models as { name: string }[]).map(({ name }) => name)).toEqual(["models/studio"])
    const denied = await call("claude", `generateContent?key=${key}`, hi, { key: null })
    expect((denied.json as Said).error).toMatchObject({ code: 403, status: "PERMISSION_DENIED" })
    expect(gw.logged.join("")).not.toContain(key)
    expect(JSON.stringify(await lastRow())).not.toContain(key)
    expect(JSON.stringify(google.seen)).not.toContain(key)
  })

  it("no other endpoint takes a key from the query", async () => {
    const asked = { model: "studio", messages: [{ role: "user", content: "hi" }] }
    const { status } = await gw.send("POST", `/v1/chat/completions?key=${MASTER_KEY}`, asked, { key: null })
    expect(status).toBe(401)
  })

  it("refuses in Google's words: no key, no such model, a wrong field, a limit with the time to wait", async () => {
    const error = async (sent: Promise<{ json: unknown }>) => ((await sent).json as Said).error
    expect(await error(call("studio", "generateContent", hi, { key: null }))).toMatchObject({
      code: 401,
      status: "UNAUTHENTICATED",
    })
    expect(await error(call("nowhere", "generateContent"))).toMatchObject({ code: 404, status: "NOT_FOUND" })
    const wrong = await error(call("studio", "generateContent", { contents: [] }))
    expect(wrong).toMatchObject({ code: 400, status: "INVALID_ARGUMENT" })
    expect(wrong?.message).toContain("contents")
    const slow = await call("studio", "generateContent", { contents: [{ parts: [{ text: "slow down" }] }] })
    expect(slow.headers["retry-after"]).toBe("7")
    expect((slow.json as Said).error).toMatchObject({
      code: 429,
      status: "RESOURCE_EXHAUSTED",
      details: [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "7s" }],
    })
    const array = await call("nowhere", "streamGenerateContent")
    expect(array.json).toMatchObject([{ error: { code: 404 } }])
  })

  it("budgets and limits count these calls too", async () => {
    const key = await gw.key({ rpm_limit: 1 })
    expect((await call("studio", "generateContent", hi, { key })).status).toBe(200)
    const { status, json } = await call("studio", "streamGenerateContent?alt=sse", hi, { key })
    expect(status).toBe(429)
    expect((json as Said).error).toMatchObject({ status: "RESOURCE_EXHAUSTED" })
    const info = await gw.send("GET", `/key/info?key=${key}`)
    expect((info.json.info as { spend: number }).spend).toBeCloseTo(0.000039, 9)
  })

  it("a client that leaves in mid-stream is billed for what it got", async () => {
    const { body } = await gw.open("POST", "/v1beta/models/openai/stall:streamGenerateContent", hi)
    for await (const part of body as AsyncIterable<string>) if (String(part).includes("text")) break
    const { status, call_type, completion_tokens: tokens, stream } = await lastRow()
    expect({ status, call_type, stream }).toEqual({
      status: "client_disconnect",
      call_type: "agenerate_content_stream",
      stream: true,
    })
    expect(Number(tokens)).toBeGreaterThan(0)
  })
})

describe("a conversation that a Gemini model began", () => {
  it("goes on at OpenAI and Anthropic with short ids, for calls and results alike", async () => {
    const tools = [{ type: "function", function: { name: "weather", parameters: { type: "object", properties: {} } } }]
    const messages: unknown[] = [{ role: "user", content: "hi" }]
    const first = await gw.send("POST", "/v1/chat/completions", { model: "studio", messages, tools })
    const [choice] = first.json.choices as { message: { tool_calls: { id: string }[] } }[]
    const id = choice?.message.tool_calls[0]?.id ?? ""
    expect(id).toContain(SIGNATURE)
    messages.push(choice?.message, { role: "tool", tool_call_id: id, content: "18 degrees" })
    for (const model of ["openai/ok", "claude"]) {
      const next = await gw.send("POST", "/v1/chat/completions", { model, messages, tools })
      expect(next.status).toBe(200)
      const said = JSON.stringify(gw.mock.requests().at(-1)?.body)
      expect(said).not.toContain(SIGNATURE)
      expect(said.split(id.split("__thought__")[0] ?? "").length).toBe(3)
    }
    await gw.send("POST", "/v1/chat/completions", { model: "studio", messages, tools })
    expect(JSON.stringify(google.seen.at(-1)?.body)).toContain(SIGNATURE)
  })
})
