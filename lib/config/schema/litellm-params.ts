import { z } from "zod"
import { completionParams } from "./completion-params"
import {
  amounts,
  anything,
  counts,
  flags,
  freeMap,
  lists,
  mapLists,
  maps,
  numbers,
  textLists,
  textMap,
  textOrTexts,
  texts,
} from "./fields"
import { checkPrices, prices } from "./pricing"

/** How to reach the provider. */
const connection = {
  ...texts(
    "api_key api_base api_version responses_api_version custom_llm_provider region_name litellm_credential_name",
  ),
  ...textLists("additional_drop_params allowed_openai_params"),
  organization: textOrTexts.optional(),
  extra_headers: textMap.optional(),
  headers: textMap.optional(),
  extra_body: freeMap.optional(),
  extra_query: freeMap.optional(),
  ssl_verify: z.union([z.boolean(), z.string()]).optional(),
  ...amounts("timeout stream_timeout request_timeout max_file_size_mb keepalive_seconds"),
  ...amounts("force_timeout"),
  ...maps("timeout_by_service_tier stream_timeout_by_service_tier"),
  ...counts("max_retries num_retries"),
  ...flags(
    "drop_params use_in_pass_through use_litellm_proxy use_chat_completions_api allow_client_keepalive_override allow_private_image_urls",
  ),
  ...lists("configurable_clientside_auth_params"),
  ...texts("token_exchange_endpoint token_exchange_profile token_exchange_scope token_exchange_audience"),
  ...texts("user_agent project data_residency realtime_protocol"),
}

/** What the router looks at. */
const routing = {
  ...counts(
    "rpm tpm itpm otpm rpd tpd order priority max_parallel_requests default_api_key_tpm_limit default_api_key_rpm_limit",
  ),
  ...amounts("weight cooldown_time max_budget"),
  ...texts("budget_duration daily_reset_time silent_model provider_affinity_header allowed_model_region"),
  ...textLists("tags tag_regex guardrails"),
  ...flags("enable_tag_filtering kubernetes_pod_discovery merge_reasoning_content_in_choices"),
  ...mapLists("cache_control_injection_points"),
  ...maps("model_info retry_policy"),
  ...anything("mock_response mock_timeout fallbacks cache"),
  ...texts("auto_router_config_path auto_router_default_model auto_router_embedding_model"),
  ...texts("auto_router_routing_compression auto_router_model_compression complexity_router_default_model"),
  ...texts("adaptive_router_default_model quality_router_default_model"),
  ...counts("auto_router_max_input_chars"),
  ...anything("auto_router_config complexity_router_config adaptive_router_config quality_router_config"),
}

/** Prompt templates, logging and other options of a call. */
const call = {
  ...texts(
    "prompt_id prompt_version prompt_environment prompt_label litellm_system_prompt hf_model_name bos_token eos_token",
  ),
  ...texts("litellm_trace_id litellm_session_id base_model initial_prompt_value final_prompt_value search_tool_name"),
  ...maps("prompt_variables litellm_metadata roles custom_prompt_dict context_window_fallback_dict"),
  ...maps("user_continue_message assistant_continue_message"),
  ...flags("caching verbose no_log litellm_request_debug log_client_error_tracebacks enable_json_schema_validation"),
  ...flags("supports_system_message ensure_alternating_roles enable_prompt_caching thought_signature_in_tool_call_id"),
  ...flags("disable_add_transform_inline_image_block turn_off_message_logging"),
  ...counts("max_agentic_loops max_iterations stream_chunk_size"),
  ...numbers("cost_per_query max_budget_per_session ttl"),
  ...textLists("litellm_disabled_callbacks"),
}

const azure = {
  ...texts("azure_ad_token tenant_id client_id client_secret azure_scope azure_username azure_password deployment_id"),
}

const google = {
  ...texts("vertex_project vertex_location vertex_ai_project vertex_ai_location vertex_count_tokens_location"),
  ...texts("gcs_bucket_name bucket_name vertex_collection_id vertex_engine_id"),
  vertex_credentials: z.union([z.string(), freeMap]).optional(),
  vertex_ai_credentials: z.union([z.string(), freeMap]).optional(),
}

const aws = {
  ...texts(
    "aws_access_key_id aws_secret_access_key aws_session_token aws_region_name aws_session_name aws_profile_name",
  ),
  ...texts("aws_role_name aws_web_identity_token aws_sts_endpoint aws_external_id aws_bedrock_runtime_endpoint"),
  ...texts("aws_bedrock_control_plane_endpoint aws_bedrock_project_id aws_batch_role_arn aws_workspace_id model_id"),
  ...texts("s3_bucket_name s3_endpoint_url s3_region_name s3_access_key_id s3_secret_access_key s3_encryption_key_id"),
  ...texts("s3_bucket_owner s3_output_bucket_name"),
  ...flags("aws_sagemaker_allow_zero_temp"),
  ...lists("aws_session_tags bedrock_tags"),
}

/** Workload identity and options of single providers. */
const otherProviders = {
  ...texts(
    "anthropic_federation_rule_id anthropic_organization_id anthropic_service_account_id anthropic_workspace_id",
  ),
  ...texts("anthropic_federation_workspace_id anthropic_identity_token_file anthropic_identity_token"),
  ...texts("anthropic_identity_source anthropic_issuer_url anthropic_issuer_subject anthropic_issuer_audience"),
  ...texts("anthropic_issuer_signing_key_ref anthropic_keycloak_token_url anthropic_keycloak_client_id"),
  ...texts("anthropic_keycloak_auth_method anthropic_keycloak_client_secret_ref anthropic_keycloak_scope"),
  ...texts("openai_identity_provider_id openai_service_account_id openai_identity_token_file"),
  ...texts(
    "watsonx_region_name watsonx_project project_id space_id account_id oci_compartment_id oci_fingerprint oci_key oci_key_file",
  ),
  ...texts("oci_region oci_tenancy oci_user oci_serving_mode oci_endpoint_id databricks_user_agent workspace_url"),
  ...texts("chatgpt_auth_file github_copilot_auth_type github_copilot_host github_copilot_user_session"),
  ...texts(
    "predibase_tenant_id token gigachat_scope gigachat_auth_url gigachat_access_token instance_id custom_endpoint",
  ),
  ...flags("anthropic_disable_workload_identity_federation use_xai_oauth fireworks_forward_user_id"),
  ...counts("anthropic_issuer_ttl_seconds"),
  ...texts("vector_store_id vector_bucket_name index_name embedding_model milvus_text_field milvus_db_name"),
  ...textLists("milvus_partition_names"),
  ...texts("valkey_host valkey_password valkey_text_field valkey_embedding_field"),
  ...counts("valkey_port"),
  ...flags("valkey_ssl"),
}

/**
 * `model_list[].litellm_params`: open, because any parameter of a completion may stand here and a provider may take
 * ones nobody has heard of yet; such a key is passed on, with a warning.
 */
export const litellmParams = z
  .looseObject({
    model: z.string().min(1),
    ...completionParams,
    ...connection,
    ...routing,
    ...call,
    ...azure,
    ...google,
    ...aws,
    ...otherProviders,
    ...prices,
  })
  .superRefine(checkPrices)
