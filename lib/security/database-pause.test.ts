import { readdirSync, readFileSync, realpathSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, it } from "vitest"
import { readPostmaster } from "#lib/db/postmaster"
import { type SpawnedMockProvider, spawnMockProvider } from "#lib/testing/mock/spawn-mock-provider"
import { newDataDir, removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"

/** The whole drill: TOLLGATE_PAUSE_SECONDS=60. */
// biome-ignore lint/style/noProcessEnv: how long a drill lasts is for whoever runs it
const PAUSE_MS = Number(process.env.TOLLGATE_PAUSE_SECONDS ?? 6) * 1000
const KEYS = 4

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const config = (url: string) => `model_list:
  - {model_name: "*", litellm_params: {model: "openai/*", api_base: "${url}/v1", api_key: x-key, num_retries: 0, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004}}
general_settings: {allow_requests_on_db_unavailable: true}
`

async function ask(gateway: SpawnedGateway, path: string, key: string, body?: unknown) {
  const response = await fetch(`${gateway.url}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, text: await response.text() }
}

const chat = (gateway: SpawnedGateway, key: string) =>
  ask(gateway, "/v1/chat/completions", key, {
    model: "usage-100-20",
    max_tokens: 64,
    messages: [{ role: "user", content: "Hi" }],
  })

/** The server and every process it started. */
function serverProcesses(dataDir: string): number[] {
  const pid = readPostmaster(realpathSync(join(dataDir, "postgres")))?.pid ?? 0
  const children = readdirSync("/proc").filter((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8")
      return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === pid
    } catch {
      return false
    }
  })
  return [pid, ...children.map(Number)]
}

describe("Postgres stops answering under load (its processes are stopped), then goes on", () => {
  it.each([
    ["one process", []],
    ["two processes", ["--num_workers", "2"]],
  ])(
    "%s: no request fails meanwhile, and no row is lost",
    async (_name, args) => {
      const mock: SpawnedMockProvider = await spawnMockProvider()
      closing.push(() => mock.close())
      const dataDir = newDataDir()
      closing.push(async () => removeDataDir(dataDir))
      const gateway = await spawnGateway({ yaml: config(mock.url), dataDir, args })
      closing.push(() => gateway.stop())
      const limits = { max_budget: 1, rpm_limit: 100_000, max_parallel_requests: 500 }
      const made = await Promise.all(
        Array.from({ length: KEYS }, () => ask(gateway, "/key/generate", gateway.masterKey, limits)),
      )
      const keys = made.map(({ text }) => (JSON.parse(text) as { key: string }).key)
      // Each process knows each key before the drill: who is unknown cannot be let in without the database.
      for (let round = 0; round < 4; round++)
        await Promise.all([...keys, ...keys, ...keys, ...keys, ...keys, ...keys].map((key) => chat(gateway, key)))
      const pids = serverProcesses(dataDir)
      const goOn = () => {
        for (const pid of pids) process.kill(pid, "SIGCONT")
      }
      closing.push(async () => goOn())
      for (const pid of pids) process.kill(pid, "SIGSTOP")
      const answers: Promise<{ status: number }>[] = []
      const timer = setInterval(() => answers.push(chat(gateway, keys[answers.length % KEYS] ?? "")), 25)
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      clearInterval(timer)
      const statuses = (await Promise.all(answers)).map(({ status }) => status)
      for (const pid of pids) process.kill(pid, "SIGCONT")
      expect(statuses.filter((status) => status !== 200)).toEqual([])
      const { received } = await mock.stats()
      const verify = async () =>
        JSON.parse((await ask(gateway, "/spend/verify", gateway.masterKey)).text) as { ok: boolean; requests: number }
      await expect.poll(async () => (await verify()).requests, { timeout: 40_000 }).toBe(received)
      expect((await verify()).ok).toBe(true)
    },
    PAUSE_MS + 90_000,
  )
})
