import { readdirSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type SpawnedMockProvider, spawnMockProvider } from "#lib/testing/mock/spawn-mock-provider"
import { newDataDir, removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"

/** $1 and $4 a million tokens: a request for `usage-1000-1000` costs half a cent. */
const config = (url: string) => `model_list:
  - {model_name: "*", litellm_params: {model: "openai/*", api_base: "${url}/v1", api_key: mock-secret, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004, num_retries: 0}}
  - {model_name: capped, litellm_params: {model: groq/usage-1000-1000, api_base: "${url}/v1", api_key: mock-secret, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004, num_retries: 0}}
router_settings: {provider_budget_config: {groq: {budget_limit: 0.1, time_period: 1mo}}}
`
const COST_USD = 0.005
const PROMPT = "word ".repeat(800)

let mock: SpawnedMockProvider
let gateway: SpawnedGateway
beforeAll(async () => {
  mock = await spawnMockProvider()
  gateway = await spawnGateway({ yaml: config(mock.url), dataDir: newDataDir(), args: ["--num_workers", "4"] })
}, 120_000)
afterAll(async () => {
  await gateway.stop()
  await mock.close()
  removeDataDir(gateway.dataDir)
})

const headers = (key: string) => ({ authorization: `Bearer ${key}`, "content-type": "application/json" })

async function management<T>(path: string, sent?: unknown): Promise<T> {
  const init = sent === undefined ? {} : { method: "POST", body: JSON.stringify(sent) }
  const response = await fetch(`${gateway.url}${path}`, { headers: headers(gateway.masterKey), ...init })
  return (await response.json()) as T
}

const newKey = async (fields: object) => (await management<{ key: string }>("/key/generate", fields)).key

async function ask(key: string, maxTokens: number, model = "usage-1000-1000"): Promise<number> {
  const body = JSON.stringify({ model, max_tokens: maxTokens, messages: [{ role: "user", content: PROMPT }] })
  const response = await fetch(`${gateway.url}/v1/chat/completions`, { method: "POST", headers: headers(key), body })
  await response.text()
  return response.status
}

async function spentOf(key: string): Promise<{ spend: number; held: number }> {
  return (await management<{ info: { spend: number; held: number } }>(`/key/info?key=${key}`)).info
}

const count = (statuses: readonly number[], status: number) => statuses.filter((one) => one === status).length

describe("four processes on one budget", () => {
  it("are really four", () => {
    expect(readdirSync(join(gateway.dataDir, "journal"))).toHaveLength(4)
  })

  it("500 requests at once spend a dollar, and not a cent more", async () => {
    const key = await newKey({ max_budget: 1 })
    const statuses = await Promise.all(Array.from({ length: 500 }, () => ask(key, 1000)))
    expect(count(statuses, 200) + count(statuses, 429)).toBe(500)
    await expect
      .poll(async () => (await spentOf(key)).spend, { timeout: 5_000 })
      .toBeCloseTo(count(statuses, 200) * COST_USD, 9)
    // The bound: one request may overdraw the rest.
    expect(count(statuses, 200) * COST_USD).toBeLessThanOrEqual(1 + COST_USD)
    expect(count(statuses, 200) * COST_USD).toBeGreaterThanOrEqual(1 - COST_USD)
  }, 60_000)

  it("a tenth of it used, nobody is refused for a large max_tokens", async () => {
    const key = await newKey({ max_budget: 1 })
    for (let n = 0; n < 20; n++) expect(await ask(key, 32_000)).toBe(200)
    const statuses = await Promise.all(Array.from({ length: 120 }, () => ask(key, 32_000)))
    expect(count(statuses, 200)).toBe(120)
  }, 60_000)

  it("a limit of requests a minute is one for all of them", async () => {
    const key = await newKey({ rpm_limit: 100 })
    const statuses = await Promise.all(Array.from({ length: 300 }, () => ask(key, 10, "ok")))
    expect([count(statuses, 200), count(statuses, 429)]).toEqual([100, 200])
  }, 60_000)

  it("a limit of requests at once is one for all of them", async () => {
    const key = await newKey({ max_parallel_requests: 8 })
    const statuses = await Promise.all(Array.from({ length: 40 }, () => ask(key, 10, "slow-500ms")))
    expect(count(statuses, 200)).toBe(8)
    await expect.poll(() => ask(key, 10, "ok")).toBe(200)
  }, 60_000)

  it("a provider's budget is one for all of them, and a restart does not refill it", async () => {
    const statuses = await Promise.all(Array.from({ length: 80 }, () => ask(gateway.masterKey, 1000, "capped")))
    expect(count(statuses, 200) + count(statuses, 429)).toBe(80)
    const spent = count(statuses, 200) * COST_USD
    expect(Math.abs(spent - 0.1)).toBeLessThanOrEqual(COST_USD)
    const told = async () => {
      const { providers } = await management<{ providers: Record<string, { spend: number }> }>("/provider/budgets")
      return providers.groq?.spend
    }
    await expect.poll(told, { timeout: 5_000 }).toBeCloseTo(spent, 9)
    await gateway.stop()
    gateway = await spawnGateway({ yaml: config(mock.url), dataDir: gateway.dataDir, args: ["--num_workers", "4"] })
    expect(await told()).toBeCloseTo(spent, 9)
    let more = 0
    for (let i = 0; i < 12; i++) if ((await ask(gateway.masterKey, 1000, "capped")) === 200) more++
    expect(spent + more * COST_USD).toBeLessThanOrEqual(0.1 + COST_USD)
    expect((await management<{ ok: boolean }>("/spend/verify")).ok).toBe(true)
  }, 120_000)
})
