import { z } from "zod"
import { fallbackRules } from "./fallbacks"
import {
  amounts,
  anything,
  counts,
  flags,
  lists,
  mapLists,
  maps,
  numbers,
  textLists,
  textMaps,
  textOrTexts,
  texts,
  textsOrOne,
} from "./fields"

/** `litellm_settings.cache_params`. Open: what is not known here goes to the cache's client, as in LiteLLM. */
const cacheParams = z.looseObject({
  type: z.string().optional(),
  mode: z.enum(["default_on", "default_off"]).optional(),
  /** Tollgate's own: whose answers are shared. */
  scope: z.enum(["team", "key", "global"]).optional(),
  ...texts("host username password url namespace service_name sentinel_password"),
  /** Tollgate's own: larger answers are not kept. */
  ...amounts("max_entry_kb"),
  ...counts("port db max_connections redis_flush_size max_messages semantic_cache_embedding_max_input_tokens"),
  ...counts("qdrant_semantic_cache_vector_size"),
  ...amounts("ttl default_in_memory_ttl default_in_redis_ttl similarity_threshold semantic_cache_embedding_timeout"),
  ...flags("ssl ssl_check_hostname s3_use_ssl"),
  ...textLists("supported_call_types"),
  ...lists("redis_startup_nodes sentinel_nodes"),
  ...texts(
    "s3_bucket_name s3_region_name s3_api_version s3_endpoint_url s3_aws_access_key_id s3_aws_secret_access_key",
  ),
  ...texts("s3_aws_session_token s3_path gcs_bucket_name gcs_path_service_account gcs_path azure_account_url"),
  ...texts("azure_blob_container disk_cache_dir qdrant_api_base qdrant_api_key qdrant_collection_name"),
  ...texts("qdrant_quantization_config qdrant_semantic_cache_embedding_model redis_semantic_cache_embedding_model"),
  ...texts("redis_semantic_cache_index_name valkey_semantic_cache_embedding_model valkey_semantic_cache_index_name"),
  ...texts("semantic_cache_scope gcp_service_account gcp_ssl_ca_certs ssl_cert_reqs ssl_ca_certs"),
  ...anything("s3_verify s3_config"),
})

const reliability = {
  ...counts("num_retries max_fallbacks allowed_fails num_retries_per_request"),
  ...amounts("request_timeout"),
  fallbacks: fallbackRules.optional(),
  default_fallbacks: z.array(z.string()).optional(),
  context_window_fallbacks: fallbackRules.optional(),
  content_policy_fallbacks: fallbackRules.optional(),
  ...textMaps("model_alias_map"),
  ...flags("drop_params modify_params retry expose_router_debug_in_errors"),
  ...lists("model_fallbacks"),
}

const logging = {
  ...textsOrOne("callbacks success_callback failure_callback service_callback service_callbacks audit_log_callbacks"),
  ...textsOrOne("input_callback batch_line_item_callbacks post_call_rules pre_call_rules logged_real_time_event_types"),
  ...flags("set_verbose json_logs turn_off_message_logging redact_user_api_key_info redact_messages_in_exceptions"),
  ...flags("log_raw_request_response log_client_error_tracebacks log_auth_failure_key_identity logging"),
  ...flags("request_correlation_in_logs global_disable_no_log_param disable_streaming_logging store_audit_logs"),
  ...flags("langfuse_enable_update_trace_keys datadog_use_v1 gcs_pub_sub_use_v1 generic_api_use_v1"),
  ...flags("allow_dynamic_callback_disabling suppress_debug_info suppress_startup_output"),
  ...textLists("langfuse_default_tags standard_logging_payload_excluded_fields"),
  ...counts("langsmith_batch_size argilla_batch_size"),
  ...maps("s3_callback_params s3_audit_callback_params datadog_params datadog_llm_observability_params"),
  ...maps("newrelic_params pointfive_params zerobus_params aws_sqs_callback_params argilla_transformation_object"),
  ...textMaps("generic_logger_headers"),
  ...texts("cold_storage_custom_logger otel_tenant_destination_mode dynamodb_table_name"),
}

const money = {
  ...amounts(
    "max_budget default_soft_budget max_user_budget default_max_internal_user_budget max_internal_user_budget",
  ),
  ...amounts("max_ui_session_budget max_end_user_budget budget_exceeded_throttle_percentage"),
  ...texts("budget_duration timezone budget_reset_time internal_user_budget_duration max_end_user_budget_id"),
  budget_exceeded_status_code: z.int().min(400).max(599).optional(),
  ...maps(
    "tag_budget_config cost_discount_config cost_margin_config priority_reservation priority_reservation_settings",
  ),
  ...textLists("extra_spend_tag_headers"),
  ...flags("budget_rollover disable_end_user_cost_tracking disable_end_user_cost_tracking_prometheus_only"),
  ...flags("enable_end_user_cost_tracking_prometheus_only validate_end_user_id_in_db apply_search_free_tier"),
  ...flags("block_requests_for_models_without_pricing include_cost_in_streaming_usage"),
}

const keysAndTeams = {
  ...maps(
    "default_internal_user_params default_team_params default_key_generate_params upperbound_key_generate_params",
  ),
  ...maps("key_generation_settings default_key_max_budget_alert_emails model_group_settings"),
  ...mapLists("default_team_settings"),
  ...texts("key_alias_pattern"),
  ...flags("enable_key_alias_format_validation personal_key_model_access_from_teams overwrite_user_with_key_hash"),
  ...flags("add_user_information_to_llm_headers disable_add_user_agent_to_request_tags enable_redis_auth_cache"),
  ...textLists("public_model_groups public_agent_groups public_mcp_servers"),
  ...maps("public_model_groups_links"),
  ...flags("public_mcp_hub_strict_whitelist public_skills_index"),
}

const metrics = {
  ...textLists("custom_prometheus_metadata_labels custom_prometheus_tags prometheus_exclude_metrics"),
  ...textLists("prometheus_exclude_labels"),
  ...lists("prometheus_metrics_config prometheus_latency_buckets"),
  ...flags("prometheus_initialize_budget_metrics require_auth_for_metrics_endpoint prometheus_emit_stream_label"),
  ...flags("prometheus_emit_input_sequence_length_label prometheus_emit_rate_limit_labels"),
  ...flags("prometheus_user_budget_label_include_email_alias"),
  ...texts("prometheus_deployment_and_latency_caller_identity"),
  ...counts("prometheus_end_user_metrics_max_series_per_metric prometheus_metrics_max_series_per_metric"),
  ...amounts("prometheus_end_user_metrics_ttl_seconds prometheus_end_user_metrics_cleanup_interval_seconds"),
  ...amounts("prometheus_metrics_ttl_seconds prometheus_metrics_cleanup_interval_seconds"),
}

const network = {
  ssl_verify: z.union([z.boolean(), z.string()]).optional(),
  ...texts(
    "ssl_security_level ssl_certificate ssl_ecdh_curve model_cost_map_url blog_posts_url anthropic_beta_headers_url",
  ),
  ...texts("autorouter_presets_url"),
  ...flags(
    "force_ipv4 http2 use_aiohttp_transport aiohttp_trust_env disable_aiohttp_transport disable_aiohttp_trust_env",
  ),
  ...flags("forward_traceparent_to_llm_provider return_response_headers filter_invalid_headers user_url_validation"),
  ...flags("network_mock safe_memory_mode force_redis_hash_tag_grouping use_litellm_proxy use_client telemetry"),
  ...amounts("anthropic_sse_ping_interval_seconds sse_keepalive_ping_interval_seconds"),
  ...textLists("user_url_allowed_hosts provider_url_destination_allowed_hosts"),
  ...textMaps("headers"),
}

const caching = {
  cache: z.boolean().optional(),
  cache_params: cacheParams.optional(),
  ...flags("enable_cache cache_responses"),
  ...texts("cache_type redis_url"),
  ...amounts("default_in_memory_ttl default_redis_ttl default_redis_batch_cache_expiry"),
  ...flags("caching caching_with_models enable_caching_on_provider_specific_optional_params"),
}

const safety = {
  guardrails: z.array(z.record(z.string(), z.unknown())).optional(),
  ...texts("presidio_ad_hoc_recognizers llamaguard_model_name llamaguard_unsafe_content_categories llm_guard_mode"),
  ...texts("openai_moderations_model_name"),
  ...numbers("google_moderation_confidence_threshold"),
  ...flags("output_parse_pii skip_system_message_in_guardrail skip_tool_message_in_guardrail"),
  banned_keywords_list: textOrTexts.optional(),
  blocked_user_list: textOrTexts.optional(),
  vertex_ai_safety_settings: z.record(z.string(), z.unknown()).optional(),
}

const translation = {
  ...flags("enable_preview_features enable_json_schema_validation disable_stop_sequence_limit add_function_to_prompt"),
  ...flags("use_chat_completions_url_for_anthropic_messages anthropic_messages_estimate_initial_input_tokens"),
  ...flags(
    "strip_anthropic_total_tokens route_all_chat_openai_to_responses gemini_live_defer_setup disable_token_counter",
  ),
  ...flags("bedrock_neutralize_orphaned_tool_blocks disable_add_transform_inline_image_block reasoning_auto_summary"),
  ...flags("disable_anthropic_gemini_context_caching_transform enable_anthropic_prompt_caching require_managed_files"),
  ...flags("openai_system_messages_first disable_vertex_batch_output_transformation enable_azure_ad_token_refresh"),
  ...flags(
    "enable_model_config_credential_overrides enable_gemini_default_thinking_level_low disable_add_prefix_to_prompt",
  ),
  ...flags(
    "gemini_include_thoughts_default enable_loadbalancing_on_batch_endpoints disable_copilot_system_to_assistant",
  ),
  ...flags("disable_hf_tokenizer_download check_provider_endpoint"),
  ...texts("anthropic_prompt_caching_ttl reasoning_effort_rounding vector_store_search_failure_mode"),
  ...texts("agent_search_embedding_model skill_search_embedding_model global_prompt_directory"),
  ...textLists("bedrock_request_metadata_fields"),
  ...maps("custom_prompt_dict mcp_tool_search mcp_semantic_tool_filter websearch_interception_params"),
  ...maps("global_bitbucket_config global_gitlab_config common_cloud_provider_auth_params"),
  ...textMaps("mcp_aliases"),
  custom_provider_map: z.array(z.strictObject({ provider: z.string(), custom_handler: z.string() })).optional(),
}

/** Provider keys LiteLLM keeps as module globals; a deployment's own `api_key` is the better place. */
const globalCredentials = {
  ...texts(
    "api_key api_base api_version organization openai_key azure_key anthropic_key groq_key xai_key databricks_key",
  ),
  ...texts(
    "gigachat_key openai_like_key replicate_key bytez_key gdc_key gdc_api_base cohere_key infinity_key clarifai_key",
  ),
  ...texts(
    "maritalk_key ai21_key ollama_key openrouter_key datarobot_key predibase_key huggingface_key vertex_project",
  ),
  ...texts(
    "vertex_location predibase_tenant_id togetherai_api_key cloudflare_api_key vercel_ai_gateway_key baseten_key",
  ),
  ...texts("llama_api_key aleph_alpha_key nlp_cloud_key novita_api_key snowflake_key gradient_ai_api_key nebius_key"),
  ...texts(
    "wandb_key heroku_key cometapi_key ovhcloud_key lemonade_key sap_service_key amazon_nova_api_key inception_key",
  ),
  ...texts("email token project"),
  ...counts("max_tokens"),
}

/** `litellm_settings`: settings of the calls themselves. LiteLLM takes any name here without a word; this does not. */
export const litellmSettings = z.strictObject({
  ...reliability,
  ...logging,
  ...money,
  ...keysAndTeams,
  ...metrics,
  ...network,
  ...caching,
  ...safety,
  ...translation,
  ...globalCredentials,
})
