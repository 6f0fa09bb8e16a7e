import Anthropic, {
  APIError,
  AuthenticationError,
  BadRequestError,
  NotFoundError,
  RateLimitError,
} from "@anthropic-ai/sdk"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { broken, type ClientsGateway, clientsGateway } from "#lib/testing/clients-gateway"
import { runPythonSession } from "#lib/testing/python-client/run-session"

const MAKE_VENV_MS = 300_000

let served: ClientsGateway
let client: Anthropic
beforeAll(async () => {
  served = await clientsGateway()
  client = open(served.session("claude").apiKey)
})
afterAll(() => served.close())

const open = (apiKey: string) =>
  new Anthropic({ baseURL: served.gateway.url, apiKey, maxRetries: 0, timeout: 30_000, logLevel: "off" })
const hello: Anthropic.MessageParam[] = [{ role: "user", content: "Say hello." }]
const question: Anthropic.MessageParam[] = [{ role: "user", content: "What is the weather in Paris? Use the tool." }]
const tools: Anthropic.Tool[] = [
  {
    name: "get_weather",
    description: "Current weather of a city",
    input_schema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
]
const max_tokens = 100

describe.each(["claude", "chat"])("Anthropic's official clients with the model %s", (model) => {
  it("the Python client holds a session", { timeout: MAKE_VENV_MS }, async () => {
    const checks = await runPythonSession(served.session(model), "anthropic_session.py")
    expect(broken(checks)).toEqual([])
    expect(checks).toHaveLength(9)
  })

  it("the Node client gets a message, whole and streamed", async () => {
    const message = await client.messages.create({ model, max_tokens, messages: hello, system: "Be brief." })
    expect(message).toMatchObject({ type: "message", role: "assistant", stop_reason: "end_turn" })
    const stream = client.messages.stream({ model, max_tokens, messages: hello })
    let text = ""
    stream.on("text", (delta) => {
      text += delta
    })
    const final = await stream.finalMessage()
    expect(final.content).toMatchObject([{ type: "text", text }])
    expect(final.content).toMatchObject(message.content.map(({ type }) => ({ type })))
    expect(final.usage.output_tokens).toBeGreaterThan(0)
  })

  it("the Node client's tool is called, in a stream too, and its result answered", async () => {
    const first = await client.messages.create({ model, max_tokens, messages: question, tools })
    const call = first.content.find((block) => block.type === "tool_use")
    expect(call).toMatchObject({ name: "get_weather", input: { city: expect.any(String) } })
    const streamed = await client.messages.stream({ model, max_tokens, messages: question, tools }).finalMessage()
    expect(streamed.content.find((block) => block.type === "tool_use")?.input).toEqual(call?.input)
    const result = { type: "tool_result" as const, tool_use_id: call?.id ?? "", content: "18 degrees" }
    const turns: Anthropic.MessageParam[] = [
      ...question,
      { role: "assistant", content: first.content },
      { role: "user", content: [result] },
    ]
    const second = await client.messages.create({ model, max_tokens, messages: turns, tools })
    expect(second.content).toMatchObject([{ type: "text", text: expect.stringContaining("18 degrees") }])
  })

  it("the Node client counts tokens", async () => {
    expect((await client.messages.countTokens({ model, messages: hello })).input_tokens).toBeGreaterThan(0)
  })
})

describe("Anthropic's Node client", () => {
  it.each([
    ["a wrong key", AuthenticationError, "authentication_error", { key: "sk-wrong-0000000000000000" }],
    ["an unknown model", NotFoundError, "not_found_error", { model: "nowhere" }],
    ["no messages", BadRequestError, "invalid_request_error", { messages: [] }],
    ["a key without money", RateLimitError, "rate_limit_error", { key: "" }],
  ] as const)("throws its own error for %s", async (_name, error, type, wrong) => {
    const { apiKey, overBudgetKey } = served.session("claude")
    const key = "key" in wrong ? wrong.key || overBudgetKey : apiKey
    const model = "model" in wrong ? wrong.model : "claude"
    const messages = "messages" in wrong ? [] : hello
    const asked = open(key).messages.create({ model, max_tokens, messages })
    await expect(asked).rejects.toBeInstanceOf(error)
    await expect(asked).rejects.toMatchObject({
      error: { type: "error", error: { type, message: expect.any(String) } },
    })
  })

  it("throws when a stream breaks off", async () => {
    const stream = client.messages.stream({ model: "breaks", max_tokens, messages: hello })
    await expect(stream.finalMessage()).rejects.toBeInstanceOf(APIError)
  })

  it("sends its key as a bearer too", async () => {
    const { apiKey } = served.session("claude")
    const bearer = new Anthropic({ baseURL: served.gateway.url, authToken: apiKey, apiKey: null, maxRetries: 0 })
    const message = await bearer.messages.create({ model: "claude", max_tokens, messages: hello })
    expect(message.content).toMatchObject([{ type: "text" }])
  })
})
