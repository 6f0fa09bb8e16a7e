import { afterEach, describe, expect, it } from "vitest"
import { type Clients, connect } from "#lib/db/connect"
import { type SpawnedMockProvider, spawnMockProvider } from "#lib/testing/mock/spawn-mock-provider"
import { newDataDir, removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"
import { databaseOf } from "./test-database-of"
import { externalPostgres } from "./test-external-postgres"

/** The whole drill lasts two minutes on each database: TOLLGATE_DRILL_SECONDS=120. */
// biome-ignore lint/style/noProcessEnv: how long a drill lasts is for whoever runs it
const DRILL_MS = Number(process.env.TOLLGATE_DRILL_SECONDS ?? 8) * 1000
const COST_NANO = 100 * 1_000 + 20 * 4_000

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const config = (url: string) =>
  `model_list: [{model_name: "*", litellm_params: {model: "openai/*", api_base: "${url}/v1", api_key: x-key, num_retries: 0, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004}}]`

/** Prompts of one length, so that what is expected of a request in flight is what it will come to. */
async function chat(gateway: SpawnedGateway, key: string, n: number): Promise<number> {
  const content = `Question number ${String(n).padStart(9, "0")}`
  const response = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "usage-100-20", max_tokens: 64, messages: [{ role: "user", content }] }),
  })
  await response.text()
  return response.status
}

async function management<T>(gateway: SpawnedGateway, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${gateway.url}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${gateway.masterKey}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return (await response.json()) as T
}

/** Requests, 20 at a time, until the gateway is gone. */
async function load(gateway: SpawnedGateway, key: string): Promise<void> {
  let alive = true
  let n = 0
  const one = async () => {
    while (alive) await chat(gateway, key, n++).catch(() => (alive = false))
  }
  await Promise.all(Array.from({ length: 20 }, one))
}

interface Place {
  readonly env: Record<string, string>
  connect(dataDir: string): Promise<Clients>
}

const embedded = async (): Promise<Place> => ({ env: {}, connect: (dataDir) => databaseOf(dataDir) })

const external = async (): Promise<Place> => {
  const postgres = await externalPostgres("a-password")
  closing.push(() => postgres.remove())
  return { env: { DATABASE_URL: postgres.url }, connect: () => connect({ url: postgres.url }) }
}

describe("kill -9 again and again under load", () => {
  it.each([
    ["the embedded database", embedded],
    ["an external one", external],
  ] as const)(
    "%s: what is booked is what the provider served, and what the dead held is free",
    async (_name, prepare) => {
      const place = await prepare()
      const mock: SpawnedMockProvider = await spawnMockProvider()
      closing.push(() => mock.close())
      const dataDir = newDataDir()
      closing.push(async () => removeDataDir(dataDir))
      const start = () => spawnGateway({ yaml: config(mock.url), dataDir, env: place.env })
      const until = performance.now() + DRILL_MS
      let gateway = await start()
      closing.push(() => gateway.stop())
      const { key } = await management<{ key: string }>(gateway, "/key/generate", { max_budget: 1_000 })
      let kills = 0
      do {
        for (let n = 0; n < 3; n++) expect(await chat(gateway, key, n)).toBe(200)
        const loaded = load(gateway, key)
        await new Promise((resolve) => setTimeout(resolve, 300 + 700 * Math.random()))
        await gateway.kill()
        await loaded
        kills++
        gateway = await start()
      } while (performance.now() < until)
      const { received } = await mock.stats()
      const verified = await management<{ ok: boolean; requests: number; spend: number }>(gateway, "/spend/verify")
      expect(verified).toMatchObject({ ok: true, requests: received })
      expect(Math.round(verified.spend * 1e9)).toBe(received * COST_NANO)
      const { sql, close } = await place.connect(dataDir)
      const leases = await sql<{ processes: number; held: number }[]>`
        select count(distinct process)::int as processes, coalesce(sum(held), 0)::int as held from quota_leases`
      await close()
      expect(leases[0]).toEqual({ processes: 0, held: 0 })
      expect(kills).toBeGreaterThan(0)
    },
    DRILL_MS + 60_000,
  )
})
