import { spawn } from "node:child_process"
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from "node:fs"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { basename, dirname, join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import type { Binaries } from "./postgres-binaries"
import { identityOf, isPostgresIn } from "./process-identity"
import { changeOwner, type RunAs, reaches, spawnIds } from "./run-as"

const PORT = 5432
/** A Unix socket's path may have 107 bytes on Linux and 103 on macOS. */
const MAX_SOCKET_PATH_BYTES = 103
const TEMP_PREFIX = "tollgate-"
const MAX_LOG_BYTES = 10_000_000
const FAST_STOP_MS = 15_000

/** A server as its postmaster.pid tells of it. */
export interface Postmaster {
  readonly pid: number
  readonly socketPath: string
  /** starting, ready, stopping … */
  readonly status: string
}

export interface ServerFiles {
  /** The cluster's real path. */
  readonly cluster: string
  readonly logFile: string
  readonly binaries: Binaries
  readonly runAs: RunAs | undefined
  /** False only for tests: a power cut may lose data. */
  readonly durable: boolean
}

/** What postmaster.pid says; null when there is none, or one that is only half written. */
export function readPostmaster(cluster: string): Postmaster | null {
  try {
    const lines = readFileSync(join(cluster, "postmaster.pid"), "utf8")
      .split("\n")
      .map((line) => line.trim())
    const [pid = "", , , port = "", socketDir = "", , , status = "starting"] = lines
    if (!/^\d+$/.test(pid) || socketDir === "") return null
    return { pid: Number(pid), socketPath: join(socketDir, `.s.PGSQL.${port}`), status: status || "starting" }
  } catch {
    return null
  }
}

/** Does something accept connections on this socket? */
export function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath)
    const done = (result: boolean) => {
      socket.destroy()
      resolve(result)
    }
    socket.setTimeout(1_000, () => done(false))
    socket.once("connect", () => done(true))
    socket.once("error", () => done(false))
  })
}

/** Few connections, few megabytes, no network. What is not here is Postgres's default; fsync stays on. */
function settings(socketDir: string, durable: boolean): string[] {
  const values: Record<string, string | number> = {
    listen_addresses: "",
    port: PORT,
    unix_socket_directories: socketDir,
    unix_socket_permissions: "0700",
    max_connections: durable ? 100 : 300,
    shared_buffers: "32MB",
    max_wal_size: "256MB",
    wal_level: "minimal",
    max_wal_senders: 0,
    max_logical_replication_workers: 0,
    max_worker_processes: 2,
    io_method: "sync",
    huge_pages: "off",
    jit: "off",
    fsync: durable ? "on" : "off",
    full_page_writes: durable ? "on" : "off",
    timezone: "UTC",
    log_timezone: "UTC",
  }
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`])
}

/** The server sees none of our environment: it holds provider keys. */
export function serverEnvironment({ root }: Binaries): NodeJS.ProcessEnv {
  return { PATH: "/usr/bin:/bin", LC_ALL: "C", LD_LIBRARY_PATH: join(root, "lib") } as Record<
    string,
    string
  > as NodeJS.ProcessEnv
}

/**
 * Starts the server, detached so that Ctrl-C in the terminal leaves it alone, and waits until it is ready (which after a
 * crash includes the recovery). Null when another server works on this cluster, or the last one is not gone yet.
 */
export async function startServer(files: ServerFiles, timeoutMs: number): Promise<Postmaster | null> {
  const { cluster, logFile, binaries, runAs } = files
  const socketDir = socketDirectory(cluster, runAs)
  const out = openLog(logFile)
  const logStart = statSync(logFile).size
  const child = spawn(binaries.postgres, ["-D", cluster, ...settings(socketDir, files.durable)], {
    cwd: cluster,
    env: serverEnvironment(binaries),
    detached: true,
    stdio: ["ignore", out, out],
    ...spawnIds(runAs),
  })
  closeSync(out)
  const ended: { why?: string } = {}
  child.once("error", (e) => {
    ended.why = e.message
  })
  child.once("exit", (code, signal) => {
    ended.why = `it ended with ${signal ?? `status ${code}`}`
  })
  for (const until = Date.now() + timeoutMs; ended.why === undefined; await sleep(4)) {
    const now = readPostmaster(cluster)
    if (now?.pid === child.pid && now?.status === "ready") {
      child.unref()
      return now
    }
    if (Date.now() > until) {
      child.kill("SIGINT")
      ended.why = `it was not ready after ${timeoutMs / 1000} s`
    }
  }
  removeTempSocket(socketDir)
  const said = readFileSync(logFile).subarray(logStart).toString().trim()
  // Another server was faster, or the sessions of a killed one are still ending: worth another look.
  if (/lock file "postmaster.pid" already exists|pre-existing shared memory block/.test(said)) return null
  throw new Error(`The embedded Postgres did not start: ${ended.why}. ${said.slice(-600)}`)
}

function openLog(logFile: string): number {
  if (existsSync(logFile) && statSync(logFile).size > MAX_LOG_BYTES) truncateSync(logFile)
  return openSync(logFile, "a", 0o600)
}

/** The cluster itself, which only its owner can enter; a path too long for a socket gets a private directory elsewhere. */
function socketDirectory(cluster: string, runAs: RunAs | undefined): string {
  if (Buffer.byteLength(join(cluster, `.s.PGSQL.${PORT}`)) <= MAX_SOCKET_PATH_BYTES) return cluster
  const parent =
    [tmpdir(), "/tmp"].find((dir) => Buffer.byteLength(dir) < 70 && existsSync(dir) && reaches(dir, runAs)) ?? "/tmp"
  const made = mkdtempSync(join(parent, TEMP_PREFIX))
  changeOwner(made, runAs)
  return made
}

function removeTempSocket(socketDir: string): void {
  if (basename(socketDir).startsWith(TEMP_PREFIX) && !existsSync(join(socketDir, "PG_VERSION")))
    rmSync(socketDir, { recursive: true, force: true })
}

/** Fast shutdown: sessions are cut, everything is written. Harder after 15 s, which loses nothing that was committed. */
export async function stopServer(cluster: string): Promise<void> {
  const server = readPostmaster(cluster)
  if (server === null || !isPostgresIn(server.pid, cluster)) return
  const before = identityOf(server.pid)
  for (const [signal, waitMs] of [
    ["SIGINT", FAST_STOP_MS],
    ["SIGQUIT", 5_000],
  ] as const) {
    signalServer(server.pid, signal)
    for (const until = Date.now() + waitMs; Date.now() < until; await sleep(5))
      if (identityOf(server.pid) !== before) {
        removeTempSocket(dirname(server.socketPath))
        return
      }
  }
}

/** Asks the server to stop and does not wait: for a process that is exiting. */
export function stopServerNow(cluster: string): void {
  const server = readPostmaster(cluster)
  if (server !== null && isPostgresIn(server.pid, cluster)) signalServer(server.pid, "SIGINT")
}

function signalServer(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended meanwhile.
  }
}

/**
 * Clears what a server that is gone left behind. Postgres does this itself unless its process id now belongs to another
 * program of the same user; the pid file is moved and looked at again first, for it may by now be a new server's.
 */
export function removeLeftovers(cluster: string, gone: Postmaster): void {
  const path = join(cluster, "postmaster.pid")
  const aside = join(cluster, `postmaster.stale.${process.pid}`)
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (Number.parseInt(readFileSync(aside, "utf8"), 10) !== gone.pid) {
    renameSync(aside, path)
    return
  }
  for (const left of [aside, gone.socketPath, `${gone.socketPath}.lock`]) rmSync(left, { force: true })
  removeTempSocket(dirname(gone.socketPath))
}
