import { readdirSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { failedReply } from "#lib/server/node"
import { type MockProvider, startMockProvider } from "#lib/testing/mock-provider"
import { removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"
import { INSIDES } from "./test-garbage"
import { logIn } from "./test-log-in"
import { head, rawRequest } from "./test-raw-request"

let mock: MockProvider
let gateway: SpawnedGateway
let cookie = ""
beforeAll(async () => {
  mock = await startMockProvider()
  gateway = await spawnGateway({
    yaml: `general_settings: {max_request_size_mb: 0.01}
model_list: [{model_name: "*", litellm_params: {model: "openai/*", api_base: "${mock.url}/v1", api_key: mock-secret, num_retries: 0}}]`,
  })
  cookie = (await logIn(gateway.url, gateway.masterKey)).cookie ?? ""
})
afterAll(async () => {
  await gateway.stop()
  await mock.close()
  removeDataDir(gateway.dataDir)
})

interface Ask {
  readonly method?: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

async function ask(path: string, { method = "GET", body, headers = {} }: Ask = {}) {
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    redirect: "manual",
    headers,
    ...(body === undefined ? {} : { body }),
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const bearer = () => ({ authorization: `Bearer ${gateway.masterKey}` })
const session = () => ({ cookie })
const chat = (model: string, more = {}) =>
  JSON.stringify({ model, messages: [{ role: "user", content: "Hi" }], ...more })
const post = (body: string): Ask => ({ method: "POST", body, headers: bearer() })

/** Every kind of answer: status, path, request. */
const ANSWERS: readonly (readonly [status: number, path: string, ask: () => Ask])[] = [
  [200, "/ui/login", () => ({})],
  [307, "/ui/keys", () => ({})],
  [200, "/ui/keys", () => ({ headers: session() })],
  [200, "/ui/logs", () => ({ headers: session() })],
  [404, "/ui/no-such-page", () => ({ headers: session() })],
  [307, "/", () => ({})],
  [404, "/no/such/path", () => ({})],
  [404, "//no/such/path", () => ({})],
  [404, "/no/../path", () => ({})],
  [200, "/health/liveliness", () => ({})],
  [200, "/health/readiness", () => ({})],
  [200, "/v1/models", () => ({ headers: bearer() })],
  [401, "/v1/models", () => ({})],
  [404, "/v1/no-such-path", () => ({ headers: bearer() })],
  [405, "/v1/chat/completions", () => ({ headers: bearer() })],
  [400, "/v1/chat/completions", () => post("{")],
  [413, "/v1/chat/completions", () => post("x".repeat(20_000))],
  [200, "/v1/chat/completions", () => post(chat("ok"))],
  [200, "/v1/chat/completions", () => post(chat("ok", { stream: true }))],
  [200, "/v1/messages", () => post(chat("ok", { max_tokens: 5 }))],
  [502, "/v1/chat/completions", () => post(chat("html"))],
  [502, "/v1/chat/completions", () => post(chat("500"))],
  [503, "/v1/messages", () => post(chat("503", { max_tokens: 5 }))],
  [200, "/key/list", () => ({ headers: bearer() })],
  [401, "/key/list", () => ({})],
  [400, "/key/generate", () => post("{")],
  [501, "/team/bulk_member_add", () => post("{}")],
  [200, "/api/auth/csrf", () => ({})],
  [200, "/api/auth/session", () => ({})],
  [400, "/api/auth/no-such-thing", () => ({})],
]

describe("the headers of every answer (S21)", () => {
  it.each(ANSWERS)("%i %s", async (status, path, make) => {
    const answer = await ask(path, make())
    expect(answer.status).toBe(status)
    const header = (name: string) => answer.headers.get(name)
    expect(header("x-content-type-options")).toBe("nosniff")
    expect(header("x-frame-options")).toBe("DENY")
    expect(header("referrer-policy")).toMatch(/^(no-referrer|same-origin)$/)
    expect(header("content-security-policy")).toContain("frame-ancestors 'none'")
    expect(header("content-security-policy")).not.toMatch(/(script|default)-src[^;]*('unsafe-|\*|https?:)/)
    expect(header("access-control-allow-origin")).toBeNull()
    expect(header("x-powered-by")).toBeNull()
    expect(header("server")).toBeNull()
  })

  it("the last line of defence, when something threw outside the pipeline, has them too and tells nothing", () => {
    const { status, headers, body } = failedReply(new Error("select * from keys at /srv/gateway/dist/cli.js:1:1"))
    expect([status, headers["x-content-type-options"], headers["x-frame-options"]]).toEqual([500, "nosniff", "DENY"])
    expect(String(body)).not.toMatch(/select|srv|cli/)
  })

  it("a page's scripts run by the nonce of its own answer alone, which is never the same", async () => {
    const nonces = new Set<string>()
    for (const [path, headers] of [
      ["/ui/login", {}],
      ["/ui/login", {}],
      ["/ui/keys", session()],
      ["/ui/keys", session()],
    ] as const) {
      const { headers: given, text } = await ask(path, { headers })
      const policy = given.get("content-security-policy") ?? ""
      const nonce = /script-src[^;]*'nonce-([^']{16,})'/.exec(policy)?.[1] ?? ""
      expect(policy).toContain("object-src 'none'")
      expect(policy).toContain("base-uri 'none'")
      const scripts = text.match(/<script\b[^>]*>/g) ?? []
      expect(scripts.length).toBeGreaterThan(3)
      expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([])
      expect(text).not.toMatch(/<[a-z][^>]*\son[a-z]+\s*=/i)
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(4)
  })

  it("pages and management are never cached, the scripts are files anybody may have", async () => {
    for (const path of ["/ui/login", "/ui/keys"]) {
      expect((await ask(path, { headers: session() })).headers.get("cache-control")).toContain("no-store")
    }
    expect((await ask("/key/list", { headers: bearer() })).headers.get("cache-control")).toBe("no-store")
    const [chunk = ""] = readdirSync(new URL("../../.next/static/chunks", import.meta.url)).filter((name) =>
      name.endsWith(".js"),
    )
    const script = await ask(`/_next/static/chunks/${chunk}`)
    expect([script.status, script.headers.get("x-content-type-options")]).toEqual([200, "nosniff"])
  })

  it("what is no HTTP, too long or too large is refused in few words (S42)", async () => {
    const long = "x".repeat(40_000)
    const bytes = [
      head(`GET /${long} HTTP/1.1`, "host: a"),
      head(`GET /v1/models/${"y".repeat(20_000)} HTTP/1.1`, "host: a"),
      head("GET /v1/models HTTP/1.1", "host: a", `authorization: Bearer ${long}`),
      head("GET /v1/models HTTP/1.1", "host: a", `authorization: Bearer ${"y".repeat(20_000)}`),
      head("GET /v1/models HTTP/9.9", "host: a"),
      head("GET /v1/models HTTP/1.1", "host: a", "content-length: -1"),
      head("POST /v1/chat/completions HTTP/1.1", "host: a", "content-length: 3", "transfer-encoding: chunked"),
      head("POST /v1/chat/completions HTTP/1.1", "host: a", "content-length: 3", "content-length: 4"),
      head("POST /v1/chat/completions HTTP/1.1", "host: a", "transfer-encoding: xchunked"),
      head("GET /v1/models HTTP/1.1", "host: a", "a b: c"),
      head("GET /v1/models HTTP/1.1", "host: a", "x: a\u0000b"),
      head("GET /v1/models HTTP/1.1", "host: a", " folded: x"),
      "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      "\r\n\r\n\r\nGET\r\n\r\n",
    ]
    for (const each of bytes) {
      const answer = await rawRequest(each, gateway)
      expect([
        each.slice(0, 80),
        answer.status >= 400 && answer.status < 500 ? "refused" : answer.text.slice(0, 300),
      ]).toEqual([each.slice(0, 80), "refused"])
      expect(answer.text).not.toMatch(INSIDES)
    }
  })

  it("behind TLS a browser is told to stay with it", async () => {
    const { headers } = await ask("/ui/login", { headers: { "x-forwarded-proto": "https" } })
    expect(headers.get("strict-transport-security")).toMatch(/max-age=\d{8}/)
    expect((await ask("/ui/login")).headers.get("strict-transport-security")).toBeNull()
  })
})
