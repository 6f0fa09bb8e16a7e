import { join } from "node:path"
import type { CatalogTable } from "#lib/catalog/catalog"
import { systemClock } from "#lib/core/clock"
import { sha256Hex } from "#lib/core/ids"
import type { Database } from "#lib/db/open"
import type { Runtime } from "#lib/gateway/runtime"
import type { Account } from "#lib/identity/account"
import type { KeyRecord } from "#lib/identity/caller"
import { readKey } from "#lib/identity/key-record"
import { RealtimeSecrets } from "#lib/identity/realtime-secrets"
import { RecordCache } from "#lib/identity/record-cache"
import { Flusher } from "#lib/ledger/flusher"
import { Journal } from "#lib/ledger/journal"
import { journalName } from "#lib/ledger/recover"
import { RowNews } from "#lib/ledger/row-news"
import { openSender } from "#lib/providers/send"
import { Estimator } from "#lib/quota/estimate"
import { RouterState } from "#lib/router/router-state"
import type { Bus } from "#lib/store/bus"
import type { LeasedCounters } from "#lib/store/leased/counters"
import { openPostgresBus } from "#lib/store/postgres/bus"
import type { BuildOptions } from "./build-options"
import { type LiveRules, readAgain } from "./live-rules"
import { openCounters } from "./open-counters"
import { chargedReader } from "./read-charged"
import { FactsShare } from "./share-facts"
import { openSharedRedis, type SharedRedis } from "./shared-redis"

/** The long-lived parts of a process: they survive every reload. */
export interface Parts {
  readonly db: Database
  readonly bus: Bus
  /** Null: none is configured. */
  readonly redis: SharedRedis | null
  readonly catalog: CatalogTable
  readonly keys: RecordCache<KeyRecord>
  /** Customers and tags by `kind:id`. */
  readonly accounts: RecordCache<Account>
  /** Limits of keys, accounts, deployments and providers, which all processes share. */
  readonly counters: LeasedCounters
  readonly router: RouterState
  readonly facts: FactsShare
  readonly journal: Journal
  readonly flusher: Flusher
  /** Who is told of new rows of the request log. */
  readonly news: RowNews
  readonly data: Omit<Runtime, "routing" | "rules" | "quota" | "cache" | "askOwn" | "memory" | Batches> & {
    readonly estimator: Estimator
  }
}

/** What the batch engine adds to the runtime. */
export type Batches = "files" | "batches" | "batchEngine" | "responses" | "objects" | "billLate"

export interface PartsInput {
  readonly db: Database
  readonly catalog: CatalogTable
  readonly live: LiveRules
  readonly journalRoot: string
}

/** Opens the parts over a database that is up to date. Nothing runs yet. */
export function makeParts(options: BuildOptions, { db, catalog, live, journalRoot }: PartsInput): Parts {
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
    read: chargedReader({ db, clock, log: options.log, customerDefault: () => live.rules.customerDefault }),
  })
  const onGap = () => {
    doubt(keys, accounts)
    readAgain(live, options.log)
  }
  const journal = new Journal(join(journalRoot, journalName()), options.log)
  const bus = openPostgresBus(db, options.log, { onGap })
  const { redis: address } = rules
  const redis =
    address === null ? null : openSharedRedis({ address, masterKey: options.masterKey, log: options.log, bus })
  const counters = openCounters({
    clock,
    db,
    bus,
    redis,
    log: options.log,
    rules: () => live.rules,
    holdWaitMs: options.holdWaitMs,
  })
  const news = new RowNews({ bus, clock, log: options.log })
  const router = new RouterState({ clock, counters, ...rules.samples })
  return {
    db,
    bus,
    redis,
    news,
    catalog,
    keys,
    accounts,
    counters,
    router,
    facts: shareFacts({ router, counters, live, bus: redis?.bus ?? bus }),
    journal,
    flusher: new Flusher({ journal, db, log: options.log, leases: counters, news }),
    data: {
      clock,
      log: options.log,
      random: options.random ?? Math.random,
      identity: { keys, accounts, clock, masterHash: sha256Hex(options.masterKey) },
      journal,
      sender: openSender(),
      estimator: new Estimator(),
      realtimeSecrets: new RealtimeSecrets(db, clock),
    },
  }
}

function shareFacts({ counters, live, ...shared }: Pick<Parts, "router" | "counters" | "bus"> & { live: LiveRules }) {
  return new FactsShare({
    ...shared,
    process: counters.process,
    others: () => !counters.isAlone,
    rules: () => ({ settings: live.rules.router, deployments: live.rules.routing.groups.deployments }),
  })
}

function doubt(...caches: { doubtAll(): void }[]): void {
  for (const cache of caches) cache.doubtAll()
}
