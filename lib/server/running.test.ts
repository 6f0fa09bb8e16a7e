import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type MockProvider, startMockProvider } from "#lib/testing/mock-provider"
import { runOpenAiSession } from "#lib/testing/node-client"
import { runPythonSession } from "#lib/testing/python-client/run-session"
import { RealtimeClient } from "#lib/testing/realtime-client"
import { removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"

let mock: MockProvider
let fast: SpawnedGateway
let nextDoor: SpawnedGateway

const config = (url: string, more = "") => `
model_list:
  - {model_name: "anthropic/*", litellm_params: {model: "anthropic/*", api_base: "${url}", api_key: mock-secret-key}}
  - {model_name: "*", litellm_params: {model: "openai/*", api_base: "${url}/v1", api_key: mock-secret-key, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004, num_retries: 0}}
${more}`

beforeAll(async () => {
  mock = await startMockProvider()
  const yaml = config(mock.url)
  const started = await Promise.all([
    spawnGateway({ yaml }),
    spawnGateway({ yaml, env: { TOLLGATE_API_THROUGH_NEXT: "1" } }),
  ])
  fast = started[0]
  nextDoor = started[1]
})
afterAll(async () => {
  await Promise.all([fast.stop(), nextDoor.stop()])
  await mock.close()
  removeDataDir(fast.dataDir)
  removeDataDir(nextDoor.dataDir)
})

async function ask(
  gateway: SpawnedGateway,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${gateway.masterKey}`,
      "content-type": "application/json",
      "x-litellm-call-id": "one",
      "accept-encoding": "identity",
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  })
  return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() }
}
async function makeKey(gateway: SpawnedGateway, fields: Record<string, unknown> = {}): Promise<string> {
  return JSON.parse((await ask(gateway, "POST", "/key/generate", fields)).text).key
}

/** What differs from door to door for good reasons: the host's own connection headers, and a random id. */
const CONNECTION = ["date", "connection", "keep-alive", "transfer-encoding", "content-length", "vary", "request-id"]
const shown = (sent: Awaited<ReturnType<typeof ask>>) => ({
  ...sent,
  headers: Object.fromEntries(Object.entries(sent.headers).filter(([name]) => !CONNECTION.includes(name))),
})

describe("realtime sessions", () => {
  it("are opened and kept by the built server, also once the dashboard runs in it", async () => {
    const open = () =>
      RealtimeClient.open(`${fast.url.replace("http", "ws")}/v1/realtime?model=ok`, {
        headers: { authorization: `Bearer ${fast.masterKey}` },
      })
    const before = await open()
    expect((await ask(fast, "GET", "/ui/login")).status).toBe(200)
    const after = await open()
    for (const client of [before, after]) {
      client.send({ type: "response.create" })
      expect(await client.next("response.done")).toMatchObject({ response: { status: "completed" } })
      await client.close()
    }
  })
})

describe("both doors give the same bytes", () => {
  const hello = { messages: [{ role: "user", content: "Hello" }] }
  it.each([
    ["a chat completion", "POST", "/v1/chat/completions", { ...hello, model: "same-id" }],
    ["a stream", "POST", "/v1/chat/completions", { ...hello, model: "same-id", stream: true }],
    ["an alias of the path", "POST", "/openai/deployments/same-id/chat/completions?api-version=1", hello],
    ["Anthropic's messages", "POST", "/v1/messages", { ...hello, model: "anthropic/same-id", max_tokens: 9 }],
    [
      "Anthropic's stream",
      "POST",
      "/v1/messages",
      { ...hello, model: "anthropic/same-id", max_tokens: 9, stream: true },
    ],
    ["the models", "GET", "/v1/models", undefined],
    ["one model", "GET", "/v1/models/anthropic/claude", undefined],
    ["broken JSON", "POST", "/v1/chat/completions", "{"],
    ["an unknown path", "GET", "/v1/no/such", undefined],
    ["the wrong method", "PUT", "/v1/chat/completions", {}],
    ["a busy provider", "POST", "/v1/chat/completions", { ...hello, model: "429" }],
    ["a broken provider", "POST", "/v1/chat/completions", { ...hello, model: "html" }],
    ["health", "GET", "/health/liveliness", undefined],
    ["management", "GET", "/key/info?key=nobody", undefined],
  ])("%s", async (_name, method, path, body) => {
    const [one, two] = [await ask(fast, method, path, body), await ask(nextDoor, method, path, body)]
    const fix = (text: string) =>
      text.replaceAll(/"created":\d+/g, '"created":0').replaceAll(/chatcmpl-mock\d+|msg_mock\d+/g, "id")
    expect({ ...shown(two), text: fix(two.text) }).toEqual({ ...shown(one), text: fix(one.text) })
  })
})

describe("a client that leaves", () => {
  it.each([
    ["the fast door", () => fast],
    ["Next's door", () => nextDoor],
  ] as const)("stops the provider within a second, through %s", async (_name, door) => {
    mock.reset()
    const leave = new AbortController()
    const response = await fetch(`${door().url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${door().masterKey}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "drip-50ms", stream: true, messages: [{ role: "user", content: "Hello" }] }),
      signal: leave.signal,
    })
    await response.body?.getReader().read()
    leave.abort()
    await expect.poll(() => mock.requests()[0]?.clientClosedAt, { timeout: 1_000 }).toBeTruthy()
  })
})

describe("the official OpenAI clients", () => {
  it.each([
    ["Node", runOpenAiSession],
    ["Python", runPythonSession],
  ] as const)(
    "pass a real session: %s",
    async (_name, run) => {
      const gateway = await spawnGateway({ yaml: config(mock.url).replace('model_name: "*"', "model_name: ok") })
      const overBudgetKey = await makeKey(gateway, { max_budget: 0 })
      const checks = await run({
        baseUrl: `${gateway.url}/v1`,
        apiKey: await makeKey(gateway, { max_budget: 1 }),
        model: "ok",
        overBudgetKey,
      })
      expect(checks.filter((check) => !check.ok)).toEqual([])
      expect(checks.length).toBeGreaterThan(8)
      await gateway.stop()
      removeDataDir(gateway.dataDir)
    },
    120_000,
  )
})

describe("every reply", () => {
  it.each(["/ui/login", "/ui", "/v1/models", "/v1/nothing", "/nothing", "/health/liveliness"])(
    "%s has safe headers and no banner",
    async (path) => {
      const { headers } = await ask(fast, "GET", path)
      expect(headers["x-content-type-options"]).toBe("nosniff")
      expect(headers["referrer-policy"]).toBeTruthy()
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'")
      expect(headers["content-security-policy"]).not.toMatch(/script-src[^;]*unsafe/)
      expect(headers).not.toHaveProperty("x-powered-by")
      expect(headers).not.toHaveProperty("access-control-allow-origin")
    },
  )
})

describe("a body over the limit", () => {
  it("is refused by its declared length before it is sent, and by its bytes when it declares none", async () => {
    const over = "x".repeat(1024)
    const gateway = await spawnGateway({ yaml: config(mock.url, "general_settings: {max_request_size_mb: 0.0005}") })
    const declared = await ask(gateway, "POST", "/v1/chat/completions", over)
    expect([declared.status, JSON.parse(declared.text).error.code]).toEqual([413, "request_too_large"])
    const chunked = await fetch(`${gateway.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${gateway.masterKey}` },
      body: new Blob([over]).stream(),
      duplex: "half",
    } as RequestInit)
    expect(chunked.status).toBe(413)
    expect((await ask(gateway, "GET", "/v1/models")).status).toBe(200)
    await gateway.stop()
    removeDataDir(gateway.dataDir)
  })
})

describe("the config", () => {
  it("reloads on SIGHUP and by the API without dropping a request; a bad one leaves the old one running and says why", async () => {
    const one = (name: string) => config(mock.url).replace('model_name: "*"', `model_name: ${name}`)
    const gateway = await spawnGateway({ yaml: one("first") })
    const names = async () =>
      JSON.parse((await ask(gateway, "GET", "/v1/models")).text).data.map((m: { id: string }) => m.id)
    expect(await names()).toContain("first")
    const slow = ask(gateway, "POST", "/v1/chat/completions", {
      model: "anthropic/slow-200ms",
      messages: [{ role: "user", content: "x" }],
    })
    gateway.configure(one("second"))
    gateway.signal("SIGHUP")
    await expect.poll(names).toContain("second")
    expect((await slow).status).toBe(200)
    gateway.configure(`${one("third")}\ngenral_settings: {}\nmodel_lst: 3`)
    const refused = await ask(gateway, "POST", "/config/reload", {})
    expect(refused.status).toBe(400)
    expect(refused.text).toContain("general_settings")
    expect(await names()).toContain("second")
    gateway.configure(one("third"))
    expect((await ask(gateway, "POST", "/config/reload", {})).status).toBe(200)
    expect(await names()).toContain("third")
    await gateway.stop()
    removeDataDir(gateway.dataDir)
  })
})
