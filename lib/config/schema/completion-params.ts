import {
  amounts,
  anything,
  counts,
  flags,
  freeMap,
  mapLists,
  maps,
  numbers,
  textLists,
  textOrTexts,
  texts,
} from "./fields"

/**
 * Parameters of a completion that a deployment may set as a default; sent with each request that does not set them.
 * OpenAI's names, and the ones providers have added that LiteLLM passes on.
 */
export const completionParams = {
  ...numbers("temperature top_p presence_penalty frequency_penalty repetition_penalty min_p top_a"),
  ...counts("max_tokens max_completion_tokens max_output_tokens n seed top_k top_logprobs best_of num_ctx num_predict"),
  ...counts("dimensions thinking_budget"),
  ...flags("stream parallel_tool_calls store echo include_server_side_tool_invocations enable_thinking"),
  ...texts(
    "user reasoning_effort service_tier prompt_cache_key prompt_cache_retention safety_identifier verbosity suffix",
  ),
  ...texts("input_type task_type encoding_format language voice size quality style keep_alive"),
  ...textLists("modalities timestamp_granularities include"),
  ...maps(
    "stream_options prediction audio thinking web_search_options logit_bias reasoning output_config speech_config",
  ),
  ...maps("provider provider_options chat_template_kwargs vertex_voice_dict generationConfig guardrailConfig"),
  ...mapLists("tools functions safety_settings context_management plugins"),
  ...anything("tool_choice function_call response_format logprobs transforms anthropic_beta betas"),
  ...amounts("speed"),
  stop: textOrTexts.optional(),
  stop_sequences: textOrTexts.optional(),
  metadata: freeMap.optional(),
}
