import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { type AddressInfo, createServer } from "node:net"

const READY_TRIES = 200

/** A Redis of a test's own. */
export interface RedisServer {
  readonly port: number
  stop(): Promise<void>
}

/** Is a Redis server installed here (`apt install redis-server`)? Tests of it are skipped otherwise. */
export const hasRedis = (): boolean => redisPath() !== null

/** Starts a Redis server that keeps nothing on disk; `port` absent: a free one. */
export async function startRedis(port?: number): Promise<RedisServer> {
  const path = redisPath()
  if (path === null) throw new Error("no redis-server is installed")
  const at = port ?? (await freePort())
  const child = spawn(path, ["--port", String(at), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"], {
    stdio: ["ignore", "pipe", "ignore"],
  })
  await ready(child)
  return {
    port: at,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill("SIGKILL")
      await once(child, "exit")
    },
  }
}

async function ready(child: ChildProcess): Promise<void> {
  let said = ""
  let tries = 0
  for await (const part of child.stdout ?? []) {
    said += String(part)
    if (said.includes("Ready to accept connections") || ++tries > READY_TRIES) break
  }
  if (!said.includes("Ready to accept connections")) throw new Error(`redis-server did not start: ${said.slice(-500)}`)
}

function redisPath(): string | null {
  if (existsSync("/usr/bin/redis-server")) return "/usr/bin/redis-server"
  const { stdout, status } = spawnSync("which", ["redis-server"], { encoding: "utf8" })
  return status === 0 ? stdout.trim() : null
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}
