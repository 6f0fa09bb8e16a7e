import type { LogRow, SpendOneForUiOutput } from "./api.gen"
import { requestKeyWords } from "./words/logs"

/** One call to one deployment while the request was being served; `started_ms` counts from when the first was tried. */
export interface LogAttempt {
  readonly model_id?: string | null
  readonly provider?: string | null
  readonly model?: string | null
  readonly status?: number | string | null
  readonly error?: string | null
  readonly started_ms?: number | null
  readonly duration_ms?: number | null
}

export interface CostPart {
  readonly tokens: number
  /** Price in nano-dollars for a million tokens. */
  readonly nano_per_million: number
  /** Dollars. */
  readonly cost: number
}

/** Kinds of tokens → their part of the bill; `total` is dollars. */
type CostBreakdown = Readonly<Record<string, CostPart | number | undefined>>

/** Milliseconds; null for a step the request never reached. */
export interface LogTiming {
  /** Until it was known who asks; absent: it was known already. */
  readonly auth_ms?: number | null
  /** Waiting for room in limits that other processes share; absent: none. */
  readonly limits_ms?: number | null
  /** From the start until the provider was written to, the two above included. */
  readonly queue_ms?: number | null
  readonly total_ms?: number | null
}

/** A deployment that was considered. */
export interface RoutingCandidate {
  readonly model_id: string
  readonly provider: string
  readonly model: string
  readonly verdict: string
  readonly detail?: string
  /** ISO time from which it can be asked again. */
  readonly until?: string
  /** What the strategy compared. */
  readonly figure?: number
  /** 0 to 1. */
  readonly chance?: number
}

/** How a deployment of one model group was chosen. */
export interface RoutingNote {
  readonly model_group: string
  readonly strategy: string
  readonly compares: string
  readonly chosen: string | null
  readonly candidates: readonly RoutingCandidate[]
}

/** What the gateway notes beside the row. Rows of other versions may lack any of it. */
interface LogMetadata {
  readonly attempts?: readonly LogAttempt[]
  readonly cost_breakdown?: CostBreakdown | null
  readonly timing?: LogTiming
  /** Absent: there was nothing to choose. */
  readonly routing?: readonly RoutingNote[]
  /** The answer came from the response cache. */
  readonly cache_hit?: boolean
  /** Dollars it cost when a provider gave it; null = no price was known. */
  readonly saved_cache_cost?: number | null
}

export type LogDetail = Omit<SpendOneForUiOutput, "metadata"> & { readonly metadata: LogMetadata | null }

/** Milliseconds from the start to the first token; null when none came, or the reply came in one piece. */
export function firstTokenMs(row: Pick<LogRow, "stream" | "startTime" | "completionStartTime">): number | null {
  if (!row.stream || row.completionStartTime === null) return null
  const ms = Date.parse(row.completionStartTime) - Date.parse(row.startTime)
  return Number.isFinite(ms) && ms >= 0 ? ms : null
}

/** How a request is spoken of: its key's alias, "master key", or the first characters of the hash. */
export function keyLabel(key: {
  token: string
  alias?: string | null | undefined
  name?: string | null | undefined
}): string {
  if (key.alias) return key.alias
  if (key.token === "master") return requestKeyWords.master
  if (key.name) return key.name
  return key.token.length > 12 ? `${key.token.slice(0, 8)}…` : key.token || requestKeyWords.none
}

/** What a request was, as people call it: LiteLLM's name of the call type, but for the one that begins with an underscore. */
export function operationName(callType: string): string {
  return callType === "_arealtime" ? "realtime" : callType
}
