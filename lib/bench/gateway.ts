import { randomBytes } from "node:crypto"
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import path from "node:path"
import { benchModel } from "./chat-body"
import { type Child, startChild } from "./child"

/** What one answer of the bench upstream costs: 219 × $2 and 20 × $8 a million, in nano-dollars. */
export const answerCostNano = 219 * 2_000 + 20 * 8_000

/** A built gateway on a data directory of its own, with a budgeted key. */
export interface Gateway {
  readonly child: Child
  readonly dataDir: string
  /** First start on an empty data directory: the database is created. */
  readonly coldStartMs: number
  /** Start on an existing one, the median of three. */
  readonly warmStartMs: number
  /** A fresh key with a budget and the one model. */
  makeKey(): Promise<string>
  /** What the key has spent, nano-dollars. */
  spendNano(key: string): Promise<number>
  stop(): Promise<void>
}

/** Starts the built server four times (once cold, three times warm) in front of the upstream. Throws when it is not built. */
export async function startGateway(options: { cli: string; upstreamUrl: string; folder: string }): Promise<Gateway> {
  if (!existsSync(options.cli)) throw new Error(`${options.cli} is missing: build first`)
  const masterKey = `sk-bench-${randomBytes(24).toString("hex")}`
  // Not below the run's own folder, whose path may be long: the database's socket has to fit into 107 bytes.
  const dataDir = mkdtempSync(path.join(tmpdir(), "tollgate-bench-data-"))
  const config = path.join(options.folder, "config.yaml")
  writeFileSync(config, configYaml(options.upstreamUrl))
  const start = (run: number) => startOnce({ ...options, masterKey, dataDir, config, run })
  let child = await start(0)
  const coldStartMs = child.startMs
  const warmStarts: number[] = []
  for (let run = 1; run <= 3; run++) {
    await child.stop()
    child = await start(run)
    warmStarts.push(child.startMs)
  }
  const { url } = child
  const ask = async (route: string, body?: unknown): Promise<Record<string, unknown>> => {
    const response = await fetch(url + route, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${masterKey}`, "content-type": "application/json" },
      signal: AbortSignal.timeout(10_000),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (response.status !== 200) throw new Error(`${route} answered ${response.status}: ${text}`)
    return JSON.parse(text)
  }
  return {
    child,
    dataDir,
    coldStartMs,
    warmStartMs: warmStarts.sort((a, b) => a - b)[1] ?? 0,
    makeKey: async () => String((await ask("/key/generate", { max_budget: 1_000_000, models: [benchModel] })).key),
    spendNano: async (key) => {
      const info = (await ask(`/key/info?key=${encodeURIComponent(key)}`)).info as { spend?: number } | undefined
      return Math.round((info?.spend ?? 0) * 1e9)
    },
    stop: async () => {
      await child.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

interface Start {
  readonly cli: string
  readonly folder: string
  readonly masterKey: string
  readonly dataDir: string
  readonly config: string
  readonly run: number
}

async function startOnce({ cli, folder, masterKey, dataDir, config, run }: Start): Promise<Child> {
  const port = await freePort()
  const { DATABASE_URL: _ignored, ...inherited } = process.env
  return startChild({
    name: "tollgate",
    args: [cli, "--config", config, "--port", String(port)],
    logFile: path.join(folder, `tollgate-${run}.log`),
    env: { ...inherited, NODE_ENV: "production", LITELLM_MASTER_KEY: masterKey, TOLLGATE_DATA_DIR: dataDir },
    url: `http://127.0.0.1:${port}`,
    healthPath: "/health/liveliness",
    timeoutMs: 60_000,
  })
}

function configYaml(upstreamUrl: string): string {
  return `model_list:
  - model_name: ${benchModel}
    litellm_params:
      model: openai/${benchModel}
      api_base: ${upstreamUrl}/v1
      api_key: sk-up
      input_cost_per_token: 0.000002
      output_cost_per_token: 0.000008
`
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return typeof address === "object" && address !== null ? address.port : 0
}
