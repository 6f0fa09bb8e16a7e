import { z } from "zod"
import {
  amounts,
  anything,
  counts,
  flags,
  lists,
  mapLists,
  maps,
  textLists,
  textMaps,
  textOrTexts,
  texts,
} from "./fields"

const passThroughEndpoint = z.strictObject({
  path: z.string(),
  target: z.string(),
  headers: z.record(z.string(), z.unknown()).optional(),
  ...texts("id"),
  ...maps("default_query_params"),
  ...flags("include_subpath auth forward_headers merge_query_params is_from_config"),
  ...amounts("cost_per_request timeout"),
  ...textLists("methods"),
  ...anything("guardrails"),
})

/** Only one group of those who log in at an issuer may. */
const restrictedGroup = z.strictObject({
  type: z.literal("restricted_sso_group"),
  restricted_sso_group: z.string().min(1),
  ...texts("sso_group_jwt_field"),
})

const identity = {
  ...texts(
    "master_key litellm_key_header_name custom_auth custom_sso custom_ui_sso_sign_in_handler custom_key_generate",
  ),
  ...texts("custom_key_update custom_key_policy custom_team_metadata_validate missing_session_id"),
  ...texts("team_metadata_validation_error_message litellm_license control_plane_url user_header_name"),
  ui_access_mode: z.union([z.string(), restrictedGroup]).default("all"),
  ...flags("dangerously_permit_weak_or_unset_master_key enable_jwt_auth enable_oauth2_auth enable_oauth2_proxy_auth"),
  ...flags("allow_user_auth custom_auth_run_common_checks disable_master_key_return disable_custom_api_keys"),
  ...flags("disable_adding_master_key_hash_to_db disable_env_credential_login hide_default_credentials_hint"),
  ...flags("disable_password_login_when_sso_enabled auto_redirect_ui_login_to_sso default_team_disabled"),
  ...flags("disable_key_generate_for_org_admin disable_auto_add_proxy_admin_to_teams enforce_user_param enforce_rbac"),
  ...flags("allow_cli_sso_verification_uri_complete enable_public_model_hub use_team_public_model_name"),
  ...flags("password_policy_require_uppercase password_policy_require_lowercase password_policy_require_numbers"),
  ...flags("password_policy_require_special_characters password_policy_check_breached_passwords"),
  ...counts("password_policy_min_length max_failed_login_attempts_per_source failed_login_window_seconds"),
  ...counts("failed_login_block_seconds user_api_key_cache_max_size"),
  ...amounts("user_api_key_cache_ttl team_metadata_validation_timeout"),
  ...textLists("allowed_routes admin_only_routes public_routes allowed_ips enforced_params trusted_proxy_ranges"),
  ...mapLists("user_header_mappings"),
  ...maps("litellm_jwtauth oauth2_config_mappings max_failed_login_attempts_per_source_overrides team_metadata_schema"),
  ...anything("role_permissions service_account_settings use_x_forwarded_for"),
}

const database = {
  ...texts("database_url database_type"),
  database_connection_pool_limit: z.int().min(0).default(10),
  database_connection_timeout: z.number().min(0).default(60),
  ...amounts("database_connect_timeout database_socket_timeout database_connection_pool_timeout"),
  ...amounts("database_max_idle_connection_lifetime"),
  ...flags("database_disable_prepared_statements store_model_in_db allow_requests_on_db_unavailable"),
  ...flags("disable_prisma_schema_update use_redis_transaction_buffer disable_model_info_refresh"),
  ...maps("database_extra_connection_params database_args coordination_redis scheduled_job_stagger"),
  ...textLists("supported_db_objects"),
  proxy_config_reload_interval_seconds: z.number().min(0).default(30),
}

const spend = {
  store_prompts_in_spend_logs: z.boolean().default(false),
  ...flags("disable_spend_logs disable_spend_updates disable_reset_budget"),
  ...flags("disable_budget_reservation apply_user_budget_to_team_keys fail_closed_budget_enforcement"),
  ...flags("fail_closed_rate_limit_enforcement use_spend_logs_partitioning disable_requester_ip_address_logging"),
  ...flags("accounting_sync_ack track_unmanaged_batch_cost"),
  ...amounts("proxy_batch_write_at proxy_batch_polling_interval accounting_sync_ack_timeout_seconds"),
  ...amounts("proxy_budget_rescheduler_min_time proxy_budget_rescheduler_max_time"),
  ...texts("maximum_spend_logs_retention_period maximum_spend_logs_retention_interval maximum_spend_logs_cleanup_cron"),
  ...texts("maximum_autorouter_session_retention_period maximum_health_check_retention_period maximum_spend_logs_size"),
  ...texts("maximum_daily_tag_spend_retention_period maximum_spend_logs_cleanup_target_size"),
  ...texts("maximum_spend_logs_size_check_interval maximum_spend_logs_cleanup_run_budget"),
  ...texts("maximum_spend_logs_cleanup_batch_timeout spend_report_frequency self_serve_budget_policy"),
  ...texts("accounting_sync_ack_failure_policy token_rate_limit_type"),
  ...counts("maximum_spend_logs_cleanup_batch_size maximum_spend_logs_cleanup_max_batches"),
  ...maps("accounting_capture spend_capture_rate_check"),
  ...mapLists("request_tag_mappings"),
  ...anything("spend_logs_metadata_fields"),
  ...flags("reject_clientside_metadata_tags"),
}

const requests = {
  ...amounts("max_request_size_mb max_response_size_mb pass_through_request_timeout admission_queue_timeout_seconds"),
  ...amounts("responses_websocket_session_limit_seconds max_kept_response_size_mb"),
  ...amounts("realtime_session_limit_seconds realtime_idle_timeout_seconds"),
  ...texts("maximum_responses_retention_period"),
  ...counts("max_parallel_requests global_max_parallel_requests max_in_flight_requests_per_worker"),
  ...counts(
    "max_queued_requests_per_worker max_batch_file_size_mb max_batch_file_records max_batch_file_uploads_per_day",
  ),
  ...counts("max_file_downloads_per_minute max_file_size_mb batch_max_parallel_requests batch_requests_per_minute"),
  ...flags("cancel_on_disconnect forward_client_headers_to_llm_api forward_openai_org_id infer_model_from_keys"),
  ...flags("forward_llm_provider_auth_headers allow_client_side_credentials always_include_stream_usage"),
  ...flags("include_call_id_in_error_body expose_fallback_errors_to_caller enforce_fallback_model_access"),
  ...flags("disable_fallbacks_on_per_model_rate_limits disable_retry_on_max_parallel_request_limit_error"),
  ...flags("return_wildcard_routes model_list_healthy_only disable_responses_id_security allow_unmanaged_response_ids"),
  ...flags("enable_openai_websocket_passthrough use_client_credentials_pass_through_routes"),
  ...flags("disable_bedrock_agent_runtime_passthrough passthrough_managed_object_ids"),
  ...flags("disable_batch_input_file_rate_limiting user_url_validation"),
  ...texts("completion_model embedding_model image_generation_model moderation_model"),
  ...textLists("allowed_file_extensions blocked_file_extensions user_url_allowed_hosts transcribe_media_buckets"),
  ...textLists("provider_url_destination_allowed_hosts vertex_ai_pass_through_drop_anthropic_betas"),
  ...textLists("skip_batch_input_file_rate_limiting_for_models skip_batch_input_file_rate_limiting_for_providers"),
  pass_through_endpoints: z.array(passThroughEndpoint).optional(),
}

/** Ours: what is remembered of users between conversations (docs/memory.md). */
const memory = z.strictObject({
  model: z.string().min(1),
  embedding_model: z.string().min(1),
  max_facts: z.int().min(1).max(1_000).optional(),
  max_recalled: z.int().min(1).max(50).optional(),
  max_recalled_tokens: z.int().min(10).max(10_000).optional(),
  timeout: z.number().min(0.1).max(60).optional(),
})

const operations = {
  alerting: textOrTexts.optional(),
  ...amounts("alerting_threshold health_check_staleness_threshold"),
  health_check_interval: z.number().min(0).default(300),
  ...counts("health_check_concurrency"),
  ...textLists("alert_types background_health_check_model_groups"),
  ...maps("alerting_args alert_type_config"),
  alert_to_webhook_url: z.record(z.string(), textOrTexts).optional(),
  ...flags("background_health_checks health_check_details health_check_skip_disabled_background_models otel tracing"),
  ...flags("enable_health_check_routing health_check_ignore_transient_errors use_shared_health_check"),
  ...flags("allow_public_health_readiness_details enable_drain_endpoint"),
  ...texts("drain_endpoint_token"),
  ...mapLists("plugins"),
}

const secretManager = {
  key_management_system: z
    .enum([
      "google_kms",
      "azure_key_vault",
      "aws_secret_manager",
      "google_secret_manager",
      "hashicorp_vault",
      "cyberark",
      "local",
      "aws_kms",
      "custom",
    ])
    .optional(),
  key_management_settings: z
    .looseObject({
      ...textLists("hosted_keys replica_regions"),
      ...flags("store_virtual_keys"),
      ...texts("prefix_for_stored_virtual_keys access_mode primary_secret_name description kms_key_id"),
      ...texts("custom_secret_manager aws_region_name aws_role_name aws_session_name aws_external_id aws_profile_name"),
      ...texts("aws_web_identity_token aws_sts_endpoint"),
      ...textMaps("tags"),
    })
    .optional(),
  ...flags("use_google_kms use_azure_key_vault"),
}

const toolsAndAgents = {
  ...flags("vector_store_deny_by_default search_tool_deny_by_default agent_access_default_deny enable_mcp_registry"),
  ...flags("enable_claude_code_gateway claude_code_marketplace_auth_required mcp_require_explicit_server_scope"),
  ...flags("mcp_prefer_client_id_metadata_document mcp_allow_all_keys_respects_mcp_scope"),
  ...flags("require_end_user_mcp_access_defined require_key_mcp_access_defined"),
  ...texts("user_mcp_management_mode mcp_client_id_header mcp_client_side_auth_header_name"),
  ...counts("mcp_xff_num_trusted_hops"),
  ...textLists("mcp_internal_ip_ranges mcp_trusted_proxy_ranges mcp_required_fields"),
  ...maps("claude_code_gateway_managed_settings"),
  ...lists("mcp_allowed_clients search_tools"),
  ...anything("mcp_advertised_versions mcp_disabled_capabilities mcp_session_token_signing claude_code_gateway"),
}

/** `general_settings`: the gateway itself. Times are seconds, sizes megabytes. */
export const generalSettings = z.strictObject({
  ...identity,
  ...database,
  ...spend,
  ...requests,
  ...operations,
  ...secretManager,
  ...toolsAndAgents,
  memory: memory.optional(),
})
