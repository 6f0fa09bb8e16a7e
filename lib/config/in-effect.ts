import { GENERAL_IN_EFFECT } from "./in-effect-general"

/**
 * What the gateway acts on today: key path → what the key does. An entry covers everything below it. A key that the
 * schema knows and that is not here is reported as "accepted, not yet in effect"; whoever makes one work adds its line.
 */
export const IN_EFFECT: Readonly<Record<string, string>> = {
  include: "More config files, relative to this one. Lists are joined, maps merged; this file wins.",
  environment_variables: "Variables for `os.environ/NAME`, before those of the process.",

  "model_list[].model_name": "The model group clients ask for. `*` stands for any run of characters.",
  "model_list[].litellm_params.model": "Provider and model: `openai/gpt-4o-mini`.",
  "model_list[].litellm_params.api_key": "The provider's key: `os.environ/NAME`.",
  "model_list[].litellm_params.api_base": "Base URL of the provider; a trailing slash is removed.",
  "model_list[].litellm_params.custom_llm_provider": "The provider, when `model` does not begin with it.",
  "model_list[].litellm_params.litellm_credential_name":
    "Takes what is missing here from that entry of `credential_list`.",
  "model_list[].litellm_params.organization": "Sent as `openai-organization`.",
  "model_list[].litellm_params.api_version": "Azure: a date, or `v1`, `latest`, `preview`; watsonx: a date.",
  "model_list[].litellm_params.azure_ad_token": "A token of Entra ID that is ready, in place of a key.",
  "model_list[].litellm_params.tenant_id": "Login with Entra ID: the tenant.",
  "model_list[].litellm_params.client_id": "Login with Entra ID, or at Databricks: the application.",
  "model_list[].litellm_params.client_secret": "Its secret.",
  "model_list[].litellm_params.realtime_protocol":
    "Azure: `GA` for realtime sessions under `/openai/v1` whatever `api_version` says.",
  "model_list[].litellm_params.azure_scope": "What the token of Entra ID is for; Cognitive Services unless set.",
  "model_list[].litellm_params.project_id": "watsonx: the project a call belongs to.",
  "model_list[].litellm_params.space_id": "watsonx: the space, in place of a project.",
  "model_list[].litellm_params.watsonx_region_name": "watsonx: the region, in place of `api_base`.",
  "model_list[].litellm_params.gigachat_scope": "GigaChat: the scope of its tokens.",
  "model_list[].litellm_params.gigachat_auth_url": "GigaChat: where tokens come from.",
  "model_list[].litellm_params.account_id": "Snowflake and Cloudflare: the account.",
  "model_list[].litellm_params.region_name": "watsonx: as `watsonx_region_name`.",
  "model_list[].litellm_params.watsonx_project": "watsonx: as `project_id`.",
  "model_list[].litellm_params.token": "watsonx: a token that is ready, in place of a key.",
  "model_list[].litellm_params.aws_access_key_id":
    "Bedrock: the key its requests are signed with; the environment and the machine are asked otherwise.",
  "model_list[].litellm_params.aws_secret_access_key": "Its secret.",
  "model_list[].litellm_params.aws_session_token": "The token that comes with lent keys.",
  "model_list[].litellm_params.aws_region_name": "Bedrock: the region; `AWS_REGION` otherwise.",
  "model_list[].litellm_params.aws_profile_name": "Bedrock: the profile of `~/.aws`.",
  "model_list[].litellm_params.aws_role_name": "Bedrock: the role that is taken on.",
  "model_list[].litellm_params.aws_session_name": "The name of that session.",
  "model_list[].litellm_params.aws_external_id": "What the role asks for beside its name.",
  "model_list[].litellm_params.aws_web_identity_token":
    "Bedrock: the identity for the role: a token, `oidc/file/…` or `oidc/env/…`.",
  "model_list[].litellm_params.aws_sts_endpoint": "Where roles are taken on; the one of the region unless set.",
  "model_list[].litellm_params.aws_bedrock_runtime_endpoint": "Bedrock: its address, in place of `api_base`.",
  "model_list[].litellm_params.model_id": "Bedrock: the ARN or profile that is called in place of `model`.",
  "model_list[].litellm_params.vertex_project": "Vertex AI: the project.",
  "model_list[].litellm_params.vertex_ai_project": "The same.",
  "model_list[].litellm_params.vertex_location": "Vertex AI: the region, or `global`.",
  "model_list[].litellm_params.vertex_ai_location": "The same.",
  "model_list[].litellm_params.vertex_credentials":
    "Vertex AI: a path, JSON or a map; the environment and the machine are asked otherwise.",
  "model_list[].litellm_params.vertex_ai_credentials": "The same.",
  "model_list[].litellm_params.allow_private_image_urls":
    "Images, files and sounds may be at private addresses; they are fetched, or handed on, all the same.",
  "model_list[].litellm_params.extra_headers": "Sent with every request to the provider.",
  "model_list[].litellm_params.extra_body": "Added to every request that does not set it.",
  "model_list[].litellm_params.timeout": "Seconds until a request is given up.",
  "model_list[].litellm_params.stream_timeout": "The same for streams.",
  "model_list[].litellm_params.num_retries": "Retries of this deployment.",
  "model_list[].litellm_params.max_retries": "The same; `num_retries` wins.",
  "model_list[].litellm_params.weight": "Share of its group's requests; whoever has none gets none.",
  "model_list[].litellm_params.rpm": "Requests a minute, never exceeded; its share when nobody has a weight.",
  "model_list[].litellm_params.tpm": "Tokens a minute, never exceeded; its share when nobody has a weight or rpm.",
  "model_list[].litellm_params.max_parallel_requests": "Requests at the same time, never exceeded.",
  "model_list[].litellm_params.order": "The lowest of a group serve first.",
  "model_list[].litellm_params.priority": "The same; `order` wins.",
  "model_list[].litellm_params.max_budget": "Dollars this deployment may cost; afterwards it is skipped.",
  "model_list[].litellm_params.budget_duration": "`1d`, `1mo`: how often that budget begins anew.",
  "model_list[].litellm_params.tags":
    "With `enable_tag_filtering`: the requests it serves. `default` serves the others.",
  "model_list[].litellm_params.cooldown_time":
    "Seconds it rests after failures; `router_settings.cooldown_time` otherwise.",
  "model_list[].litellm_params.drop_params": "Leave out parameters the provider does not take, instead of refusing.",
  "model_list[].litellm_params.additional_drop_params": "Parameters never sent to the provider.",
  "model_list[].litellm_params.allowed_openai_params": "Parameters always sent to the provider.",
  "model_list[].litellm_params.input_cost_per_token": "Dollars; replaces the catalog's price.",
  "model_list[].litellm_params.output_cost_per_token": "Dollars; replaces the catalog's price.",
  "model_list[].litellm_params.cache_read_input_token_cost": "Dollars; replaces the catalog's price.",
  "model_list[].litellm_params.cache_creation_input_token_cost": "Dollars; replaces the catalog's price.",
  "model_list[].litellm_params.tiered_pricing": "Prices by ranges of prompt lengths; replaces the catalog's price.",
  ...presets(
    "temperature top_p top_k max_tokens max_completion_tokens stop seed presence_penalty frequency_penalty logit_bias n",
    "reasoning_effort thinking response_format tools tool_choice parallel_tool_calls service_tier verbosity modalities",
    "dimensions encoding_format input_type task_type voice size quality language",
  ),

  "model_list[].model_info.rpm": "As `litellm_params.rpm`, which wins.",
  "model_list[].model_info.tpm": "As `litellm_params.tpm`, which wins.",
  "model_list[].model_info.id": "Name of the deployment; derived from its parameters when absent.",
  "model_list[].model_info.base_model": "The model whose price and limits count.",
  "model_list[].model_info.mode": "What it serves: `chat`, `embedding` …",
  "model_list[].model_info.disable_background_health_check": "Background checks leave this deployment alone.",
  "model_list[].model_info.max_tokens": "Shown to clients.",
  "model_list[].model_info.max_input_tokens": "Replaces the catalog's limit.",
  "model_list[].model_info.max_output_tokens": "Replaces the catalog's limit.",
  "model_list[].model_info.input_cost_per_token": "Dollars; used when `litellm_params` has no price.",
  "model_list[].model_info.output_cost_per_token": "Dollars; used when `litellm_params` has no price.",

  "credential_list[].credential_name": "What `litellm_credential_name` refers to.",
  "credential_list[].credential_values": "Parameters for the deployments that name it; their own win.",

  "litellm_settings.store_audit_logs": "Nothing to switch on: the audit log is always kept (`GET /audit`).",
  "litellm_settings.drop_params": "`drop_params` for every deployment.",
  "litellm_settings.num_retries": "Retries of a request; `router_settings.num_retries` wins.",
  "model_list[].litellm_params.ttl": "Seconds the response cache keeps its answers.",
  "litellm_settings.cache": "Answers are given again (docs/cache.md).",
  "litellm_settings.enable_cache": "An older name of `cache`.",
  "litellm_settings.cache_responses": "An older name of `cache`.",
  "litellm_settings.cache_type": "An older name of `cache_params.type`.",
  "litellm_settings.redis_url": "An older name of `cache_params.url`.",
  "litellm_settings.default_in_memory_ttl": "Seconds an answer is kept in memory; 600 unless set.",
  "litellm_settings.default_redis_ttl": "The same for Redis and Postgres.",
  "litellm_settings.cache_params.type":
    "`local`, `redis`, `postgres`, or with `-semantic` a semantic one; `redis` when its address is known, `local` otherwise.",
  "litellm_settings.cache_params.similarity_threshold":
    "How alike two questions must be (cosine, 0 to 1) for a semantic cache.",
  "litellm_settings.cache_params.redis_semantic_cache_embedding_model":
    "The model group that is asked for embeddings; `text-embedding-ada-002` unless set.",
  "litellm_settings.cache_params.valkey_semantic_cache_embedding_model": "The same.",
  "litellm_settings.cache_params.qdrant_semantic_cache_embedding_model": "The same.",
  "litellm_settings.cache_params.semantic_cache_scope":
    "`key`, `team` or `end_user`: whose questions are compared, when fewer than `scope` says.",
  "litellm_settings.cache_params.semantic_cache_embedding_timeout":
    "Seconds a request waits for its embedding; 5 unless set.",
  "litellm_settings.cache_params.semantic_cache_embedding_max_input_tokens":
    "Longer questions are not compared; 8192 unless set.",
  "litellm_settings.cache_params.mode": "`default_off`: only requests with `cache: {use-cache: true}` use it.",
  "litellm_settings.cache_params.scope":
    "Whose answers are shared: `team` (a key without one stands alone), `key`, `global`.",
  "litellm_settings.cache_params.max_entry_kb": "Larger answers are not kept; 1024 unless set.",
  "litellm_settings.cache_params.ttl": "Seconds an answer is kept; 600 unless set.",
  "litellm_settings.cache_params.default_in_memory_ttl": "The same for `local`.",
  "litellm_settings.cache_params.default_in_redis_ttl": "The same for `redis` and `postgres`.",
  "litellm_settings.cache_params.namespace": "Put before keys; another one is another cache.",
  "litellm_settings.cache_params.supported_call_types": "The endpoints that are cached; all that can be unless set.",
  "litellm_settings.cache_params.url": "`redis://…` or `rediss://…`; `REDIS_URL` otherwise.",
  "litellm_settings.cache_params.host": "The Redis server; `REDIS_HOST` otherwise.",
  "litellm_settings.cache_params.port": "Its port; `REDIS_PORT` otherwise, or 6379.",
  "litellm_settings.cache_params.username": "Its user; `REDIS_USERNAME` otherwise.",
  "litellm_settings.cache_params.password": "Its password; `REDIS_PASSWORD` otherwise.",
  "litellm_settings.cache_params.db": "Its database.",
  "litellm_settings.cache_params.ssl": "Speak TLS with it; `REDIS_SSL` otherwise.",
  "litellm_settings.request_timeout": "Seconds until a request is given up; `router_settings.timeout` wins.",
  "litellm_settings.fallbacks": "As `router_settings.fallbacks`.",
  "litellm_settings.default_fallbacks": "As `router_settings.default_fallbacks`.",
  "litellm_settings.context_window_fallbacks": "As `router_settings.context_window_fallbacks`.",
  "litellm_settings.content_policy_fallbacks": "As `router_settings.content_policy_fallbacks`.",
  "litellm_settings.max_fallbacks": "As `router_settings.max_fallbacks`, which wins.",
  "litellm_settings.allowed_fails": "As `router_settings.allowed_fails`, which wins.",
  "litellm_settings.budget_exceeded_status_code": "Status when a budget is used up; 429 unless set.",
  "litellm_settings.max_budget": "Dollars for everything that goes through the gateway.",
  "litellm_settings.budget_duration": "`1d`, `1mo`: how often that budget begins anew.",
  "litellm_settings.max_end_user_budget_id":
    "A shared budget (`POST /budget/new`) whose limits hold for each customer without a budget of its own, as they are now.",
  "litellm_settings.max_end_user_budget": "The same in dollars, for good.",
  "litellm_settings.timezone":
    "`Europe/Berlin`: the zone in which budgets begin anew: a day at midnight, a week on Monday, a month on the first; UTC unless set.",
  "litellm_settings.budget_reset_time": "`09:30`: the time of day they do; midnight unless set.",
  "litellm_settings.block_requests_for_models_without_pricing":
    "Refuse models whose price is not known (403); they are served and flagged otherwise.",
  "litellm_settings.default_key_generate_params": "What a new key gets when its maker says nothing else.",
  "litellm_settings.upperbound_key_generate_params":
    "The most a key may have of a budget, a limit, a duration; also what it gets when nothing is said.",
  "litellm_settings.default_team_params": "What a new team gets when its maker says nothing else.",
  "litellm_settings.default_internal_user_params": "What a new user gets when their maker says nothing else.",
  "litellm_settings.max_internal_user_budget":
    "Dollars of a new user who administrates nothing and has no other budget.",
  "litellm_settings.internal_user_budget_duration": "How often that budget begins anew.",

  "router_settings.cache_responses": "As `litellm_settings.cache`.",
  "router_settings.cache_kwargs": "As `litellm_settings.cache_params`, which goes before it.",
  "router_settings.redis_url":
    "The Redis in which processes divide limits on rates and tell each other of deployments; the response cache's too.",
  "router_settings.redis_host": "The same by host; login and TLS from the environment as for the cache.",
  "router_settings.redis_port": "Its port; 6379 unless set.",
  "router_settings.redis_password": "Its password; `REDIS_PASSWORD` otherwise.",
  "router_settings.redis_db": "Its database.",
  "router_settings.num_retries": "Retries of a request; 2 unless set.",
  "router_settings.timeout": "Seconds until a request is given up; 600 unless set.",
  "router_settings.stream_timeout": "The same for streams.",
  "router_settings.fallbacks": "`[{ group: [other] }]`: where a request goes when its group has failed.",
  "router_settings.default_fallbacks": "The same for groups without an entry.",
  "router_settings.context_window_fallbacks":
    "Where a prompt goes that is too long; `fallbacks` when there is no entry.",
  "router_settings.content_policy_fallbacks": "Where a request goes that a provider refused for its content.",
  "router_settings.max_fallbacks": "How many other groups a request may try; 5 unless set.",
  "router_settings.routing_strategy": "How one of several deployments is chosen; `simple-shuffle` unless set.",
  "router_settings.routing_strategy_args.lowest_latency_buffer": "0.1: who is a tenth slower than the fastest shares.",
  "router_settings.routing_strategy_args.max_latency_list_size": "Measurements kept of a deployment; 10 unless set.",
  "router_settings.routing_strategy_args.ttl": "Seconds a measurement counts; 3600 unless set.",
  "router_settings.optional_pre_call_checks":
    "`session_affinity`, `prompt_caching`, `deployment_affinity`: a session, a conversation, a key stays where it was.",
  "router_settings.deployment_affinity_ttl_seconds": "How long it stays; 3600 unless set.",
  "router_settings.provider_budget_config":
    "Dollars a provider may cost in a time, in all processes together; afterwards it is skipped.",
  "router_settings.enable_tag_filtering": "Requests with tags go to deployments with those tags.",
  "router_settings.tag_filtering_match_any": "One common tag is enough; true unless set.",
  "router_settings.enable_pre_call_checks": "Deployments whose window is too small for a prompt are skipped.",
  "router_settings.default_max_parallel_requests": "`max_parallel_requests` of deployments without one.",
  "router_settings.retry_policy": "Retries by kind of failure; those of a request or deployment win.",
  "router_settings.model_group_retry_policy": "The same for one model group.",
  "router_settings.retry_after": "Seconds to wait at least before the same deployment is asked again.",
  "router_settings.allowed_fails": "Failures a minute before a deployment rests; judged by what failed unless set.",
  "router_settings.allowed_fails_policy": "The same by kind of failure.",
  "router_settings.cooldown_time": "Seconds a failing deployment rests; 5 unless set.",
  "router_settings.disable_cooldowns": "Failing deployments are never set aside.",
  "router_settings.model_group_alias": "More names for a model group.",

  ...GENERAL_IN_EFFECT,
}

function presets(...lines: readonly string[]): Record<string, string> {
  const names = lines.flatMap((line) => line.split(" "))
  return Object.fromEntries(
    names.map((name) => [`model_list[].litellm_params.${name}`, "Sent when the request does not set it."]),
  )
}

/** Prices beside those listed above: other units, longer prompts, other service tiers (`lib/catalog/price.ts`). */
const PRICE =
  /^model_list\[\]\.(?:litellm_params|model_info)\.(?:(?:input|output)_cost_per_(?:token|second|character|image|pixel|audio_token|image_token)|output_cost_per_reasoning_token|input_cost_per_query|cache_read_input_audio_token_cost|cache_(?:read|creation)_input_token_cost(?:_above_1hr)?)(?:_above_\d+k_tokens)?(?:_(?:priority|flex|batches))?$/

/** What of a model has a price that is charged, beside those above: `input_cost_per_second` … */
const CHARGED =
  /^(?:(?:input|output)_cost_per_(?:token|audio_token|image_token|second|character|image|pixel)|output_cost_per_reasoning_token|input_cost_per_query|cache_(?:creation|read)_input_token_cost|cache_creation_input_token_cost_above_1hr)(?:_above_\d+k_tokens)?(?:_(?:priority|flex|batches))?$/

/** Whether a price of a deployment (`input_cost_per_token_above_200k_tokens`) is charged. */
export function isCharged(key: string): boolean {
  return CHARGED.test(key)
}

const entries = Object.keys(IN_EFFECT)
const below = (path: string, above: string) => path.startsWith(above) && ".[".includes(path.charAt(above.length))

/** Is the key of this pattern (`model_list[].model_name`) acted on: wholly, in part (something below it is), or not at all? */
export function effectOf(pattern: string): "whole" | "part" | "none" {
  if (PRICE.test(pattern) || entries.some((entry) => entry === pattern || below(pattern, entry))) return "whole"
  return entries.some((entry) => below(entry, pattern)) ? "part" : "none"
}
