import { join } from "node:path"
import { type CatalogTable, openCatalog } from "#lib/catalog/catalog"
import { systemClock } from "#lib/core/clock"
import { sameSecret } from "#lib/core/ids"
import { registerSecret } from "#lib/core/log"
import { type Database, openDatabase } from "#lib/db/open"
import { within } from "#lib/db/within"
import type { Runtime } from "#lib/gateway/runtime"
import type { Caller } from "#lib/identity/caller"
import { LoginLimiter } from "#lib/identity/login-limit"
import { sessionSecretOf } from "#lib/identity/session"
import { ensurePartitions } from "#lib/ledger/partitions"
import { adminContext } from "./admin-context"
import { BackgroundHealth } from "./background-health"
import type { BuildOptions } from "./build-options"
import type { RunningGateway } from "./current"
import { followChanges, followStored } from "./follow-changes"
import { GATEWAY_ACCOUNT, storeGatewayBudget } from "./gateway-budget"
import { LiveRules } from "./live-rules"
import { openBatches } from "./open-batches"
import { CurrentCache } from "./open-cache"
import { openMemory } from "./open-memory"
import { type Batches, makeParts, type Parts } from "./parts"
import { recoverLeftover } from "./recover-leftover"
import { storeRouterBudgets } from "./router-budgets"
import type { Rules } from "./rules"
import { runOwnRequest } from "./run-own-request"
import { openSealer } from "./salt-key"
import { shareCooldowns } from "./share-cooldowns"
import { tellMovedRedis } from "./shared-redis"
import { ssoDoor } from "./sso-door"
import { startUpkeep } from "./start-upkeep"

/** A database that hangs must not keep the process from ending; what is not written waits in the journal. */
const STOP_STEP_MS = 5_000
/** Who changes keys when nobody asks for it. */
const GATEWAY: Caller = { kind: "master", role: "proxy_admin", keyId: "master", key: null }
/** Opens the database, recovers what an earlier process owed, and puts the gateway together. Throws when it cannot run at all. */
export async function buildGateway(options: BuildOptions): Promise<RunningGateway> {
  registerSecret(options.masterKey)
  const catalog = openCatalog(options.catalogFile)
  const db = options.database ?? (await openDatabase(databaseOptions(options)))
  const journalRoot = join(options.dataDir, "journal")
  // Before anything is written: rows that had to be moved to a partition made later would be missed by who reads just then.
  await ensurePartitions(db, (options.clock ?? systemClock).now()).catch((e) =>
    options.log.warn("the request log's partitions could not be made", { error: String(e) }),
  )
  await recoverLeftover(db, journalRoot, options.log)
  const live = await openRules(options, db, catalog)
  const { rules } = live
  const parts = makeParts(options, { db, catalog, live, journalRoot })
  followChanges(parts, live)
  shareCooldowns(parts.router, parts.redis?.bus ?? parts.bus, options.log)
  await storeRouterBudgets(parts, rules)
  await storeGatewayBudget(parts, rules)
  await parts.redis?.first()
  await parts.counters.start()
  parts.flusher.start(rules.flushIntervalMs)
  return running(options, parts, live)
}

function openRules(options: BuildOptions, db: Database, catalog: CatalogTable): Promise<LiveRules> {
  const { env, log, dataDir, loadConfig, masterKey } = options
  const sealer = openSealer({ env, dataDir, externalDatabase: options.databaseUrl !== undefined })
  return LiveRules.open({ db, catalog, env, log, loadConfig, masterKey, sealer }, options.config)
}

function databaseOptions({ databaseUrl, dataDir, log, progress }: BuildOptions) {
  return { ...(databaseUrl === undefined ? {} : { url: databaseUrl }), dataDir, log, progress }
}

function runtimeOf(parts: Parts, rules: Rules): Omit<Runtime, Batches | "cache" | "askOwn" | "memory"> {
  const { estimator, ...data } = parts.data
  const { budgetStatus, tokenType, gatewayBudget, calendar } = rules
  const quota = { counters: parts.counters, clock: data.clock, calendar, budgetStatus, tokenType, estimator }
  const routing = { ...rules.routing, router: { settings: rules.router, state: parts.router } }
  const identity = {
    ...data.identity,
    keyHeader: rules.keyHeader,
    ...(gatewayBudget === null ? {} : { always: [GATEWAY_ACCOUNT] }),
  }
  return { ...data, identity, routing, rules: rules.gateway, quota }
}

function running(options: BuildOptions, parts: Parts, live: LiveRules): RunningGateway {
  const {
    db,
    data: { clock, log },
  } = parts
  const health = new BackgroundHealth(() => data, log)
  const own = openBatches({ db, clock, log, runtime: () => data, settings: () => live.rules.batches })
  const cached = new CurrentCache({ db, clock, log }, live.rules)
  const remembered = openMemory({ db, clock, log, runtime: () => data })
  const rulesInForce = (): Runtime => ({
    ...runtimeOf(parts, live.rules),
    ...own,
    cache: cached.cache,
    askOwn: (request) => runOwnRequest(data, request),
    memory: remembered.under(live.rules.memory),
    lastHealth: () => health.report,
  })
  let data = rulesInForce()
  let accepting = true
  live.onChange({
    async before(rules) {
      await storeRouterBudgets(parts, rules)
      await storeGatewayBudget(parts, rules)
    },
    after(rules) {
      cached.follow(rules)
      tellMovedRedis(log, parts.redis, rules.redis)
      data = rulesInForce()
      if (accepting) health.every(rules.healthIntervalMs)
    },
  })
  health.every(live.rules.healthIntervalMs)
  own.batchEngine.start()
  const stored = followStored(parts, live)
  const admin = (caller: Caller) => adminContext(parts, () => data, { caller, live, ...stored })
  const kept = { retention: () => live.rules.retention, responses: own.responses, runtime: () => data }
  const upkeep = startUpkeep(admin(GATEWAY), kept)
  const secret = sessionSecretOf(options.masterKey)
  return {
    get data() {
      return data
    },
    get accepting() {
      return accepting
    },
    admin,
    login: {
      verifyMasterKey: (candidate) => sameSecret(candidate, options.masterKey),
      sessionSecret: () => secret,
      limiter: new LoginLimiter(parts.data.clock),
      sso: ssoDoor(() => live.rules.sso, admin),
      db: parts.db,
      trustedProxies: options.trustedProxies,
    },
    databaseAnswers: () => parts.db.ping(),
    redisConnected: () => parts.redis?.connected ?? null,
    drain() {
      accepting = false
      parts.news.stop()
      own.batchEngine.drain()
    },
    async stop() {
      accepting = false
      parts.news.stop()
      health.stop()
      await within(own.batchEngine.stop(), STOP_STEP_MS, "the running rows of batches").catch(() => undefined)
      await upkeep.stop(STOP_STEP_MS)
      await within(remembered.stop(), STOP_STEP_MS, "what is to be remembered").catch(() => undefined)
      await within(cached.close(), STOP_STEP_MS, "the response cache").catch(() => undefined)
      await closeParts(parts)
    },
  }
}

/** Writes the last rows, gives back what is leased, then ends every connection. */
async function closeParts(parts: Parts): Promise<void> {
  const flushed = await within(parts.flusher.stop(), STOP_STEP_MS, "the last rows").catch(() => false)
  if (flushed) parts.journal.close()
  parts.facts.stop()
  await parts.counters.stop()
  await parts.data.sender.close()
  await within(parts.redis?.close() ?? Promise.resolve(), STOP_STEP_MS, "Redis").catch(() => undefined)
  await within(parts.bus.close(), STOP_STEP_MS, "the bus").catch(() => undefined)
  await within(parts.db.close(), STOP_STEP_MS, "the database").catch(() => undefined)
}
