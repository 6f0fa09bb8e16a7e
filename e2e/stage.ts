import OpenAI from "openai"
import { expect } from "playwright/test"
import { externalPostgres } from "#lib/security/test-external-postgres"
import { type MockProvider, startMockProvider } from "#lib/testing/mock-provider"
import { removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"
import { type Ledger, openLedger } from "./ledger"
import { configFor } from "./prices"

/** What the journeys play on: the built gateway, a provider behind it, and a look into its database that goes around it. */
export interface Stage {
  readonly url: string
  readonly masterKey: string
  /** Where the provider speaks OpenAI's dialect, for further models of it; "" in a demo, which has its own. */
  readonly providerUrl: string
  readonly ledger: Ledger
  /** A management request with the master key; throws what the gateway said when it refuses. */
  manage<T = unknown>(path: string, body: Readonly<Record<string, unknown>>): Promise<T>
  /** The same with somebody's key. */
  manageAs<T = unknown>(apiKey: string, path: string, body: Readonly<Record<string, unknown>>): Promise<T>
  /** A management read with the master key. */
  read<T>(path: string): Promise<T>
  /** Makes a key and returns its text. */
  makeKey(fields?: Readonly<Record<string, unknown>>): Promise<string>
  /** The official client with this key, as people set it up; it does not retry, so that a test sees each refusal. */
  client(apiKey: string): OpenAI
  close(): Promise<void>
}

/**
 * Starts the gateway with the models of prices.ts, or, for `demo`, as somebody does who has no config yet; for `postgres` with the
 * models on a database server that is somebody else's.
 */
export async function openStage(kind: "models" | "demo" | "postgres"): Promise<Stage> {
  const mock = kind === "demo" ? null : await startMockProvider()
  const external = kind === "postgres" ? await externalPostgres("a-password-of-the-database") : null
  const env: Record<string, string> = external === null ? {} : { DATABASE_URL: external.url }
  const gateway = mock === null ? await startFromNothing() : await spawnGateway({ yaml: configFor(mock.url), env })
  const ledger = external === null ? openLedger({ dataDir: gateway.dataDir }) : openLedger({ url: external.url })
  const manage = <T>(path: string, body: Readonly<Record<string, unknown>>) => post<T>(gateway, path, body)
  return {
    url: gateway.url,
    masterKey: gateway.masterKey,
    providerUrl: mock === null ? "" : `${mock.url}/v1`,
    ledger,
    manage,
    manageAs: (apiKey, path, body) => post({ url: gateway.url, masterKey: apiKey }, path, body),
    read: (path) => call(gateway, path, { method: "GET" }),
    makeKey: async (fields = {}) => (await manage<{ key: string }>("/key/generate", fields)).key,
    client: (apiKey) => new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey, maxRetries: 0, timeout: 20_000 }),
    async close() {
      await close(gateway, ledger, mock)
      await external?.remove()
    },
  }
}

/** No config and no master key: the gateway makes one and prints it, as on somebody's first start. */
async function startFromNothing(): Promise<SpawnedGateway> {
  const gateway = await spawnGateway({ env: { LITELLM_MASTER_KEY: "" } })
  const printed = () => /the master key (sk-\S+)/.exec(gateway.output())?.[1] ?? ""
  try {
    await expect.poll(printed, "the master key is printed").not.toBe("")
  } catch (e) {
    await gateway.stop()
    throw e
  }
  return { ...gateway, masterKey: printed() }
}

type Asked = Pick<SpawnedGateway, "url" | "masterKey">

function post<T>(gateway: Asked, path: string, body: unknown): Promise<T> {
  return call(gateway, path, { method: "POST", body: JSON.stringify(body) })
}

async function call<T>(gateway: Asked, path: string, init: RequestInit): Promise<T> {
  const answer = await fetch(`${gateway.url}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${gateway.masterKey}`, "content-type": "application/json" },
    signal: AbortSignal.timeout(20_000),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

async function close(gateway: SpawnedGateway, ledger: Ledger, mock: MockProvider | null): Promise<void> {
  await ledger.close()
  await gateway.stop()
  await mock?.close()
  removeDataDir(gateway.dataDir)
}
