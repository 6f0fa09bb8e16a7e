import type { Database } from "#lib/db/open"

/**
 * Writes rows (serialised SpendRows) in one transaction: the log, the hourly aggregates and the keys' spend together, so
 * that they always agree. A row whose request id is already there counts nowhere again. Returns how many were new.
 */
export async function writeRows(db: Database, rows: readonly string[]): Promise<number> {
  if (rows.length === 0) return 0
  const batch = `[${rows.join(",")}]`
  const [result] = await db.sql<{ added: number }[]>`
    with incoming as materialized (
      select * from json_to_recordset(${batch}::text::json) as r(
        request_id text, call_id text, call_type text, api_key text, key_alias text, user_id text, team_id text,
        organization_id text, end_user text, tags json, model_group text, model text, model_id text, provider text,
        api_base text, stream boolean, status text, http_status integer, error_code text, error_message text,
        prompt_tokens bigint, completion_tokens bigint, total_tokens bigint, cache_read_tokens bigint,
        cache_write_tokens bigint, reasoning_tokens bigint, spend_nano bigint, estimated boolean, unpriced boolean,
        started_at bigint, first_token_at bigint, ended_at bigint, ip text, user_agent text, request jsonb,
        response jsonb, metadata jsonb, window_started_at bigint)
    ), added as (
      insert into spend_logs (request_id, call_id, call_type, api_key, key_alias, user_id, team_id, organization_id,
        end_user, tags, model_group, model, model_id, provider, api_base, stream, status, http_status, error_code,
        error_message, prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens,
        reasoning_tokens, spend_nano, estimated, unpriced, started_at, first_token_at, ended_at, ip, user_agent, request,
        response, metadata)
      select request_id, call_id, call_type, api_key, key_alias, user_id, team_id, organization_id, end_user,
        array(select json_array_elements_text(tags)), model_group, model, model_id, provider, api_base, stream, status,
        http_status, error_code, error_message, prompt_tokens, completion_tokens, total_tokens, cache_read_tokens,
        cache_write_tokens, reasoning_tokens, spend_nano, estimated, unpriced, to_timestamp(started_at / 1000.0),
        to_timestamp(first_token_at / 1000.0), to_timestamp(ended_at / 1000.0), ip, user_agent, request, response, metadata
      from incoming
      on conflict (request_id) do nothing
      returning request_id, api_key, model_group, model, coalesce(provider, '') as provider, status, prompt_tokens,
        completion_tokens, spend_nano, started_at, ended_at
    ), hourly as (
      insert into usage_hourly as u (hour, api_key, model_group, model, provider, requests, failures, prompt_tokens,
        completion_tokens, spend_nano)
      select date_trunc('hour', started_at), api_key, model_group, model, provider, count(*),
        count(*) filter (where status = 'failure'), sum(prompt_tokens), sum(completion_tokens), sum(spend_nano)
      from added group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
      on conflict (hour, api_key, model_group, model, provider) do update set
        requests = u.requests + excluded.requests, failures = u.failures + excluded.failures,
        prompt_tokens = u.prompt_tokens + excluded.prompt_tokens,
        completion_tokens = u.completion_tokens + excluded.completion_tokens, spend_nano = u.spend_nano + excluded.spend_nano
    ), owed as (
      select a.api_key, to_timestamp(max(i.window_started_at) / 1000.0) as window_started_at,
        sum(a.spend_nano) as total,
        sum(a.spend_nano) filter (where i.window_started_at = newest.window_started_at) as in_newest,
        max(a.ended_at) as last_active
      from added a join incoming i using (request_id)
        join (select api_key, max(window_started_at) as window_started_at from incoming group by api_key) newest
          on newest.api_key = a.api_key
      group by a.api_key
    ), charged as (
      update keys k set
        total_spend_nano = k.total_spend_nano + o.total,
        spend_nano = case when o.window_started_at > k.window_started_at then o.in_newest
          when o.window_started_at = k.window_started_at then k.spend_nano + o.in_newest else k.spend_nano end,
        window_started_at = greatest(k.window_started_at, o.window_started_at),
        last_active = greatest(k.last_active, o.last_active)
      from (select * from owed order by api_key) o where k.token = o.api_key
    )
    select count(*)::int as added from added`
  return result?.added ?? 0
}
