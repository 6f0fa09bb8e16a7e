import { z } from "zod"
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
  texts,
  textsOrOne,
} from "./fields"

/** When a guardrail runs: one hook, several, or by tag. */
const mode = z.union([
  z.string(),
  z.array(z.string()),
  z.strictObject({ tags: freeMap.optional(), default: z.unknown().optional() }),
])

/** Open: each guardrail has options of its own beside these. */
const guardrailParams = z.looseObject({
  guardrail: z.string(),
  mode,
  ...flags("default_on mask_request_content mask_response_content fail_on_error run_in_parallel scan_raw_request"),
  ...flags("skip_system_message_in_guardrail skip_tool_message_in_guardrail only_scan_new_messages inspect_embeddings"),
  ...flags("scan_only_tool_results experimental_use_latest_role_message_only skip_unscannable_attachments"),
  ...flags("sanitize_error_detail forward_messages_as_sent sticky_session_routing output_parse_pii"),
  ...flags("logging_only_continue_on_input_failure disable_exception_on_block monitor_mode payload breakdown dev_info"),
  ...flags("streaming_end_of_stream_only streaming_buffer_until_moderated"),
  ...texts("api_key api_base api_endpoint api_version model guard_name template_id location credentials project_id"),
  ...texts("violation_message_template on_violation realtime_violation_message unreachable_fallback on_sensitive_data"),
  ...texts(
    "sensitive_data_route_to_model on_flagged on_flagged_action on_disallowed_action default_action custom_code",
  ),
  ...texts("pangea_input_recipe pangea_output_recipe guardrailIdentifier guardrailVersion outputScope application_id"),
  ...texts(
    "aws_region_name aws_access_key_id aws_secret_access_key aws_session_token aws_session_name aws_profile_name",
  ),
  ...texts("aws_role_name aws_web_identity_token aws_sts_endpoint aws_external_id aws_bedrock_runtime_endpoint"),
  ...texts("presidio_analyzer_api_base presidio_anonymizer_api_base presidio_filter_scope presidio_language"),
  ...texts(
    "presidio_run_on presidio_ad_hoc_recognizers blocked_words_file severity_threshold pattern_redaction_format",
  ),
  ...texts("keyword_redaction_tag decision_model workspace_id"),
  ...counts(
    "num_retries end_session_after_n_fails max_input_chars max_concurrent_decision_calls streaming_sampling_rate",
  ),
  ...amounts("timeout"),
  ...numbers("confidence_threshold score_threshold violation_threshold"),
  ...textLists("extra_headers presidio_entities_deny_list blocked_languages"),
  ...maps("category_thresholds detect_secrets_config additional_provider_specific_params pii_entities_config"),
  ...maps("presidio_score_thresholds metadata optional_params headers"),
  ...mapLists("patterns blocked_words categories rules"),
  ...lists("detectors"),
  ...textsOrOne("logging_only_scope"),
  ...anything("stream_scope checks config application"),
})

/** One entry of `guardrails`. */
export const guardrailEntry = z.strictObject({
  guardrail_name: z.string().min(1),
  litellm_params: guardrailParams,
  guardrail_info: freeMap.optional(),
  ...texts("guardrail_id policy_template"),
})
