import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Harness, harness, type Sent } from "#lib/testing/harness"

const YAML = `model_list:
  - {model_name: complete, litellm_params: {model: hosted_vllm/ok, api_base: "$MOCK/v1", input_cost_per_token: 0.000001, output_cost_per_token: 0.000004}}
  - {model_name: chat, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004}}
  - {model_name: claude, litellm_params: {model: anthropic/ok, api_base: "$MOCK", api_key: k, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004}}
  - {model_name: old, litellm_params: {model: openai/gpt-3.5-turbo-instruct, api_base: "$MOCK/v1", api_key: k}}
`

let gw: Harness
beforeAll(async () => {
  gw = await harness({ yaml: YAML })
})
afterAll(() => gw.close())
beforeEach(() => gw.mock.reset())

const post = (path: string, body: unknown) => gw.send("POST", path, body)

/** The row booked for an answer. */
async function rowOf(sent: Sent): Promise<Record<string, unknown>> {
  await gw.flush()
  const id = sent.headers["x-litellm-call-id"]
  const [row] = await gw.db.sql<Record<string, unknown>[]>`select * from spend_logs where call_id = ${id ?? ""}`
  if (row === undefined) throw new Error(`no row for ${id}: ${sent.text}`)
  return row
}

describe("text completions", () => {
  it("are native where the provider has them", async () => {
    const sent = await post("/v1/completions", { model: "complete", prompt: ["12345678", "1234"] })
    expect(sent.json).toMatchObject({
      object: "text_completion",
      choices: [{ text: " and all is well." }, { index: 1 }],
    })
    expect(gw.mock.requests()[0]?.path).toBe("/v1/completions")
    expect(Number((await rowOf(sent)).spend_nano)).toBe(3 * 1_000 + 10 * 4_000)
  })

  it("go through chat elsewhere", async () => {
    const sent = await post("/completions", { model: "chat", prompt: "Hello", max_tokens: 100 })
    expect(gw.mock.requests()[0]).toMatchObject({ path: "/v1/chat/completions", body: { max_tokens: 100 } })
    expect(sent.json).toMatchObject({ object: "text_completion", choices: [{ index: 0, finish_reason: "stop" }] })
    expect((sent.json.choices as { text: string }[])[0]?.text).toContain("mock provider")
  })

  it.each(["complete", "chat", "claude"])("stream through %s, without usage unless asked", async (model) => {
    const ask = { model, prompt: "Hello", stream: true, max_tokens: 50 }
    const chunks = (text: string) =>
      text.split("\n\n").flatMap((line) => (line.startsWith("data: {") ? [JSON.parse(line.slice(6))] : []))
    const plain = await post("/v1/completions", ask)
    expect(plain.text.endsWith("data: [DONE]\n\n")).toBe(true)
    expect(chunks(plain.text).every((chunk) => chunk.object === "text_completion" && chunk.choices.length === 1)).toBe(
      true,
    )
    expect((await rowOf(plain)).estimated).toBe(false)
    const told = await post("/v1/completions", { ...ask, stream_options: { include_usage: true } })
    expect(chunks(told.text).at(-1).usage.completion_tokens).toBeGreaterThan(0)
  })

  it("say what chat cannot do", async () => {
    const sent = await post("/v1/completions", { model: "chat", prompt: ["a", "b"] })
    expect([sent.status, (sent.json.error as { param: string }).param]).toEqual([400, "prompt"])
    expect((await post("/v1/completions", { model: "chat" })).status).toBe(400)
  })

  it("are what a model that only completes is asked, also by a client that chats", async () => {
    const sent = await post("/v1/chat/completions", { model: "old", messages: [{ role: "user", content: "12345678" }] })
    expect(gw.mock.requests()[0]).toMatchObject({ path: "/v1/completions", body: { prompt: "12345678" } })
    expect(sent.json).toMatchObject({
      object: "chat.completion",
      choices: [{ message: { content: " and all is well." } }],
    })
    expect(Number((await rowOf(sent)).spend_nano)).toBe(2 * 1_500 + 5 * 2_000)
  })
})
