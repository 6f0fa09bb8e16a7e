/** A spend row as the journal keeps it and the database takes it: column names, milliseconds, nano-dollars. */
export interface SpendRow {
  readonly request_id: string
  readonly call_id: string
  readonly call_type: string
  readonly api_key: string
  readonly key_alias: string | null
  readonly user_id: string | null
  readonly team_id: string | null
  readonly organization_id: string | null
  readonly end_user: string | null
  readonly tags: readonly string[]
  readonly model_group: string
  readonly model: string
  readonly model_id: string | null
  readonly provider: string | null
  readonly api_base: string | null
  readonly stream: boolean
  readonly status: "success" | "failure" | "client_disconnect" | "interrupted"
  readonly http_status: number
  readonly error_code: string | null
  readonly error_message: string | null
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
  readonly cache_read_tokens: number
  readonly cache_write_tokens: number
  readonly reasoning_tokens: number
  readonly spend_nano: number
  readonly estimated: boolean
  readonly unpriced: boolean
  readonly started_at: number
  readonly first_token_at: number | null
  readonly ended_at: number
  readonly ip: string | null
  readonly user_agent: string | null
  readonly request: unknown
  readonly response: unknown
  readonly metadata: Readonly<Record<string, unknown>>
  /** Budget window of the key this is charged to; not a column of the log. */
  readonly window_started_at: number
}

/** What JSON.stringify writes for NUL and for half a surrogate pair: Postgres text takes neither. */
const NOT_TEXT = /\\u(?:0000|d[89a-f][0-9a-f]{2})/gi

/** A row as one line of JSON that Postgres can store. */
export function rowJson(row: SpendRow): string {
  const json = JSON.stringify(row)
  return json.includes("\\u") ? json.replace(NOT_TEXT, "\\ufffd") : json
}
