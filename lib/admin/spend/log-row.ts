import { z } from "zod"
import { usdFromNano } from "#lib/core/money"
import { correctionOf } from "#lib/ledger/corrected"
import { fromCache } from "./log-filters"
import type { Fragment, Reader } from "./read"

const count = z.number()
const moment = z.iso.datetime()

/** One request, as the log shows it, by LiteLLM's names. */
export const LogRow = z.object({
  request_id: z.string(),
  call_id: z.string(),
  call_type: z.string(),
  api_key: z.string().describe('The key\'s hash, or "master"'),
  key_alias: z.string().nullable(),
  user: z.string().nullable(),
  end_user: z.string().nullable(),
  tags: z.array(z.string()),
  model_group: z.string().describe("What the client asked for"),
  model: z.string().describe("The provider's model that answered"),
  model_id: z.string().nullable(),
  custom_llm_provider: z.string().nullable(),
  api_base: z.string().nullable(),
  stream: z.boolean(),
  status: z.enum(["success", "failure", "client_disconnect", "interrupted"]),
  http_status: count,
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  cache_read_tokens: count,
  cache_write_tokens: count,
  reasoning_tokens: count,
  spend: z.number().describe("Dollars, corrections included"),
  spend_correction: z.number().describe("Dollars of it that re-pricing has added"),
  estimated: z.boolean().describe("The provider gave no usage: the gateway counted"),
  unpriced: z.boolean().describe("The model has no known price: spend is 0 because of that"),
  cache_hit: z.boolean().describe("The response cache answered: no provider was asked"),
  startTime: moment,
  completionStartTime: moment.nullable(),
  endTime: moment,
  request_duration_ms: z.number(),
  requester_ip_address: z.string().nullable(),
  user_agent: z.string().nullable(),
})

/** A row as the driver gives it. */
export interface StoredLog {
  readonly request_id: string
  readonly call_id: string
  readonly call_type: string
  readonly api_key: string
  readonly key_alias: string | null
  readonly user_id: string | null
  readonly end_user: string | null
  readonly tags: string[]
  readonly model_group: string
  readonly model: string
  readonly model_id: string | null
  readonly provider: string | null
  readonly api_base: string | null
  readonly stream: boolean
  readonly status: z.output<typeof LogRow>["status"]
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
  /** Added since it was billed; null: never. */
  readonly correction_nano: number | null
  readonly estimated: boolean
  readonly unpriced: boolean
  readonly cache_hit: boolean
  readonly started_at: Date
  readonly first_token_at: Date | null
  readonly ended_at: Date
  readonly ip: string | null
  readonly user_agent: string | null
}

/** The columns of a StoredLog: everything but the bodies and the metadata. */
export function logColumns(sql: Reader): Fragment {
  return sql`request_id, call_id, call_type, api_key, key_alias, user_id, end_user, tags, model_group, model, model_id,
    provider, api_base, stream, status, http_status, error_code, error_message, prompt_tokens, completion_tokens,
    total_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, spend_nano, estimated, unpriced, ${fromCache(sql)} as cache_hit, started_at,
    ${correctionOf(sql)} as correction_nano, first_token_at, ended_at, ip, user_agent`
}

/** Stored row → the API's. */
export function viewLog(row: StoredLog): z.output<typeof LogRow> {
  return {
    request_id: row.request_id,
    call_id: row.call_id,
    call_type: row.call_type,
    api_key: row.api_key,
    key_alias: row.key_alias,
    user: row.user_id,
    end_user: row.end_user,
    tags: row.tags,
    model_group: row.model_group,
    model: row.model,
    model_id: row.model_id,
    custom_llm_provider: row.provider,
    api_base: row.api_base,
    stream: row.stream,
    status: row.status,
    http_status: row.http_status,
    error_code: row.error_code,
    error_message: row.error_message,
    prompt_tokens: row.prompt_tokens,
    completion_tokens: row.completion_tokens,
    total_tokens: row.total_tokens,
    cache_read_tokens: row.cache_read_tokens,
    cache_write_tokens: row.cache_write_tokens,
    reasoning_tokens: row.reasoning_tokens,
    spend: usdFromNano(row.spend_nano + (row.correction_nano ?? 0)),
    spend_correction: usdFromNano(row.correction_nano ?? 0),
    estimated: row.estimated,
    unpriced: row.unpriced && row.correction_nano === null,
    cache_hit: row.cache_hit,
    startTime: row.started_at.toISOString(),
    completionStartTime: row.first_token_at?.toISOString() ?? null,
    endTime: row.ended_at.toISOString(),
    request_duration_ms: row.ended_at.getTime() - row.started_at.getTime(),
    requester_ip_address: row.ip,
    user_agent: row.user_agent,
  }
}

/** The row's metadata; the one try of a request that needed no other is told from the row's own columns. */
export function viewMetadata(
  row: StoredLog & { readonly metadata: Readonly<Record<string, unknown>> },
): Record<string, unknown> {
  const { metadata } = row
  if (metadata.attempts !== undefined || row.status !== "success" || row.model_id === null) return { ...metadata }
  const { queue_ms: queueMs } = (metadata.timing ?? {}) as { queue_ms?: number | null }
  const took = row.ended_at.getTime() - row.started_at.getTime()
  const attempt = {
    model_id: row.model_id,
    provider: row.provider,
    model: row.model,
    status: row.http_status,
    error: null,
    started_ms: 0,
    duration_ms: Math.max(0, took - (queueMs ?? 0)),
  }
  return { ...metadata, attempts: [attempt] }
}
