import { createOpenAI } from "@ai-sdk/openai"
import { APICallError, embedMany, generateText, jsonSchema, stepCountIs, streamText, tool } from "ai"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { broken, type ClientsGateway, clientsGateway } from "#lib/testing/clients-gateway"
import { runPythonSession } from "#lib/testing/python-client/run-session"

const MAKE_VENV_MS = 300_000

let served: ClientsGateway
let openai: ReturnType<typeof createOpenAI>
beforeAll(async () => {
  served = await clientsGateway()
  const { baseUrl, apiKey } = served.session("chat")
  openai = createOpenAI({ baseURL: baseUrl, apiKey })
})
afterAll(() => served.close())

describe("sessions in Python", () => {
  it.each([
    ["Google's client", "google_session.py", 5, "claude"],
    ["Cohere's client", "cohere_session.py", 3, "sorter"],
    ["the OpenAI Agents SDK and LangChain", "agents_session.py", 9, "claude"],
    ["litellm as a client", "litellm_session.py", 6, "chat"],
  ])("%s", { timeout: MAKE_VENV_MS }, async (_name, file, count, model) => {
    const checks = await runPythonSession(served.session(model), file)
    expect(broken(checks)).toEqual([])
    expect(checks).toHaveLength(count)
  })
})

describe.each(["chat", "claude"])("the Vercel AI SDK with the model %s", (model) => {
  const question = "What is the weather in Paris? Use the tool."
  const weather = tool({
    description: "Current weather of a city",
    inputSchema: jsonSchema<{ city: string }>({
      type: "object",
      properties: { city: { type: "string" } },
      required: ["city"],
      additionalProperties: false,
    }),
    execute: async ({ city }) => `18 degrees in ${city}`,
  })
  const stopWhen = stepCountIs(3)

  it.each(["chat", "responses"] as const)("runs an agent with a tool, whole and streamed, over %s", async (api) => {
    const given = { model: openai[api](model), prompt: question, tools: { weather }, stopWhen, maxRetries: 0 }
    const whole = await generateText(given)
    expect(whole.text).toContain("18 degrees")
    expect(whole.steps).toHaveLength(2)
    expect(whole.totalUsage.totalTokens).toBeGreaterThan(0)
    const stream = streamText(given)
    let text = ""
    for await (const delta of stream.textStream) text += delta
    expect(text).toBe(whole.text)
    expect((await stream.totalUsage).outputTokens).toBeGreaterThan(0)
  })

  it("throws its own error", async () => {
    const asked = generateText({ model: openai.chat("nowhere"), prompt: "hi", maxRetries: 0 })
    await expect(asked).rejects.toBeInstanceOf(APICallError)
    await expect(asked).rejects.toMatchObject({ statusCode: 404 })
  })
})

it("the Vercel AI SDK embeds", async () => {
  const { embeddings } = await embedMany({ model: openai.embedding("embed"), values: ["one", "two"] })
  expect(embeddings).toEqual([
    [0.25, -0.5, 1],
    [0.25, -0.5, 1],
  ])
})
