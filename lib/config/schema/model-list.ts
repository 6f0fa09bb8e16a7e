import { z } from "zod"
import { amounts, anything, counts, flags, lists, mapLists, maps, textLists, textMaps, texts } from "./fields"
import { litellmParams } from "./litellm-params"
import { checkPrices, prices } from "./pricing"

/** `model_list[].model_info`: what is known of a deployment. Open: people keep notes of their own in it. */
const modelInfo = z
  .looseObject({
    ...texts("id base_model mode version team_id team_public_model_name litellm_provider key display_name description"),
    ...texts("tier health_check_model health_check_voice health_check_reasoning_effort default_reasoning_effort"),
    ...texts("deprecation_date successor_model source web_search_billing_unit cache_control_ttl template"),
    ...texts("created_at created_by updated_at updated_by ptu_effective_from ptu_effective_to"),
    ...texts("token_count_framing token_count_model bedrock_output_config_effort_ceiling"),
    ...counts(
      "max_tokens max_input_tokens max_output_tokens output_vector_size prompt_cache_min_tokens rpm tpm itpm otpm",
    ),
    ...counts(
      "max_embedding_batch_size health_check_max_tokens health_check_max_tokens_reasoning ptu_count allowed_fails",
    ),
    ...counts("health_check_max_tokens_non_reasoning"),
    ...amounts("health_check_timeout cost_per_ptu_per_hour"),
    ...flags("disable_background_health_check blocked discoverable allow_fail_open enable_tag_filtering db_model"),
    ...flags("internal_router_model member_auto_router enforce_supported_endpoints direct_access"),
    ...flags("health_check_supports_max_tokens use_openai_responses_path uses_embed_content thinking_always_on"),
    ...flags("supports_vision supports_function_calling supports_parallel_function_calling supports_tool_choice"),
    ...flags("supports_response_schema supports_system_messages supports_prompt_caching supports_reasoning"),
    ...flags("supports_audio_input supports_audio_output supports_video_input supports_pdf_input supports_web_search"),
    ...flags("supports_url_context supports_computer_use supports_assistant_prefill supports_native_streaming"),
    ...textLists(
      "access_groups access_via_team_ids supported_endpoints supported_modalities supported_output_modalities",
    ),
    ...textLists("supported_openai_params supported_regions supported_environments reasoning_effort_levels"),
    ...textLists("supported_audio_formats reasoning_modes reasoning_contexts custom_tags aliases"),
    ...mapLists("access_windows"),
    ...maps("allowed_fails_policy health_check_params custom_tokenizer provider_specific_entry custom_metadata"),
    ...maps("metadata search_context_cost_per_query litellm_routing_preferences"),
    ...lists("ptu_shares"),
    ...textMaps("labels"),
    ...anything("search_free_requests"),
    ...prices,
  })
  .superRefine(checkPrices)

/** One deployment: the model group clients ask for, and what serves it. */
export const modelEntry = z.strictObject({
  model_name: z.string().min(1),
  litellm_params: litellmParams,
  model_info: modelInfo.prefault({}),
})
