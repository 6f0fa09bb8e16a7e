import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { prepareBinaries } from "#lib/db/postgres-binaries"
import { serverEnvironment } from "#lib/db/postmaster"
import { chooseRunAs, spawnIds } from "#lib/db/run-as"

/** A Postgres server of our own that a gateway sees as somebody else's: over TCP, with a password. */
export interface ExternalPostgres {
  readonly url: string
  /** Where its files are. */
  readonly data: string
  start(): Promise<void>
  /** As a crash: connections are cut, nothing is written down. */
  crash(): Promise<void>
  /** Stops it for good and removes its files. */
  remove(): Promise<void>
}

/** Makes its cluster and starts it. */
export async function externalPostgres(password: string): Promise<ExternalPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "tollgate-external-"))
  const data = join(folder, "data")
  const runAs = chooseRunAs(folder, data)
  const ids = spawnIds(runAs)
  chmodSync(folder, 0o755)
  mkdirSync(data)
  const secret = join(folder, "password")
  writeFileSync(secret, password)
  for (const path of [folder, data, secret]) if (runAs !== undefined) chownSync(path, runAs.uid, runAs.gid)
  const binaries = prepareBinaries(folder, runAs)
  const env = serverEnvironment(binaries)
  const port = await freePort()
  const made = ["-D", data, "-U", "gate", "-A", "scram-sha-256", "--pwfile", secret, "-N", "-E", "UTF8", "--locale=C"]
  execFileSync(binaries.initdb, made, { ...ids, env, cwd: folder, stdio: "ignore" })
  const settings = [`port=${port}`, "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"]
  let child: ChildProcess | null = null
  const start = async () => {
    child = spawn(binaries.postgres, ["-D", data, ...settings.flatMap((each) => ["-c", each])], {
      ...ids,
      env,
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
    })
    await ready(child)
  }
  const end = async (signal: NodeJS.Signals) => {
    const ending = child
    if (ending === null) return
    child = null
    const gone = new Promise((resolve) => ending.once("exit", resolve))
    ending.kill(signal)
    await gone
  }
  await start()
  return {
    url: `postgres://gate:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    data,
    start,
    crash: () => end("SIGQUIT"),
    async remove() {
      await end("SIGINT")
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ""
    child.stderr?.on("data", (bytes: Buffer) => {
      said += bytes.toString()
      if (said.includes("ready to accept connections")) resolve()
    })
    child.once("exit", () => reject(new Error(`Postgres ended: ${said.slice(-500)}`)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
    })
  })
}
