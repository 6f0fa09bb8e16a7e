import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

interface Asked {
  readonly path: string
  readonly auth: string | undefined
  readonly text: string
  readonly body: Record<string, unknown>
}

const asked: Asked[] = []
let answer: { type: string; text: string }
let gw: Harness
const server = createServer(async (req: IncomingMessage, res) => {
  let text = ""
  for await (const piece of req) text += piece
  asked.push({
    path: req.url ?? "",
    auth: req.headers.authorization,
    text,
    body: JSON.parse(text) as Record<string, unknown>,
  })
  res.writeHead(200, { "content-type": answer.type })
  for (const piece of answer.text.match(/[\s\S]{1,37}/g) ?? []) res.write(piece)
  res.end()
})

beforeAll(async () => {
  server.listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const models = [
    "cohere/c",
    "ollama/o",
    "groq/g",
    "perplexity/p",
    "mistral/m",
    "openai/gpt-5-mini",
    "openai/gpt-4o",
    "openrouter/not/listed",
  ]
  const rows = models.map(
    (m) => `  - {model_name: ${m}, litellm_params: {model: ${m}, api_base: "${base}", api_key: key-of-a-test}}`,
  )
  gw = await harness({ yaml: `model_list:\n${rows.join("\n")}\n` })
})
afterAll(async () => {
  await gw.close()
  server.closeAllConnections()
  server.close()
})

async function chat(
  model: string,
  given: { type: string; text: string },
  more: object = {},
  path = "/v1/chat/completions",
) {
  answer = given
  const sent = await gw.send("POST", path, { model, messages: [{ role: "user", content: "a" }], ...more })
  return { ...sent, asked: asked.at(-1) }
}
const json = (body: object) => ({ type: "application/json", text: JSON.stringify(body) })
const sse = (...events: object[]) => ({
  type: "text/event-stream",
  text: events.map((e) => `event: ${(e as { type?: string }).type ?? ""}\ndata: ${JSON.stringify(e)}\n\n`).join(""),
})
const deltas = (text: string) =>
  text
    .split("\n\n")
    .filter((e) => e.startsWith("data: {"))
    .map(
      (e) =>
        JSON.parse(e.slice(6)) as {
          choices: { delta: Record<string, unknown>; finish_reason: string | null }[]
          usage?: object
        },
    )

describe("through the gateway", () => {
  it("Cohere is asked at /v2/chat and answers in OpenAI's chunks, usage only when it was asked for", async () => {
    const usage = {
      billed_units: { input_tokens: 1, output_tokens: 2 },
      tokens: { input_tokens: 11, output_tokens: 2 },
    }
    const events = [
      { type: "message-start", id: "i", delta: { message: { role: "assistant" } } },
      { type: "content-delta", index: 0, delta: { message: { content: { text: "hé🔧" } } } },
      { type: "message-end", delta: { finish_reason: "COMPLETE", usage } },
    ]
    const plain = await chat("cohere/c", sse(...events), { stream: true, max_tokens: 5 })
    expect(plain.asked).toMatchObject({
      path: "/v2/chat",
      auth: "Bearer key-of-a-test",
      body: { model: "c", stream: true, max_tokens: 5 },
    })
    const chunks = deltas(plain.text)
    expect(chunks.map((c) => c.choices[0]?.delta.content ?? "").join("")).toBe("hé🔧")
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe("stop")
    expect(plain.text.trimEnd().endsWith("data: [DONE]")).toBe(true)
    const counted = await chat("cohere/c", sse(...events), { stream: true, stream_options: { include_usage: true } })
    expect(deltas(counted.text).at(-1)?.usage).toMatchObject({ prompt_tokens: 11, completion_tokens: 2 })
  })

  it("a client of Anthropic is served by Cohere", async () => {
    const message = { role: "assistant", content: [{ type: "text", text: "hi" }] }
    const usage = { tokens: { input_tokens: 3, output_tokens: 1 } }
    const { status, json: said } = await chat(
      "cohere/c",
      json({ id: "i", message, finish_reason: "MAX_TOKENS", usage }),
      { max_tokens: 9 },
      "/v1/messages",
    )
    expect(status).toBe(200)
    expect(said).toMatchObject({
      model: "c",
      content: [{ type: "text", text: "hi" }],
      stop_reason: "max_tokens",
      usage: { input_tokens: 3 },
    })
  })

  it("Ollama is asked at /api/chat and its lines become chunks", async () => {
    const line = (more: object) =>
      `${JSON.stringify({ model: "o", created_at: "2024-01-15T08:13:38.8Z", done: false, ...more })}\n`
    const lines = [
      line({ message: { role: "assistant", content: "", thinking: "hm" } }),
      line({ message: { role: "assistant", content: "hi" } }),
      line({ done: true, done_reason: "length", prompt_eval_count: 4, eval_count: 2 }),
    ]
    const given = { type: "application/x-ndjson", text: lines.join("").trimEnd() }
    const { asked: got, text } = await chat("ollama/o", given, { stream: true, max_tokens: 7 })
    expect(got).toMatchObject({ path: "/api/chat", body: { model: "o", stream: true, options: { num_predict: 7 } } })
    const chunks = deltas(text)
    expect(chunks.map((c) => c.choices[0]?.delta.content ?? "").join("")).toBe("hi")
    expect(chunks.map((c) => c.choices[0]?.delta.reasoning_content ?? "").join("")).toBe("hm")
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe("length")
  })

  it("a failure in Ollama's first line is an error with its words", async () => {
    const given = { type: "application/x-ndjson", text: '{"error":"model runner has stopped"}\n' }
    const { status, text } = await chat("ollama/o", given, { stream: true })
    expect(status).toBe(502)
    expect(text).toContain("model runner has stopped")
  })

  it("Groq's thinking has the name clients know, and its refusals are not provoked", async () => {
    const message = { role: "assistant", content: "a", reasoning: "r" }
    const messages = [
      { role: "developer", content: "d", name: "n" },
      { role: "assistant", content: "a", reasoning_content: "r", annotations: [], refusal: null },
      { role: "user", content: [{ type: "text", text: "a", cache_control: { type: "ephemeral" } }] },
    ]
    const given = json({ id: "i", choices: [{ index: 0, message, finish_reason: "stop" }] })
    const { json: said, asked: got } = await chat("groq/g", given, { messages })
    expect(said).toMatchObject({ choices: [{ message: { reasoning_content: "r" } }] })
    expect(got?.body.messages).toEqual([
      { role: "system", content: "d" },
      { role: "assistant", content: "a", reasoning: "r" },
      { role: "user", content: [{ type: "text", text: "a" }] },
    ])
  })

  it("Perplexity's sources arrive as annotations", async () => {
    const choices = [{ index: 0, message: { role: "assistant", content: "a [1]" }, finish_reason: "stop" }]
    const { json: said, asked: got } = await chat(
      "perplexity/p",
      json({ id: "i", choices, citations: ["https://a.x"] }),
      { tools: [], tool_choice: "auto" },
    )
    const cited = {
      type: "url_citation",
      url_citation: { start_index: 2, end_index: 5, url: "https://a.x", title: "" },
    }
    expect(said).toMatchObject({ choices: [{ message: { annotations: [cited] } }], citations: ["https://a.x"] })
    expect(Object.keys(got?.body ?? {}).sort()).toEqual(["messages", "model"])
  })

  it("Mistral is not asked for usage, which it refuses, and gives it all the same", async () => {
    const usage = { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 }
    const given = sse({
      id: "i",
      choices: [{ index: 0, delta: { content: [{ type: "text", text: "a" }] }, finish_reason: "stop" }],
      usage,
    })
    const { asked: got, text } = await chat("mistral/m", given, {
      stream: true,
      stream_options: { include_usage: true },
    })
    expect(got?.body).not.toHaveProperty("stream_options")
    expect(deltas(text)[0]).toMatchObject({ choices: [{ delta: { content: "a" } }], usage })
  })

  it("OpenAI's reasoning models are told max_completion_tokens; to the others the client's own text is sent", async () => {
    const given = json({
      id: "i",
      choices: [{ index: 0, message: { role: "assistant", content: "a" }, finish_reason: "stop" }],
    })
    const reasoning = await chat("openai/gpt-5-mini", given, { max_tokens: 5 })
    expect(reasoning.asked?.body).toMatchObject({ model: "gpt-5-mini", max_completion_tokens: 5 })
    expect(reasoning.asked?.body).not.toHaveProperty("max_tokens")
    const plain = await chat("openai/gpt-4o", given, { max_tokens: 5 })
    expect(plain.asked?.text).toBe('{"model":"gpt-4o","messages":[{"role":"user","content":"a"}],"max_tokens":5}')
  })

  it("a client of Anthropic may mark its prompt for the cache and show images in tool results, whoever answers", async () => {
    const source = { type: "base64", media_type: "image/png", data: "AA" }
    const messages = [
      { role: "user", content: [{ type: "text", text: "a", cache_control: { type: "ephemeral" } }] },
      { role: "assistant", content: [{ type: "tool_use", id: "t", name: "f", input: {} }] },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "t", content: [{ type: "image", source }] }] },
    ]
    const given = json({
      id: "i",
      choices: [{ index: 0, message: { role: "assistant", content: "a" }, finish_reason: "stop" }],
    })
    const { status, asked: got } = await chat("openai/gpt-4o", given, { messages, max_tokens: 5 }, "/v1/messages")
    expect(status).toBe(200)
    expect(got?.text).not.toContain("cache_control")
    const said = got?.body.messages as { role: string; content: unknown }[]
    expect(said.map((m) => m.role)).toEqual(["user", "assistant", "tool", "user"])
    expect(JSON.stringify(said[3]?.content)).toContain("data:image/png;base64,AA")
  })

  it("a tool call without id or arguments is whole when it reaches a client, and a whole one is left as it came", async () => {
    const answer = (call: object) => {
      const message = { role: "assistant", content: null, refusal: null, tool_calls: [call] }
      const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }
      return json({ id: "i", choices: [{ index: 0, message, logprobs: null, finish_reason: "tool_calls" }], usage })
    }
    const { json: said } = await chat("openai/gpt-4o", answer({ function: { name: "f" }, id: "", type: "function" }))
    expect(said.choices).toMatchObject([
      { message: { tool_calls: [{ id: expect.stringMatching(/^call_/), function: { arguments: "{}" } }] } },
    ])
    const whole = answer({ id: "c", type: "function", function: { name: "f", arguments: "{ }" } })
    expect((await chat("openai/gpt-4o", whole)).text).toBe(whole.text)
  })

  it("what OpenRouter says a call cost is booked, whole and streamed, and the call counts as priced", async () => {
    const usage = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7, cost: 0.00042 }
    const message = { role: "assistant", content: "b" }
    const given = { id: "i", choices: [{ index: 0, message, finish_reason: "stop" }], usage }
    const whole = await chat("openrouter/not/listed", json(given))
    const chunk = { id: "i", choices: [{ index: 0, delta: message, finish_reason: "stop" }] }
    const streamed = await chat("openrouter/not/listed", sse(chunk, { id: "i", choices: [], usage }), { stream: true })
    await gw.flush()
    for (const { headers } of [whole, streamed]) {
      const [row] = await gw.db.sql<{ spend_nano: string; unpriced: boolean; prompt_tokens: number }[]>`
        select spend_nano, unpriced, prompt_tokens from spend_logs where call_id = ${headers["x-litellm-call-id"] ?? ""}`
      expect([Number(row?.spend_nano), row?.unpriced, Number(row?.prompt_tokens)]).toEqual([420_000, false, 5])
    }
    expect(whole.headers["x-litellm-response-cost"]).toBe("0.00042")
  })
})
