/** Nano-dollars for one token; odd figures, so that a sum that is off by one shows. */
export interface TokenPrice {
  readonly inputNano: number
  readonly outputNano: number
}

/** What the clients ask for, which provider's model answers (its name tells the mock provider how to behave), and its price. */
export const MODELS = {
  "fast-chat": { model: "openai/ok", provider: "openai", inputNano: 151, outputNano: 607 },
  "slow-writer": { model: "openai/drip-5ms", provider: "openai", inputNano: 1_003, outputNano: 4_001 },
  "claude-writer": { model: "anthropic/ok", provider: "anthropic", inputNano: 3_001, outputNano: 15_013 },
  /** Each request costs 1,000 × 1,000 + 500 × 4,000 nano-dollars: three tenths of a cent. */
  "big-bill": { model: "openai/usage-1000-500", provider: "openai", inputNano: 1_000, outputNano: 4_000 },
  /** Says back what it was told. */
  "echo-chat": { model: "openai/demo", provider: "openai", inputNano: 11, outputNano: 13 },
  "busy-model": { model: "openai/429", provider: "openai", inputNano: 151, outputNano: 607 },
} as const satisfies Record<string, TokenPrice & { model: string; provider: string }>

export type ModelName = keyof typeof MODELS

export const BIG_BILL_NANO = 3_000_000

/** Only requests that ask for it use the cache. */
const CACHE = "litellm_settings: { cache: true, cache_params: { type: postgres, mode: default_off } }"

/** A config.yaml with these models, all of them at the provider on `url`. */
export function configFor(url: string): string {
  const models = Object.entries(MODELS).flatMap(([name, { model, provider, inputNano, outputNano }]) => [
    `  - model_name: ${name}`,
    "    litellm_params:",
    `      model: ${model}`,
    `      api_base: ${url}${provider === "openai" ? "/v1" : ""}`,
    "      api_key: a-secret-of-the-provider",
    `      input_cost_per_token: ${perToken(inputNano)}`,
    `      output_cost_per_token: ${perToken(outputNano)}`,
    "      num_retries: 0",
    "    model_info: { mode: chat, max_input_tokens: 128000, max_output_tokens: 2000 }",
  ])
  return ["model_list:", ...models, "general_settings:", "  store_prompts_in_spend_logs: true", CACHE, ""].join("\n")
}

const perToken = (nano: number) => (nano / 1e9).toFixed(9)

/** What so many tokens come to: whole nano-dollars, for the prices are. */
export function costNano(name: ModelName, usage: { prompt_tokens: number; completion_tokens: number }): number {
  const { inputNano, outputNano } = MODELS[name]
  return usage.prompt_tokens * inputNano + usage.completion_tokens * outputNano
}
