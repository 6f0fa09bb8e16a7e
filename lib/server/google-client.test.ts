import { ApiError, type Content, FunctionCallingConfigMode, GoogleGenAI, Type } from "@google/genai"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type GoogleServer, SIGNATURE, startGoogleServer } from "#lib/testing/google-server"
import { type Harness, harness, MASTER_KEY } from "#lib/testing/harness"
import { serveHarness } from "#lib/testing/serve-harness"

let google: GoogleServer
let gw: Harness
let door: Awaited<ReturnType<typeof serveHarness>>
let client: GoogleGenAI

beforeAll(async () => {
  google = await startGoogleServer()
  gw = await harness({
    yaml: `model_list:
  - {model_name: gemini-2.5-flash, litellm_params: {model: gemini/gemini-2.5-flash, api_base: "${google.url}", api_key: google-secret-key, num_retries: 0}}
  - {model_name: claude, litellm_params: {model: anthropic/ok, api_base: "$MOCK", api_key: mock-secret-key, num_retries: 0}}
  - {model_name: "openai/*", litellm_params: {model: "openai/*", api_base: "$MOCK/v1", api_key: mock-secret-key, num_retries: 0}}
`,
  })
  door = await serveHarness(gw)
  client = new GoogleGenAI({ apiKey: MASTER_KEY, httpOptions: { baseUrl: door.url } })
})
beforeEach(() => {
  google.seen.length = 0
})
afterAll(async () => {
  await door.close()
  await gw.close()
  await google.close()
})

const weather = {
  functionDeclarations: [
    {
      name: "weather",
      description: "The weather of a city",
      parameters: { type: Type.OBJECT, properties: { city: { type: Type.STRING } }, required: ["city"] },
    },
  ],
}
const must = { functionCallingConfig: { mode: FunctionCallingConfigMode.ANY } }

describe.each(["gemini-2.5-flash", "openai/ok", "claude"])("Google's official client with the model %s", (model) => {
  it("gets an answer with text and usage", async () => {
    const answer = await client.models.generateContent({
      model,
      contents: "Say hello.",
      config: { systemInstruction: "Be brief.", maxOutputTokens: 100, temperature: 0 },
    })
    expect(answer.text?.length).toBeGreaterThan(0)
    expect(answer.usageMetadata?.totalTokenCount).toBeGreaterThan(0)
    expect(answer.candidates?.[0]?.finishReason).toBe("STOP")
  })

  it("streams one", async () => {
    let text = ""
    let finish: string | undefined
    for await (const chunk of await client.models.generateContentStream({ model, contents: "Say hello." })) {
      text += chunk.text ?? ""
      finish = chunk.candidates?.[0]?.finishReason ?? finish
    }
    expect(text.length).toBeGreaterThan(0)
    expect(finish).toBe("STOP")
  })

  it("calls a function, in a stream too, and answers its result", async () => {
    const ask: Content = { role: "user", parts: [{ text: "What is the weather in Paris?" }] }
    const config = { tools: [weather], toolConfig: must }
    const first = await client.models.generateContent({ model, contents: [ask], config })
    expect(first.functionCalls).toMatchObject([{ name: "weather", args: { city: expect.any(String) } }])
    const calls = []
    for await (const chunk of await client.models.generateContentStream({ model, contents: [ask], config }))
      calls.push(...(chunk.functionCalls ?? []))
    expect(calls).toMatchObject([{ name: "weather", args: { city: expect.any(String) } }])
    const turn = first.candidates?.[0]?.content ?? {}
    const id = first.functionCalls?.[0]?.id
    const result = { ...(id === undefined ? {} : { id }), name: "weather", response: { output: "18 degrees" } }
    const second = await client.models.generateContent({
      model,
      contents: [ask, turn, { role: "user", parts: [{ functionResponse: result }] }],
      config: { tools: [weather] },
    })
    expect(second.text).toContain("18 degrees")
  })

  it("holds a chat and counts tokens", async () => {
    const chat = client.chats.create({ model })
    expect((await chat.sendMessage({ message: "One." })).text?.length).toBeGreaterThan(0)
    expect((await chat.sendMessage({ message: "Two." })).text?.length).toBeGreaterThan(0)
    const counted = await client.models.countTokens({ model, contents: "How many?" })
    expect(counted.totalTokens).toBeGreaterThan(0)
  })
})

describe("Google's official client", () => {
  it("moves a conversation with a signed call to another provider and back", async () => {
    const ask: Content = { role: "user", parts: [{ text: "What is the weather in Paris?" }] }
    const config = { tools: [weather] }
    const first = await client.models.generateContent({ model: "gemini-2.5-flash", contents: [ask], config })
    const turn = first.candidates?.[0]?.content ?? {}
    expect(turn.parts?.[0]?.thoughtSignature).toBe(SIGNATURE)
    const result = { functionResponse: { name: "weather", response: { output: "18 degrees" } } }
    const contents = [ask, turn, { role: "user", parts: [result] }]
    for (const model of ["openai/ok", "claude"]) {
      const next = await client.models.generateContent({ model, contents, config })
      expect(next.text).toContain("18 degrees")
      expect(JSON.stringify(gw.mock.requests().at(-1)?.body)).not.toContain(SIGNATURE)
    }
    await client.models.generateContent({ model: "gemini-2.5-flash", contents, config })
    expect(JSON.stringify(google.seen.at(-1)?.body)).toContain(SIGNATURE)
  })

  it("asks for JSON of a schema", async () => {
    const responseSchema = { type: Type.OBJECT, properties: { ok: { type: Type.BOOLEAN } } }
    const config = { responseMimeType: "application/json", responseSchema }
    await client.models.generateContent({ model: "openai/ok", contents: "Is it?", config })
    expect(gw.mock.requests().at(-1)?.body).toMatchObject({
      response_format: { type: "json_schema", json_schema: { schema: { type: "object" } } },
    })
  })

  it("throws its ApiError with the status", async () => {
    const wrong = new GoogleGenAI({ apiKey: "sk-nobody", httpOptions: { baseUrl: door.url } })
    const asked = wrong.models.generateContent({ model: "openai/ok", contents: "hi" })
    await expect(asked).rejects.toBeInstanceOf(ApiError)
    await expect(asked).rejects.toMatchObject({ status: 401 })
    const missing = client.models.generateContentStream({ model: "nowhere", contents: "hi" })
    await expect(missing).rejects.toMatchObject({ status: 404 })
  })

  it.each(["v1", "v1beta"])("lists the models and finds one, at %s", async (apiVersion) => {
    const versioned = new GoogleGenAI({ apiKey: MASTER_KEY, httpOptions: { baseUrl: door.url, apiVersion } })
    const names = []
    for await (const model of await versioned.models.list()) names.push(model.name)
    expect(names).toEqual(["models/gemini-2.5-flash", "models/claude"])
    expect((await versioned.models.get({ model: "claude" })).name).toBe("models/claude")
    const { text } = await versioned.models.generateContent({ model: "gemini-2.5-flash", contents: "hi" })
    expect(text).toBe("hello")
  })
})
