/** What `/spend/logs/v2` and `/spend/logs/:request_id` answer: dollars, ISO times, milliseconds. */
export interface LogRow {
  readonly request_id: string
  readonly call_id: string
  readonly call_type: string
  /** Hash of the key, or "master". */
  readonly api_key: string
  readonly key_alias: string | null
  readonly user: string | null
  readonly end_user: string | null
  readonly tags: readonly string[] | null
  /** What the client asked for. */
  readonly model_group: string
  /** The provider's model that answered. */
  readonly model: string
  readonly model_id: string | null
  readonly custom_llm_provider: string | null
  readonly api_base: string | null
  readonly stream: boolean
  readonly status: LogStatus
  readonly http_status: number
  readonly error_code: string | null
  readonly error_message: string | null
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
  readonly cache_read_tokens: number
  readonly cache_write_tokens: number
  readonly reasoning_tokens: number
  readonly spend: number
  readonly estimated: boolean
  readonly unpriced: boolean
  readonly startTime: string
  readonly completionStartTime: string | null
  readonly endTime: string
  readonly request_duration_ms: number
  readonly requester_ip_address: string | null
  readonly user_agent: string | null
}

export type LogStatus = "success" | "failure" | "client_disconnect" | "interrupted"

export interface LogPage {
  readonly data: readonly LogRow[]
  readonly next_cursor: string | null
  /** Rows that match, counted up to a cap. */
  readonly total: number
  readonly page_size: number
}

/** One call to one deployment while the request was being served; `started_ms` counts from the request's start. */
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

export interface CostBreakdown {
  readonly input?: CostPart
  readonly output?: CostPart
  readonly cache_read?: CostPart
  readonly cache_write?: CostPart
  /** Dollars. */
  readonly total?: number
}

export interface LogTiming {
  readonly queue_ms?: number
  readonly auth_ms?: number
  readonly upstream_first_byte_ms?: number
  readonly total_ms?: number
}

export interface LogMetadata {
  readonly attempts?: readonly LogAttempt[]
  readonly cost_breakdown?: CostBreakdown | null
  readonly timing?: LogTiming
  readonly [key: string]: unknown
}

export interface LogDetail extends LogRow {
  readonly request: unknown
  readonly response: unknown
  readonly prompts_stored: boolean
  readonly metadata: LogMetadata | null
}

/** Milliseconds from the start to the first token; null when no token came or the reply was not streamed. */
export function firstTokenMs(row: Pick<LogRow, "startTime" | "completionStartTime">): number | null {
  if (row.completionStartTime === null) return null
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
  if (key.token === "master") return "master key"
  if (key.name) return key.name
  return key.token.length > 12 ? `${key.token.slice(0, 8)}…` : key.token || "no key"
}
