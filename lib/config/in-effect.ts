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
  "model_list[].litellm_params.extra_headers": "Sent with every request to the provider.",
  "model_list[].litellm_params.extra_body": "Added to every request that does not set it.",
  "model_list[].litellm_params.timeout": "Seconds until a request is given up.",
  "model_list[].litellm_params.stream_timeout": "The same for streams.",
  "model_list[].litellm_params.num_retries": "Retries of this deployment.",
  "model_list[].litellm_params.max_retries": "The same; `num_retries` wins.",
  "model_list[].litellm_params.drop_params": "Leave out parameters the provider does not take, instead of refusing.",
  "model_list[].litellm_params.additional_drop_params": "Parameters never sent to the provider.",
  "model_list[].litellm_params.allowed_openai_params": "Parameters always sent to the provider.",
  "model_list[].litellm_params.input_cost_per_token": "Dollars; replaces the catalog's price.",
  "model_list[].litellm_params.output_cost_per_token": "Dollars; replaces the catalog's price.",
  "model_list[].litellm_params.cache_read_input_token_cost": "Dollars; replaces the catalog's price.",
  "model_list[].litellm_params.cache_creation_input_token_cost": "Dollars; replaces the catalog's price.",
  ...presets(
    "temperature top_p top_k max_tokens max_completion_tokens stop seed presence_penalty frequency_penalty logit_bias n",
    "reasoning_effort thinking response_format tools tool_choice parallel_tool_calls service_tier verbosity modalities",
  ),

  "model_list[].model_info.id": "Name of the deployment; derived from its parameters when absent.",
  "model_list[].model_info.base_model": "The model whose price and limits count.",
  "model_list[].model_info.mode": "What it serves: `chat`, `embedding` …",
  "model_list[].model_info.max_tokens": "Shown to clients.",
  "model_list[].model_info.max_input_tokens": "Replaces the catalog's limit.",
  "model_list[].model_info.max_output_tokens": "Replaces the catalog's limit.",
  "model_list[].model_info.input_cost_per_token": "Dollars; used when `litellm_params` has no price.",
  "model_list[].model_info.output_cost_per_token": "Dollars; used when `litellm_params` has no price.",

  "credential_list[].credential_name": "What `litellm_credential_name` refers to.",
  "credential_list[].credential_values": "Parameters for the deployments that name it; their own win.",

  "litellm_settings.drop_params": "`drop_params` for every deployment.",
  "litellm_settings.num_retries": "Retries of a request; `router_settings.num_retries` wins.",
  "litellm_settings.request_timeout": "Seconds until a request is given up; `router_settings.timeout` wins.",
  "litellm_settings.fallbacks": "As `router_settings.fallbacks`.",
  "litellm_settings.default_fallbacks": "As `router_settings.default_fallbacks`.",
  "litellm_settings.budget_exceeded_status_code": "Status when a budget is used up; 429 unless set.",

  "router_settings.num_retries": "Retries of a request; 2 unless set.",
  "router_settings.timeout": "Seconds until a request is given up; 600 unless set.",
  "router_settings.stream_timeout": "The same for streams.",
  "router_settings.fallbacks": "`[{ group: [other] }]`: where a request goes when its group has failed.",
  "router_settings.default_fallbacks": "The same for groups without an entry.",
  "router_settings.model_group_alias": "More names for a model group.",

  "general_settings.master_key": "The administrator's key, 16 characters at least.",
  "general_settings.database_url": "A Postgres server; without it the gateway runs its own.",
  "general_settings.store_prompts_in_spend_logs": "Keep requests and replies in the log.",
  "general_settings.max_request_size_mb": "Largest request body; 100 unless set.",
  "general_settings.proxy_batch_write_at": "Seconds between two writes of the spend log; 1 unless set.",
  "general_settings.cancel_on_disconnect": "Stop the provider's work when the client goes away; true unless set.",
  "general_settings.user_api_key_cache_ttl": "Seconds a key is remembered; 60 unless set.",
}

function presets(...lines: readonly string[]): Record<string, string> {
  const names = lines.flatMap((line) => line.split(" "))
  return Object.fromEntries(
    names.map((name) => [`model_list[].litellm_params.${name}`, "Sent when the request does not set it."]),
  )
}

const entries = Object.keys(IN_EFFECT)
const below = (path: string, above: string) => path.startsWith(above) && ".[".includes(path.charAt(above.length))

/** Is the key of this pattern (`model_list[].model_name`) acted on: wholly, in part (something below it is), or not at all? */
export function effectOf(pattern: string): "whole" | "part" | "none" {
  if (entries.some((entry) => entry === pattern || below(pattern, entry))) return "whole"
  return entries.some((entry) => below(entry, pattern)) ? "part" : "none"
}
