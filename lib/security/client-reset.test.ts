import { connect } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { countTokens } from "#lib/catalog/tokens"
import { type MockProvider, startMockProvider } from "#lib/testing/mock-provider"
import { removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"
import { head } from "./test-raw-request"

const TRIALS = 30

let mock: MockProvider
let gateway: SpawnedGateway
let key = ""
beforeAll(async () => {
  mock = await startMockProvider()
  const price = "input_cost_per_token: 0.000001, output_cost_per_token: 0.000004, num_retries: 0"
  gateway = await spawnGateway({
    yaml: `model_list:
  - {model_name: "anthropic/*", litellm_params: {model: "anthropic/*", api_base: "${mock.url}", api_key: x-key, ${price}}}
  - {model_name: "*", litellm_params: {model: "openai/*", api_base: "${mock.url}/v1", api_key: x-key, ${price}}}`,
  })
  key = (JSON.parse((await ask("POST", "/key/generate", { max_budget: 10 })).text) as { key: string }).key
})
afterAll(async () => {
  await gateway.stop()
  await mock.close()
  removeDataDir(gateway.dataDir)
})

async function ask(method: string, path: string, body?: unknown, as = gateway.masterKey) {
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${as}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, text: await response.text() }
}

const WAYS = [
  ["/v1/chat/completions", ""],
  ["/v1/chat/completions", "anthropic/"],
  ["/v1/messages", "anthropic/"],
] as const

interface Left {
  readonly callId: string
  /** Milliseconds since the epoch. */
  readonly at: number
  /** The words the client had when it left. */
  readonly text: string
}

/** Reads a stream until its k-th part with words, then resets the connection: no FIN, as when a machine dies or a process is killed. */
function leaveAfter(k: number, [path, prefix]: (typeof WAYS)[number], callId: string): Promise<Left> {
  const model = `${prefix}drip-200ms`
  const body = JSON.stringify({ model, stream: true, max_tokens: 400, messages: [{ role: "user", content: callId }] })
  const lines = [
    `POST ${path} HTTP/1.1`,
    "host: a",
    `authorization: Bearer ${key}`,
    `x-litellm-call-id: ${callId}`,
    `content-length: ${body.length}`,
  ]
  return new Promise((resolve, reject) => {
    let got = ""
    const socket = connect(gateway.port, "127.0.0.1", () => socket.write(head(...lines) + body))
    socket.on("error", reject)
    socket.on("end", () => reject(new Error(`it ended by itself: ${got}`)))
    socket.on("data", (bytes: Buffer) => {
      got += bytes.toString("utf8")
      const words = [...got.matchAll(/"(?:content|text)":"((?:[^"\\]|\\.)+)"/g)].map(
        ([, word]) => JSON.parse(`"${word}"`) as string,
      )
      if (words.length < k) return
      socket.removeAllListeners()
      socket.on("error", () => undefined)
      socket.resetAndDestroy()
      resolve({ callId, at: Date.now(), text: words.join("") })
    })
  })
}

interface Row {
  readonly status: string
  readonly completion_tokens: number
  readonly prompt_tokens: number
  readonly spend: number
}

describe("a client that resets its connection in the middle of a stream (R12)", () => {
  it.each([1, 5])(
    "at part %i: the provider is stopped within a second, what was delivered is billed once, nothing stays held",
    async (k) => {
      mock.reset()
      const left = await Promise.all(
        Array.from({ length: TRIALS }, (_, i) => leaveAfter(k, WAYS[i % WAYS.length] ?? WAYS[0], `reset-${k}-${i}`)),
      )
      await expect.poll(() => mock.stats().aborted, { timeout: 3_000 }).toBe(TRIALS)
      const closed = new Map(
        mock.requests().map((request) => [contentOf(request.body), request.clientClosedAt ?? Number.POSITIVE_INFINITY]),
      )
      expect(closed.size).toBe(TRIALS)
      for (const { callId, at } of left)
        expect([callId, (closed.get(callId) ?? Number.POSITIVE_INFINITY) - at < 1_000]).toEqual([callId, true])
      for (const { callId, text } of left) {
        const rows = async () =>
          (JSON.parse((await ask("GET", `/spend/logs/v2?request_id=${callId}`)).text) as { data: Row[] }).data
        // What was delivered is counted before it is booked.
        await expect.poll(rows, { timeout: 5_000 }).toMatchObject([{ status: "client_disconnect" }])
        const data = await rows()
        const delivered = await countTokens(text)
        // A few parts more may have been on their way when the reset arrived.
        expect(data[0]?.completion_tokens).toBeGreaterThanOrEqual(delivered - 1)
        expect(data[0]?.completion_tokens).toBeLessThanOrEqual(delivered + 15)
        expect(data[0]?.prompt_tokens).toBeGreaterThan(0)
      }
    },
  )

  it("the key's spend is what the rows say, and the deployment serves on", async () => {
    const { info } = JSON.parse((await ask("GET", "/key/info", undefined, key)).text) as {
      info: { spend: number; held: number }
    }
    const { data, total } = JSON.parse((await ask("GET", `/spend/logs/v2?page_size=100&api_key=${key}`)).text) as {
      data: Row[]
      total: number
    }
    expect(total).toBe(2 * TRIALS)
    expect(info.held).toBe(0)
    expect(info.spend).toBeCloseTo(
      data.reduce((sum, row) => sum + row.spend, 0),
      9,
    )
    expect(info.spend).toBeGreaterThan(0)
    for (let i = 0; i < 6; i++) {
      const chat = { model: "ok", max_tokens: 9, messages: [{ role: "user", content: "Hi" }] }
      expect((await ask("POST", "/v1/chat/completions", chat, key)).status).toBe(200)
    }
  })
})

function contentOf(body: unknown): string {
  const { content } = (body as { messages: { content: unknown }[] }).messages[0] ?? {}
  return typeof content === "string" ? content : ((content as { text: string }[])[0]?.text ?? "")
}
