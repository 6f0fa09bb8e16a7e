import { z } from "zod"
import { amounts, anything, counts, flags, freeMap, maps, textLists, textMaps, texts } from "./fields"

/** `credential_list[]`: parameters shared by deployments, named by `litellm_params.litellm_credential_name`. */
export const credentialEntry = z.strictObject({
  credential_name: z.string().min(1),
  credential_values: freeMap.default({}),
  credential_info: freeMap.optional(),
  ...texts("display_name"),
})

/** `vector_store_registry[]` */
export const vectorStoreEntry = z.strictObject({
  ...texts("vector_store_name vector_store_id custom_llm_provider vector_store_description litellm_credential_name"),
  ...texts("team_id user_id"),
  ...anything("vector_store_metadata"),
  litellm_params: freeMap.optional(),
})

/** `search_tools[]` */
export const searchToolEntry = z.strictObject({
  search_tool_name: z.string().min(1),
  litellm_params: z.looseObject({
    search_provider: z.string(),
    ...texts("api_key api_base"),
    ...amounts("timeout input_cost_per_query"),
    ...counts("max_retries"),
  }),
  ...maps("search_tool_info"),
})

/** `prompts[]` */
export const promptEntry = z.strictObject({
  prompt_id: z.string().min(1),
  litellm_params: z.looseObject({
    ...texts("prompt_id prompt_integration api_base api_key dotprompt_content"),
    ...maps("provider_specific_query_params"),
    ...flags("ignore_prompt_manager_model ignore_prompt_manager_optional_params"),
  }),
  ...maps("prompt_info"),
  ...texts("environment"),
  ...counts("version"),
})

/** `policies.{name}` */
export const policy = z.strictObject({
  ...texts("inherit description"),
  guardrails: z.strictObject({ ...textLists("add remove") }).optional(),
  ...maps("condition pipeline"),
})

/** `policy_attachments[]` */
export const policyAttachment = z.strictObject({
  policy: z.string(),
  ...texts("scope"),
  ...textLists("teams keys models tags"),
  ...counts("priority"),
  ...flags("default"),
})

/** `agents[]` and `agent_list[]` */
export const agentEntry = z.strictObject({
  agent_name: z.string().min(1),
  ...maps("agent_card_params litellm_params object_permission identity kill_switch"),
  ...texts("agent_id execution_mode"),
  ...flags("enabled"),
  ...counts("tpm_limit rpm_limit session_tpm_limit session_rpm_limit"),
  ...textMaps("static_headers"),
  ...textLists("extra_headers access_group_ids"),
})

/** `mcp_tools[]` */
export const mcpTool = z.strictObject({
  name: z.string().min(1),
  ...texts("description handler"),
  ...maps("input_schema"),
})

/** `worker_registry[]` */
export const workerEntry = z.strictObject({ worker_id: z.string(), name: z.string(), url: z.string() })

/** `files_settings[]` and `finetune_settings[]`: credentials by provider. */
export const providerSettings = z.looseObject({
  ...texts("custom_llm_provider api_key api_base api_version organization"),
})
