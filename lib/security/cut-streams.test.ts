import { readdirSync } from "node:fs"
import { connect, createServer, type Server, type Socket } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type MockProvider, startMockProvider } from "#lib/testing/mock-provider"
import { removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"
import { head, rawRequest } from "./test-raw-request"

const OFFSETS = 60
const STALL_TIMEOUT_SECONDS = 2

let mock: MockProvider
let cutter: Server
let gateway: SpawnedGateway
/** The whole answer of a provider as it goes over the wire, by framing and path. */
const recorded = new Map<string, Buffer>()

/** How the end of a body is known: by chunks, or (as HTTP/1.0 does) by the connection's end, where a cut looks like any end. */
const FRAMINGS = ["chunked", "closed"] as const

const CHAT = "/v1/chat/completions"
const MESSAGES = "/v1/messages"
/** The three ways a stream takes through the gateway: as it is, translated, as it is in the other dialect. */
const WAYS = [
  ["OpenAI's as it is", CHAT, "", CHAT],
  ["Anthropic's, translated", CHAT, "anthropic/", MESSAGES],
  ["Anthropic's as it is", MESSAGES, "anthropic/", MESSAGES],
] as const

beforeAll(async () => {
  mock = await startMockProvider()
  for (const path of [CHAT, MESSAGES]) {
    const whole = await record(path)
    recorded.set(`chunked ${path}`, whole)
    recorded.set(`closed ${path}`, withoutChunks(whole))
  }
  cutter = createServer(cut)
  await new Promise<void>((resolve) => cutter.listen(0, "127.0.0.1", resolve))
  const address = cutter.address()
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`
  const limits = `num_retries: 0, stream_timeout: ${STALL_TIMEOUT_SECONDS}, timeout: 5`
  gateway = await spawnGateway({
    yaml: `model_list:
  - {model_name: "anthropic/cut-*", litellm_params: {model: "anthropic/cut-*", api_base: "${url}", api_key: x-key, ${limits}}}
  - {model_name: "cut-*", litellm_params: {model: "openai/cut-*", api_base: "${url}/v1", api_key: x-key, ${limits}}}
  - {model_name: "anthropic/*", litellm_params: {model: "anthropic/*", api_base: "${mock.url}", api_key: x-key, ${limits}}}
  - {model_name: "*", litellm_params: {model: "openai/*", api_base: "${mock.url}/v1", api_key: x-key, ${limits}}}`,
  })
})
afterAll(async () => {
  await gateway.stop()
  await mock.close()
  await new Promise((resolve) => cutter.close(resolve))
  removeDataDir(gateway.dataDir)
})

async function record(path: string): Promise<Buffer> {
  const usage = path === CHAT ? { stream_options: { include_usage: true } } : {}
  const body = JSON.stringify({
    model: "ok",
    stream: true,
    max_tokens: 400,
    ...usage,
    messages: [{ role: "user", content: "Hi" }],
  })
  const { text } = await rawRequest(
    head(`POST ${path} HTTP/1.1`, "host: a", `content-length: ${body.length}`) + body,
    mock,
  )
  expect(text).toMatch(/^HTTP\/1\.1 200 /)
  // The provider keeps its connections, as they do.
  return Buffer.from(text.replace(/\r\nconnection: close/i, "\r\nconnection: keep-alive"), "latin1")
}

/** The same answer without chunks: its end is the connection's. */
function withoutChunks(whole: Buffer): Buffer {
  const [heads = "", ...rest] = whole.toString("latin1").split("\r\n\r\n")
  const plain = heads.replace(/\r\n(transfer-encoding|connection|keep-alive):[^\r]*/gi, "")
  const chunks = rest
    .join("\r\n\r\n")
    .replace(/(?:^|\r\n)[0-9a-f]+\r\n/g, "")
    .replace(/\r\n$/, "")
  return Buffer.from(`${plain}\r\nconnection: close\r\n\r\n${chunks}`, "latin1")
}

/** A provider that sends the first n bytes of its answer and half-closes. The model's name says n ("all" is all) and the framing. */
function cut(socket: Socket): void {
  let asked = ""
  socket.on("error", () => undefined)
  socket.on("data", (bytes: Buffer) => {
    asked += bytes.toString("latin1")
    const [, path = "", length = ""] = /^POST (\S+) [\s\S]*?content-length: (\d+)[\s\S]*?\r\n\r\n/i.exec(asked) ?? []
    const body = asked.slice(asked.indexOf("\r\n\r\n") + 4)
    if (length === "" || body.length < Number(length)) return
    asked = ""
    const [, framing = "chunked", at = "0"] = /"model":"cut-(chunked|closed)-(\d+|all)"/.exec(body) ?? []
    const whole = recorded.get(`${framing} ${path}`) ?? Buffer.alloc(0)
    if (at !== "all") socket.end(whole.subarray(0, Number(at)))
    else if (framing === "closed") socket.end(whole)
    else socket.write(whole)
  })
}

async function stream(path: string, model: string) {
  const response = await fetch(`${gateway.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${gateway.masterKey}`, "content-type": "application/json" },
    body: JSON.stringify({ model, stream: true, max_tokens: 400, messages: [{ role: "user", content: "Hi" }] }),
  })
  return { status: response.status, id: response.headers.get("x-litellm-call-id") ?? "", text: await response.text() }
}

/** What a client of either dialect reads out of a stream. */
function read(text: string) {
  let said = ""
  for (const line of text.split("\n")) {
    if (!line.startsWith("data: {")) continue
    const data = JSON.parse(line.slice(6))
    said += data.choices?.[0]?.delta?.content ?? data.delta?.text ?? ""
  }
  const looksComplete = /data: \[DONE\]|"finish_reason":"stop"|message_stop|"stop_reason":"end_turn"/.test(text)
  return { said, looksComplete, errors: text.split(/"error": ?\{/).length - 1 }
}

const openFiles = () => readdirSync(`/proc/${gateway.pid}/fd`).length

async function rowOf(callId: string): Promise<Record<string, unknown>[]> {
  const headers = { authorization: `Bearer ${gateway.masterKey}` }
  const response = await fetch(`${gateway.url}/spend/logs/v2?request_id=${callId}`, { headers })
  return ((await response.json()) as { data: Record<string, unknown>[] }).data
}

describe.skipIf(process.platform !== "linux")("a body cut at any byte (R7)", () => {
  it.each(WAYS.flatMap(([name, ...way]) => FRAMINGS.map((framing) => [name, framing, ...way] as const)))(
    "%s, %s: never looks complete unless it was, and the connections all come back",
    async (_name, framing, path, prefix, upstream) => {
      const whole = recorded.get(`${framing} ${upstream}`) ?? Buffer.alloc(0)
      const good = await stream(path, `${prefix}cut-${framing}-all`)
      const full = read(good.text)
      expect([good.status, full.looksComplete, full.errors, full.said.length > 20]).toEqual([200, true, 0, true])
      // As many connections as there will be at once, on both sides, and the database's.
      await Promise.all(Array.from({ length: 8 }, () => stream(path, `${prefix}cut-${framing}-all`)))
      await rowOf(good.id)
      const baseline = openFiles()
      const offsets = Array.from({ length: OFFSETS }, (_, i) => Math.floor((i * (whole.length - 1)) / (OFFSETS - 1)))
      const wrong: unknown[] = []
      await Promise.all(
        Array.from({ length: 6 }, async (_, worker) => {
          for (let i = worker; i < OFFSETS; i += 6) {
            const { status, text } = await stream(path, `${prefix}cut-${framing}-${offsets[i]}`)
            const { said, looksComplete, errors } = read(text)
            const right =
              status === 200
                ? full.said.startsWith(said) && (looksComplete ? said === full.said : errors === 1)
                : status === 502
            if (!right) wrong.push([offsets[i], status, text.slice(-200)])
          }
        }),
      )
      expect(wrong).toEqual([])
      expect(read((await stream(path, `${prefix}cut-${framing}-all`)).text)).toEqual(full)
      await expect.poll(openFiles, { timeout: 8_000 }).toBeLessThanOrEqual(baseline + 5)
      expect(openFiles()).toBeGreaterThanOrEqual(baseline - 5)
    },
  )
})

describe("a stream that falls silent after k parts (R5)", () => {
  it.each([0, 1, 5])("k = %i: cut in time with one error event and no false end, on every way", async (k) => {
    await Promise.all(
      WAYS.map(async ([, path, prefix]) => {
        const from = performance.now()
        const { id, status, text } = await stream(path, `${prefix}stall-${k}`)
        const seconds = (performance.now() - from) / 1000
        // Never early; late only by what a busy machine adds.
        expect(seconds).toBeGreaterThan(STALL_TIMEOUT_SECONDS - 0.5)
        expect(seconds).toBeLessThan(STALL_TIMEOUT_SECONDS + 1.5)
        const { looksComplete, errors } = read(text)
        expect([status, looksComplete, errors]).toEqual([200, false, 1])
        if (path === MESSAGES) expect(text).toContain("event: error\n")
        expect(text.trimEnd().split("\n").at(-1)).toContain('"error"')
        const rows = await rowOf(id)
        expect(rows).toMatchObject([{ status: "failure", error_code: "upstream_timeout" }])
        if (k > 0) expect(rows[0]?.completion_tokens).toBeGreaterThan(0)
      }),
    )
  })
})

describe("the rig", () => {
  it("cuts where it is told to", async () => {
    const port = (cutter.address() as { port: number }).port
    const body = '{"model":"cut-chunked-40"}'
    const bytes = await new Promise<number>((resolve) => {
      let got = 0
      const socket = connect(port, "127.0.0.1", () =>
        socket.write(`POST ${CHAT} HTTP/1.1\r\ncontent-length: ${body.length}\r\n\r\n${body}`),
      )
      socket.on("data", (part: Buffer) => (got += part.length))
      socket.on("end", () => resolve(got))
    })
    expect(bytes).toBe(40)
  })
})
