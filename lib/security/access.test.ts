import { existsSync, readFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { resources } from "#lib/admin/index"
import { sourceFiles } from "#lib/architecture/source-files"
import { operations } from "#lib/gateway/operations/index"
import { healthRoutes } from "#lib/server/health"
import { ssoRoutes } from "#lib/server/sso"
import { type MockProvider, startMockProvider } from "#lib/testing/mock-provider"
import { removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"
import { logIn } from "./test-log-in"
import matrix from "./testdata/access-matrix.json"

type Who = "nobody" | "random" | "expired" | "blocked" | "key" | "session" | "master"
type Row = Readonly<Record<Who, number>>

let mock: MockProvider
let gateway: SpawnedGateway
let headersOf: Readonly<Record<Who, Record<string, string>>>

beforeAll(async () => {
  mock = await startMockProvider()
  const params = `{model: openai/ok, api_base: "${mock.url}/v1", api_key: mock-secret}`
  gateway = await spawnGateway({ yaml: `model_list: [{model_name: ok, litellm_params: ${params}}]` })
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
  const make = async (fields: Record<string, unknown>) => {
    const headers = bearer(gateway.masterKey)
    const response = await fetch(`${gateway.url}/key/generate`, {
      method: "POST",
      headers,
      body: JSON.stringify(fields),
    })
    return ((await response.json()) as { key: string }).key
  }
  const { cookie } = await logIn(gateway.url, gateway.masterKey)
  headersOf = {
    nobody: {},
    random: bearer("sk-a-random-key-of-nobody"),
    expired: bearer(await make({ duration: "1s" })),
    blocked: bearer(await make({ blocked: true })),
    key: bearer(await make({})),
    session: { cookie: cookie ?? "", "sec-fetch-site": "same-origin" },
    master: bearer(gateway.masterKey),
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000))
})
afterAll(async () => {
  await gateway.stop()
  await mock.close()
  removeDataDir(gateway.dataDir)
})

/** Every route there is, found where routes are declared: tables of the API, and files of the pages. */
function everyRoute(): string[] {
  const data = operations.flatMap((op) => op.paths.map((path) => `${op.method} ${path}`))
  const admin = resources.flatMap((resource) => Object.values(resource.endpoints).map((e) => `${e.method} ${e.path}`))
  const health = [...healthRoutes.keys(), ...ssoRoutes.keys()].map((path) => `GET ${path}`)
  const pages = sourceFiles(/^app\/.*page\.tsx$/).map((file) => `GET ${urlOf(file)}`)
  const handlers = sourceFiles(/^app\/api\/.*route\.ts$/).map((file) => `GET ${urlOf(file)}`)
  return [...new Set([...data, ...admin, ...health, ...pages, ...handlers, ...builtPages()])].sort()
}

/** app/ui/(dashboard)/keys/page.tsx → /ui/keys */
function urlOf(file: string): string {
  const path = file.replace(/^app|\/(page\.tsx|route\.ts)$/g, "").replace(/\/\(\w+\)/g, "")
  return path.replace(/\[\.\.\.(\w+)\]/g, ":$1") || "/"
}

/** What Next itself says it serves, in case it serves something no file of ours asks for. */
function builtPages(): string[] {
  const list = new URL("../../.next/app-path-routes-manifest.json", import.meta.url)
  if (!existsSync(list)) return []
  const routes = Object.values(JSON.parse(readFileSync(list, "utf8")) as Record<string, string>)
  const known = /^\/(v1(?:beta)?\/|\[\.\.\.path\]$|_not-found$|_global-error$|favicon|icon)/
  return routes.filter((path) => !known.test(path)).map((path) => `GET ${urlOf(`app${path}/page.tsx`)}`)
}

const EXAMPLES: Readonly<Record<string, string>> = {
  ":model": "ok",
  ":request_id": "no-such-request",
  ":missing": "no-such-page",
  ":nextauth": "session",
}

async function statusOf(route: string, who: Who): Promise<number> {
  const [method = "GET", pattern = "/"] = route.split(" ")
  const path = pattern.replace(/(?<=\/):\w+/g, (name) => EXAMPLES[name] ?? "x")
  const chat = { model: "ok", max_tokens: 5, messages: [{ role: "user", content: "Hi" }] }
  const isChat = operations.some((op) => op.method === "POST" && op.paths.includes(pattern))
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    redirect: "manual",
    headers: { "content-type": "application/json", ...headersOf[who] },
    ...(method === "POST" ? { body: JSON.stringify(isChat ? chat : {}) } : {}),
  })
  // Events go on for as long as somebody listens.
  if (response.headers.get("content-type")?.startsWith("text/event-stream") === true) await response.body?.cancel()
  else await response.arrayBuffer()
  return response.status
}

describe("who gets what, on every route there is (S9)", () => {
  const rows = matrix as Readonly<Record<string, Row>>

  it("every route has a row, and every row a route", () => {
    expect(Object.keys(rows).sort()).toEqual(everyRoute())
    expect(Object.keys(rows).length).toBeGreaterThan(35)
  })

  it.each(everyRoute())("%s", async (route) => {
    const found: Partial<Record<Who, number>> = {}
    for (const who of Object.keys(headersOf) as Who[]) found[who] = await statusOf(route, who)
    expect(found).toEqual(rows[route])
  })

  it("of all routes only these are open to everybody: the probes, what the API is and which providers there are, the login and an invitation's page", () => {
    const open = Object.entries(rows).filter(([, row]) => row.nobody < 300)
    expect(open.map(([route]) => route)).toEqual([
      "GET /api/auth/:nextauth",
      "GET /docs",
      "GET /health/liveliness",
      "GET /health/liveness",
      "GET /health/readiness",
      "GET /public/providers",
      "GET /public/providers/fields",
      "GET /routes",
      "GET /sso/readiness",
      "GET /ui/invite",
      "GET /ui/login",
    ])
  })

  it("a key that is wrong, expired or blocked is nobody", () => {
    for (const [route, row] of Object.entries(rows))
      for (const who of ["random", "expired", "blocked"] as const)
        expect([route, row[who]]).toEqual([route, row.nobody])
  })
})
