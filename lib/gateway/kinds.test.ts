import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Harness, harness, type Sent } from "#lib/testing/harness"

const YAML = `model_list:
  - {model_name: embed, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k, input_cost_per_token: 0.000001}, model_info: {mode: embedding}}
  - {model_name: draw, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k, output_cost_per_image: 0.04}}
  - {model_name: hear, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k, input_cost_per_second: 0.0001}}
  - {model_name: speak, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k, input_cost_per_character: 0.000015}}
  - {model_name: rank, litellm_params: {model: cohere/ok, api_base: "$MOCK", api_key: k, input_cost_per_query: 0.002}}
  - {model_name: judge, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k, input_cost_per_token: 0}}
  - {model_name: complete, litellm_params: {model: hosted_vllm/ok, api_base: "$MOCK/v1", input_cost_per_token: 0.000001, output_cost_per_token: 0.000004}}
  - {model_name: chat, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004}}
  - {model_name: claude, litellm_params: {model: anthropic/ok, api_base: "$MOCK", api_key: k, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004}}
  - {model_name: unpriced, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k}}
  - {model_name: seconds-only, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k, input_cost_per_second: 0.1}}
  - {model_name: flaky, litellm_params: {model: openai/429-then-ok, api_base: "$MOCK/v1", api_key: k, input_cost_per_token: 0.000001, num_retries: 1}}
  - {model_name: broken, litellm_params: {model: openai/500, api_base: "$MOCK/v1", api_key: k, num_retries: 0, input_cost_per_token: 0.000001}}
general_settings: {store_prompts_in_spend_logs: true, max_request_size_mb: 1}
router_settings: {fallbacks: [{broken: [embed]}]}
`

let gw: Harness
beforeAll(async () => {
  gw = await harness({ yaml: YAML })
})
afterAll(() => gw.close())
beforeEach(() => gw.mock.reset())

const post = (path: string, body: unknown, key?: string) =>
  gw.send("POST", path, body, key === undefined ? {} : { key })

/** A form as a client sends it. */
async function form(path: string, fields: Record<string, string>, files: Record<string, Buffer>, key?: string) {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  for (const [name, bytes] of Object.entries(files))
    data.append(name, new Blob([new Uint8Array(bytes)], { type: "audio/mpeg" }), `${name.replace(/\W/g, "")}.mp3`)
  const whole = new Response(data)
  const headers = { "content-type": whole.headers.get("content-type") ?? "" }
  const body = Buffer.from(await whole.arrayBuffer())
  return gw.send("POST", path, body, { headers, ...(key === undefined ? {} : { key }) })
}

/** The row booked for an answer. */
async function rowOf(sent: Sent): Promise<Record<string, unknown>> {
  await gw.flush()
  const id = sent.headers["x-litellm-call-id"]
  const [row] = await gw.db.sql<Record<string, unknown>[]>`select * from spend_logs where call_id = ${id ?? ""}`
  if (row === undefined) throw new Error(`no row for ${id}: ${sent.text}`)
  return row
}

describe("embeddings", () => {
  it("are answered, billed by tokens, and their vectors are in no log", async () => {
    const sent = await post("/v1/embeddings", { model: "embed", input: ["12345678", "1234"] })
    expect(sent.status).toBe(200)
    expect(sent.json).toMatchObject({ object: "list", data: [{ index: 0, embedding: [0.25, -0.5, 1] }, { index: 1 }] })
    expect(sent.headers["x-litellm-response-cost"]).toBe("0.000003")
    const row = await rowOf(sent)
    expect(row).toMatchObject({ call_type: "aembedding", prompt_tokens: 3, completion_tokens: 0, estimated: false })
    expect(Number(row.spend_nano)).toBe(3_000)
  })

  it.each([
    ["/embeddings", {}],
    ["/engines/embed/embeddings", { model: undefined }],
    ["/openai/deployments/embed/embeddings?api-version=2024-10-21", { model: undefined }],
  ])("are served at %s too", async (path, more) => {
    const sent = await post(path, { model: "embed", input: "Hi", ...more })
    expect([sent.status, sent.json.object]).toEqual([200, "list"])
  })

  it("come as base64 when asked, and tokens are taken as input", async () => {
    const sent = await post("/v1/embeddings", { model: "embed", input: [[1, 2, 3], [4]], encoding_format: "base64" })
    const [first] = sent.json.data as { embedding: string }[]
    expect(Buffer.from(first?.embedding ?? "", "base64").readFloatLE(4)).toBe(-0.5)
    expect((await rowOf(sent)).prompt_tokens).toBe(4)
  })

  it("are retried and fall back like chat", async () => {
    const flaky = await post("/v1/embeddings", { model: "flaky", input: "Hi" })
    expect([flaky.status, flaky.headers["x-litellm-attempted-retries"]]).toEqual([200, "1"])
    const fallen = await post("/v1/embeddings", { model: "broken", input: "Hi" })
    expect([fallen.status, fallen.headers["x-litellm-model-group"]]).toEqual([200, "embed"])
  })

  it.each([
    [{ model: "embed" }, 400, "input"],
    [{ model: "embed", input: "" }, 400, "input"],
    [{ model: "embed", input: [] }, 400, "input"],
    [{ model: "embed", input: [""] }, 400, "input"],
    [{ input: "Hi" }, 400, "model"],
    [{ model: "nobody", input: "Hi" }, 404, "model"],
    [{ model: "embed", input: "Hi", api_base: "http://elsewhere" }, 400, "api_base"],
  ])("refuse %o in OpenAI's envelope", async (body, status, param) => {
    const sent = await post("/v1/embeddings", body)
    expect([sent.status, (sent.json.error as Record<string, unknown>).param]).toEqual([status, param])
  })

  it("count against a budget, reserved before and settled after", async () => {
    const key = await gw.key({ max_budget: 0.000_005 })
    expect((await post("/v1/embeddings", { model: "embed", input: "12345678" }, key)).status).toBe(200)
    expect((await post("/v1/embeddings", { model: "embed", input: "123456789012" }, key)).status).toBe(200)
    const refused = await post("/v1/embeddings", { model: "embed", input: "Hi" }, key)
    expect([refused.status, (refused.json.error as { type: string }).type]).toEqual([429, "budget_exceeded"])
  })
})

describe("images", () => {
  it("are billed apiece, and their bytes are in no log", async () => {
    const sent = await post("/v1/images/generations", { model: "draw", prompt: "a gate", n: 2 })
    expect((sent.json.data as unknown[]).length).toBe(2)
    const row = await rowOf(sent)
    expect(Number(row.spend_nano)).toBe(80_000_000)
    expect(row).toMatchObject({ call_type: "aimage_generation", unpriced: false })
  })

  it("are edited from a form with several files; the provider gets them, the log does not", async () => {
    const file = Buffer.from("PNG-SECRET-BYTES".repeat(300))
    const sent = await form(
      "/v1/images/edits",
      { model: "draw", prompt: "wider", n: "1" },
      { "image[]": file, mask: file },
    )
    expect(sent.status).toBe(200)
    const [received] = gw.mock.requests()
    expect(received?.bodyBytes).toBeGreaterThan(2 * file.length)
    const row = await rowOf(sent)
    expect(Number(row.spend_nano)).toBe(40_000_000)
    expect(JSON.stringify(row)).not.toContain("PNG-SECRET")
  })

  it("refuse a form without its image, and a number that is none", async () => {
    const bare = await form("/v1/images/edits", { model: "draw", prompt: "wider" }, {})
    expect([bare.status, (bare.json.error as { param: string }).param]).toEqual([400, "image"])
    const many = await post("/v1/images/generations", { model: "draw", prompt: "a gate", n: 11 })
    expect([many.status, (many.json.error as { param: string }).param]).toEqual([400, "n"])
  })

  it("a budget that is too small for one image refuses the second", async () => {
    const key = await gw.key({ max_budget: 0.03 })
    expect((await post("/v1/images/generations", { model: "draw", prompt: "x" }, key)).status).toBe(200)
    expect((await post("/v1/images/generations", { model: "draw", prompt: "x" }, key)).status).toBe(429)
  })
})

describe("audio", () => {
  const audio = { file: Buffer.alloc(16_000, 1) }

  it("is transcribed and billed by the second the provider reports", async () => {
    const sent = await form("/v1/audio/transcriptions", { model: "hear" }, audio)
    expect([sent.status, sent.json.text]).toEqual([200, "All is well."])
    const row = await rowOf(sent)
    expect(Number(row.spend_nano)).toBe(700_000)
    expect(row).toMatchObject({ call_type: "atranscription", estimated: false })
  })

  it.each([
    ["text", "text/plain", "All is well."],
    ["srt", "text/plain", "00:00:00,000 -->"],
    ["vtt", "text/vtt", "WEBVTT"],
    ["verbose_json", "application/json", '"duration":7'],
  ])("comes back as %s", async (format, type, holds) => {
    const sent = await form("/v1/audio/transcriptions", { model: "hear", response_format: format }, audio)
    expect(sent.headers["content-type"]).toContain(type)
    expect(sent.text).toContain(holds)
    // Where the provider says nothing of the length, the file's is billed.
    expect(Number((await rowOf(sent)).spend_nano)).toBe(format === "verbose_json" ? 700_000 : 100_000)
  })

  it("is translated", async () => {
    const sent = await form("/v1/audio/translations", { model: "hear" }, audio)
    expect([sent.status, (await rowOf(sent)).call_type]).toEqual([200, "atranslation"])
  })

  it.each([
    [{ model: "hear" }, {}, 400, "file"],
    [{ model: "hear" }, { file: Buffer.alloc(0) }, 400, "file"],
    [{ model: "hear", response_format: "docx" }, audio, 400, "response_format"],
    [{}, audio, 400, "model"],
  ])("refuses %o", async (fields, files, status, param) => {
    const sent = await form("/v1/audio/transcriptions", fields as Record<string, string>, files as typeof audio)
    expect([sent.status, (sent.json.error as { param: string }).param]).toEqual([status, param])
  })

  it("a file over the limit is 413, a broken form 400", async () => {
    const large = await form("/v1/audio/transcriptions", { model: "hear" }, { file: Buffer.alloc(2 * 1024 * 1024) })
    expect([large.status, (large.json.error as { code: string }).code]).toEqual([413, "request_too_large"])
    const headers = { "content-type": "multipart/form-data; boundary=x" }
    expect((await gw.send("POST", "/v1/audio/transcriptions", "--y nothing", { headers })).status).toBe(400)
  })

  it("is spoken, sent on as bytes and billed by the character", async () => {
    const reply = await gw.open("POST", "/v1/audio/speech", { model: "speak", input: "Hallo 👋", voice: "alloy" })
    expect([reply.status, reply.headers["content-type"]]).toEqual([200, "audio/mpeg"])
    expect(reply.headers["x-litellm-response-cost"]).toBe("0.000105")
    let bytes = 0
    for await (const part of reply.body as AsyncIterable<Uint8Array>) bytes += part.length
    expect(bytes).toBe(64_000)
    const row = await rowOf({ status: 200, headers: reply.headers, text: "", json: {} })
    expect(Number(row.spend_nano)).toBe(7 * 15_000)
    expect(row).toMatchObject({ call_type: "aspeech", status: "success" })
  })
})

describe("rerank", () => {
  it.each(["/v1/rerank", "/v2/rerank", "/rerank"])("answers at %s and is billed by the search", async (path) => {
    const sent = await post(path, { model: "rank", query: "gates", documents: ["a", { text: "b" }], top_n: 1 })
    expect(sent.json.results).toEqual([{ index: 0, relevance_score: 1 }])
    expect(Number((await rowOf(sent)).spend_nano)).toBe(2_000_000)
  })

  it("refuses what has no documents", async () => {
    const sent = await post("/v1/rerank", { model: "rank", query: "gates", documents: [] })
    expect([sent.status, (sent.json.error as { param: string }).param]).toEqual([400, "documents"])
  })
})

describe("moderation", () => {
  it("answers and costs nothing where that is the price", async () => {
    const sent = await post("/v1/moderations", { model: "judge", input: ["kill", "kiss"] })
    expect((sent.json.results as { flagged: boolean }[]).map(({ flagged }) => flagged)).toEqual([true, false])
    expect(await rowOf(sent)).toMatchObject({ call_type: "amoderation", unpriced: false, estimated: true })
  })
})

describe("counting tokens", () => {
  const messages = [{ role: "user", content: "one two three" }]

  it("asks the provider that can, and counts here for the others; neither costs anything", async () => {
    const asked = await post("/v1/messages/count_tokens", { model: "claude", messages, max_tokens: 5 })
    expect(asked.json.input_tokens).toBeGreaterThan(3)
    expect(gw.mock.requests()[0]?.path).toBe("/v1/messages/count_tokens")
    expect(gw.mock.requests()[0]?.body).not.toHaveProperty("max_tokens")
    const counted = await post("/v1/messages/count_tokens", { model: "chat", messages })
    expect(counted.json.input_tokens).toBe(5)
    expect(Number((await rowOf(counted)).spend_nano)).toBe(0)
  })

  it("refuses in Anthropic's envelope", async () => {
    const sent = await post("/v1/messages/count_tokens", { model: "claude" })
    expect(sent.json).toMatchObject({ type: "error", error: { type: "invalid_request_error" } })
  })

  it("LiteLLM's token counter counts prompts, messages and contents", async () => {
    const sent = await post("/utils/token_counter", { model: "chat", messages })
    expect(sent.json).toMatchObject({ total_tokens: 5, request_model: "chat", model_used: "ok" })
    const contents = [{ parts: [{ text: "one two three" }] }]
    expect((await post("/utils/token_counter", { model: "chat", contents })).json.total_tokens).toBe(3)
    expect((await post("/utils/token_counter", { model: "chat" })).status).toBe(400)
  })
})

describe("prices and wrong doors", () => {
  it("a model without a price is flagged, and so is one without a price for what was used", async () => {
    const none = await post("/v1/embeddings", { model: "unpriced", input: "Hi" })
    expect(await rowOf(none)).toMatchObject({ unpriced: true })
    expect(none.headers).not.toHaveProperty("x-litellm-response-cost")
    const other = await post("/v1/embeddings", { model: "seconds-only", input: "Hi" })
    expect(await rowOf(other)).toMatchObject({ unpriced: true })
  })

  it.each([
    ["/v1/chat/completions", { model: "embed", messages: [{ role: "user", content: "Hi" }] }, "embedding"],
    ["/v1/rerank", { model: "chat", query: "a", documents: ["b"] }, "rerank"],
    ["/v1/images/generations", { model: "claude", prompt: "a" }, "images"],
  ])("%s for a model that cannot says so with a 400", async (path, body, says) => {
    const sent = await post(path, body)
    expect([sent.status, (sent.json.error as { param: string }).param]).toEqual([400, "model"])
    expect(sent.text).toContain(says)
    expect(gw.mock.requests()).toEqual([])
  })
})
