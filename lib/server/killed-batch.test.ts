import { afterEach, describe, expect, it } from "vitest"
import { type BatchJson, batchOf, batchRow, jsonLines, type ResultLine } from "#lib/testing/batch-client"
import { spawnMockProvider } from "#lib/testing/mock/spawn-mock-provider"
import { newDataDir, removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"

/** The whole length (10,000 rows) takes a few minutes: `TOLLGATE_BATCH_ROWS=10000 npm test -- lib/server/killed-batch.test.ts`. */
// biome-ignore lint/style/noProcessEnv: asked for by whoever runs the tests
const ROWS = Number(process.env.TOLLGATE_BATCH_ROWS ?? 300)
const LIMIT_MS = 60_000 + ROWS * 60
const PRICE = { input: 0.000001, output: 0.000004 }

const config = (url: string) => `model_list:
  - model_name: chat
    litellm_params: {model: openai/slow-40ms, api_base: "${url}/v1", api_key: mock-secret-key, num_retries: 0,
      input_cost_per_token: ${PRICE.input}, output_cost_per_token: ${PRICE.output},
      input_cost_per_token_batches: ${PRICE.input / 2}, output_cost_per_token_batches: ${PRICE.output / 2}}
general_settings: {batch_max_parallel_requests: 16}
`

interface Daily {
  metadata: { total_spend: number; ledger_spend: number; total_api_requests: number }
}

async function ask<T>(
  gateway: SpawnedGateway,
  path: string,
  { key = gateway.masterKey, ...init }: RequestInit & { key?: string } = {},
) {
  const response = await fetch(`${gateway.url}${path}`, {
    ...init,
    headers: { ...init.headers, authorization: `Bearer ${key}` },
  })
  expect([path, response.status]).toEqual([path, 200])
  return (await response.json()) as T
}
const sent = (body: unknown): RequestInit => ({ method: "POST", body: JSON.stringify(body) })

async function begin(gateway: SpawnedGateway, key: string): Promise<BatchJson> {
  const lines = Array.from({ length: ROWS }, (_, n) => batchRow(n))
  const form = new FormData()
  form.append("file", new File([jsonLines(lines)], "in.jsonl"))
  form.append("purpose", "batch")
  const file = await ask<{ id: string }>(gateway, "/v1/files", { method: "POST", body: form, key })
  return ask<BatchJson>(gateway, "/v1/batches", { ...sent(batchOf(file.id)), key })
}

async function linesOf(gateway: SpawnedGateway, id: string | undefined, key: string): Promise<ResultLine[]> {
  const response = await fetch(`${gateway.url}/v1/files/${id}/content`, { headers: { authorization: `Bearer ${key}` } })
  return (await response.text())
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as ResultLine)
}

/** The ids of all rows of the log. */
async function loggedIds(gateway: SpawnedGateway): Promise<string[]> {
  const ids: string[] = []
  const day = 86_400_000
  const [from, to] = [-day, day].map((by) => new Date(Date.now() + by).toISOString().slice(0, 10))
  for (let page = 1; ; page++) {
    const query = `start_date=${from}&end_date=${to}&page=${page}&page_size=100`
    const { data } = await ask<{ data: { request_id: string }[] }>(gateway, `/spend/logs/v2?${query}`)
    ids.push(...data.map(({ request_id: id }) => id))
    if (data.length < 100) return ids
  }
}

const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const each of cleanUp.splice(0).reverse()) await each()
})

describe("kill -9 in the middle of a batch", () => {
  it(
    `of ${ROWS} rows: the next process goes on; each row is answered once and billed once`,
    async () => {
      const mock = await spawnMockProvider()
      cleanUp.push(() => mock.close())
      const dataDir = newDataDir()
      cleanUp.push(() => removeDataDir(dataDir))
      const first = await spawnGateway({ yaml: config(mock.url), dataDir })
      const { key } = await ask<{ key: string }>(first, "/key/generate", sent({ max_budget: 10 }))
      const { id } = await begin(first, key)
      const standing = (gateway: SpawnedGateway) => ask<BatchJson>(gateway, `/v1/batches/${id}`, { key })
      await expect
        .poll(async () => (await standing(first)).request_counts.completed, { interval: 10, timeout: LIMIT_MS })
        .toBeGreaterThan(ROWS / 4)
      await first.kill()
      const answeredBefore = (await mock.stats()).received
      expect(answeredBefore).toBeLessThan(ROWS)

      const second = await spawnGateway({ yaml: config(mock.url), dataDir })
      cleanUp.push(() => second.stop())
      await expect
        .poll(async () => (await standing(second)).status, { interval: 200, timeout: LIMIT_MS })
        .toBe("completed")
      const done = await standing(second)
      expect(done.request_counts).toEqual({ total: ROWS, completed: ROWS, failed: 0 })
      const output = await linesOf(second, done.output_file_id, key)
      expect(output.map((line) => line.custom_id).sort()).toEqual(
        Array.from({ length: ROWS }, (_, n) => `row ${n}`).sort(),
      )
      expect(new Set(output.map((line) => line.response?.request_id)).size).toBe(ROWS)

      // Only what was in flight is asked of the provider again.
      const { received } = await mock.stats()
      expect(received).toBeLessThanOrEqual(ROWS + 16)
      const today = new Date().toISOString().slice(0, 10)
      const path = `/user/daily/activity?start_date=${today}&end_date=${today}&timezone=0`
      await expect.poll(async () => (await ask<Daily>(second, path)).metadata.total_api_requests).toBe(ROWS)
      const { metadata } = await ask<Daily>(second, path)
      const logged = await loggedIds(second)
      expect(logged).toHaveLength(ROWS)
      expect(new Set(logged)).toEqual(new Set(output.map((line) => line.response?.request_id)))
      const usage = output.map(
        (line) => line.response?.body.usage as { prompt_tokens: number; completion_tokens: number },
      )
      const spent = usage.reduce(
        (sum, { prompt_tokens: i, completion_tokens: o }) => sum + (i * PRICE.input + o * PRICE.output) / 2,
        0,
      )
      const { info } = await ask<{ info: { spend: number } }>(second, `/key/info?key=${key}`)
      expect(metadata.ledger_spend).toBeCloseTo(metadata.total_spend, 9)
      expect(info.spend).toBeCloseTo(metadata.total_spend, 9)
      // What was in flight is booked at what was expected of it; everything else at what it came to.
      const perRow = spent / ROWS
      expect(Math.abs(metadata.total_spend - spent)).toBeLessThan(16 * perRow * 20)
    },
    2 * LIMIT_MS,
  )
})
