import { createServer } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type MockProvider, startMockProvider } from "#lib/testing/mock-provider"
import { removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"
import { PATH_FORMS } from "./test-path-forms"
import { head, type RawAnswer, rawRequest } from "./test-raw-request"

/** What only its owner may read: the alias of a key, the name of a model, the frame of the dashboard's pages. */
const ALIAS = "an-alias-that-is-nobodys-business"
const MODEL = "a-model-that-is-nobodys-business"
const PROTECTED = new RegExp(`${ALIAS}|${MODEL}|Log out`)

let mock: MockProvider
/** Our Node server, and the same through Next's route handlers. */
let doors: readonly SpawnedGateway[] = []
let keys: readonly Readonly<Record<"plain" | "narrow", string>>[] = []
let caught = 0
const trap = createServer((socket) => {
  caught++
  socket.destroy()
})
let trapHost = ""

beforeAll(async () => {
  await new Promise<void>((resolve) => trap.listen(0, "127.0.0.1", resolve))
  const address = trap.address()
  trapHost = `127.0.0.1:${typeof address === "object" ? address?.port : 0}`
  mock = await startMockProvider()
  const yaml = `model_list: [{model_name: ${MODEL}, litellm_params: {model: openai/ok, api_base: "${mock.url}/v1", api_key: mock-secret}}]`
  doors = await Promise.all([spawnGateway({ yaml }), spawnGateway({ yaml, env: { TOLLGATE_API_THROUGH_NEXT: "1" } })])
  keys = await Promise.all(
    doors.map(async (gateway) => ({
      plain: await makeKey(gateway, { key_alias: ALIAS, models: ["another"] }),
      narrow: await makeKey(gateway, { allowed_routes: ["/v1/chat/completions"] }),
    })),
  )
})
afterAll(async () => {
  await Promise.all(doors.map((gateway) => gateway.stop()))
  for (const { dataDir } of doors) removeDataDir(dataDir)
  await mock.close()
  await new Promise((resolve) => trap.close(resolve))
})

async function makeKey(gateway: SpawnedGateway, fields: Record<string, unknown>): Promise<string> {
  const response = await fetch(`${gateway.url}/key/generate`, {
    method: "POST",
    headers: { authorization: `Bearer ${gateway.masterKey}` },
    body: JSON.stringify(fields),
  })
  return ((await response.json()) as { key: string }).key
}

const SECRET_PATHS = ["/key/list", "/model/info", "/v1/models", "/spend/logs/v2", "/ui/keys", "/ui"]

/** May a stranger have had this answer? Refused, nothing there, sent to the login or to the plain path: all the same to us. */
function harmless({ status, headers, body }: RawAnswer): boolean {
  if (PROTECTED.test(body)) return false
  const { location = "/" } = headers
  // The login is named on the host the visitor asked for, whatever that is.
  const here = /^\/(?![/\\])|^https?:\/\/127\.0\.0\.1[:/]|^https?:\/\/[^/]+\/ui\/login\?next=%2Fui/
  if (status >= 300 && status < 400) return here.test(location)
  return (status >= 400 && status < 500) || status === 503 || status === 0
}

/** May a key have had this answer, when it is served what it may have? */
function keepsToItself({ status, body }: RawAnswer): boolean {
  return status < 500 && !PROTECTED.test(body)
}

const DOORS = [0, 1] as const

interface Try {
  readonly lines: readonly string[]
  readonly body?: string
}

/** Sends them all to one door; those that were not harmless. */
async function offenders(door: 0 | 1, tries: readonly Try[], good = harmless): Promise<string[]> {
  const gateway = doors[door]
  if (gateway === undefined) throw new Error("no such door")
  const found: string[] = []
  await Promise.all(
    [0, 1, 2, 3].map(async (worker) => {
      for (let at = worker; at < tries.length; at += 4) {
        const { lines = [], body = "" } = tries[at] ?? {}
        const all = lines.some((line) => line.startsWith("host:"))
          ? lines
          : [...lines, `host: 127.0.0.1:${gateway.port}`]
        const answer = await rawRequest(head(...all) + body, gateway)
        if (!good(answer))
          found.push(`${answer.status} ${all.join(" | ")} → ${answer.headers.location ?? answer.body.slice(0, 200)}`)
      }
    }),
  )
  return found
}

describe.each(DOORS)("a path in any form is decided as the plain one (S5, door %i)", (door) => {
  const everyForm = SECRET_PATHS.flatMap((path) => [path, ...PATH_FORMS.map((form) => form(path))])

  it("the watch sees: with the master key the plain paths give what is protected", async () => {
    const gateway = doors[door]
    for (const path of SECRET_PATHS.slice(0, 3)) {
      const key = `authorization: Bearer ${gateway?.masterKey}`
      const answer = await rawRequest(head(`GET ${path} HTTP/1.1`, "host: a", key), { port: gateway?.port ?? 0 })
      expect([path, harmless(answer)]).toEqual([path, false])
    }
  })

  it("without a key, with a wrong one, and over HTTP/1.0", async () => {
    const tries = everyForm.flatMap((target): Try[] => [
      { lines: [`GET ${target} HTTP/1.1`] },
      { lines: [`GET ${target} HTTP/1.1`, "authorization: Bearer sk-not-a-key-of-this-gateway"] },
      { lines: [`GET ${target} HTTP/1.0`] },
    ])
    expect(await offenders(door, tries)).toEqual([])
  })

  it("with a key that may not have it", async () => {
    const { plain = "", narrow = "" } = keys[door] ?? {}
    const withKey = (key: string) => (target: string) => ({ lines: [`GET ${target} HTTP/1.1`, `x-api-key: ${key}`] })
    expect(await offenders(door, everyForm.map(withKey(plain)), keepsToItself)).toEqual([])
    const models = ["/v1/models", ...PATH_FORMS.map((form) => form("/v1/models"))]
    expect(await offenders(door, models.map(withKey(narrow)), keepsToItself)).toEqual([])
  })

  it("what is not the plain form is not served, not even to the master key", async () => {
    const key = `authorization: Bearer ${doors[door]?.masterKey}`
    const odd = ["/key/list", "/v1/models"].flatMap((path) =>
      PATH_FORMS.map((form) => form(path)).filter((target) => !/^[^?]+\?(_rsc=1)?$|#/.test(target)),
    )
    expect(odd.length).toBeGreaterThan(80)
    expect(
      await offenders(
        door,
        odd.map((target) => ({ lines: [`GET ${target} HTTP/1.1`, key] })),
      ),
    ).toEqual([])
  })

  it("with any method", async () => {
    const methods = [
      "TRACE",
      "PUT",
      "PATCH",
      "DELETE",
      "POST",
      "PROPFIND",
      "QUERY",
      "get",
      "CONNECT",
      "HEAD",
      "OPTIONS",
    ]
    const tries = methods.flatMap((method) =>
      SECRET_PATHS.flatMap((path): Try[] => [
        { lines: [`${method} ${path} HTTP/1.1`, "content-length: 0"] },
        { lines: [`GET ${path} HTTP/1.1`, `x-http-method-override: ${method}`, `x-method-override: ${method}`] },
      ]),
    )
    expect(await offenders(door, tries)).toEqual([])
  })

  it("with a Host that holds another path, with two of them, with none", async () => {
    const hosts = [
      "a/?x=",
      "a/health/liveliness?x=",
      "a/ui/login?x=",
      "a/ui/login#",
      "a@b",
      "a:99999",
      "[::1",
      "%",
      "",
      "a b",
      "a\tb",
      "..",
      "a/..",
      "/",
      "?",
    ]
    const tries = [...SECRET_PATHS, "/health/../key/list", "//key/list"].flatMap((path) =>
      hosts.map((host): Try => ({ lines: [`GET ${path} HTTP/1.1`, `host: ${host}`] })),
    )
    const confused = SECRET_PATHS.flatMap((path): Try[] => [
      { lines: ["GET /health/nothing HTTP/1.1", `host: a${path}?x=`] },
      { lines: ["GET /x/y HTTP/1.1", `host: a${path}#`] },
      { lines: [`GET ${path} HTTP/1.1`, "host: a", "host: b"] },
    ])
    expect(await offenders(door, [...tries, ...confused])).toEqual([])
  })

  it("with the headers by which frameworks and proxies pass paths on", async () => {
    const names = [
      "x-original-url",
      "x-rewrite-url",
      "x-original-uri",
      "x-forwarded-uri",
      "x-forwarded-path",
      "x-forwarded-prefix",
      "x-invoke-path",
      "x-invoke-output",
      "x-invoke-status",
      "x-matched-path",
      "x-now-route-matches",
      "x-middleware-rewrite",
      "x-middleware-next",
      "x-nextjs-rewrite",
      "x-nextjs-data",
      "x-middleware-invoke",
      "next-router-prefetch",
      "next-router-segment-prefetch",
      "rsc",
      "next-url",
      "x-asked-path",
      "x-nonce",
    ]
    const values = (path: string) => [path, "1", "/ui/login"]
    const tries = SECRET_PATHS.flatMap((path) =>
      names.flatMap((name) => [
        ...values(path).map((value): Try => ({ lines: [`GET ${path} HTTP/1.1`, `${name}: ${value}`] })),
        { lines: ["GET /nothing/here HTTP/1.1", `${name}: ${path}`] },
      ]),
    )
    const skipped = ["middleware", "src/middleware", "proxy", "src/proxy"].map((name) => Array(5).fill(name).join(":"))
    const subrequests = SECRET_PATHS.flatMap((path) =>
      skipped.map((value): Try => ({ lines: [`GET ${path} HTTP/1.1`, `x-middleware-subrequest: ${value}`] })),
    )
    expect(await offenders(door, [...tries, ...subrequests])).toEqual([])
  })

  it("asked to upgrade, or to fetch from elsewhere, it neither tells nor connects (CVE-2026-44578)", async () => {
    const upgrade = [
      "connection: Upgrade",
      "upgrade: websocket",
      "sec-websocket-version: 13",
      "sec-websocket-key: eA==",
    ]
    const elsewhere = [
      `http://${trapHost}/`,
      `//${trapHost}/`,
      `/_next/image?url=${encodeURIComponent(`http://${trapHost}/x`)}&w=64&q=75`,
    ]
    const tries = [...SECRET_PATHS, ...elsewhere, "/_next/webpack-hmr", "/v1/realtime"].flatMap((target): Try[] => [
      { lines: [`GET ${target} HTTP/1.1`, ...upgrade] },
      {
        lines: [
          `GET ${target} HTTP/1.1`,
          "connection: Upgrade, HTTP2-Settings",
          "upgrade: h2c",
          "http2-settings: AAMAAABk",
        ],
      },
      { lines: [`GET ${target} HTTP/1.1`, `host: ${trapHost}`] },
      {
        lines: [`GET ${target} HTTP/1.1`, `x-forwarded-host: ${trapHost}`, `x-middleware-rewrite: http://${trapHost}/`],
      },
    ])
    expect(await offenders(door, tries)).toEqual([])
    expect(caught).toBe(0)
  })

  it("a model is not reached without a key by any form of its path", async () => {
    mock.reset()
    const body = JSON.stringify({ model: MODEL, messages: [{ role: "user", content: "Hi" }] })
    const targets = ["/v1/chat/completions", "/v1/messages", "/chat/completions"].flatMap((path) => [
      path,
      ...PATH_FORMS.map((form) => form(path)),
    ])
    const tries = targets.map(
      (target): Try => ({
        lines: [`POST ${target} HTTP/1.1`, "content-type: application/json", `content-length: ${body.length}`],
        body,
      }),
    )
    expect(await offenders(door, tries)).toEqual([])
    expect(mock.stats().received).toBe(0)
  })
})
