import { realpathSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { sha256Hex } from "#lib/core/ids"
import type { Clients } from "#lib/db/connect"
import { type MockProvider, startMockProvider } from "#lib/testing/mock-provider"
import { removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"
import { databaseOf, dumpTables } from "./test-database-of"
import { filesBelow, filesHolding } from "./test-files-below"
import { logIn } from "./test-log-in"

const KEYS = 100
/** Stands in the same rows as the keys: what does not find it does not look. */
const MARK = "an-alias-that-must-be-found"

let mock: MockProvider
let gateway: SpawnedGateway
let db: Clients
let issued: readonly string[] = []

beforeAll(async () => {
  mock = await startMockProvider()
  const to = (model: string) => `{model: openai/${model}, api_base: "${mock.url}/v1", api_key: mock-secret}`
  gateway = await spawnGateway({
    yaml: `model_list:
  - {model_name: ok, litellm_params: ${to("ok")}}
  - {model_name: slow, litellm_params: ${to("slow-20000ms")}}`,
    args: ["--detailed_debug"],
  })
  db = await databaseOf(gateway.dataDir)
  issued = await Promise.all(
    Array.from({ length: KEYS }, async (_, i) => {
      const made = await ask("POST", "/key/generate", { key_alias: `${MARK}-${i}`, ...(i === 7 ? { key: OWN } : {}) })
      return (JSON.parse(made.text) as { key: string }).key
    }),
  )
  await Promise.all(issued.map(useEverywhere))
  await ask("GET", "/spend/logs/v2")
})
afterAll(async () => {
  await db.close()
  await gateway.stop()
  await mock.close()
  removeDataDir(gateway.dataDir)
})

const OWN = "sk-chosen-by-the-admin-and-kept-secret"

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${gateway.masterKey}`, ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  })
  return { status: response.status, text: await response.text() }
}

/** A key in every place a client or an admin puts one: it is served, refused, looked up, changed, misspelt, blocked. */
async function useEverywhere(key: string, i: number): Promise<void> {
  const own = { authorization: `Bearer ${key}` }
  const chat = {
    model: i % 3 === 0 ? "no-such-model" : "ok",
    stream: i % 2 === 0,
    messages: [{ role: "user", content: "Hi" }],
  }
  const wrong = await Promise.all([
    ask("POST", "/v1/chat/completions", chat, own),
    ask("POST", "/v1/messages", { ...chat, max_tokens: 5 }, { authorization: "", "x-api-key": key }),
    ask("POST", "/v1/chat/completions", "{ broken", own),
    ask("GET", "/key/list", undefined, own),
    ask("GET", `/key/info?key=${key}`),
    ask("GET", `/key/list?key_hash=${key}`),
    ask("GET", `/key/list?search=${key}`),
    ask("GET", `/spend/logs/v2?api_key=${key}`),
    ask("GET", `/spend/logs/v2?search=${key}`),
    ask("POST", "/key/generate", { key }),
    ask("POST", "/key/update", { key, rpm_limit: 1_000 + i }),
    ask("POST", "/key/update", { key, nonsense: key }),
  ])
  expect(wrong[9]?.status).toBe(400)
  if (i % 10 === 0) {
    await ask("POST", "/key/block", { key })
    expect((await ask("POST", "/v1/chat/completions", chat, own)).status).toBe(401)
  }
  if (i % 25 === 24) await ask("POST", "/key/delete", { keys: [key] })
}

/** Those of the keys (and the master key) that a text holds. */
const leaks = (text: string) => [...issued, gateway.masterKey].filter((key) => text.includes(key))

describe("a key is shown once and kept nowhere (S14, S16, S26)", () => {
  it("a hundred were issued, each with 128 random bits", () => {
    expect(new Set(issued).size).toBe(KEYS)
    for (const key of issued) if (key !== OWN) expect(key).toMatch(/^sk-[\w-]{22}$/)
  })

  it("no row of any table holds one; what is stored is its SHA-256", async () => {
    const dump = await dumpTables(db.sql)
    expect(leaks(dump)).toEqual([])
    expect(dump).toContain(MARK)
    expect(dump).toContain(sha256Hex(issued[0] ?? ""))
    const [{ stored = 0 } = {}] = await db.sql<{ stored: number }[]>`
      select count(*) as stored from keys where token = any(${issued.map(sha256Hex)})`
    expect(stored).toBe(KEYS - 4)
  })

  it("no file of the data directory holds one: tables, WAL, journal, the server's log", async () => {
    await db.sql`checkpoint`
    const running = new AbortController()
    const chat = JSON.stringify({ model: "slow", messages: [{ role: "user", content: "Hi" }] })
    const headers = { authorization: `Bearer ${issued[1]}` }
    const { received } = mock.stats()
    const slow = fetch(`${gateway.url}/v1/chat/completions`, {
      method: "POST",
      headers,
      body: chat,
      signal: running.signal,
    })
    await expect.poll(() => mock.stats().received).toBe(received + 1)
    const without = /config\.yaml$|postgres-bin-/
    const files = [
      ...filesBelow(gateway.dataDir, without),
      ...filesBelow(realpathSync(join(gateway.dataDir, "postgres")), without),
    ]
    const of = (part: string) => files.filter((file) => file.includes(part))
    expect([
      of("/base/").length > 100,
      of("/pg_wal/").length > 0,
      of("/journal/").length > 0,
      of("postgres.log").length > 0,
    ]).toEqual([true, true, true, true])
    expect(filesHolding(files, [...issued, gateway.masterKey])).toEqual([])
    expect(filesHolding(of("/base/"), [MARK])).not.toEqual([])
    expect(filesHolding(of("/pg_wal/"), [MARK])).not.toEqual([])
    expect(filesHolding(of("/journal/"), [MARK])).not.toEqual([])
    running.abort()
    await slow.catch(() => undefined)
  })

  it("nothing the process wrote holds one", () => {
    expect(leaks(gateway.output())).toEqual([])
    expect(gateway.output()).toContain("Tollgate")
  })

  it("no later answer and no page holds one", async () => {
    const { cookie } = await logIn(gateway.url, gateway.masterKey)
    const page = { authorization: "", cookie: cookie ?? "" }
    const answers = await Promise.all([
      ask("GET", "/key/list?return_full_object=true&size=100"),
      ...issued.map((key) => ask("GET", `/key/info?key=${key}`)),
      ...issued.map((key) => ask("GET", "/key/info", undefined, { authorization: `Bearer ${key}` })),
      ...["/spend/logs/v2?page_size=100", "/spend/logs", "/model/info", "/v1/models"].map((path) => ask("GET", path)),
      ...["/ui/keys", "/ui/logs", "/ui/usage", "/ui/models", `/ui/keys?search=${MARK}`].map((path) =>
        ask("GET", path, undefined, page),
      ),
    ])
    const all = answers.map(({ text }) => text).join("\n")
    expect(leaks(all)).toEqual([])
    expect(all).toContain(MARK)
    expect(all).toContain("Log out")
    expect(all).toContain(`sk-...${issued[1]?.slice(-4)}`)
  })

  it("a hash, as the lists show it, opens nothing", async () => {
    for (const key of issued.slice(1, 4)) {
      const hash = sha256Hex(key)
      for (const tried of [hash, `sk-${hash}`, hash.toUpperCase(), `sk-...${key.slice(-4)}`, sha256Hex(hash)]) {
        for (const path of ["/v1/models", "/key/info", "/key/list"]) {
          expect((await ask("GET", path, undefined, { authorization: `Bearer ${tried}` })).status).toBe(401)
        }
      }
    }
    for (const tried of [sha256Hex(gateway.masterKey), "master"]) {
      expect((await ask("GET", "/key/list", undefined, { authorization: `Bearer ${tried}` })).status).toBe(401)
      expect((await logIn(gateway.url, tried)).cookie).toBeNull()
    }
  })
})
