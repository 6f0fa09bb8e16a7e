/** A row of the spend log: column names, milliseconds since the epoch, nano-dollars. */
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
  /** The price it was billed at, as lib/router/bill.ts names it; null = none was known. */
  readonly price_version: string | null
  readonly started_at: number
  readonly first_token_at: number | null
  readonly ended_at: number
  readonly ip: string | null
  readonly user_agent: string | null
  readonly request: unknown
  readonly response: unknown
  readonly metadata: Readonly<Record<string, unknown>>
  /** What went over the wire besides the request; absent: not kept. */
  readonly wire?: unknown
  /** Budget window of the key this is charged to; 0 when its budget never resets. */
  readonly window_started_at: number
  /** Accounts this is charged to and the start of their budget windows (0: never resets): `<ms>:<kind>:<id>`. */
  readonly charged_to: readonly string[]
  /** Columns whose text is known from an earlier row, as `requestText` and `deploymentText` write them. */
  readonly texts?: { readonly request: string; readonly deployment: string }
}

/** The columns in the order of `rowLine`: of the request, of the deployment, of the result. */
export const COLUMNS =
  "request_id, call_id, call_type, api_key, key_alias, user_id, team_id, organization_id, end_user, tags, model_group, " +
  "stream, started_at, ip, user_agent, window_started_at, charged_to, model, model_id, provider, api_base, unpriced, " +
  "price_version, status, http_status, error_code, error_message, prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, " +
  "cache_write_tokens, reasoning_tokens, spend_nano, estimated, first_token_at, ended_at, request, response, metadata, wire"

/**
 * A row as one line of Postgres' COPY text format (postgresql.org/docs: COPY, "Text Format"), newline included. The journal
 * keeps rows so, and the database takes them so: nothing is serialised twice.
 */
export function rowLine(r: SpendRow): string {
  return (
    `${r.texts?.request ?? requestText(r)}\t${r.texts?.deployment ?? deploymentText(r)}\t${r.status}\t${r.http_status}\t` +
    `${text(r.error_code)}\t${text(r.error_message)}\t${r.prompt_tokens}\t${r.completion_tokens}\t${r.total_tokens}\t` +
    `${r.cache_read_tokens}\t${r.cache_write_tokens}\t${r.reasoning_tokens}\t${r.spend_nano}\t${flag(r.estimated)}\t` +
    `${moment(r.first_token_at)}\t${moment(r.ended_at)}\t${json(r.request)}\t${json(r.response)}\t${json(r.metadata)}\t` +
    `${json(r.wire)}\n`
  )
}

/** The columns of the request itself, the same in every row that is written of it. */
export function requestText(r: SpendRow): string {
  return (
    `${text(r.request_id)}\t${text(r.call_id)}\t${r.call_type}\t${text(r.api_key)}\t${text(r.key_alias)}\t${text(r.user_id)}\t` +
    `${text(r.team_id)}\t${text(r.organization_id)}\t${text(r.end_user)}\t${array(r.tags)}\t${text(r.model_group)}\t` +
    `${flag(r.stream)}\t${moment(r.started_at)}\t${text(r.ip)}\t${text(r.user_agent)}\t${moment(r.window_started_at)}\t` +
    array(r.charged_to)
  )
}

/** The columns of the deployment that served it. */
export function deploymentText(r: SpendRow): string {
  return `${text(r.model)}\t${text(r.model_id)}\t${text(r.provider)}\t${text(r.api_base)}\t${flag(r.unpriced)}\t${text(r.price_version)}`
}

/** The request id of a line. */
export function lineId(line: string): string {
  return line.slice(0, line.indexOf("\t"))
}

const NULL = "\\N"
const flag = (value: boolean) => (value ? "t" : "f")

/** Characters COPY gives a meaning to, and those Postgres' text cannot hold: NUL and halves of surrogate pairs. */
const SPECIAL = /[\0\b\f\n\r\t\v\\\ud800-\udfff]/
const ESCAPES: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  "\\": "\\\\",
  "\0": "\ufffd",
}

function text(value: string | null): string {
  if (value === null) return NULL
  return SPECIAL.test(value) ? escaped(value) : value
}

function escaped(value: string): string {
  return value.toWellFormed().replace(/[\0\b\f\n\r\t\v\\]/g, (c) => ESCAPES[c] ?? c)
}

/** What JSON.stringify writes for NUL and for half a surrogate pair. */
const NOT_TEXT = /\\u(?:0000|d[89a-f][0-9a-f]{2})/gi

function json(value: unknown): string {
  return value === null || value === undefined ? NULL : text(storableJson(value))
}

/** JSON that Postgres takes: what its text cannot hold is replaced as it is in the log's columns. */
export function storableJson(value: unknown): string {
  const written = JSON.stringify(value)
  return written.includes("\\u") ? written.replace(NOT_TEXT, "\\ufffd") : written
}

function array(values: readonly string[]): string {
  if (values.length === 0) return "{}"
  return text(`{${values.map((v) => `"${v.replace(/["\\]/g, "\\$&")}"`).join(",")}}`)
}

let second = Number.NaN
let secondText = ""

/** Milliseconds as a timestamp; the text of a second is made once. */
function moment(ms: number | null): string {
  if (ms === null) return NULL
  if (ms === 0) return "1970-01-01T00:00:00Z"
  const whole = Math.floor(ms / 1000)
  if (whole !== second) {
    second = whole
    secondText = new Date(whole * 1000).toISOString().slice(0, 20)
  }
  return `${secondText}${String(Math.floor(ms - whole * 1000)).padStart(3, "0")}Z`
}
