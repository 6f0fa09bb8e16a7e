/** The first segments of LiteLLM's pass-through routes, and the providers each leads to, in the order they are looked for. */
export const PASS_THROUGH: Readonly<Record<string, readonly string[]>> = {
  openai: ["openai"],
  anthropic: ["anthropic"],
  gemini: ["gemini"],
  vertex_ai: ["vertex_ai"],
  "vertex-ai": ["vertex_ai"],
  bedrock: ["bedrock"],
  azure: ["azure"],
  cohere: ["cohere"],
  mistral: ["mistral"],
  vllm: ["vllm", "hosted_vllm"],
  openrouter: ["openrouter"],
}
