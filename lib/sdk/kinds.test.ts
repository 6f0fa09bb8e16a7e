import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { speech, transcription } from "./audio"
import { closeConnections } from "./close-connections"
import { embedding } from "./embedding"
import { BadRequestError, RateLimitError } from "./exceptions"
import { imageEdit, imageGeneration } from "./images"
import { moderation } from "./moderation"
import { rerank } from "./rerank"
import { responses } from "./responses"
import { Router } from "./router"
import { textCompletion } from "./text-completion"

const chat = {
  id: "c1",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: "and on" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
}
/** What the provider of these tests says at each of its addresses. */
const ANSWERS: Record<string, unknown> = {
  "/v1/chat/completions": chat,
  "/v1/embeddings": {
    object: "list",
    model: "m",
    data: [{ object: "embedding", index: 0, embedding: [0.1, 0.2] }],
    usage: { prompt_tokens: 1000, total_tokens: 1000 },
  },
  "/v1/images/generations": { created: 1, data: [{ url: "https://images.example/1.png" }] },
  "/v1/images/edits": { created: 1, data: [{ b64_json: "aGk=" }] },
  "/v1/audio/transcriptions": { text: "hello" },
  "/v1/audio/speech": Buffer.from([0, 255, 1, 254]),
  "/v1/moderations": { id: "m1", model: "m", results: [{ flagged: false, categories: {} }] },
  "/v1/rerank": { id: "r1", results: [{ index: 1, relevance_score: 0.9 }] },
}

let server: Server
let base: string
const seen: { path: string; body: string }[] = []
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const path = request.url ?? ""
    seen.push({ path, body: Buffer.concat(parts).toString("latin1") })
    const answer = ANSWERS[path]
    const sound = Buffer.isBuffer(answer)
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": sound ? "audio/mpeg" : "application/json" })
    response.end(sound ? answer : JSON.stringify(answer ?? { error: { message: "no such route" } }))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
})
beforeEach(() => {
  seen.length = 0
})
afterAll(async () => {
  await closeConnections()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const to = (model: string) => ({ model, api_base: base, api_key: "sk-test-key", num_retries: 0 })

describe("the other kinds of call", () => {
  it("embedding gives vectors and their price", async () => {
    const response = await embedding({ ...to("openai/text-embedding-3-small"), input: "Hello" })
    expect(response.data[0]?.embedding).toEqual([0.1, 0.2])
    expect(response._hidden_params.response_cost).toBeCloseTo(1000 * 2e-8, 12)
    expect(JSON.parse(seen[0]?.body ?? "")).toMatchObject({ model: "text-embedding-3-small", input: "Hello" })
  })

  it("imageGeneration gives images", async () => {
    const response = await imageGeneration({ ...to("openai/dall-e-3"), prompt: "a gate" })
    expect(response.data[0]?.url).toBe("https://images.example/1.png")
  })

  it("imageEdit sends its images as a form", async () => {
    const image = { data: new Uint8Array([1, 2, 3]), filename: "gate.png" }
    const response = await imageEdit({ ...to("openai/gpt-image-1"), prompt: "open it", image })
    expect(response.data[0]?.b64_json).toBe("aGk=")
    expect(seen[0]?.body).toContain('filename="gate.png"')
  })

  it("transcription sends bytes and gives text", async () => {
    const response = await transcription({ ...to("openai/whisper-1"), file: new Uint8Array([1, 2, 3]) })
    expect(response.text).toBe("hello")
    expect(seen[0]?.body).toContain('name="file"')
  })

  it("a file that is not there is named", async () => {
    const call = transcription({ ...to("openai/whisper-1"), file: "/no/such/file.mp3" })
    await expect(call).rejects.toThrow(/file\.mp3/)
    await expect(call).rejects.toBeInstanceOf(BadRequestError)
  })

  it("speech gives the bytes as they came", async () => {
    const response = await speech({ ...to("openai/tts-1"), input: "Hello", voice: "alloy" })
    expect([...response.content]).toEqual([0, 255, 1, 254])
    expect(response.content_type).toBe("audio/mpeg")
  })

  it("moderation gives judgements", async () => {
    const response = await moderation({ ...to("openai/omni-moderation-latest"), input: "Hello" })
    expect(response.results[0]?.flagged).toBe(false)
  })

  it("rerank gives documents by relevance", async () => {
    const response = await rerank({ ...to("hosted_vllm/ranker"), query: "q", documents: ["a", "b"] })
    expect(response.results[0]).toMatchObject({ index: 1, relevance_score: 0.9 })
  })

  it("textCompletion continues a text, through chat where there is nothing else", async () => {
    const response = await textCompletion({ ...to("groq/llama-3"), prompt: "On" })
    expect(response.choices[0]?.text).toBe("and on")
    expect(response.object).toBe("text_completion")
  })

  it("responses answers in OpenAI's newer shape, whoever serves", async () => {
    const response = await responses({ ...to("groq/llama-3"), input: "On" })
    expect(response.object).toBe("response")
    expect(JSON.stringify(response.output)).toContain("and on")
  })

  it("says which kinds a model can be called for", async () => {
    const call = rerank({ model: "anthropic/claude-sonnet-4-5", api_key: "x", query: "q", documents: ["a"] })
    await expect(call).rejects.toBeInstanceOf(BadRequestError)
  })

  it("can be mocked, and routed", async () => {
    const model_list = [{ model_name: "vectors", litellm_params: { model: "openai/x", mock_response: [1, 2] } }]
    const router = new Router({ model_list })
    expect((await router.embedding({ model: "vectors", input: ["a", "b"] })).data).toHaveLength(2)
    const failing = embedding({ model: "openai/x", input: "a", mock_response: "litellm.RateLimitError" })
    await expect(failing).rejects.toBeInstanceOf(RateLimitError)
  })
})
