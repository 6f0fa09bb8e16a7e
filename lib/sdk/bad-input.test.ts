import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest"
import { type MockProvider, startMockProvider } from "#lib/testing/mock-provider"
import { closeConnections } from "./close-connections"
import { completion } from "./completion"
import { APIConnectionError, type APIError, AuthenticationError, BadRequestError } from "./exceptions"
import { messages } from "./messages"
import type { CompletionOptions } from "./options"
import { responses } from "./responses"
import { type CallbackFacts, failureCallback } from "./settings"

/** No such host can exist (RFC 6761). */
const FAR = "https://llm.invalid"
const login = { api_base: FAR, api_key: "k", num_retries: 0 }
const MB = 1024 * 1024
let mock: MockProvider
let gone = ""
const server = createServer((_req, res) => res.writeHead(404).end())
const told: CallbackFacts[] = []

beforeAll(async () => {
  mock = await startMockProvider()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  gone = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.png`
})
beforeEach(() => {
  mock.reset()
  told.length = 0
  failureCallback.push((facts) => told.push(facts))
  for (const name of ["GROQ_API_KEY", "AWS_REGION", "VERTEXAI_API_BASE"]) vi.stubEnv(name, undefined)
})
afterEach(() => {
  failureCallback.length = 0
  vi.unstubAllEnvs()
})
afterAll(async () => {
  server.close()
  await closeConnections()
  await mock.close()
})

/** The exception of a call; it was sent nowhere, and cost nothing. */
async function refusedWith(call: Promise<unknown>): Promise<APIError> {
  const e = await call.then(
    () => Promise.reject(new Error("nothing was thrown")),
    (thrown: APIError) => thrown,
  )
  expect(mock.stats().received).toBe(0)
  expect(told.map((facts) => facts.response_cost)).toEqual([0])
  return e
}
const ask = (model: string, content: unknown, more: Partial<CompletionOptions> = {}) =>
  completion({ model, messages: [{ role: "user", content }], ...more } as CompletionOptions)
const image = (url: string) => [{ type: "image_url", image_url: { url } }]
const large = () => "A".repeat((MB / 3 + 1000) * 4)

describe("bad input is a clear error", () => {
  it.each([
    ["an unknown prefix", "opnai/gpt-4o", {}, BadRequestError, "Did you mean openai/…?"],
    ["a missing key", "groq/llama-3.3-70b-versatile", {}, AuthenticationError, "environment variable GROQ_API_KEY"],
    [
      "a wrong region in the name",
      "bedrock/us-esat-1/amazon.nova-micro-v1:0",
      {},
      BadRequestError,
      "Did you mean us-east-1",
    ],
    [
      "a wrong region",
      "bedrock/amazon.nova-micro-v1:0",
      { aws_region_name: "eu-centrla-1" },
      BadRequestError,
      'aws_region_name is no AWS region: "eu-centrla-1". Did you mean eu-central-1',
    ],
    [
      "a wrong location",
      "vertex_ai/gemini-2.5-flash",
      { vertex_project: "p", vertex_location: "us-centrall1" },
      BadRequestError,
      'vertex_location "us-centrall1" is no region of Vertex AI. Did you mean us-central1',
    ],
    [
      "a page in place of an Azure resource",
      "azure/mine",
      { api_key: "k", api_base: "https://portal.azure.com/#home" },
      BadRequestError,
      "api_base is Azure's web page (portal.azure.com), not the endpoint of a resource; write it like",
    ],
    [
      "a resource without a domain",
      "azure/mine",
      { api_key: "k", api_base: "mine" },
      BadRequestError,
      "a name without a domain",
    ],
  ])("%s", async (_what, model, more, Class, words) => {
    const e = await refusedWith(ask(model, "Hello", more))
    expect(e).toBeInstanceOf(Class)
    expect(e.message).toContain(words)
  })

  it("no arguments at all, from JavaScript", async () => {
    for (const none of [undefined, null, "gpt-4o", []]) {
      const e = await completion(none as never).catch((thrown: unknown) => thrown)
      expect(e).toBeInstanceOf(BadRequestError)
      expect((e as Error).message).toContain('This call takes an object: `{ model: "openai/gpt-4o", … }`')
    }
  })

  it("an unreachable host", async () => {
    const e = await refusedWith(ask("openai/ok", "Hello", login))
    expect(e).toBeInstanceOf(APIConnectionError)
    expect(e.message).toContain(`The address is ${FAR}: check api_base, or the region, and the network.`)
  })

  it("an image that cannot be fetched", async () => {
    const e = await refusedWith(
      ask("gemini/gemini-2.5-flash", image(gone), { ...login, allow_private_image_urls: true }),
    )
    expect(e).toBeInstanceOf(BadRequestError)
    expect(e.message).toContain("its server answered 404. Send it as a data URL.")
  })

  it.each([
    ["completion", () => ask("openai/gpt-4o", image(`data:image/png;base64,${large()}`), login)],
    [
      "messages",
      () => {
        const source = { type: "base64", media_type: "image/png", data: large() }
        const content = [{ type: "image", source }] as never
        return messages({
          model: "anthropic/claude-sonnet-4-5",
          max_tokens: 5,
          messages: [{ role: "user", content }],
          ...login,
        })
      },
    ],
    [
      "responses",
      () => {
        const content = [{ type: "input_image", image_url: `data:image/png;base64,${large()}` }]
        return responses({ model: "openai/gpt-4o", input: [{ role: "user", content }], ...login })
      },
    ],
  ])("an oversize image: %s", async (_door, call) => {
    vi.stubEnv("MAX_IMAGE_URL_DOWNLOAD_SIZE_MB", "1")
    const e = await refusedWith(call())
    expect(e).toBeInstanceOf(BadRequestError)
    expect(e.message).toContain(
      "larger than 1 MB. Send a smaller one, or raise the limit: the environment variable MAX_IMAGE",
    )
  })

  it("an image at a private address, unless it is allowed", async () => {
    const e = await refusedWith(ask("openai/gpt-4o", image("http://10.0.0.1/a.png"), login))
    expect(e).toBeInstanceOf(BadRequestError)
    expect(e.message).toContain(
      "private address, where nobody is sent. Send it as a data URL, or set allow_private_image_urls: true",
    )
    const allowed = ask("openai/gpt-4o", image("http://10.0.0.1/a.png"), { ...login, allow_private_image_urls: true })
    await expect(allowed).rejects.toBeInstanceOf(APIConnectionError)
    const near = await ask("openai/ok", image("http://10.0.0.1/a.png"), { ...login, api_base: `${mock.url}/v1` })
    expect(near).toHaveProperty("choices[0].message.content")
    expect(mock.requests()[0]?.body).not.toHaveProperty("allow_private_image_urls")
  })
})
