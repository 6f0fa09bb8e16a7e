import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { SseDecoder } from "#lib/core/sse"
import { batchRow, jsonLines } from "#lib/testing/batch-client"
import { type GoogleServer, startGoogleServer } from "#lib/testing/google-server"
import { type Harness, harness } from "#lib/testing/harness"
import { multipartBody } from "#lib/testing/multipart-body"
import { answerViolations, openAiViolations } from "#lib/testing/openai-document"

let google: GoogleServer
let gw: Harness
beforeAll(async () => {
  google = await startGoogleServer()
  const entry = (name: string, params: string) =>
    `  - {model_name: ${name}, litellm_params: {${params}, api_key: k, num_retries: 0}}`
  const entries = [
    entry("openai", 'model: openai/ok, api_base: "$MOCK/v1"'),
    entry("claude", 'model: anthropic/ok, api_base: "$MOCK"'),
    entry("gemini", `model: gemini/gemini-2.5-flash, api_base: "${google.url}"`),
    entry("breaks", 'model: anthropic/error-midstream, api_base: "$MOCK"'),
    entry("busy", 'model: openai/429, api_base: "$MOCK/v1"'),
    entry("broken", 'model: openai/html, api_base: "$MOCK/v1"'),
    entry("other", 'model: litellm_proxy/ok, api_base: "$MOCK/v1"'),
  ]
  gw = await harness({ yaml: `model_list:\n${entries.join("\n")}\n` })
})
afterAll(async () => {
  await gw.close()
  await google.close()
})

const hello = { messages: [{ role: "user", content: "Say hello." }] }
const city = { type: "object", properties: { city: { type: "string" } } }
const weather = {
  messages: [{ role: "user", content: "What is the weather in Paris? Use the tool." }],
  tools: [{ type: "function", function: { name: "get_weather", parameters: city } }],
}
const spoken = { input: "What is the weather in Paris? Use the tool.", tools: [] as unknown[] }
spoken.tools.push({ type: "function", name: "get_weather", parameters: city, strict: false })

/** What of an answer, or of any event of a stream, breaks the document at its endpoint. */
async function wrongIn(endpoint: string, body: unknown, path = endpoint): Promise<string[]> {
  const [method = "", at = ""] = path.split(" ")
  const { status, headers, text, json } = await gw.send(method, `/v1${at}`, method === "GET" ? undefined : body)
  if (status !== 200) return [`${status} ${text.slice(0, 300)}`]
  if (!headers["content-type"]?.startsWith("text/event-stream")) return answerViolations(json, endpoint)
  const events = new SseDecoder().push(Buffer.from(text)).filter(({ data }) => data !== "[DONE]")
  expect(events.length).toBeGreaterThan(1)
  if (endpoint !== "POST /completions")
    return events.flatMap(({ data }) => answerViolations(JSON.parse(data), endpoint, "text/event-stream"))
  // The document has no chunk of completions: it is the answer, whose reason is null until the end.
  const whole = events.map(({ data }) => data.replace('"finish_reason":null', '"finish_reason":"stop"'))
  return whole.flatMap((data) => answerViolations(JSON.parse(data), endpoint))
}

describe.each(["openai", "claude", "gemini"])(
  "answers validate against OpenAI's document, with %s behind:",
  (model) => {
    it.each([
      ["chat", hello],
      ["a tool call", weather],
      ["a text that was cut", { ...hello, max_tokens: 1 }],
      ["logprobs", { ...hello, logprobs: model === "claude" ? undefined : true }],
    ])("%s, whole and streamed", async (_name, body) => {
      expect(await wrongIn("POST /chat/completions", { model, ...body })).toEqual([])
      const options = { stream: true, stream_options: { include_usage: true } }
      expect(await wrongIn("POST /chat/completions", { model, ...body, ...options })).toEqual([])
      expect(await wrongIn("POST /chat/completions", { model, ...body, stream: true })).toEqual([])
    })

    it("responses, whole and streamed, kept, listed and deleted", async () => {
      for (const body of [
        { input: "Say hello.", user: "ada" },
        spoken,
        { input: "x", text: { format: { type: "text" } } },
      ]) {
        expect(await wrongIn("POST /responses", { model, ...body })).toEqual([])
        expect(await wrongIn("POST /responses", { model, ...body, stream: true })).toEqual([])
      }
      const first = await gw.send("POST", "/v1/responses", { model, input: "My name is Ada." })
      const next = { model, input: "Who am I?", previous_response_id: first.json.id, instructions: "Be brief." }
      const { json } = await gw.send("POST", "/v1/responses", next)
      expect(answerViolations(json, "POST /responses")).toEqual([])
      expect(await wrongIn("GET /responses/{response_id}", null, `GET /responses/${json.id}`)).toEqual([])
      const items = `GET /responses/${json.id}/input_items`
      expect(await wrongIn("GET /responses/{response_id}/input_items", null, items)).toEqual([])
    })
  },
)

describe("answers validate against OpenAI's document:", () => {
  const text = (fields: object) => ({ model: "other", ...fields })
  it.each([
    ["completions", "POST /completions", text({ prompt: "Hello" })],
    ["streamed completions", "POST /completions", text({ prompt: "Hello", stream: true })],
    ["completions of a chat model", "POST /completions", { model: "claude", prompt: "Hello" }],
    ["those streamed", "POST /completions", { model: "claude", prompt: "Hello", stream: true }],
    ["embeddings", "POST /embeddings", text({ input: ["one", "two"] })],
    ["images", "POST /images/generations", text({ prompt: "a gate", n: 2 })],
    ["moderations", "POST /moderations", { model: "openai", input: ["kill", "kiss"] }],
    ["models", "GET /models", null],
  ])("%s", async (_name, endpoint, body) => {
    expect(await wrongIn(endpoint, body)).toEqual([])
  })

  it("one model", async () => {
    expect(await wrongIn("GET /models/{model}", null, "GET /models/claude")).toEqual([])
  })

  it.each([
    ["json", "Json"],
    ["verbose_json", "VerboseJson"],
  ])("transcriptions and translations as %s", async (response_format, shape) => {
    const { body, headers } = multipartBody({ model: "other", response_format }, { name: "a.mp3", bytes: "sound" })
    for (const [path, name] of [
      ["transcriptions", "Transcription"],
      ["translations", "Translation"],
    ]) {
      const { json } = await gw.send("POST", `/v1/audio/${path}`, body, { headers })
      expect(openAiViolations(json, `Create${name}Response${shape}`)).toEqual([])
    }
  })

  it("images that were edited and varied", async () => {
    const image = { name: "a.png", bytes: "picture", field: "image" }
    for (const [path, fields] of [
      ["edits", { prompt: "wider" }],
      ["variations", {}],
    ] as const) {
      const { body, headers } = multipartBody({ model: "openai", ...fields }, image)
      const { status, json } = await gw.send("POST", `/v1/images/${path}`, body, { headers })
      expect([status, answerViolations(json, `POST /images/${path}`)]).toEqual([200, []])
    }
  })

  it("files and batches", async () => {
    const rows = jsonLines([batchRow(1, { model: "openai" })])
    const { body, headers } = multipartBody({ purpose: "batch" }, { name: "in.jsonl", bytes: rows })
    const file = (await gw.send("POST", "/v1/files", body, { headers })).json
    expect(answerViolations(file, "POST /files")).toEqual([])
    expect(await wrongIn("GET /files", null)).toEqual([])
    expect(await wrongIn("GET /files/{file_id}", null, `GET /files/${file.id}`)).toEqual([])
    const asked = { input_file_id: file.id, endpoint: "/v1/chat/completions", completion_window: "24h" }
    const batch = (await gw.send("POST", "/v1/batches", asked)).json
    expect(answerViolations(batch, "POST /batches")).toEqual([])
    expect(await wrongIn("GET /batches", null)).toEqual([])
    const read = async () => (await gw.send("GET", `/v1/batches/${batch.id}`)).json
    await expect.poll(async () => (await read()).status, { timeout: 15_000 }).toBe("completed")
    expect(answerViolations(await read(), "GET /batches/{batch_id}")).toEqual([])
    const { output_file_id: output } = await read()
    const answers = await gw.send("GET", `/v1/files/${output}/content`)
    expect(answerViolations(JSON.parse(answers.text).response.body, "POST /chat/completions")).toEqual([])
    expect(await wrongIn("DELETE /files/{file_id}", {}, `DELETE /files/${file.id}`)).toEqual([])
  })

  it.each([
    ["a broken body", "POST", "/chat/completions", "{"],
    ["a missing field", "POST", "/chat/completions", { model: "claude" }],
    ["an unknown model", "POST", "/responses", { model: "nowhere", input: "x" }],
    ["an unknown file", "GET", "/files/file-nobody", undefined],
    ["an unknown batch", "GET", "/batches/batch_nobody", undefined],
    ["an unknown path", "GET", "/nothing", undefined],
    ["a wrong method", "DELETE", "/chat/completions", {}],
    ["a busy provider", "POST", "/chat/completions", { model: "busy", ...hello }],
    ["a broken provider", "POST", "/chat/completions", { model: "broken", ...hello }],
    ["no input", "POST", "/embeddings", { model: "other", input: "" }],
  ])("the error of %s", async (_name, method, path, body) => {
    const { status, json } = await gw.send(method, `/v1${path}`, body)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(openAiViolations(json, "ErrorResponse")).toEqual([])
  })

  it("the error of a wrong key, and the one a stream ends with", async () => {
    const refused = await gw.send("POST", "/v1/chat/completions", hello, { key: "sk-nobody" })
    expect(openAiViolations(refused.json, "ErrorResponse")).toEqual([])
    const chat = await gw.send("POST", "/v1/chat/completions", { model: "breaks", ...hello, stream: true })
    const last = new SseDecoder().push(Buffer.from(chat.text)).at(-1)
    expect(openAiViolations(JSON.parse(last?.data ?? ""), "ErrorResponse")).toEqual([])
    const { text: told } = await gw.send("POST", "/v1/responses", { model: "breaks", input: "Hello", stream: true })
    const events = new SseDecoder().push(Buffer.from(told)).map(({ data }) => JSON.parse(data))
    const wrong = events.flatMap((event) => answerViolations(event, "POST /responses", "text/event-stream"))
    expect([events.at(-1).type, wrong]).toEqual([expect.stringMatching(/error|response\.failed/), []])
  })
})
