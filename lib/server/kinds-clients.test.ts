import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import OpenAI, { BadRequestError, NotFoundError, toFile } from "openai"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Harness, harness, MASTER_KEY } from "#lib/testing/harness"
import { runPythonSession } from "#lib/testing/python-client/run-session"
import { fromNode, toNode } from "./node"
import { notFound, serveRoute } from "./serve-route"
import { routeOf } from "./table"

const MAKE_VENV_MS = 300_000
const MODELS = ["embed", "draw", "hear", "speak", "judge", "complete"]
const entry = (name: string) =>
  `  - {model_name: ${name}, litellm_params: {model: litellm_proxy/ok, api_base: "$MOCK/v1", api_key: k}}`
const YAML = `model_list:\n${MODELS.map(entry).join("\n")}\n`

let gw: Harness
let server: Server
let baseURL = ""
beforeAll(async () => {
  gw = await harness({ yaml: YAML })
  server = createServer((req, res) => {
    const [path = "/"] = (req.url ?? "/").split("?")
    const route = routeOf(req.method ?? "GET", path)
    const reply = route === null ? notFound(path) : serveRoute(gw.gateway, route, fromNode(req, res))
    Promise.resolve(reply)
      .then((made) => toNode(made, req, res))
      .catch(() => res.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await gw.close()
})

const client = () => new OpenAI({ baseURL, apiKey: MASTER_KEY, maxRetries: 0, timeout: 30_000, logLevel: "off" })
const sound = () => toFile(Buffer.alloc(4_000, 1), "hello.mp3", { type: "audio/mpeg" })
const picture = () => toFile(Buffer.alloc(100, 1), "gate.png", { type: "image/png" })

describe("the official Node client", () => {
  it("embeds: it asks for base64 by itself and gives floats", async () => {
    const { data } = await client().embeddings.create({ model: "embed", input: ["one", "two"] })
    expect(data.map(({ embedding }) => [...embedding])).toEqual([
      [0.25, -0.5, 1],
      [0.25, -0.5, 1],
    ])
  })

  it("completes texts, also streamed", async () => {
    const stream = await client().completions.create({ model: "complete", prompt: "Hello", stream: true })
    let text = ""
    for await (const chunk of stream) text += chunk.choices[0]?.text ?? ""
    expect(text).toBe(" and all is well.")
  })

  it("makes, edits and varies images", async () => {
    const made = await client().images.generate({ model: "draw", prompt: "a gate", n: 2 })
    expect(made.data?.map(({ b64_json }) => typeof b64_json)).toEqual(["string", "string"])
    const image = [await picture(), await picture()]
    expect((await client().images.edit({ model: "draw", prompt: "wider", image })).data).toHaveLength(1)
    expect((await client().images.createVariation({ model: "draw", image: await picture() })).data).toHaveLength(1)
  })

  it("hears, translates and speaks", async () => {
    const { audio } = client()
    expect((await audio.transcriptions.create({ model: "hear", file: await sound() })).text).toBe("All is well.")
    const vtt = await audio.transcriptions.create({ model: "hear", file: await sound(), response_format: "vtt" })
    expect(vtt).toContain("WEBVTT")
    expect((await audio.translations.create({ model: "hear", file: await sound() })).text).toBe("All is well.")
    const spoken = await audio.speech.create({ model: "speak", voice: "alloy", input: "Hello" })
    expect((await spoken.arrayBuffer()).byteLength).toBe(64_000)
  })

  it("moderates, and reads our refusals", async () => {
    const { results } = await client().moderations.create({ model: "judge", input: ["kill", "kiss"] })
    expect(results.map(({ flagged }) => flagged)).toEqual([true, false])
    await expect(client().embeddings.create({ model: "embed", input: "" })).rejects.toThrow(BadRequestError)
    await expect(client().images.generate({ model: "nobody", prompt: "a" })).rejects.toThrow(NotFoundError)
  })
})

it("the official Python client does the same", { timeout: MAKE_VENV_MS }, async () => {
  const checks = await runPythonSession({ baseUrl: baseURL, apiKey: MASTER_KEY, model: "" }, "kinds_session.py")
  expect(checks.filter(({ ok }) => !ok)).toEqual([])
  expect(checks).toHaveLength(7)
})
