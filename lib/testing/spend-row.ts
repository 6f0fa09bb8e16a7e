import type { SpendRow } from "#lib/ledger/spend-row"

const STARTED_AT = Date.parse("2026-03-10T12:30:00.123Z")

/** A row of the log as the ledger makes it, with what a test does not care about filled in. */
export function spendRow(fields: Partial<SpendRow> & Pick<SpendRow, "request_id">): SpendRow {
  const startedAt = fields.started_at ?? STARTED_AT
  return {
    call_id: fields.request_id,
    call_type: "acompletion",
    api_key: "k",
    key_alias: null,
    user_id: null,
    team_id: null,
    organization_id: null,
    end_user: null,
    tags: [],
    model_group: "g",
    model: "m",
    model_id: null,
    provider: "p",
    api_base: null,
    stream: false,
    status: "success",
    http_status: 200,
    error_code: null,
    error_message: null,
    prompt_tokens: 10,
    completion_tokens: 5,
    total_tokens: 15,
    cache_read_tokens: 0,
    cache_write_tokens: 0,
    reasoning_tokens: 0,
    spend_nano: 100,
    estimated: false,
    unpriced: false,
    price_version: null,
    started_at: startedAt,
    first_token_at: null,
    ended_at: startedAt + 10,
    ip: null,
    user_agent: null,
    request: null,
    response: null,
    metadata: {},
    window_started_at: 0,
    charged_to: [],
    ...fields,
  }
}
