import { type CostLine, sumNano, tokenKinds } from "#lib/catalog/cost"
import { usdFromNano } from "#lib/core/money"
import type { Usage } from "#lib/wire/chat"
import { deploymentText, requestText, type SpendRow } from "./spend-row"

/** What is known of a request when it begins; plain values, so that the ledger knows nobody above it. */
export interface RequestFacts {
  readonly requestId: string
  readonly callId: string
  readonly callType: string
  readonly apiKey: string
  readonly keyAlias: string | null
  readonly userId: string | null
  readonly teamId: string | null
  readonly organizationId: string | null
  readonly endUser: string | null
  readonly tags: readonly string[]
  readonly modelGroup: string
  readonly stream: boolean
  readonly startedAt: number
  readonly ip: string | null
  readonly userAgent: string | null
  readonly windowStartedAt: number
  /** Accounts it is charged to, as `<window start>:<kind>:<id>`. */
  readonly chargedTo: readonly string[]
  /** Its columns as text, once they have been written. */
  text?: string
}

/** Where it went. */
export interface ServedBy {
  readonly id: string
  readonly provider: string
  readonly model: string
  readonly apiBase: string
  /** Is it known what a call costs there? */
  readonly priced: boolean
  /** Which price that is; null = none. */
  readonly priceVersion: string | null
  /** Its columns as text, once they have been written. */
  text?: string
}

/** What it came to. */
export interface Result {
  readonly status: SpendRow["status"]
  readonly httpStatus: number
  readonly error: { readonly code: string; readonly message: string } | null
  readonly usage: Usage | null
  readonly estimated: boolean
  readonly costNano: number
  readonly firstTokenAt: number | null
  readonly endedAt: number
  readonly request: unknown
  readonly response: unknown
  readonly metadata: Readonly<Record<string, unknown>>
  readonly wire?: unknown
}

type Writable = SpendRow & { texts?: SpendRow["texts"] }

const NO_TOKENS = { prompt: 0, completion: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 }

/** Facts + result → the row of the log. */
export function rowOf(facts: RequestFacts, served: ServedBy | null, result: Result): SpendRow {
  const tokens = result.usage === null ? NO_TOKENS : tokenKinds(result.usage)
  const row: Writable = {
    request_id: facts.requestId,
    call_id: facts.callId,
    call_type: facts.callType,
    api_key: facts.apiKey,
    key_alias: facts.keyAlias,
    user_id: facts.userId,
    team_id: facts.teamId,
    organization_id: facts.organizationId,
    end_user: facts.endUser,
    tags: facts.tags,
    model_group: facts.modelGroup,
    model: served?.model ?? facts.modelGroup,
    model_id: served?.id ?? null,
    provider: served?.provider ?? null,
    api_base: served?.apiBase ?? null,
    stream: facts.stream,
    status: result.status,
    http_status: result.httpStatus,
    error_code: result.error?.code ?? null,
    error_message: result.error?.message.slice(0, 2000) ?? null,
    prompt_tokens: tokens.prompt,
    completion_tokens: tokens.completion,
    total_tokens: tokens.prompt + tokens.completion,
    cache_read_tokens: tokens.cacheRead,
    cache_write_tokens: tokens.cacheWrite,
    reasoning_tokens: tokens.reasoning,
    spend_nano: result.costNano,
    estimated: result.estimated,
    unpriced: served !== null && !served.priced,
    price_version: served?.priceVersion ?? null,
    started_at: facts.startedAt,
    first_token_at: result.firstTokenAt,
    ended_at: result.endedAt,
    ip: facts.ip,
    user_agent: facts.userAgent,
    request: result.request,
    response: result.response,
    metadata: result.metadata,
    wire: result.wire,
    window_started_at: facts.windowStartedAt,
    charged_to: facts.chargedTo,
  }
  if (served === null) return row
  facts.text ??= requestText(row)
  served.text ??= deploymentText(row)
  row.texts = { request: facts.text, deployment: served.text }
  return row
}

/** The arithmetic behind a bill, for the log's detail: dollars, as every reader of it expects. */
export function costBreakdown(lines: readonly CostLine[]): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const line of lines) {
    out[line.what] = { tokens: line.tokens, nano_per_million: line.perMillionNano, cost: usdFromNano(line.nano) }
  }
  out.total = usdFromNano(sumNano(lines))
  return out
}
