import { z } from "zod"
import { freeMap } from "./schema/fields"
import { generalSettings } from "./schema/general-settings"
import { guardrailEntry } from "./schema/guardrails"
import { litellmSettings } from "./schema/litellm-settings"
import { mcpServer } from "./schema/mcp-servers"
import { modelEntry } from "./schema/model-list"
import {
  agentEntry,
  credentialEntry,
  mcpTool,
  policy,
  policyAttachment,
  promptEntry,
  providerSettings,
  searchToolEntry,
  vectorStoreEntry,
  workerEntry,
} from "./schema/other-sections"
import { routerSettings } from "./schema/router-settings"

/**
 * The whole of a LiteLLM config file (LiteLLM 1.109). It parses values that are already resolved: `os.environ/NAME`
 * replaced, includes merged. Strict where the key is ours, open where a provider or the user may add names of their own.
 * Names of keys and their defaults: BerriAI/litellm (MIT).
 */
export const configSchema = z.strictObject({
  model_list: z.array(modelEntry).default([]),
  litellm_settings: litellmSettings.prefault({}),
  router_settings: routerSettings.prefault({}),
  general_settings: generalSettings.prefault({}),
  environment_variables: z.record(z.string(), z.string()).default({}),
  credential_list: z.array(credentialEntry).default([]),
  guardrails: z.array(guardrailEntry).default([]),
  mcp_servers: z.record(z.string(), mcpServer).default({}),
  callback_settings: z.record(z.string(), freeMap).default({}),
  include: z.array(z.string()).default([]),
  vector_store_registry: z.array(vectorStoreEntry).optional(),
  search_tools: z.array(searchToolEntry).optional(),
  prompts: z.array(promptEntry).optional(),
  policies: z.record(z.string(), policy).optional(),
  policy_attachments: z.array(policyAttachment).optional(),
  agents: z.array(agentEntry).optional(),
  agent_list: z.array(agentEntry).optional(),
  mcp_tools: z.array(mcpTool).optional(),
  sandbox_tools: z.array(freeMap).optional(),
  assistant_settings: freeMap.optional(),
  files_settings: z.array(providerSettings).optional(),
  finetune_settings: z.array(providerSettings).optional(),
  default_vertex_config: freeMap.optional(),
  worker_registry: z.array(workerEntry).optional(),
})

/** A config as the gateway uses it: checked, with defaults. */
export type Config = z.output<typeof configSchema>
/** The config of someone who has none: no models, every default. */
export function emptyConfig(): Config {
  return configSchema.parse({})
}
