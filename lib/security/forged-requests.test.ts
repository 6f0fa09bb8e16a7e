import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { resources } from "#lib/admin/index"
import type { Clients } from "#lib/db/connect"
import { removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"
import { databaseOf, dumpTables } from "./test-database-of"
import { logIn } from "./test-log-in"

let gateway: SpawnedGateway
let db: Clients
let cookie = ""
let key = ""
beforeAll(async () => {
  gateway = await spawnGateway()
  db = await databaseOf(gateway.dataDir)
  cookie = (await logIn(gateway.url, gateway.masterKey)).cookie ?? ""
  key = JSON.parse((await send("POST", "/key/generate", "{}", { "sec-fetch-site": "same-origin" })).text).token
})
afterAll(async () => {
  await db.close()
  await gateway.stop()
  removeDataDir(gateway.dataDir)
})

/** A request with the dashboard's cookie, as a browser adds it by itself. */
async function send(method: string, path: string, body: string | FormData | null, headers: Record<string, string>) {
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    redirect: "manual",
    headers: { cookie, ...headers },
    ...(body === null ? {} : { body }),
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** What browsers say of a request that another site's page made. */
const FOREIGN = (): Record<string, Record<string, string>> => ({
  "another site": { origin: "https://evil.example" },
  "another site, told by the browser": { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  "another site that names us as its origin": { origin: gateway.url, "sec-fetch-site": "cross-site" },
  "a sister subdomain": { origin: "https://other.localhost", "sec-fetch-site": "same-site" },
  "another port of this machine": { origin: "http://127.0.0.1:1" },
  "a name that begins like ours": { origin: `${gateway.url}.evil.example` },
  "our name as somebody's user": { origin: `http://127.0.0.1:${gateway.port}@evil.example` },
  "a sandboxed frame": { origin: "null" },
  "a browser that says nothing": {},
  "only a referrer": { referer: `${gateway.url}/ui/keys` },
  "a typed address": { "sec-fetch-site": "none" },
  "a forwarded host of its own": { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
  "an overridden method": { origin: "https://evil.example", "x-http-method-override": "GET" },
})

const writes = () =>
  resources
    .flatMap((resource) => Object.values(resource.endpoints))
    // An invitation is claimed by the secret of its link: the cookie counts for nothing there.
    .filter(({ method, needs }) => method !== "GET" && needs !== "public")
    .map(({ method, path }) => ({ method, path, body: JSON.stringify(bodyFor(path)) }))

/** All rows there are; that the gateway runs is noted time and again, whoever asks. */
async function contents(): Promise<string[]> {
  return (await dumpTables(db.sql)).split("\n").filter((row) => !row.startsWith("public.gateway_processes "))
}

/** A body that would change something. */
function bodyFor(path: string): Record<string, unknown> {
  if (path === "/key/generate") return { key_alias: "forged" }
  if (path === "/key/update") return { key, max_budget: 1_000_000 }
  if (path === "/key/delete") return { keys: [key] }
  return path.startsWith("/key/") ? { key } : { model_id: "x" }
}

describe("a request another site's page sends with the dashboard's cookie (S22)", () => {
  it("is refused with 403 and changes nothing, whoever the browser says it comes from", async () => {
    const before = await contents()
    for (const [from, headers] of Object.entries(FOREIGN())) {
      for (const { method, path, body } of writes()) {
        const sent = await send(method, path, body, { "content-type": "application/json", ...headers })
        expect([from, path, sent.status]).toEqual([from, path, 403])
      }
    }
    expect(await contents()).toEqual(before)
  })

  it("is refused in every content type a form can send without asking first", async () => {
    const before = await contents()
    const form = new FormData()
    form.set("key_alias", "forged")
    const origin = { origin: "https://evil.example" }
    for (const { method, path, body } of writes()) {
      const tries = [
        await send(method, path, body, { ...origin, "content-type": "text/plain" }),
        await send(method, path, `${body}=x`, { ...origin, "content-type": "text/plain" }),
        await send(method, path, "key_alias=forged", {
          ...origin,
          "content-type": "application/x-www-form-urlencoded",
        }),
        await send(method, path, form, origin),
        await send(method, path, null, origin),
      ]
      expect(tries.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
    }
    expect(await contents()).toEqual(before)
  })

  it("cannot be a read that changes something: with the cookie and GET nothing ever changes", async () => {
    const before = await contents()
    for (const { path } of resources.flatMap((resource) => Object.values(resource.endpoints))) {
      const query = new URLSearchParams({ key_alias: "forged", key, max_budget: "9" })
      await send("GET", `${path.replace(/:\w+/g, "x")}?${query}`, null, { origin: "https://evil.example" })
    }
    expect(await contents()).toEqual(before)
  })

  it("reaches no model: the cookie is no key", async () => {
    const chat = JSON.stringify({ model: "demo", messages: [{ role: "user", content: "Hi" }] })
    for (const headers of [...Object.values(FOREIGN()), { "sec-fetch-site": "same-origin", origin: gateway.url }]) {
      expect((await send("POST", "/v1/chat/completions", chat, headers)).status).toBe(401)
    }
  })

  it("is never allowed by a preflight, and no answer is readable from another origin", async () => {
    const asks = {
      origin: "https://evil.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization",
    }
    const paths = [
      ...writes().map(({ path }) => path),
      "/key/list",
      "/v1/chat/completions",
      "/v1/models",
      "/ui/keys",
      "/api/auth/csrf",
      "/api/auth/session",
    ]
    for (const path of paths) {
      for (const method of ["OPTIONS", "GET", "POST"]) {
        const { headers } = await send(method, path, null, asks)
        const allowed = [...headers.keys()].filter((name) => name.startsWith("access-control-"))
        expect([method, path, allowed]).toEqual([method, path, []])
      }
    }
  })

  it("logs nobody in and nobody out", async () => {
    const origin = { origin: "https://evil.example" }
    const forged = await logIn(gateway.url, gateway.masterKey, { headers: origin, withToken: false })
    expect(forged.cookie).toBeNull()
    const out = await send("POST", "/api/auth/signout", "json=true", {
      ...origin,
      "content-type": "application/x-www-form-urlencoded",
    })
    expect(out.headers.getSetCookie().some((each) => each.startsWith("tollgate.session=;"))).toBe(false)
    expect((await send("GET", "/ui/keys", null, {})).status).toBe(200)
  })

  it("the watch sees: our own pages may do all of it", async () => {
    for (const own of [{ "sec-fetch-site": "same-origin" }, { origin: gateway.url }]) {
      const before = await contents()
      const sent = await send("POST", "/key/generate", "{}", own)
      expect(sent.status).toBe(200)
      expect(await contents()).not.toBe(before)
    }
  })

  it("the cookie is for our own pages: HttpOnly, SameSite=Lax, Secure where there is TLS, and without the master key", async () => {
    const flagsOf = async (headers: Record<string, string>) => {
      const { setCookies } = await logIn(gateway.url, gateway.masterKey, { headers })
      return setCookies.find((each) => each.startsWith("tollgate.session=")) ?? ""
    }
    const plain = await flagsOf({})
    expect(plain).toMatch(/; Path=\/;.*; HttpOnly; SameSite=Lax/i)
    expect(plain).not.toMatch(/; Domain=/i)
    expect(await flagsOf({ "x-forwarded-proto": "https" })).toMatch(/; Secure/i)
    const value = decodeURIComponent(/=([^;]+)/.exec(plain)?.[1] ?? "")
    const readable = value.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1"))
    expect([value, ...readable].join()).not.toContain(gateway.masterKey)
  })
})
