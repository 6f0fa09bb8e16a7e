import OpenAI from "openai"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type MockProvider, startMockProvider } from "#lib/testing/mock-provider"
import { runPythonSession } from "#lib/testing/python-client/run-session"
import { removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"

const MAKE_VENV_MS = 300_000

let mock: MockProvider
let gateway: SpawnedGateway
let client: OpenAI

beforeAll(async () => {
  mock = await startMockProvider()
  gateway = await spawnGateway({
    yaml: `
model_list:
  - {model_name: claude, litellm_params: {model: anthropic/ok, api_base: "${mock.url}", api_key: mock-secret-key}}
  - {model_name: chat, litellm_params: {model: openai/ok, api_base: "${mock.url}/v1", api_key: mock-secret-key}}
`,
  })
  client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: gateway.masterKey, maxRetries: 0 })
})
afterAll(async () => {
  await gateway.stop()
  await mock.close()
  removeDataDir(gateway.dataDir)
})

const weather: OpenAI.Responses.FunctionTool = {
  type: "function",
  name: "get_weather",
  description: "Current weather of a city",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  strict: false,
}
const question: OpenAI.Responses.ResponseInputItem = {
  role: "user",
  content: "What is the weather in Paris? Use the tool.",
}

describe.each(["claude", "chat"])("the official client's responses, translated for %s", (model) => {
  it("creates one with text and usage", async () => {
    const response = await client.responses.create({ model, input: "Say hello.", instructions: "Be brief." })
    expect(response.output_text.length).toBeGreaterThan(0)
    expect(response.usage?.total_tokens).toBe(
      (response.usage?.input_tokens ?? 0) + (response.usage?.output_tokens ?? 0),
    )
    expect(response).toMatchObject({ object: "response", status: "completed", instructions: "Be brief.", error: null })
  })

  it("streams one whose deltas join to its text", async () => {
    let text = ""
    let final: OpenAI.Responses.Response | null = null
    for await (const event of await client.responses.create({ model, input: "Say hello.", stream: true })) {
      if (event.type === "response.output_text.delta") text += event.delta
      if (event.type === "response.completed") final = event.response
    }
    expect(text.length).toBeGreaterThan(0)
    expect(final?.output).toMatchObject([{ type: "message", content: [{ type: "output_text", text }] }])
    expect(final?.usage?.output_tokens).toBeGreaterThan(0)
  })

  it("accumulates in the client's own stream helper", async () => {
    const stream = client.responses.stream({ model, input: [question], tools: [weather], tool_choice: "required" })
    const final = await stream.finalResponse()
    expect(final.output).toMatchObject([{ type: "function_call", name: "get_weather" }])
  })

  it("calls a tool and answers its result", async () => {
    const first = await client.responses.create({ model, input: [question], tools: [weather], tool_choice: "required" })
    const call = first.output.find((item) => item.type === "function_call")
    expect(JSON.parse(call?.arguments ?? "")).toHaveProperty("city")
    const output: OpenAI.Responses.ResponseInputItem = {
      type: "function_call_output",
      call_id: call?.call_id ?? "",
      output: "18 degrees",
    }
    const second = await client.responses.create({
      model,
      input: [question, ...(first.output as OpenAI.Responses.ResponseInputItem[]), output],
      tools: [weather],
    })
    expect(second.output_text).toContain("18 degrees")
  })
})

describe("the official client's session with a provider that keeps nothing", () => {
  it("goes on from the turn before by its id, reads it, lists what was said, deletes it", async () => {
    const first = await client.responses.create({ model: "claude", input: "My name is Ada." })
    expect(first).toMatchObject({ store: true, previous_response_id: null })
    const stream = client.responses.stream({ model: "claude", input: "Who am I?", previous_response_id: first.id })
    const second = await stream.finalResponse()
    expect(second.previous_response_id).toBe(first.id)
    expect(
      (mock.requests().at(-1)?.body as { messages: { role: string }[] } | undefined)?.messages.map(({ role }) => role),
    ).toEqual(["user", "assistant", "user"])
    expect((await client.responses.retrieve(second.id)).output_text).toBe(second.output_text)
    const said: string[] = []
    for await (const item of client.responses.inputItems.list(second.id, { order: "asc", limit: 1 }))
      said.push(item.type ?? "")
    expect(said).toEqual(["message", "message", "message"])
    await client.responses.delete(second.id)
    await expect(client.responses.retrieve(second.id)).rejects.toMatchObject({ status: 404 })
    await expect(client.responses.cancel(first.id)).rejects.toMatchObject({ status: 400, param: "response_id" })
  })

  it("is the same in the official Python client", { timeout: MAKE_VENV_MS }, async () => {
    const given = { baseUrl: `${gateway.url}/v1`, apiKey: gateway.masterKey, model: "claude" }
    const checks = await runPythonSession(given, "responses_session.py")
    expect(checks.filter(({ ok }) => !ok)).toEqual([])
    expect(checks).toHaveLength(3)
  })

  it("gets an APIError for a turn that is not there", async () => {
    const asked = client.responses.create({ model: "claude", input: "And now?", previous_response_id: "resp_1" })
    await expect(asked).rejects.toMatchObject({ status: 404, param: "previous_response_id" })
  })
})
