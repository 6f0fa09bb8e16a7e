import { describe, expect, it } from "vitest"
import { effectOf, IN_EFFECT } from "./in-effect"
import { parseConfig } from "./load"
import { configSchema } from "./schema"
import { isPricingKey } from "./schema/pricing"
import { schemasAt, shapeOf } from "./schema/walk"

/** Documented keys of LiteLLM 1.109, by section; names only. */
const DOCUMENTED: Record<string, string> = {
  "": "model_list litellm_settings router_settings general_settings environment_variables guardrails mcp_servers credential_list callback_settings vector_store_registry search_tools prompts policies policy_attachments agents agent_list mcp_tools sandbox_tools assistant_settings files_settings finetune_settings default_vertex_config worker_registry include",
  "model_list.0": "model_name litellm_params model_info",
  "model_list.0.litellm_params":
    "model api_key api_base api_version custom_llm_provider rpm tpm weight order timeout stream_timeout max_retries num_retries max_parallel_requests tags drop_params additional_drop_params allowed_openai_params extra_headers extra_body organization region_name litellm_credential_name mock_response input_cost_per_token output_cost_per_token tiered_pricing off_peak_pricing max_budget budget_duration guardrails cache_control_injection_points merge_reasoning_content_in_choices use_in_pass_through configurable_clientside_auth_params max_tokens temperature vertex_project vertex_location vertex_credentials aws_access_key_id aws_secret_access_key aws_session_token aws_region_name aws_role_name aws_session_name aws_profile_name aws_web_identity_token aws_external_id aws_bedrock_runtime_endpoint azure_ad_token tenant_id client_id client_secret azure_username azure_password azure_scope itpm otpm tpd rpd daily_reset_time cooldown_time default_api_key_tpm_limit default_api_key_rpm_limit tag_regex timeout_by_service_tier keepalive_seconds silent_model auto_router_config complexity_router_config adaptive_router_config quality_router_config anthropic_federation_rule_id openai_identity_provider_id token_exchange_endpoint s3_bucket_name milvus_text_field valkey_host provider_affinity_header kubernetes_pod_discovery use_chat_completions_api use_litellm_proxy",
  "model_list.0.model_info":
    "id mode base_model team_id team_public_model_name access_groups supports_vision supports_function_calling max_tokens max_input_tokens max_output_tokens version health_check_model health_check_timeout disable_background_health_check tier blocked discoverable access_windows allowed_fails allowed_fails_policy ptu_count allow_fail_open enable_tag_filtering max_embedding_batch_size internal_router_model",
  litellm_settings:
    "drop_params modify_params num_retries request_timeout fallbacks default_fallbacks context_window_fallbacks content_policy_fallbacks callbacks success_callback failure_callback service_callback audit_log_callbacks cache cache_params set_verbose json_logs turn_off_message_logging redact_user_api_key_info redact_messages_in_exceptions langfuse_default_tags max_budget budget_duration timezone budget_reset_time max_internal_user_budget internal_user_budget_duration default_internal_user_params default_team_params default_team_settings default_key_generate_params upperbound_key_generate_params key_generation_settings max_end_user_budget max_end_user_budget_id tag_budget_config custom_prometheus_metadata_labels custom_prometheus_tags prometheus_metrics_config prometheus_initialize_budget_metrics require_auth_for_metrics_endpoint forward_traceparent_to_llm_provider extra_spend_tag_headers disable_end_user_cost_tracking enable_json_schema_validation ssl_verify custom_provider_map public_model_groups model_group_settings global_disable_no_log_param enable_preview_features cost_discount_config cost_margin_config store_audit_logs s3_callback_params datadog_params datadog_llm_observability_params aws_sqs_callback_params priority_reservation priority_reservation_settings budget_exceeded_status_code mcp_aliases allowed_fails model_alias_map post_call_rules guardrails banned_keywords_list blocked_user_list presidio_ad_hoc_recognizers output_parse_pii cold_storage_custom_logger key_alias_pattern use_aiohttp_transport http2 force_ipv4 safe_memory_mode vector_store_search_failure_mode block_requests_for_models_without_pricing budget_rollover personal_key_model_access_from_teams validate_end_user_id_in_db network_mock",
  "litellm_settings.cache_params":
    "type host port password namespace ttl mode supported_call_types similarity_threshold redis_startup_nodes s3_bucket_name qdrant_api_base gcs_bucket_name azure_account_url redis_semantic_cache_embedding_model",
  router_settings:
    "routing_strategy routing_strategy_args num_retries retry_after retry_policy model_group_retry_policy allowed_fails allowed_fails_policy cooldown_time disable_cooldowns timeout stream_timeout fallbacks default_fallbacks context_window_fallbacks content_policy_fallbacks max_fallbacks model_group_alias redis_host redis_port redis_password redis_url redis_db enable_pre_call_checks enable_tag_filtering tag_filtering_match_any optional_pre_call_checks provider_budget_config default_litellm_params cache_responses cache_kwargs default_max_parallel_requests default_priority routing_groups plugins weights tag_routing_prefix polling_interval client_ttl caching_groups enable_weighted_failover enable_mid_stream_fallback_continuation enable_health_check_routing health_check_staleness_threshold deployment_affinity_ttl_seconds model_group_affinity_config session_affinity_repin_on_failover fallback_on_unsupported_params ignore_invalid_deployments alerting_config assistants_config search_tools router_general_settings",
  "router_settings.routing_strategy_args": "ttl lowest_latency_buffer max_latency_list_size ttft_percentile",
  general_settings:
    "master_key database_url database_connection_pool_limit database_connection_timeout store_model_in_db store_prompts_in_spend_logs disable_spend_logs proxy_batch_write_at use_redis_transaction_buffer alerting alerting_threshold alerting_args alert_types alert_to_webhook_url pass_through_endpoints background_health_checks health_check_interval health_check_details custom_auth enable_jwt_auth litellm_jwtauth key_management_system key_management_settings litellm_key_header_name max_parallel_requests global_max_parallel_requests allowed_routes admin_only_routes public_routes allowed_ips enforce_user_param enforced_params user_header_name user_header_mappings forward_client_headers_to_llm_api forward_llm_provider_auth_headers forward_openai_org_id allow_client_side_credentials infer_model_from_keys ui_access_mode disable_master_key_return allow_requests_on_db_unavailable disable_prisma_schema_update maximum_spend_logs_retention_period maximum_spend_logs_retention_interval maximum_spend_logs_cleanup_cron coordination_redis user_api_key_cache_ttl token_rate_limit_type service_account_settings supported_db_objects always_include_stream_usage custom_key_generate custom_sso role_permissions spend_report_frequency reject_clientside_metadata_tags max_request_size_mb max_response_size_mb disable_retry_on_max_parallel_request_limit_error disable_reset_budget accounting_sync_ack max_in_flight_requests_per_worker admission_queue_timeout_seconds plugins control_plane_url claude_code_gateway_managed_settings database_type otel max_batch_file_size_mb max_file_size_mb allowed_file_extensions blocked_file_extensions cancel_on_disconnect model_list_healthy_only return_wildcard_routes failed_login_window_seconds password_policy_min_length missing_session_id vector_store_deny_by_default search_tool_deny_by_default mcp_trusted_proxy_ranges trusted_proxy_ranges use_x_forwarded_for user_url_validation disable_env_credential_login disable_responses_id_security self_serve_budget_policy scheduled_job_stagger spend_capture_rate_check request_tag_mappings disable_budget_reservation apply_user_budget_to_team_keys dangerously_permit_weak_or_unset_master_key",
  "guardrails.0": "guardrail_name litellm_params guardrail_info",
  "guardrails.0.litellm_params":
    "guardrail mode default_on api_key api_base model mask_request_content mask_response_content fail_on_error unreachable_fallback violation_message_template on_violation on_sensitive_data skip_system_message_in_guardrail only_scan_new_messages run_in_parallel stream_scope num_retries timeout category_thresholds",
  "mcp_servers.x":
    "url command args env transport auth_type authentication_token static_headers extra_headers allowed_tools spec_version access_groups description client_id client_secret authorization_url token_url scopes allow_all_keys",
  "credential_list.0": "credential_name credential_values credential_info",
  "vector_store_registry.0": "vector_store_name litellm_params",
  "prompts.0": "prompt_id litellm_params",
  "search_tools.0": "search_tool_name litellm_params",
}

describe("the schema", () => {
  it.each(Object.entries(DOCUMENTED))("knows every documented key of %j", (section, names) => {
    const path = section === "" ? [] : section.split(".").map((step) => (step === "0" ? 0 : step))
    const known = schemasAt(configSchema, path).flatMap((schema) => {
      const shape = shapeOf(schema)
      return shape.kind === "object" ? Object.keys(shape.keys) : []
    })
    expect(names.split(" ").filter((name) => !known.includes(name))).toEqual([])
  })

  it.each([
    "input_cost_per_second output_cost_per_second_1080p input_cost_per_pixel output_cost_per_image_1024 cost_per_second",
    "input_cost_per_token_above_272k_tokens_priority output_cost_per_token_flex input_cost_per_token_ultrafast_batches",
    "cache_creation_input_token_cost_above_1hr_above_100k_tokens cache_read_input_audio_token_cost_batches",
    "explicit_cache_read_input_token_cost cache_read_input_image_token_cost input_cost_per_character_above_128k_tokens",
    "input_cost_per_video_per_second_above_15s_interval input_cost_per_query ocr_cost_per_page annotation_cost_per_page_batches",
    "output_cost_per_reasoning_token citation_cost_per_token google_maps_grounding_cost_per_query ocr_cost_per_credit",
    "search_context_cost_per_query regional_processing_uplift_multiplier_eu regional_endpoint_uplift_multiplier",
    "input_cost_per_text_message tiered_pricing off_peak_pricing",
  ])("takes the prices %s", (names) => {
    expect(names.split(" ").filter((name) => !isPricingKey(name))).toEqual([])
  })

  it("takes no other name for a price", () => {
    expect(
      ["input_cost", "cost", "input_price_per_token", "my_input_cost_per_token", "cache_cost"].filter(isPricingKey),
    ).toEqual([])
  })

  it("a price that is charged is not reported", () => {
    const prices = "input_cost_per_second: 0.5, input_cost_per_token_above_200k_tokens: 0.1"
    const text = `model_list:\n  - model_name: m\n    litellm_params: {model: openai/m, ${prices}}\n`
    expect(parseConfig(text).findings).toEqual([])
  })

  it("a price without an entry of its own is checked, kept, and reported as not in effect", () => {
    const text =
      "model_list:\n  - model_name: m\n    litellm_params: {model: openai/m, input_cost_per_video_per_second: 0.5}\n"
    const { config, findings } = parseConfig(text)
    expect(config.model_list[0]?.litellm_params.input_cost_per_video_per_second).toBe(0.5)
    expect(findings.map((f) => [f.path, f.message])).toEqual([
      ["model_list[0].litellm_params.input_cost_per_video_per_second", "accepted, not yet in effect"],
    ])
  })
})

describe("the table of what is in effect", () => {
  it("names only keys the schema knows", () => {
    const unknown = Object.keys(IN_EFFECT).filter((entry) => {
      const path = entry.split(".").flatMap((step) => (step.endsWith("[]") ? [step.slice(0, -2), 0] : [step]))
      return schemasAt(configSchema, path).length === 0
    })
    expect(unknown).toEqual([])
  })

  it("covers what is below an entry, and nothing beside it", () => {
    expect(effectOf("router_settings.fallbacks")).toBe("whole")
    expect(effectOf("environment_variables.ANY")).toBe("whole")
    expect(effectOf("router_settings")).toBe("part")
    expect(effectOf("model_list")).toBe("part")
    expect(effectOf("model_list[].model_info")).toBe("part")
    expect(effectOf("router_settings.fallbacks_other")).toBe("none")
    expect(effectOf("guardrails")).toBe("none")
  })
})
