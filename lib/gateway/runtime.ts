import type { BatchEngine } from "#lib/batches/batch-engine"
import type { BatchStore } from "#lib/batches/batch-store"
import type { ResponseCache } from "#lib/cache/response-cache"
import type { Clock } from "#lib/core/clock"
import type { Duration } from "#lib/core/duration"
import type { Log } from "#lib/core/log"
import type { FileStore } from "#lib/files/file-store"
import type { ProviderObjects } from "#lib/files/provider-objects"
import type { UploadRules } from "#lib/files/receive-upload"
import type { AuthenticateDeps } from "#lib/identity/authenticate"
import type { DoorRules } from "#lib/identity/door-rules"
import type { RealtimeSecrets } from "#lib/identity/realtime-secrets"
import type { Journal } from "#lib/ledger/journal"
import type { Sender } from "#lib/providers/send"
import type { AdmitDeps } from "#lib/quota/admit"
import type { Estimator } from "#lib/quota/estimate"
import type { ResponseStore } from "#lib/responses/response-store"
import type { Deployment } from "#lib/router/deployment"
import type { RoutingRules } from "#lib/router/plan"
import type { HealthReport } from "./health-report"
import type { Memory } from "./memory"
import type { AskOwn } from "./own-request"

/** What the pipeline needs of the process: long-lived parts, and the rules of the configuration current when the call arrived. */
export interface Runtime {
  readonly clock: Clock
  readonly log: Log
  readonly random: () => number
  readonly identity: AuthenticateDeps
  readonly routing: RoutingRules
  readonly quota: AdmitDeps & { readonly estimator: Estimator }
  readonly journal: Journal
  readonly sender: Sender
  readonly rules: GatewayRules
  /** Answers that are given again; null = none are. */
  readonly cache: ResponseCache | null
  /** Asks a model of this gateway in somebody's name. */
  readonly askOwn: AskOwn
  /** What is remembered of users; null = it is not configured. */
  readonly memory: Memory | null
  readonly files: FileStore
  readonly batches: BatchStore
  readonly responses: ResponseStore
  /** Bills what a provider answered long after it was asked, and logs it. */
  readonly billLate: (late: LateAnswer) => Promise<void>
  /** What providers keep, and whose it is. */
  readonly objects: ProviderObjects
  readonly realtimeSecrets: RealtimeSecrets
  /** Told of what there is to do. */
  readonly batchEngine: Pick<BatchEngine, "look" | "cancelled">
  /** What the background checks found last; null or absent: there are none. */
  readonly lastHealth?: () => HealthReport | null
}

/** An answer that came long after its question. */
export interface LateAnswer {
  readonly endpoint: string
  /** What was asked; its model and `store` do not matter. */
  readonly body: Readonly<Record<string, unknown>>
  /** The provider's answer, as JSON text. */
  readonly answer: string
  readonly deployment: Deployment
  /** The hash under which the asker's key is known. */
  readonly keyHash: string
  readonly requestId: string
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  /** It is in the log already. */
  readonly booked: boolean
  readonly callId: string
  readonly serviceTier: "batch" | null
}

export interface GatewayRules {
  /** Who may come in, and what they have to say of themselves. */
  readonly door: DoorRules
  readonly maxBodyBytes: number
  /** Keep request and response bodies in the log. */
  readonly storePrompts: boolean
  /** Stop the provider when the client goes away (and bill what was delivered); otherwise read and bill the whole answer. */
  readonly cancelOnDisconnect: boolean
  readonly uploads: UploadRules
  readonly maxBatchFileBytes: number
  /** How long responses are kept, and how large the largest is. */
  readonly responses: { readonly period: Duration; readonly maxBytes: number }
  /** How long a realtime session may be silent, and how long it may last. */
  readonly realtime: { readonly idleTimeoutMs: number; readonly maxSessionMs: number }
}
