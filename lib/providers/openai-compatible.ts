import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { bearer } from "./auth"
import { defineProvider, type Provider } from "./provider"

/** Plain OpenAI-compatible providers: prefix, base URL (null: `api_base` is required), environment variables of the key. */
const ROWS: readonly (readonly [id: string, baseUrl: string | null, keyEnv: readonly string[]])[] = [
  ["ai21", "https://api.ai21.com/studio/v1", ["AI21_API_KEY"]],
  ["cerebras", "https://api.cerebras.ai/v1", ["CEREBRAS_API_KEY"]],
  ["dashscope", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1", ["DASHSCOPE_API_KEY"]],
  ["deepinfra", "https://api.deepinfra.com/v1/openai", ["DEEPINFRA_API_KEY"]],
  ["featherless_ai", "https://api.featherless.ai/v1", ["FEATHERLESS_AI_API_KEY", "FEATHERLESS_API_KEY"]],
  ["fireworks_ai", "https://api.fireworks.ai/inference/v1", ["FIREWORKS_AI_API_KEY", "FIREWORKS_API_KEY"]],
  ["friendliai", "https://api.friendli.ai/serverless/v1", ["FRIENDLI_TOKEN"]],
  ["github", "https://models.github.ai/inference", ["GITHUB_API_KEY"]],
  ["hosted_vllm", null, ["HOSTED_VLLM_API_KEY"]],
  ["hyperbolic", "https://api.hyperbolic.xyz/v1", ["HYPERBOLIC_API_KEY"]],
  ["litellm_proxy", null, ["LITELLM_PROXY_API_KEY"]],
  ["llamafile", "http://127.0.0.1:8080/v1", []],
  ["lm_studio", "http://127.0.0.1:1234/v1", ["LM_STUDIO_API_KEY"]],
  ["moonshot", "https://api.moonshot.ai/v1", ["MOONSHOT_API_KEY"]],
  ["nebius", "https://api.studio.nebius.ai/v1", ["NEBIUS_API_KEY"]],
  ["novita", "https://api.novita.ai/v3/openai", ["NOVITA_API_KEY"]],
  ["nscale", "https://inference.api.nscale.com/v1", ["NSCALE_API_KEY"]],
  ["nvidia_nim", "https://integrate.api.nvidia.com/v1", ["NVIDIA_NIM_API_KEY"]],
  ["sambanova", "https://api.sambanova.ai/v1", ["SAMBANOVA_API_KEY"]],
  ["together_ai", "https://api.together.xyz/v1", ["TOGETHERAI_API_KEY", "TOGETHER_API_KEY", "TOGETHER_AI_TOKEN"]],
  ["vllm", null, ["VLLM_API_KEY"]],
  ["zai", "https://api.z.ai/api/paas/v4", ["ZAI_API_KEY"]],
]

const SELF_HOSTED = new Set(["hosted_vllm", "litellm_proxy", "llamafile", "lm_studio", "vllm"])

/** The rows as providers. */
export const openaiCompatible: readonly Provider[] = ROWS.map(([id, baseUrl, keyEnv]) =>
  defineProvider({
    id,
    baseUrl,
    baseUrlEnv: [`${id.toUpperCase()}_API_BASE`],
    keyEnv,
    needsKey: !SELF_HOSTED.has(id),
    auth: bearer,
    serves: { chat: { dialect: openaiChat, path: "/chat/completions" } },
  }),
)
