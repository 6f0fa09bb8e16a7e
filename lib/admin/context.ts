import type { CatalogTable } from "#lib/catalog/catalog"
import type { Price } from "#lib/catalog/price"
import type { Finding } from "#lib/config/finding"
import type { LoadedConfig } from "#lib/config/load"
import type { Overlay } from "#lib/config/overlay"
import type { BudgetCalendar } from "#lib/core/budget-calendar"
import type { Clock } from "#lib/core/clock"
import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import type { Caller } from "#lib/identity/caller"
import type { RowNews } from "#lib/ledger/row-news"
import type { LiveRouting } from "#lib/router/live-view"
import type { ManagementDefaults } from "./defaults"

/** One deployment as pages and `/model/info` show it: no secret in it. */
export interface DeploymentView {
  readonly id: string
  /** The model group: what clients ask for. */
  readonly modelName: string
  readonly provider: string
  /** The provider's model name, without prefix. */
  readonly model: string
  readonly apiBase: string
  /** True when the price is known from the catalog or the config. */
  readonly priced: boolean
  /** Nano-dollars a million tokens; null when unknown. */
  readonly inputPerMillionNano: number | null
  readonly outputPerMillionNano: number | null
  readonly maxInputTokens: number | null
  readonly maxOutputTokens: number | null
  readonly mode: string
  /** `litellm_params` as configured, every secret replaced by "[redacted]". */
  readonly params: Readonly<Record<string, unknown>>
  readonly info: Readonly<Record<string, unknown>>
  /** Stored, and not asked. */
  readonly blocked?: boolean
}

/** What came of one real call to a deployment (the dashboard's Test button). */
export interface ModelTest {
  readonly ok: boolean
  readonly status: number
  readonly latencyMs: number
  /** The model's words, or what went wrong and what to do. */
  readonly message: string
  readonly costNano: number
}

/** A key's budget as of now: what the database has plus what has not reached it yet. */
export interface LiveBudget {
  readonly spentNano: number
  /** Reserved by requests in flight. */
  readonly heldNano: number
  readonly windowStartedAt: number
  readonly resetAt: number | null
}

export interface ReloadReport {
  readonly ok: boolean
  /** Findings as the loader words them; errors first. */
  readonly findings: readonly { severity: "error" | "warning" | "info"; where: string; message: string }[]
  readonly models: number
}

/** What a model costs here. */
export interface KnownPrice {
  readonly provider: string
  /** The provider's model. */
  readonly model: string
  readonly price: Price
}

/** Where a past request went. */
export interface RowOrigin {
  /** The deployment's id. */
  readonly modelId: string
  readonly modelGroup: string
  readonly provider: string
  /** The provider's model. */
  readonly model: string
}

/** What a past request would be billed at now. */
export interface RowPrice {
  readonly price: Price
  /** Names the price, as rows do. */
  readonly version: string
  /** What the provider itself says a call cost comes before this price. */
  readonly believesProvider: boolean
}

/** A model as it would be stored. */
export interface ModelDraft {
  readonly id: string
  readonly modelName: string
  readonly params: Readonly<Record<string, unknown>>
  readonly info: Readonly<Record<string, unknown>>
}

/** What adding and changing models needs besides their table. */
export interface ModelStore {
  /** Throws 400 with what keeps this model from being served. */
  check(model: ModelDraft): void
  /** Throws 400 naming the field when a value refers to a variable (`os.environ/…`) that may not be named over the API. */
  checkReferences(params: Readonly<Record<string, unknown>>, field: string): void
  /** `litellm_params`, encrypted for the row of this id. Throws 400 that says what to set when there is no key for it. */
  seal(id: string, params: Readonly<Record<string, unknown>>): string
  /** Throws 409 when they cannot be read. */
  open(id: string, sealed: string): Record<string, unknown>
  /** The table has changed: every process serves what it says now. Call after each write. */
  changed(): Promise<void>
}

/** What looking at settings and changing them needs besides their table. */
export interface SettingsInForce {
  /** The configuration that counts, and whether a variable of the environment has a value. */
  inForce(): { readonly loaded: LoadedConfig; readonly isSet: (variable: string) => boolean }
  /** The configuration with these stored settings in place of those there are, and all there is to say about it. Nothing changes. */
  draft(settings: Overlay): Promise<{ readonly loaded: LoadedConfig; readonly findings: readonly Finding[] }>
  /** Why stored settings do not count here, in words; null: they do. */
  closed(): string | null
  /** The table has changed: every process takes what it says now. Call after each write. */
  changed(): Promise<void>
}

/** The response cache of this process; its methods reject when the store behind it does. */
export interface CacheControl {
  readonly type: string
  /** The settings in force, without addresses and secrets. */
  readonly params: Readonly<Record<string, unknown>>
  ping(): Promise<void>
  delete(keys: readonly string[]): Promise<void>
  clear(): Promise<void>
}

/** A provider's budget in its running window. */
export interface ProviderBudgetNow {
  readonly provider: string
  /** The account it is charged to, `kind:id`. */
  readonly account: string
  readonly limitNano: number
  /** `1d`, `1mo` …; null: one window for good. */
  readonly timePeriod: string | null
  readonly startedAt: number
  readonly resetAt: number | null
}

/** A request to the data plane on somebody's behalf. */
export interface Question {
  /** What the endpoint is called in the log (`acompletion` …). */
  readonly callType: string
  readonly body: Readonly<Record<string, unknown>>
  /** The hash of the key, or "master". */
  readonly keyHash: string
}

export interface Answered {
  /** Where the log has it. */
  readonly requestId: string
  readonly httpStatus: number
  /** JSON, in the endpoint's dialect; an error too. */
  readonly body: unknown
}

/** Everything a management handler receives. `lib/runtime` makes it; handlers build nothing themselves. */
export interface AdminContext {
  readonly db: Database
  readonly caller: Caller
  readonly clock: Clock
  readonly log: Log
  /** Pushes spend rows still queued into the database, so that what is read next is complete. Never throws. */
  flush(): Promise<void>
  /** Tells every process that this key's row changed (or is gone). Call after each write. */
  keyChanged(token: string): Promise<void>
  /** The same for an account, by `kind:id` (team, user, customer …). */
  accountChanged(name: string): Promise<void>
  liveBudget(token: string): LiveBudget | null
  /** What this process knows of the budget of an account (`kind:id`) in one window; null when nobody spent from it here. */
  liveSpend(name: string, windowStartedAt: number): Pick<LiveBudget, "spentNano" | "heldNano"> | null
  deployments(): readonly DeploymentView[]
  /** When budgets begin anew, by the configuration in force. */
  calendar(): BudgetCalendar
  /** What new keys, teams and users get when nothing is said, by the configuration in force. */
  defaults(): ManagementDefaults
  /** Can clients ask for this name? */
  serves(model: string): boolean
  /** The price of a model: by the name clients ask for, else by the catalog's; null when none is known. */
  priceOf(model: string): KnownPrice | null
  /** The price of a past request now; "several" when those who serve its model do not cost the same, null when none is known. */
  priceOfRow(row: RowOrigin): RowPrice | "several" | null
  testModel(deploymentId: string, signal: AbortSignal): Promise<ModelTest>
  /** The same for a model that is not stored (yet); throws 400 with what keeps it from being served. */
  testDraft(draft: ModelDraft, signal: AbortSignal): Promise<ModelTest>
  /** Budgets of providers, by the configuration in force. */
  providerBudgets(): readonly ProviderBudgetNow[]
  /** Asks a model in the name of a key, as if it had called the API itself: billed, limited and logged like any other request. */
  ask(question: Question): Promise<Answered>
  /** The price table. */
  catalog(): CatalogTable
  /** The response cache, or in words why there is none. */
  cache(): CacheControl | string
  readonly models: ModelStore
  readonly settings: SettingsInForce
  /** Which rows of the request log are new. */
  readonly rowNews: Pick<RowNews, "watch" | "full" | "ended">
  /** What the loader had to say about the configuration in force. */
  findings(): ReloadReport["findings"]
  /** How the router sees its deployments now. */
  routing(): LiveRouting
  reloadConfig(): Promise<ReloadReport>
}
