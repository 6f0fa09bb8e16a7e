import { spawn } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"
import type { MockStats, RecordedRequest } from "./recorder"

/** The mock provider in a process of its own, for tests that kill or measure what talks to it. */
export interface SpawnedMockProvider {
  readonly url: string
  stats(): Promise<MockStats>
  requests(): Promise<RecordedRequest[]>
  reset(): Promise<void>
  /** Ends the process; resolves when it is gone. */
  close(): Promise<void>
}

/** Starts it on a port (0 or absent: a free one). Rejects when it exits before it listens, or within `timeoutMs` does not. */
export async function spawnMockProvider(
  options: { port?: number; timeoutMs?: number } = {},
): Promise<SpawnedMockProvider> {
  const folder = await mkdtemp(path.join(tmpdir(), "tollgate-mock-"))
  const outfile = path.join(folder, "mock.mjs")
  const entry = fileURLToPath(new URL("./main.ts", import.meta.url))
  // Packages that are CommonJS ask for Node's own modules by require.
  const banner = { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' }
  const bundled = { bundle: true, platform: "node", format: "esm", banner, logLevel: "error" } as const
  await build({ entryPoints: [entry], outfile, ...bundled })
  const child = spawn(process.execPath, [outfile, "--stats", "--port", String(options.port ?? 0)], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  const close = async () => {
    child.kill("SIGTERM")
    await gone
    await rm(folder, { recursive: true, force: true })
  }
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error("the mock provider did not start in time")),
      options.timeoutMs ?? 10_000,
    )
    child.stdout.on("data", (bytes: Buffer) => {
      const found = /http:\S+/.exec(bytes.toString())
      if (!found) return
      clearTimeout(timer)
      resolve(found[0])
    })
    child.once("exit", (code) => {
      clearTimeout(timer)
      reject(new Error(`the mock provider exited with ${code}`))
    })
  }).catch(async (error: unknown) => {
    await close()
    throw error
  })
  const ask = async (route: string, method = "GET") =>
    (await fetch(`${url}/__mock/${route}`, { method, signal: AbortSignal.timeout(5_000) })).json()
  return {
    url,
    stats: async () => (await ask("stats")) as MockStats,
    requests: async () => (await ask("requests")) as RecordedRequest[],
    reset: async () => void (await ask("reset", "POST")),
    close,
  }
}
