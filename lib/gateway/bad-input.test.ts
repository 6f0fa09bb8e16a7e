import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Harness, harness, type Sent } from "#lib/testing/harness"

/** No such host can exist (RFC 6761): what is sent there fails, and what is refused before never gets so far. */
const FAR = "https://llm.invalid"
const price = "input_cost_per_token: 0.000001, output_cost_per_token: 0.000004, num_retries: 0"
const far = (name: string, model: string, more = "") =>
  `  - {model_name: ${name}, litellm_params: {model: ${model}, api_base: "${FAR}", api_key: k, ${price}${more}}}`
const yaml = `model_list:
${far("gpt", "openai/gpt-4o")}
${far("claude", "anthropic/claude-sonnet-4-5")}
${far("gemini", "vertex_ai/gemini-2.5-flash", ", vertex_project: p")}
${far("responses", "openai/responses/gpt-4o")}
${far("open", "openai/gpt-4o", ", allow_private_image_urls: true")}
${far("fetching", "gemini/gemini-2.5-flash")}
${far("fetching-openly", "gemini/gemini-2.5-flash", ", allow_private_image_urls: true")}
  - {model_name: near, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k, ${price}}}
  - {model_name: unreachable, litellm_params: {model: openai/ok, api_base: "http://127.0.0.1:9", api_key: k, ${price}}}
  - {model_name: "*", litellm_params: {model: "*"}}
  - {model_name: keyless, litellm_params: {model: groq/llama-3.3-70b-versatile}}
  - {model_name: prefixless, litellm_params: {model: opnai/gpt-4o}}
  - {model_name: regional, litellm_params: {model: bedrock/us-esat-1/amazon.nova-micro-v1:0}}
  - {model_name: located, litellm_params: {model: vertex_ai/gemini-2.5-flash, vertex_project: p, vertex_location: europe-west44}}
  - {model_name: resource, litellm_params: {model: azure/mine, api_base: "https://r.openai.azure.con", api_key: k}}
`
const MB = 1024 * 1024
let gw: Harness
let images = ""
const server = createServer((req, res) => {
  if (req.url === "/large") res.end(Buffer.alloc(2 * MB))
  else res.writeHead(404).end()
})

beforeAll(async () => {
  gw = await harness({ yaml, env: { MAX_IMAGE_URL_DOWNLOAD_SIZE_MB: "1" } })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  images = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.close()
  await gw.close()
})
beforeEach(() => gw.mock.reset())

const errorOf = (sent: Sent) => sent.json.error as { message: string; code: unknown; param?: unknown }
/** Bytes as long as this, in base64; what they are does not matter. */
const base64 = (bytes: number) => "A".repeat(Math.ceil(bytes / 3) * 4)

const chat = (model: string, content: unknown) =>
  gw.send("POST", "/v1/chat/completions", { model, messages: [{ role: "user", content }] })
const image = (url: unknown) => [{ type: "image_url", image_url: { url } }]

/** The same image or file, said in each dialect: by address, or as so many bytes. */
const doors: Record<string, { url: (url: string) => Promise<Sent>; bytes: (data: string) => Promise<Sent> }> = {
  "OpenAI chat": {
    url: (url) => chat("gpt", image(url)),
    bytes: (data) => chat("gpt", image(`data:image/png;base64,${data}`)),
  },
  Responses: {
    url: (url) => input([{ type: "input_image", image_url: url }]),
    bytes: (data) => input([{ type: "input_image", image_url: `data:image/png;base64,${data}` }]),
  },
  "Anthropic messages": {
    url: (url) => blocks([{ type: "image", source: { type: "url", url } }]),
    bytes: (data) => blocks([{ type: "image", source: { type: "base64", media_type: "image/png", data } }]),
  },
  Gemini: {
    url: (fileUri) => parts([{ fileData: { mimeType: "image/png", fileUri } }]),
    bytes: (data) => parts([{ inlineData: { mimeType: "image/png", data } }]),
  },
}
const input = (content: unknown, model = "responses") =>
  gw.send("POST", "/v1/responses", { model, input: [{ role: "user", content }] })
const blocks = (content: unknown, model = "claude") =>
  gw.send("POST", "/v1/messages", { model, max_tokens: 5, messages: [{ role: "user", content }] })
const parts = (of: unknown, model = "gemini") =>
  gw.send("POST", `/v1beta/models/${model}:generateContent`, { contents: [{ role: "user", parts: of }] })

/** Nothing reached a provider, and nobody was charged. */
async function nothingHappened(sent: Sent): Promise<void> {
  expect(gw.mock.stats().received).toBe(0)
  await gw.flush()
  const id = sent.headers["x-litellm-call-id"] ?? ""
  const [row] = await gw.db.sql<{ spend_nano: unknown }[]>`select spend_nano from spend_logs where call_id = ${id}`
  expect(Number(row?.spend_nano ?? 0)).toBe(0)
}

describe("a model that cannot be served says what to do", () => {
  it.each([
    ["an unknown prefix", "opnai/gpt-4o", 'No provider is known as "opnai". Did you mean openai/…?'],
    ["an unknown prefix in the config", "prefixless", 'No provider is known as "opnai". Did you mean openai/…?'],
    [
      "a missing key",
      "groq/llama-3.3-70b-versatile",
      "set api_key (os.environ/NAME) or the environment variable GROQ_API_KEY",
    ],
    ["a missing key in the config", "keyless", "environment variable GROQ_API_KEY"],
    [
      "a wrong region",
      "bedrock/us-esat-1/amazon.nova-micro-v1:0",
      'no AWS region: "us-esat-1". Did you mean us-east-1',
    ],
    ["a region in a wrong form", "bedrock/us_east_1/amazon.nova-micro-v1:0", "Did you mean us-east-1"],
    ["a wrong region in the config", "regional", 'no AWS region: "us-esat-1"'],
    [
      "a wrong Vertex location",
      "located",
      'vertex_location "europe-west44" is no region of Vertex AI. Did you mean europe-west4',
    ],
    ["a wrong Azure address", "resource", "openai.azure.com? Write it like https://<resource>.openai.azure.com"],
  ])("%s: %s", async (_what, model, words) => {
    const sent = await chat(model, "Hello")
    expect(sent.status).toBe(400)
    expect(errorOf(sent)).toMatchObject({ code: "invalid_request", param: "model" })
    expect(errorOf(sent).message).toContain(words)
    await nothingHappened(sent)
  })

  it("an unreachable host", async () => {
    const sent = await chat("unreachable", "Hello")
    expect(sent.status).toBe(502)
    expect(errorOf(sent).code).toBe("upstream_unreachable")
    expect(errorOf(sent).message).toMatch(/api_base/)
    await nothingHappened(sent)
  })
})

describe.each(Object.entries(doors))("an image in a request of %s", (_dialect, door) => {
  it("is refused above the limit, with the limit and the setting, and is let through below it", async () => {
    const sent = await door.bytes(base64(MB + 3000))
    expect(sent.status).toBe(400)
    expect(errorOf(sent).message).toBe(
      "An image in the request is larger than 1 MB. Send a smaller one, or raise the limit: the environment variable MAX_IMAGE_URL_DOWNLOAD_SIZE_MB.",
    )
    await nothingHappened(sent)
    expect((await door.bytes(base64(MB - 3000))).status).toBe(502)
  })

  it.each([
    "http://127.0.0.1/a.png",
    "https://2130706433/a.png",
    "http://0x7f.1/a.png",
    "http://0177.0.0.1:8080/a.png",
    "https://[::1]/a.png",
    "https://[::ffff:10.0.0.1]/a.png",
    "http://169.254.169.254/latest/meta-data/",
    "http://168.63.129.16/machine",
    "https://localhost./a.png",
    "http://metadata.google.internal/computeMetadata/v1/",
    "http://gpu-box:9000/a.png",
    "https://me:hush@192.168.1.4/a.png?token=hidden",
    `http://10.0.0.1/a.png?${"x".repeat(20_000)}`,
    " http://10.0.0.1/a.png",
    "file:///etc/passwd",
  ])("is refused at a private address: %.60s", async (url) => {
    const sent = await door.url(url)
    expect(sent.status).toBe(400)
    expect(errorOf(sent).message).toContain("is at a private address")
    expect(errorOf(sent).message).toContain("data URL, or set allow_private_image_urls: true")
    expect(sent.text).not.toMatch(/hush|hidden/)
    await nothingHappened(sent)
  })

  it.each(["https://example.com/a.png", "http://8.8.8.8/a.png", "gs://bucket/a.png"])(
    "is handed on at a public one: %s",
    async (url) => expect((await door.url(url)).status).toBe(502),
  )
})

describe("what is named to a provider by address", () => {
  const inside = "http://10.0.0.1/secret"
  it.each([
    ["a file", () => chat("gpt", [{ type: "file", file: { file_data: inside } }])],
    ["a video", () => chat("gpt", [{ type: "video_url", video_url: { url: inside } }])],
    ["a sound", () => chat("gpt", [{ type: "input_audio", input_audio: { data: inside, format: "wav" } }])],
    ["a file of Responses", () => input([{ type: "input_file", file_url: inside }])],
    ["a document", () => blocks([{ type: "document", source: { type: "url", url: inside } }])],
    [
      "an image in a tool's result",
      () =>
        blocks([
          { type: "tool_result", tool_use_id: "t", content: [{ type: "image", source: { type: "url", url: inside } }] },
        ]),
    ],
    ["a file of Gemini", () => parts([{ file_data: { mime_type: "application/pdf", file_uri: inside } }])],
    ["a part that also says text", () => chat("gpt", [{ type: "image_url", text: "x", image_url: inside }])],
  ])("%s is judged too", async (_what, send) => {
    const sent = await send()
    expect(sent.status).toBe(400)
    expect(errorOf(sent).message).toContain(`${inside} is at a private address`)
    await nothingHappened(sent)
  })

  it("is handed on where the deployment allows it", async () => {
    expect((await chat("open", image(inside))).status).toBe(502)
  })

  it("is handed on to a model that is at a private address itself, but never a cloud's metadata", async () => {
    expect((await chat("near", image(inside))).status).toBe(200)
    expect(gw.mock.stats().received).toBe(1)
    for (const url of ["http://169.254.169.254/x", "http://[::ffff:a9fe:a9fe]/x", "http://metadata/x"])
      expect((await chat("near", image(url))).status).toBe(400)
    expect(gw.mock.stats().received).toBe(1)
  })

  it("leaves text alone that only speaks of such addresses", async () => {
    expect((await chat("near", `Look at ${inside}`)).status).toBe(200)
    const result = { role: "user", parts: [{ functionResponse: { name: "f", response: { url: inside } } }] }
    const call = { role: "model", parts: [{ functionCall: { name: "f", args: { url: inside } } }] }
    const sent = await gw.send("POST", "/v1beta/models/gemini:generateContent", { contents: [call, result] })
    expect(sent.status).toBe(502)
  })
})

describe("an image the gateway fetches", () => {
  it.each([
    ["at a private address", "fetching", () => "https://10.0.0.1/a.png", "set allow_private_image_urls: true"],
    ["that is gone", "fetching-openly", () => `${images}/gone`, "its server answered 404. Send it as a data URL"],
    ["whose server is not there", "fetching-openly", () => "http://127.0.0.1:9/a.png", "could not be fetched"],
    ["that is too large", "fetching-openly", () => `${images}/large`, "is larger than 1 MB"],
  ])("%s is an error that says so", async (_what, model, url, words) => {
    const sent = await chat(model, image(url()))
    expect(sent.status).toBe(400)
    expect(errorOf(sent).message).toContain(words)
    await nothingHappened(sent)
  })
})

it("a size that is no number is named, and 0 switches images off", async () => {
  const wrong = await harness({ env: { MAX_IMAGE_URL_DOWNLOAD_SIZE_MB: "lots" } })
  const none = await harness({ env: { MAX_IMAGE_URL_DOWNLOAD_SIZE_MB: "0" } })
  const ask = { model: "ok", messages: [{ role: "user", content: image("https://example.com/a.png") }] }
  try {
    const sent = await wrong.send("POST", "/v1/chat/completions", ask)
    expect(errorOf(sent).message).toContain("MAX_IMAGE_URL_DOWNLOAD_SIZE_MB must be a number of megabytes")
    const off = await none.send("POST", "/v1/chat/completions", ask)
    expect([off.status, errorOf(off).message]).toEqual([400, expect.stringContaining("Images are switched off")])
    expect(
      (await none.send("POST", "/v1/chat/completions", { ...ask, messages: [{ role: "user", content: "Hi" }] })).status,
    ).toBe(200)
  } finally {
    await wrong.close()
    await none.close()
  }
})
