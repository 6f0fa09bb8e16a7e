import { readdirSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { spawnMockProvider } from "#lib/testing/mock/spawn-mock-provider"
import { newDataDir, removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"

const PRICE = { input: 0.000001, output: 0.000004 }

function config(url: string): string {
  const params = `model: "openai/*", api_base: "${url}/v1", api_key: mock-secret-key, input_cost_per_token: ${PRICE.input}, output_cost_per_token: ${PRICE.output}, num_retries: 0`
  return `model_list:\n  - {model_name: "*", litellm_params: {${params}}}\n`
}

const headers = (key: string) => ({ authorization: `Bearer ${key}`, "content-type": "application/json" })
const body = (n: number, model: string) =>
  JSON.stringify({
    model,
    max_tokens: 64,
    messages: [{ role: "user", content: `Question number ${String(n).padStart(4, "0")}` }],
  })

async function management<T>(gateway: SpawnedGateway, path: string, sent?: unknown): Promise<T> {
  const init = sent === undefined ? {} : { method: "POST", body: JSON.stringify(sent) }
  const response = await fetch(`${gateway.url}${path}`, { headers: headers(gateway.masterKey), ...init })
  return (await response.json()) as T
}

interface Info {
  info: { spend: number; total_spend: number; held: number }
}
interface Daily {
  metadata: { total_spend: number; ledger_spend: number; total_api_requests: number }
}

describe("kill -9 in the middle of 200 requests", () => {
  it.each([1, 2, 3])(
    "after a restart the logged spend is what the provider served (round %i)",
    async (round) => {
      const mock = await spawnMockProvider()
      const dataDir = newDataDir()
      const model = "usage-100-20"
      const first = await spawnGateway({ yaml: config(mock.url), dataDir })
      const { key } = await management<{ key: string }>(first, "/key/generate", { max_budget: 10 })
      const call = async (n: number, name = model) =>
        fetch(`${first.url}/v1/chat/completions`, { method: "POST", headers: headers(key), body: body(n, name) })
      for (let n = 0; n < 3; n++) await (await call(n)).text()
      const acknowledged: string[] = []
      const running = Promise.allSettled(
        Array.from({ length: 200 }, async (_, n) => {
          // A spread of arrival times, so that the kill meets requests in every state.
          await new Promise((resolve) => setTimeout(resolve, n * 2))
          const response = await call(n)
          await response.text()
          if (response.status === 200) acknowledged.push(response.headers.get("x-litellm-call-id") ?? "")
        }),
      )
      await new Promise((resolve) => setTimeout(resolve, 100 + round * 60))
      await first.kill()
      await running
      const from = performance.now()
      const second = await spawnGateway({ yaml: config(mock.url), dataDir })
      expect(performance.now() - from).toBeLessThan(10_000)
      const stats = await mock.stats()
      const cost = (100 * PRICE.input + 20 * PRICE.output) * stats.received
      const today = new Date().toISOString().slice(0, 10)
      const daily = await management<Daily>(
        second,
        `/user/daily/activity?start_date=${today}&end_date=${today}&timezone=0`,
      )
      const { info } = await management<Info>(second, `/key/info?key=${key}`)
      expect(acknowledged.length).toBeLessThan(200)
      expect(stats.received).toBeGreaterThan(acknowledged.length + 2)
      expect(daily.metadata.total_api_requests).toBe(stats.received)
      expect(daily.metadata.ledger_spend).toBeCloseTo(cost, 9)
      expect(daily.metadata.total_spend).toBeCloseTo(cost, 9)
      expect(info.spend).toBeCloseTo(cost, 9)
      expect(info.held).toBe(0)
      expect(readdirSync(join(dataDir, "journal")).length).toBeLessThanOrEqual(1)
      await second.stop()
      await mock.close()
      removeDataDir(dataDir)
    },
    60_000,
  )
})

describe("SIGTERM", () => {
  it("finishes running requests, writes every row, stops the database and exits with 0", async () => {
    const mock = await spawnMockProvider()
    const dataDir = newDataDir()
    const gateway = await spawnGateway({ yaml: config(mock.url), dataDir })
    const slow = fetch(`${gateway.url}/v1/chat/completions`, {
      method: "POST",
      headers: headers(gateway.masterKey),
      body: body(1, "slow-500ms"),
    })
    await expect.poll(async () => (await mock.stats()).received).toBe(1)
    const stopped = gateway.stop()
    expect((await slow).status).toBe(200)
    expect(await stopped).toBe(0)
    expect(readdirSync(join(dataDir, "journal"))).toEqual([])
    expect(readdirSync(join(dataDir, "postgres")).includes("postmaster.pid")).toBe(false)
    await mock.close()
    removeDataDir(dataDir)
  }, 60_000)
})
