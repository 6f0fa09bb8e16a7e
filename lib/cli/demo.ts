import { type LoadedConfig, parseConfig } from "#lib/config/load"
import { type MockProvider, startMockProvider } from "#lib/testing/mock-provider"

/** Without a config the gateway serves one model that needs no provider: the mock provider, on this machine only. */
export async function startDemo(): Promise<{ provider: MockProvider; config: LoadedConfig }> {
  const provider = await startMockProvider({ keep: 0 })
  const config = await parseConfig(
    [
      "model_list:",
      "  - model_name: demo",
      "    litellm_params:",
      "      model: openai/demo",
      `      api_base: ${provider.url}/v1`,
      "      api_key: demo",
      "      input_cost_per_token: 0.000001",
      "      output_cost_per_token: 0.000004",
      "    model_info: { id: demo, mode: chat, max_input_tokens: 8192, max_output_tokens: 2048 }",
      "general_settings:",
      "  store_prompts_in_spend_logs: true",
    ].join("\n"),
    { file: "demo", env: {} },
  )
  return { provider, config }
}
