import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** A built gateway in a process of its own, as `npm start` runs it. */
export interface SpawnedGateway {
  readonly url: string
  readonly port: number
  readonly masterKey: string
  readonly dataDir: string
  readonly pid: number
  /** Everything it wrote so far. */
  output(): string
  /** Nobody reads what it writes any more. */
  stopReading(): void
  /** Replaces its config file; it takes effect at the next reload. */
  configure(yaml: string): void
  signal(name: NodeJS.Signals): void
  /** Ends it in order and resolves with its exit status; the data directory stays. */
  stop(): Promise<number | null>
  /** kill -9; resolves when it is gone. Its database goes on, as after a real crash. */
  kill(): Promise<void>
}

export interface SpawnGatewayOptions {
  /** Absent: no config, the demo model. */
  readonly yaml?: string
  /** Absent: a fresh one. Pass an earlier gateway's to start again on its data. */
  readonly dataDir?: string
  readonly env?: Readonly<Record<string, string>>
  readonly masterKey?: string
  readonly args?: readonly string[]
}

const PROGRAM = fileURLToPath(new URL("../../dist/cli.js", import.meta.url))
const START_TIMEOUT_MS = 60_000

/** A fresh data directory; `removeDataDir` when done. */
export function newDataDir(): string {
  return mkdtempSync(join(tmpdir(), "tollgate-e2e-"))
}

export function removeDataDir(dir: string): void {
  rmSync(dir, { recursive: true, force: true })
}

/** Starts the built gateway on a free port; rejects with its output when it does not come up. */
export async function spawnGateway(options: SpawnGatewayOptions = {}): Promise<SpawnedGateway> {
  const dataDir = options.dataDir ?? newDataDir()
  const masterKey = options.masterKey ?? "sk-master-of-the-spawned-gateway"
  const config = join(dataDir, "config.yaml")
  if (options.yaml !== undefined) writeFileSync(config, options.yaml)
  const named = options.yaml === undefined ? [] : ["--config", config]
  const args = [PROGRAM, ...named, "--port", "0", "--host", "127.0.0.1", ...(options.args ?? [])]
  const { DATABASE_URL: _database, ...inherited } = process.env
  const env: NodeJS.ProcessEnv = {
    ...inherited,
    NODE_ENV: "production",
    TOLLGATE_DATA_DIR: dataDir,
    LITELLM_MASTER_KEY: masterKey,
    ...options.env,
  }
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] })
  let written = ""
  child.stdout.on("data", (bytes: Buffer) => (written += bytes.toString()))
  child.stderr.on("data", (bytes: Buffer) => (written += bytes.toString()))
  const port = await listening(child, () => written)
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    masterKey,
    dataDir,
    pid: child.pid ?? 0,
    output: () => written,
    stopReading() {
      child.stdout.destroy()
      child.stderr.destroy()
    },
    configure: (yaml) => writeFileSync(config, yaml),
    signal: (name) => void child.kill(name),
    stop: () => ended(child, "SIGTERM"),
    async kill() {
      await ended(child, "SIGKILL")
    },
  }
}

function listening(child: ChildProcess, output: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail("it did not come up in time"), START_TIMEOUT_MS)
    const fail = (why: string) => {
      clearTimeout(timer)
      reject(new Error(`the gateway did not start: ${why}\n${output()}`))
    }
    child.stdout?.on("data", () => {
      const found = /API +http:\/\/[^:]+:(\d+)\/v1/.exec(output())
      if (!found) return
      clearTimeout(timer)
      resolve(Number(found[1]))
    })
    child.once("exit", (code) => fail(`it ended with ${code}`))
  })
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code))
    child.kill(signal)
  })
}
