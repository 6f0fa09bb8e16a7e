import { spawn } from "node:child_process"
import { existsSync, readFileSync, realpathSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import type { Log } from "#lib/core/log"
import { type ClusterPlace, createCluster, prepareClusterPlace } from "./cluster-place"
import { registerUser, withLock } from "./data-dir-lock"
import { type Binaries, prepareBinaries } from "./postgres-binaries"
import {
  answers,
  type Postmaster,
  readPostmaster,
  removeLeftovers,
  type ServerFiles,
  serverEnvironment,
  startServer,
  stopServer,
  stopServerNow,
} from "./postmaster"
import { isPostgresIn } from "./process-identity"
import { spawnIds } from "./run-as"

const USER = "tollgate"
const DATABASE = "postgres"
const INITDB_TIMEOUT_MS = 120_000
/** A recovery after a crash reads at most max_wal_size, but disks may be slow. */
const START_TIMEOUT_MS = 120_000
const UNREACHABLE_MS = 3_000

export interface EmbeddedOptions {
  readonly dataDir: string
  readonly log: Log
  readonly progress: (message: string) => void
  /** False only for tests: a power cut may lose data, nothing else may. */
  readonly durable?: boolean
}

/** Our own server, in use by this process until `leave`. */
export interface EmbeddedServer {
  readonly pid: number
  readonly socketPath: string
  readonly user: string
  readonly database: string
  readonly description: string
  /** It was running already: a gateway before us was killed, or another one uses it. */
  readonly adopted: boolean
  /** This process needs the server no more; the last one stops it, unless told to keep it running. */
  leave(options?: { keepRunning?: boolean }): Promise<void>
  /** The same from a process's exit handler, which cannot wait. */
  leaveNow(): void
}

/**
 * Starts the Postgres of this data directory, or adopts the one that runs there; the first time creates its cluster. Throws
 * an Error that says what to do when that is impossible.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = prepareClusterPlace(options.dataDir)
  const withdraw = registerUser(place.dataDir)
  try {
    const server = await withLock(place.dataDir, () => startOrAdopt(place, options))
    options.log.debug("embedded Postgres is up", { pid: server.pid, adopted: server.adopted })
    return {
      ...server,
      user: USER,
      database: DATABASE,
      description: `embedded Postgres in ${place.dataDir}`,
      leave: ({ keepRunning = false } = {}) =>
        withLock(place.dataDir, async () => {
          if (!withdraw().othersRemain && !keepRunning) await stopServer(realpathSync(place.cluster))
        }),
      leaveNow() {
        if (!withdraw().othersRemain) stopServerNow(realpathSync(place.cluster))
      },
    }
  } catch (e) {
    withdraw()
    throw e
  }
}

interface Running {
  readonly pid: number
  readonly socketPath: string
  readonly adopted: boolean
}

async function startOrAdopt(place: ClusterPlace, options: EmbeddedOptions): Promise<Running> {
  for (let round = 0; round < 5; round++) {
    if (existsSync(place.cluster)) {
      const running = await adopt(realpathSync(place.cluster), options.progress)
      if (running !== null) return { ...running, adopted: true }
    }
    const started = await start(place, options)
    if (started !== null) return { ...started, adopted: false }
    await sleep(100 * (round + 1))
  }
  throw new Error(`Two servers want the database in ${place.dataDir}, and neither answers. Its postgres.log says more.`)
}

async function start(place: ClusterPlace, { progress, durable = true }: EmbeddedOptions): Promise<Postmaster | null> {
  const binaries = prepareBinaries(place.home, place.runAs)
  if (!existsSync(place.cluster)) {
    progress(`creating the database in ${place.dataDir} (about 1 s, once) …`)
    await createCluster(place, (folder) => initdb(folder, binaries, place))
  }
  const cluster = realpathSync(place.cluster)
  refuseOtherVersion(cluster, binaries)
  const files: ServerFiles = {
    cluster,
    binaries,
    logFile: join(place.dataDir, "postgres.log"),
    runAs: place.runAs,
    durable,
  }
  return startServer(files, START_TIMEOUT_MS)
}

/** The server that runs on this cluster, once it is ready; null when none does, and what a dead one left is gone. */
async function adopt(cluster: string, progress: (message: string) => void): Promise<Postmaster | null> {
  const since = Date.now()
  let told = false
  for (; Date.now() - since < START_TIMEOUT_MS; await sleep(20)) {
    const server = readPostmaster(cluster)
    if (server === null) return null
    // Looked at first: the sessions of a killed server hold its socket open for a moment, and would seem to answer.
    if (!isPostgresIn(server.pid, cluster)) {
      removeLeftovers(cluster, server)
      return null
    }
    const reachable = await answers(server.socketPath)
    if (reachable && server.status === "ready") return server
    if (!reachable && server.status === "ready" && Date.now() - since > UNREACHABLE_MS) await stopServer(cluster)
    if (!told && Date.now() - since > 1_000) {
      told = true
      progress(`waiting for the database server (${server.status}) …`)
    }
  }
  throw new Error(
    `The Postgres server on ${cluster} does not answer. Its process id is in ${join(cluster, "postmaster.pid")}.`,
  )
}

/** Makes an empty cluster. Whoever can enter its directory (its owner, and root) may log in: the socket is inside. */
async function initdb(folder: string, binaries: Binaries, { runAs }: ClusterPlace): Promise<void> {
  const args = ["-D", folder, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-instructions"]
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
  const child = spawn(binaries.initdb, [...args, ...locale], {
    cwd: folder,
    env: serverEnvironment(binaries),
    stdio: ["ignore", "ignore", "pipe"],
    timeout: INITDB_TIMEOUT_MS,
    ...spawnIds(runAs),
  })
  const said: Buffer[] = []
  child.stderr.on("data", (bytes: Buffer) => said.push(bytes))
  const why = await new Promise<string | null>((resolve) => {
    child.once("error", (e) => resolve(e.message))
    child.once("close", (code, signal) => resolve(code === 0 ? null : `it ended with ${signal ?? `status ${code}`}`))
  })
  if (why === null) return
  throw new Error(
    `The embedded database could not be created: ${why}. ${Buffer.concat(said).toString().trim().slice(-600)}`,
  )
}

function refuseOtherVersion(cluster: string, { root }: Binaries): void {
  const has = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim()
  const sample = readFileSync(join(root, "share", "postgresql", "postgres.bki"), "utf8").slice(0, 40)
  const ours = /^# PostgreSQL (\d+)/.exec(sample)?.[1]
  if (ours === undefined || has === ours) return
  throw new Error(
    `The database in ${cluster} was made by Postgres ${has}, and this release brings Postgres ${ours}. Start the release that made it, export the data with pg_dump and import it here, or set TOLLGATE_DATA_DIR to begin anew.`,
  )
}
