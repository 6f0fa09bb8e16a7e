import { join } from "node:path"
import type { AdminContext, ModelStore } from "#lib/admin/context"
import { type CatalogTable, openCatalog } from "#lib/catalog/catalog"
import type { LoadedConfig } from "#lib/config/load"
import { type Clock, systemClock } from "#lib/core/clock"
import { sameSecret, sha256Hex } from "#lib/core/ids"
import { type Log, registerSecret } from "#lib/core/log"
import { type Database, openDatabase } from "#lib/db/open"
import { within } from "#lib/db/within"
import type { Runtime } from "#lib/gateway/runtime"
import { type Account, readAccountByName } from "#lib/identity/account"
import type { Caller, KeyRecord } from "#lib/identity/caller"
import { belongsTo } from "#lib/identity/charged-accounts"
import { readKey } from "#lib/identity/key-record"
import { LoginLimiter } from "#lib/identity/login-limit"
import { RecordCache } from "#lib/identity/record-cache"
import { sessionSecretOf } from "#lib/identity/session"
import { Flusher } from "#lib/ledger/flusher"
import { Journal } from "#lib/ledger/journal"
import { ensurePartitions } from "#lib/ledger/partitions"
import { journalName } from "#lib/ledger/recover"
import { openSender } from "#lib/providers/send"
import { Estimator } from "#lib/quota/estimate"
import { currentWindow } from "#lib/quota/limits"
import { RouterState } from "#lib/router/router-state"
import { deploymentView } from "#lib/router/view"
import type { Bus } from "#lib/store/bus"
import type { LeasedCounters } from "#lib/store/leased/counters"
import { budgetCounter } from "#lib/store/leases"
import { MemoryCounters } from "#lib/store/memory/counters"
import { openPostgresBus } from "#lib/store/postgres/bus"
import { BackgroundHealth } from "./background-health"
import { readBudgetSpend } from "./budget-spend"
import type { RunningGateway } from "./current"
import { GATEWAY_ACCOUNT, storeGatewayBudget } from "./gateway-budget"
import { KeyUpkeep } from "./key-upkeep"
import { knownPrice } from "./known-price"
import { LedgerUpkeep } from "./ledger-upkeep"
import { LiveRules } from "./live-rules"
import { LogUpkeep } from "./log-upkeep"
import { deploymentOf, testDeployment } from "./model-test"
import { openBatches } from "./open-batches"
import { openCounters } from "./open-counters"
import { recoverLeftover } from "./recover-leftover"
import { rowPrice } from "./row-price"
import type { Rules } from "./rules"
import { openSealer } from "./salt-key"
import { shareCooldowns } from "./share-cooldowns"

export interface BuildOptions {
  readonly config: LoadedConfig
  /** Reads the configuration anew; its findings decide whether it replaces the running one. */
  readonly loadConfig: () => Promise<LoadedConfig>
  readonly masterKey: string
  readonly databaseUrl: string | undefined
  /** An open database to use instead of opening one; it is closed with the gateway. */
  readonly database?: Database
  readonly dataDir: string
  readonly catalogFile: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly log: Log
  readonly progress: (message: string) => void
  readonly trustedProxies: number
  readonly clock?: Clock
  readonly random?: () => number
  /** How long a request waits for a budget's rest that requests in flight hold; default 5000. */
  readonly holdWaitMs?: number | undefined
}

/** The long-lived parts of a process: they survive every reload. */
interface Parts {
  readonly db: Database
  readonly bus: Bus
  readonly catalog: CatalogTable
  readonly keys: RecordCache<KeyRecord>
  /** Customers and tags by `kind:id`. */
  readonly accounts: RecordCache<Account>
  /** Limits of keys and accounts, which all processes share. */
  readonly counters: LeasedCounters
  readonly router: RouterState
  readonly journal: Journal
  readonly flusher: Flusher
  readonly data: Omit<Runtime, "routing" | "rules" | "quota" | Batches> & { readonly estimator: Estimator }
}

type Batches = "files" | "batches" | "batchEngine"

/** A database that hangs must not keep the process from ending; what is not written waits in the journal. */
const STOP_STEP_MS = 5_000
/** Who changes keys when nobody asks for it. */
const GATEWAY: Caller = { kind: "master", role: "proxy_admin", keyId: "master", key: null }
const KEY_TOPIC = "key"
const ACCOUNT_TOPIC = "account"
const MODELS_TOPIC = "models"
/** The other processes read their own configuration again. */
const CONFIG_TOPIC = "config"

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
  parts.bus.subscribe(KEY_TOPIC, (token) => forgetKey(parts, token))
  parts.bus.subscribe(ACCOUNT_TOPIC, (name) => forgetAccount(parts, name))
  parts.bus.subscribe(CONFIG_TOPIC, (from) => {
    if (from !== parts.counters.process)
      live.reload().catch((e) => options.log.error("the config could not be reloaded", { error: String(e) }))
  })
  shareCooldowns(parts.router, parts.bus, options.log)
  await readBudgetSpend(parts.router, db, rules)
  await storeGatewayBudget(parts, rules.gatewayBudget)
  await parts.counters.start()
  parts.flusher.start(rules.flushIntervalMs)
  return running(options, parts, live)
}

function openRules(options: BuildOptions, db: Database, catalog: CatalogTable): Promise<LiveRules> {
  const { env, log, dataDir, loadConfig } = options
  const sealer = openSealer({ env, dataDir, externalDatabase: options.databaseUrl !== undefined })
  return LiveRules.open({ db, catalog, env, log, loadConfig, sealer }, options.config)
}

function databaseOptions({ databaseUrl, dataDir, log, progress }: BuildOptions) {
  return { ...(databaseUrl === undefined ? {} : { url: databaseUrl }), dataDir, log, progress }
}

interface PartsInput {
  readonly db: Database
  readonly catalog: CatalogTable
  readonly live: LiveRules
  readonly journalRoot: string
}

function makeParts(options: BuildOptions, { db, catalog, live, journalRoot }: PartsInput): Parts {
  const { rules } = live
  const clock = options.clock ?? systemClock
  const kept = { clock, ttlMs: rules.keyCacheTtlMs, missTtlMs: 5_000, max: 100_000, readTimeoutMs: 900 }
  const keys = new RecordCache<KeyRecord>({
    ...kept,
    what: "This key",
    read: (hash) => readKey(db, hash),
    nameOf: (key) => key.token,
  })
  const accounts = new RecordCache<Account>({
    ...kept,
    what: "The budget of this customer or tag",
    read: (name) => readAccountByName(db, name),
  })
  const onGap = () => {
    doubt(keys, accounts)
    readAgain(live, options.log)
  }
  const journal = new Journal(join(journalRoot, journalName()), options.log)
  const bus = openPostgresBus(db, options.log, { onGap })
  const counters = openCounters({
    clock,
    db,
    bus,
    log: options.log,
    rules: () => live.rules,
    holdWaitMs: options.holdWaitMs,
  })
  return {
    db,
    bus,
    catalog,
    keys,
    accounts,
    counters,
    router: new RouterState({ clock, counters: new MemoryCounters(clock), ...rules.samples }),
    journal,
    flusher: new Flusher({ journal, db, log: options.log, leases: counters }),
    data: {
      clock,
      log: options.log,
      random: options.random ?? Math.random,
      identity: { keys, accounts, clock, masterHash: sha256Hex(options.masterKey) },
      journal,
      sender: openSender(),
      estimator: new Estimator(),
    },
  }
}

function runtimeOf(parts: Parts, rules: Rules): Omit<Runtime, Batches> {
  const { estimator, ...data } = parts.data
  const { budgetStatus, tokenType, gatewayBudget } = rules
  const quota = { counters: parts.counters, clock: data.clock, budgetStatus, tokenType, estimator }
  const routing = { ...rules.routing, router: { settings: rules.router, state: parts.router } }
  const identity = gatewayBudget === null ? data.identity : { ...data.identity, always: [GATEWAY_ACCOUNT] }
  return { ...data, identity, routing, rules: rules.gateway, quota }
}

function running(options: BuildOptions, parts: Parts, live: LiveRules): RunningGateway {
  const { log } = parts.data
  const health = new BackgroundHealth(() => data, log)
  const {
    db,
    data: { clock },
  } = parts
  const own = openBatches({ db, clock, log, runtime: () => data, settings: () => live.rules.batches })
  const rulesInForce = (): Runtime => ({ ...runtimeOf(parts, live.rules), ...own, lastHealth: () => health.report })
  let data = rulesInForce()
  let accepting = true
  live.onChange({
    async before(rules) {
      await readBudgetSpend(parts.router, parts.db, rules)
      await storeGatewayBudget(parts, rules.gatewayBudget)
    },
    after(rules) {
      data = rulesInForce()
      if (accepting) health.every(rules.healthIntervalMs)
    },
  })
  health.every(live.rules.healthIntervalMs)
  const upkeep = new LogUpkeep({ db: parts.db, clock: parts.data.clock, log, retention: () => live.rules.retention })
  upkeep.start()
  own.batchEngine.start()
  const models = followStoredModels(parts, live)
  const itself = adminContext(parts, () => data, { caller: GATEWAY, live, models })
  const { keyChanged } = itself
  const keyUpkeep = new KeyUpkeep({ db, clock, log, models, keyChanged })
  keyUpkeep.start()
  const ledgerUpkeep = new LedgerUpkeep(itself)
  ledgerUpkeep.start()
  const secret = sessionSecretOf(options.masterKey)
  return {
    get data() {
      return data
    },
    get accepting() {
      return accepting
    },
    admin: (caller) => adminContext(parts, () => data, { caller, live, models }),
    login: {
      verifyMasterKey: (candidate) => sameSecret(candidate, options.masterKey),
      sessionSecret: () => secret,
      limiter: new LoginLimiter(parts.data.clock),
      db: parts.db,
      trustedProxies: options.trustedProxies,
    },
    databaseAnswers: () => parts.db.ping(),
    drain() {
      accepting = false
      own.batchEngine.drain()
    },
    async stop() {
      accepting = false
      health.stop()
      await within(own.batchEngine.stop(), STOP_STEP_MS, "the running rows of batches").catch(() => undefined)
      await within(upkeep.stop(), STOP_STEP_MS, "the log's upkeep").catch(() => undefined)
      await within(ledgerUpkeep.stop(), STOP_STEP_MS, "the ledger's upkeep").catch(() => undefined)
      await within(keyUpkeep.stop(), STOP_STEP_MS, "the keys' upkeep").catch(() => undefined)
      const flushed = await within(parts.flusher.stop(), STOP_STEP_MS, "the last rows").catch(() => false)
      if (flushed) parts.journal.close()
      await parts.counters.stop()
      await parts.data.sender.close()
      await within(parts.bus.close(), STOP_STEP_MS, "the bus").catch(() => undefined)
      await within(parts.db.close(), STOP_STEP_MS, "the database").catch(() => undefined)
    },
  }
}

function adminContext(
  parts: Parts,
  data: () => Runtime,
  { caller, live, models }: { caller: Caller; live: LiveRules; models: ModelStore },
): AdminContext {
  const { clock, log } = parts.data
  return {
    db: parts.db,
    caller,
    clock,
    log,
    models,
    async reloadConfig() {
      const report = await live.reload()
      if (report.ok) await parts.bus.publish(CONFIG_TOPIC, parts.counters.process).catch(() => undefined)
      return report
    },
    async flush() {
      await parts.flusher.flush()
    },
    async keyChanged(token) {
      forgetKey(parts, token)
      await parts.bus
        .publish(KEY_TOPIC, token)
        .catch((e) => log.warn("other processes were not told of a key's change", { error: String(e) }))
    },
    async accountChanged(name) {
      forgetAccount(parts, name)
      await parts.bus
        .publish(ACCOUNT_TOPIC, name)
        .catch((e) => log.warn("other processes were not told of an account's change", { error: String(e) }))
    },
    liveBudget(token) {
      const record = parts.keys.known(token) ?? parts.keys.get(token)
      if (record === null || record instanceof Promise) {
        if (record instanceof Promise) record.catch(() => undefined)
        return null
      }
      const window = currentWindow(record, clock.now())
      const state = parts.counters.peek(budgetCounter(token, window.startedAt))
      if (state === null) return null
      return { spentNano: state.used, heldNano: state.held, windowStartedAt: window.startedAt, resetAt: window.resetAt }
    },
    liveSpend(name, windowStartedAt) {
      const state = parts.counters.peek(budgetCounter(name, windowStartedAt))
      return state === null ? null : { spentNano: state.used, heldNano: state.held }
    },
    defaults: () => live.rules.defaults,
    deployments: () => [
      ...data().routing.groups.deployments.map(deploymentView),
      ...live.rules.blocked.map((d) => ({ ...deploymentView(d), blocked: true })),
    ],
    serves: (model) => data().routing.groups.find(model) !== null,
    priceOf: (model) => knownPrice(data(), parts.catalog, model),
    priceOfRow: (row) => rowPrice(data(), parts.catalog, row),
    testModel: (id, signal) => testDeployment(data(), deploymentOf(data(), id), signal),
    testDraft: async (draft, signal) => testDeployment(data(), live.draft(draft), signal),
    catalog: () => parts.catalog,
  }
}

/** What another process stores is served here too; this one's changes are told to it. */
function followStoredModels({ bus, data: { log } }: Parts, live: LiveRules): ModelStore {
  let telling = false
  bus.subscribe(MODELS_TOPIC, () => {
    if (!telling) readAgain(live, log)
  })
  return live.store(async () => {
    telling = true
    const told = bus.publish(MODELS_TOPIC, "changed")
    telling = false
    await told.catch((e) => log.warn("other processes were not told of a model's change", { error: String(e) }))
  })
}

function readAgain(live: LiveRules, log: Log): void {
  live.storedChanged().catch((e) => log.error("the stored models could not be read again", { error: String(e) }))
}

function forgetKey(parts: Pick<Parts, "keys" | "counters">, token: string): void {
  parts.keys.forget(token)
  parts.counters.changed(token)
}

/** An account changed: it, and every key that belongs to it, are read anew before they are served again. */
function forgetAccount(parts: Pick<Parts, "keys" | "accounts" | "counters">, name: string): void {
  parts.accounts.forget(name)
  parts.counters.changed(name)
  parts.keys.forgetThose((key) => belongsTo(key, name))
}

function doubt(...caches: { doubtAll(): void }[]): void {
  for (const cache of caches) cache.doubtAll()
}
