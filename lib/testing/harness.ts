import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseConfig } from "#lib/config/load"
import { systemClock } from "#lib/core/clock"
import type { Incoming, Reply } from "#lib/core/http"
import { makeLog } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { scratchDatabase } from "#lib/db/scratch"
import { buildGateway } from "#lib/runtime/build"
import type { RunningGateway } from "#lib/runtime/current"
import { tooLarge } from "#lib/server/node"
import { routeIn } from "#lib/server/route-in"
import { notFound, serveRoute } from "#lib/server/serve-route"
import { type MockProvider, startMockProvider } from "./mock-provider"

export const MASTER_KEY = "sk-master-for-the-tests"

/** Wall clock plus what a test adds: windows roll without sleeping, timers stay real. */
export class MovableClock {
  addedMs = 0
  now(): number {
    return systemClock.now() + this.addedMs
  }
}

export interface HarnessOptions {
  /** Appended to the config; the model list is the harness's own unless this has one. */
  readonly yaml?: string
  readonly env?: Readonly<Record<string, string>>
  /** Chooses among equals; absent: chance. */
  readonly random?: () => number
  /** The database of an earlier or another gateway; `close` leaves it open. Absent: an empty one. */
  readonly database?: Database
}

export interface Sent {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly json: Record<string, unknown>
}

export interface SendOptions {
  readonly key?: string | null
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  readonly ip?: string
}

export interface Harness {
  readonly gateway: RunningGateway
  readonly mock: MockProvider
  readonly db: Database
  readonly clock: MovableClock
  readonly dataDir: string
  readonly logged: string[]
  /** One request through the public door, its reply whole. `key` defaults to the master key; null sends none. */
  send(method: string, path: string, body?: unknown, options?: SendOptions): Promise<Sent>
  /** The reply as it comes, for streams. */
  open(method: string, path: string, body?: unknown, options?: SendOptions): Promise<Reply>
  /** Makes a key and returns it. */
  key(fields?: Record<string, unknown>): Promise<string>
  /** Everything booked is in the database. */
  flush(): Promise<void>
  close(): Promise<void>
}

/** Model names that map to the mock's behaviours, priced $1 and $4 a million tokens. */
const models = (url: string) => `model_list:
  - {model_name: "anthropic/*", litellm_params: {model: "anthropic/*", api_base: "${url}", api_key: mock-ant-secret, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004, timeout: 3, stream_timeout: 2}}
  - {model_name: free, litellm_params: {model: openai/ok, api_base: "${url}/v1", api_key: mock-secret, input_cost_per_token: 0, output_cost_per_token: 0}}
  - {model_name: unpriced, litellm_params: {model: openai/ok, api_base: "${url}/v1", api_key: mock-secret}}
  - {model_name: "*", litellm_params: {model: "openai/*", api_base: "${url}/v1", api_key: mock-secret, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004, timeout: 3, stream_timeout: 2, num_retries: 0}}
`

/** The real gateway over a scratch database and the mock provider, without a socket in front. */
export async function harness(options: HarnessOptions = {}): Promise<Harness> {
  const mock = await startMockProvider()
  const { db, drop } = options.database === undefined ? await scratchDatabase() : lent(options.database)
  const dataDir = mkdtempSync(join(tmpdir(), "tollgate-test-"))
  const clock = new MovableClock()
  const logged: string[] = []
  const yaml = (options.yaml ?? "").replaceAll("$MOCK", mock.url)
  const text = yaml.includes("model_list:") ? yaml : `${models(mock.url)}${yaml}`
  const config = await parseConfig(text, { file: "test.yaml", env: { ...options.env } })
  const wrong = config.findings.filter((f) => f.severity === "error")
  if (wrong.length > 0) throw new Error(`the test's config is wrong: ${JSON.stringify(wrong)}`)
  const gateway = await buildGateway({
    config,
    loadConfig: async () => config,
    masterKey: MASTER_KEY,
    databaseUrl: undefined,
    database: db,
    dataDir,
    catalogFile: new URL("../catalog/models.json", import.meta.url).pathname,
    env: { ...options.env },
    log: makeLog("debug", (line) => logged.push(line)),
    progress: () => undefined,
    trustedProxies: 0,
    clock,
    ...(options.random === undefined ? {} : { random: options.random }),
  })
  const open = (method: string, path: string, body?: unknown, given: SendOptions = {}) =>
    request(gateway, { method, path, body, given })
  const send = async (method: string, path: string, body?: unknown, given: SendOptions = {}) =>
    whole(await open(method, path, body, given))
  return {
    gateway,
    mock,
    db,
    clock,
    dataDir,
    logged,
    open,
    send,
    async key(fields = {}) {
      const made = await send("POST", "/key/generate", fields)
      if (typeof made.json.key !== "string") throw new Error(`no key was made: ${made.text}`)
      return made.json.key
    },
    flush: () => gateway.admin({ kind: "master", role: "proxy_admin", keyId: "master", key: null }).flush(),
    async close() {
      await gateway.stop()
      await mock.close()
      await drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A database that outlives the gateway. */
function lent(database: Database): { db: Database; drop(): Promise<void> } {
  return { db: { ...database, close: async () => undefined }, drop: async () => undefined }
}

interface Asked {
  readonly method: string
  readonly path: string
  readonly body: unknown
  readonly given: SendOptions
}

function request(gateway: RunningGateway, { method, path, body, given }: Asked): Promise<Reply> {
  const question = path.indexOf("?")
  const bare = question === -1 ? path : path.slice(0, question)
  const route = routeIn(gateway, method, bare)
  if (route === null) return Promise.resolve(notFound(bare))
  const headers = new Map(Object.entries(given.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
  if (given.key !== null) headers.set("authorization", `Bearer ${given.key ?? MASTER_KEY}`)
  const text = typeof body === "string" ? body : JSON.stringify(body ?? {})
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(text)
  const incoming: Incoming = {
    method,
    url: path,
    headers: { get: (name) => headers.get(name) ?? null, keys: () => headers.keys() },
    signal: given.signal ?? new AbortController().signal,
    async bytes(maxBytes) {
      if (bytes.length > maxBytes) throw tooLarge(maxBytes)
      return bytes
    },
    async *stream(maxBytes) {
      if (bytes.length > maxBytes) throw tooLarge(maxBytes)
      yield bytes
    },
    ip: given.ip ?? "127.0.0.1",
  }
  return serveRoute(gateway, route, incoming)
}

async function whole(reply: Reply): Promise<Sent> {
  let text = ""
  if (typeof reply.body === "string") text = reply.body
  else if (reply.body instanceof Uint8Array) text = Buffer.from(reply.body).toString("utf8")
  else for await (const part of reply.body) text += typeof part === "string" ? part : Buffer.from(part).toString("utf8")
  let parsed: unknown = null
  try {
    parsed = JSON.parse(text)
  } catch {
    // A stream is not JSON; its text is what a test looks at.
  }
  return { status: reply.status, headers: reply.headers, text, json: (parsed ?? {}) as Record<string, unknown> }
}
