import { realpathSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, it } from "vitest"
import { makeLog } from "#lib/core/log"
import { type Clients, connect } from "#lib/db/connect"
import { openEmbedded } from "#lib/db/embedded"
import { readPostmaster } from "#lib/db/postmaster"
import { type MockProvider, startMockProvider } from "#lib/testing/mock-provider"
import { removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"
import { databaseOf } from "./test-database-of"
import { externalPostgres } from "./test-external-postgres"

const OUTAGE_MS = 4_000
const KEYS = 3
const PRICE = { input: 0.000001, output: 0.000004 }

let mock: MockProvider
let gateway: SpawnedGateway
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function ask(method: string, path: string, body?: unknown, key = gateway.masterKey) {
  const from = performance.now()

  const response = await fetch(`${gateway.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    signal: AbortSignal.timeout(20_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    id: response.headers.get("x-litellm-call-id") ?? "",
    text,
    ms: performance.now() - from,
  }
}

const makeKey = async () =>
  (JSON.parse((await ask("POST", "/key/generate", { max_budget: 10 })).text) as { key: string }).key
const chat = (key: string, stream = false) =>
  ask(
    "POST",
    "/v1/chat/completions",
    { model: "usage-100-20", stream, max_tokens: 20, messages: [{ role: "user", content: "Hi" }] },
    key,
  )

/** About 40 requests a second with these keys until told to stop; every answer. */
function load(keys: readonly string[]) {
  const running: ReturnType<typeof chat>[] = []
  const timer = setInterval(
    () => running.push(chat(keys[running.length % keys.length] ?? "", running.length % 3 === 0)),
    25,
  )
  return async () => {
    clearInterval(timer)
    return Promise.all(running)
  }
}

async function start(env: Record<string, string> = {}): Promise<void> {
  mock = await startMockProvider({ keep: 10 })
  closing.push(() => mock.close())
  const params = `model: "openai/*", api_base: "${mock.url}/v1", api_key: x-key, num_retries: 0`
  gateway = await spawnGateway({
    yaml: `model_list: [{model_name: "*", litellm_params: {${params}, input_cost_per_token: ${PRICE.input}, output_cost_per_token: ${PRICE.output}}}]`,
    env,
  })
  const started = gateway
  closing.push(async () => {
    await started.stop()
    removeDataDir(started.dataDir)
  })
}

interface Server {
  crash(): Promise<void>
  restart(): Promise<void>
  connect(): Promise<Clients>
}

const embedded = async (): Promise<Server> => {
  await start()
  const { dataDir } = gateway
  const cluster = () => realpathSync(join(dataDir, "postgres"))
  return {
    async crash() {
      const pid = readPostmaster(cluster())?.pid ?? 0
      process.kill(pid, "SIGQUIT")
      await expect.poll(() => isRunning(pid), { timeout: 5_000 }).toBe(false)
    },
    async restart() {
      const server = await openEmbedded({ dataDir, log: makeLog("error"), progress: () => undefined })
      await server.leave({ keepRunning: true })
    },
    connect: () => databaseOf(dataDir),
  }
}

const external = async (): Promise<Server> => {
  const postgres = await externalPostgres("a-password")
  closing.push(() => postgres.remove())
  await start({ DATABASE_URL: postgres.url })
  return { crash: postgres.crash, restart: postgres.start, connect: () => connect({ url: postgres.url }) }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const percentile = (values: readonly number[], p: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * p)] ?? 0

describe("Postgres crashes under load and comes back (R16)", () => {
  it.each([
    ["the embedded one", embedded],
    ["an external one", external],
  ] as const)(
    "%s: known keys are served throughout, unknown ones get 503 within a second, and afterwards every answer has its one row",
    async (_name, prepare) => {
      const server = await prepare()
      const keys = await Promise.all(Array.from({ length: KEYS }, makeKey))
      const cold = await makeKey()
      for (const key of keys) expect((await chat(key)).status).toBe(200)
      const before = load(keys)
      await sleep(1_000)
      const healthy = await before()

      const during = load(keys)
      await server.crash()
      await sleep(500)
      const unknown = []
      for (const key of [cold, "sk-nobody-ever-made-this-key", cold]) unknown.push(await chat(key))
      const [live, ready, managed] = [
        await ask("GET", "/health/liveliness"),
        await ask("GET", "/health/readiness"),
        await ask("GET", "/key/list"),
      ]
      await sleep(OUTAGE_MS - 2_500)
      await server.restart()
      await sleep(1_000)
      const answers = await during()

      expect(answers.length).toBeGreaterThan(80)
      expect(answers.filter(({ status }) => status !== 200)).toEqual([])
      expect(
        percentile(
          answers.map(({ ms }) => ms),
          0.9,
        ),
      ).toBeLessThan(
        percentile(
          healthy.map(({ ms }) => ms),
          0.9,
        ) + 50,
      )
      expect(unknown.map(({ status }) => status)).toEqual([503, 503, 503])
      for (const { text } of unknown) expect(text).toContain("database_unavailable")
      expect(
        percentile(
          unknown.map(({ ms }) => ms),
          0.5,
        ),
      ).toBeLessThanOrEqual(1_000)
      expect([live.status, ready.status, managed.status]).toEqual([200, 200, 503])
      expect(ready.text).toContain("degraded")

      const db = await server.connect()
      const acknowledged = [...healthy, ...answers].map(({ id }) => id)
      const rows = () =>
        db.sql<{ id: string }[]>`select call_id as id from spend_logs where call_id = any(${acknowledged})`
      await expect.poll(async () => (await rows()).length, { timeout: 30_000, interval: 200 }).toBe(acknowledged.length)
      expect(new Set((await rows()).map(({ id }) => id)).size).toBe(acknowledged.length)
      const [sums] = await db.sql`
        select count(*) filter (where status = 'success') as rows, sum(spend_nano)::bigint as spend,
          (select sum(total_spend_nano)::bigint from keys) as keys, (select sum(spend_nano)::bigint from usage_hourly) as hourly from spend_logs`
      const each = Math.round((100 * PRICE.input + 20 * PRICE.output) * 1e9)
      const count = acknowledged.length + KEYS
      expect(sums).toEqual({ rows: count, spend: count * each, keys: count * each, hourly: count * each })
      await db.close()
      expect((await chat(cold)).status).toBe(200)
      expect(JSON.parse((await ask("GET", "/health/readiness")).text)).toMatchObject({ status: "healthy" })
    },
    60_000,
  )
})
