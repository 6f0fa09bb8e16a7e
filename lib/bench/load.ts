import { readFileSync } from "node:fs"
import { Pool } from "undici"

/**
 * A load generator for machines without wrk: `node load.mjs <url> <connections> <seconds>`, body and key in BENCH_BODY (a file)
 * and BENCH_KEY. Prints one RESULT line.
 */
const [, , target = "", connections = "16", seconds = "5"] = process.argv
const url = new URL(target)
const body = readFileSync(process.env.BENCH_BODY ?? "")
const headers = { "content-type": "application/json", authorization: `Bearer ${process.env.BENCH_KEY ?? ""}` }
const pool = new Pool(url.origin, { connections: Number(connections), pipelining: 1 })
const latenciesUs: number[] = []
let errors = 0
const startedAt = performance.now()
const endAt = startedAt + Number(seconds) * 1000

async function one(): Promise<void> {
  const sentAt = performance.now()
  try {
    const response = await pool.request({ method: "POST", path: url.pathname, headers, body, headersTimeout: 10_000 })
    await response.body.dump({ limit: 1 << 20 })
    if (response.statusCode >= 300) errors += 1
  } catch {
    errors += 1
  }
  latenciesUs.push((performance.now() - sentAt) * 1000)
}

await Promise.all(
  Array.from({ length: Number(connections) }, async () => {
    while (performance.now() < endAt) await one()
  }),
)
latenciesUs.sort((a, b) => a - b)
const percentile = (share: number) => Math.round(latenciesUs[Math.floor((latenciesUs.length - 1) * share)] ?? 0)
const durationMs = performance.now() - startedAt
const result = { requests: latenciesUs.length, errors, durationMs, p50Us: percentile(0.5), p99Us: percentile(0.99) }
process.stdout.write(`RESULT ${JSON.stringify(result)}\n`)
await pool.destroy()
