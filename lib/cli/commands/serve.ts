import { isAbsolute, join, resolve } from "node:path"
import { startDemo } from "#lib/cli/demo"
import { findMasterKey, type MasterKey } from "#lib/cli/master-key"
import { packageRoot, packageVersion } from "#lib/cli/package-root"
import { type Say, sayFindings, sayReady } from "#lib/cli/say"
import { type LoadedConfig, loadConfig } from "#lib/config/load"
import { masterKeyWeakness } from "#lib/config/master-key"
import { type Log, makeLog } from "#lib/core/log"
import { buildGateway } from "#lib/runtime/build"
import { type RunningGateway, setCurrent } from "#lib/runtime/current"
import { type RunningServer, startServer } from "#lib/server/main"

import type { ServeArgs } from "./serve-args"
import { sayServing, serveWorkers, workerNumber } from "./serve-workers"

const GRACE_MS = 30_000
const SAME_WISH_MS = 1_000

/** Starts the gateway and serves until it is told to stop. Resolves with the exit status when it could not start. */
export async function serve(args: ServeArgs, env: NodeJS.ProcessEnv, sayAll: Say): Promise<number> {
  outliveReaders()
  const worker = workerNumber(env)
  if (worker === null && args.numWorkers > 1) return serveWorkers(args, args.numWorkers, sayAll)
  const say: Say = worker === null || worker === 1 ? sayAll : () => undefined
  const log = makeLog(args.level)
  const path = args.config ?? env.CONFIG_FILE_PATH
  const demo = path === undefined ? await startDemo() : null
  const read = async (): Promise<LoadedConfig> =>
    demo?.config ?? loadConfig({ path: path ?? "", env, strict: args.strict })
  const loaded = await read()
  if (sayFindings(loaded.findings, say) > 0) {
    say("The config has errors, so the gateway does not start. `--validate` lists everything.")
    return 1
  }
  const surroundings = { ...env, ...loaded.environment }
  const dataDir = absolute(surroundings.TOLLGATE_DATA_DIR ?? ".tollgate")
  const databaseUrl = loaded.config.general_settings.database_url ?? surroundings.DATABASE_URL
  const master = findMasterKey({
    configured: loaded.config.general_settings.master_key,
    env: surroundings,
    dataDir,
    externalDatabase: databaseUrl !== undefined,
  })
  if (!acceptable(master, args.strict, say)) return 1
  const gateway = await buildGateway({
    config: loaded,
    loadConfig: read,
    masterKey: master.key,
    databaseUrl,
    dataDir,
    catalogFile: join(packageRoot(), "lib", "catalog", "models.json"),
    env: surroundings,
    log,
    progress: say,
    trustedProxies: Number(surroundings.TOLLGATE_TRUSTED_PROXIES ?? 0) || 0,
  })
  setCurrent(gateway)
  const server = await startServer({
    gateway,
    host: args.host,
    port: args.port,
    root: packageRoot(),
    dev: args.dev,
    log,
    apiThroughNext: surroundings.TOLLGATE_API_THROUGH_NEXT === "1",
  }).catch(async (e: unknown) => {
    await gateway.stop()
    throw portTaken(e, args.port)
  })
  survive(log)
  untilTold(gateway, server, { say, stopDemo: () => demo?.provider.close() })
  const lines: string[] = []
  sayReady({
    say: (line) => lines.push(line),
    master,
    host: args.host,
    port: server.port,
    demo: demo !== null,
    models: gateway.data.routing.groups.names,
    version: packageVersion(),
  })
  sayServing(lines, say)
  return new Promise(() => undefined)
}

function absolute(dir: string): string {
  return isAbsolute(dir) ? dir : resolve(process.cwd(), dir)
}

function acceptable(master: MasterKey, strict: boolean, say: Say): boolean {
  const weak = masterKeyWeakness(master.key)
  if (weak === null) return true
  say("")
  say(`WARNING: the master key is weak, ${weak}. Whoever guesses it owns every provider key and every budget.`)
  say(
    "         Set LITELLM_MASTER_KEY (or general_settings.master_key) to a long random value, e.g. sk- and 32 characters.",
  )
  say("")
  if (strict) say("With --strict the gateway does not start with a weak master key.")
  return !strict
}

function portTaken(e: unknown, port: number): unknown {
  if ((e as { code?: string }).code !== "EADDRINUSE") return e
  return new Error(
    `Port ${port} is in use, perhaps by another Tollgate. Choose another with --port, e.g. --port ${port + 1}.`,
  )
}

/**
 * Whoever read the output may be gone before the gateway: a terminal, `| head`, a collector of logs. What is written then is lost;
 * without a listener each line would be an uncaught error, which is logged, which is a line.
 */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined)
}

/**
 * A database that dies in the middle of an answer can make its driver throw where nobody listens (postgres.js does so from its
 * socket's handlers). That must not take running requests along: it is logged, whole, and the gateway goes on.
 */
function survive(log: Log): void {
  const note = (e: unknown) =>
    log.error("an error nobody handled; the gateway goes on", {
      error: String(e),
      stack: e instanceof Error ? e.stack : undefined,
    })
  process.on("uncaughtException", note)
  process.on("unhandledRejection", note)
}

/** SIGHUP reloads the config; SIGINT and SIGTERM end the process in order, a second one at once. */
function untilTold(
  gateway: RunningGateway,
  server: RunningServer,
  { say, stopDemo }: { say: Say; stopDemo: () => unknown },
): void {
  process.on("SIGHUP", () => {
    const context = gateway.admin({ kind: "master", role: "proxy_admin", keyId: "master", key: null })
    context.reloadConfig().then(
      (report) => {
        for (const f of report.findings) say(`${f.severity}: ${f.where} ${f.message}`)
        say(
          report.ok
            ? `The config was reloaded: ${report.models} models.`
            : "The new config has errors; the old one goes on.",
        )
      },
      (e: unknown) => say(`The config could not be reloaded: ${String(e)}. The old one goes on.`),
    )
  })
  let stoppingSince: number | null = null
  const stop = async () => {
    // npm passes Ctrl-C on although the terminal has sent it already: the second of a pair is not a second wish.
    if (stoppingSince !== null && performance.now() - stoppingSince > SAME_WISH_MS) process.exit(1)
    if (stoppingSince !== null) return
    stoppingSince = performance.now()
    if (workerNumber(process.env) === null) say("Stopping: running requests are finished, spend is written.")
    gateway.drain()
    await server.close(GRACE_MS)
    await gateway.stop()
    await stopDemo()
    process.exit(0)
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop())
}
