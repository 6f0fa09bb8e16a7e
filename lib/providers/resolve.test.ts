import { describe, expect, it } from "vitest"
import { resolveModel } from "./resolve"

/** What the price catalog says of some bare names. */
const CATALOG: Record<string, string> = {
  "gpt-4o": "openai",
  "gemini-2.5-pro": "vertex_ai-language-models",
  "j2-ultra": "ai21",
  "deepseek-chat": "deepseek",
  "gpt-3.5-turbo-instruct": "text-completion-openai",
  "command-r": "cohere_chat",
}
const resolve = (name: string, hints: Partial<Parameters<typeof resolveModel>[1]> = {}) => {
  const { provider, model } = resolveModel(name, { providerOfBareName: (bare) => CATALOG[bare] ?? null, ...hints })
  return `${provider.id}|${model}`
}

describe("provider/model", () => {
  it.each([
    ["openai/gpt-4o", "openai|gpt-4o"],
    ["groq/openai/gpt-oss-20b", "groq|openai/gpt-oss-20b"],
    ["together/meta/llama", "together_ai|meta/llama"],
    ["openrouter/anthropic/claude-x", "openrouter|anthropic/claude-x"],
    ["scx-ai/m", "scx-ai|m"],
    ["azure/my-gpt", "azure|my-gpt"],
  ])("%s is %s", (name, found) => {
    expect(resolve(name)).toBe(found)
  })

  it("custom_llm_provider wins over the prefix and takes its own prefix off", () => {
    expect(resolve("anthropic/claude-x", { customProvider: "openrouter" })).toBe("openrouter|anthropic/claude-x")
    expect(resolve("groq/llama", { customProvider: "groq" })).toBe("groq|llama")
    expect(resolve("together_ai/llama", { customProvider: "together" })).toBe("together_ai|llama")
    expect(resolve("llama", { customProvider: "vllm" })).toBe("vllm|llama")
  })
})

describe("the host of api_base", () => {
  it.each([
    ["https://api.groq.com/openai/v1", "groq"],
    ["api.mistral.ai/v1", "mistral"],
    ["https://api.together.ai/v1", "together_ai"],
    ["https://API.DeepSeek.com/beta", "deepseek"],
    ["https://integrate.api.nvidia.com/v1", "nvidia_nim"],
    ["https://llm.chutes.ai/v1/", "chutes"],
    ["https://ollama.com", "ollama"],
    ["https://api.minimaxi.com/v1", "minimax"],
    ["https://codestral.mistral.ai/v1", "codestral"],
    ["https://res.openai.azure.com/openai/v1", "azure"],
    ["https://res.services.ai.azure.com/models", "azure_ai"],
    ["https://dbc-1.cloud.databricks.com/serving-endpoints", "databricks"],
    ["https://acc.snowflakecomputing.com", "snowflake"],
    ["https://eu-de.ml.cloud.ibm.com", "watsonx"],
    ["https://x.us-east-1.aws.endpoints.huggingface.cloud", "huggingface"],
  ])("%s is %s", (apiBase, id) => {
    expect(resolve("meta-llama/Llama-4", { apiBase })).toBe(`${id}|meta-llama/Llama-4`)
  })

  it("counts less than a prefix and more than the model's family", () => {
    expect(resolve("openai/x", { apiBase: "https://api.groq.com/openai/v1" })).toBe("openai|x")
    expect(resolve("deepseek-r1", { apiBase: "https://api.groq.com/openai/v1" })).toBe("groq|deepseek-r1")
  })

  it.each([
    "https://api.groq.com.evil.example/v1",
    "https://evil.example/api.groq.com/v1",
    "https://evil.example/?x=.openai.azure.com",
    "http://localhost:8080/v1",
    "http://127.0.0.1:1234/v1",
    "::no url::",
  ])("%s is nobody's", (apiBase) => {
    expect(() => resolve("some-model", { apiBase })).toThrow(/No provider is known/)
    expect(resolve("gpt-4o", { apiBase })).toBe("openai|gpt-4o")
  })
})

describe("a bare name", () => {
  it.each([
    ["gpt-4o", "openai"],
    ["gpt-9-turbo", "openai"],
    ["ft:gpt-4o-mini:acme::1", "openai"],
    ["o3", "openai"],
    ["o4-mini", "openai"],
    ["o12-pro", "openai"],
    ["text-embedding-3-small", "openai"],
    ["claude-sonnet-9", "anthropic"],
    ["mistral-large-2027", "mistral"],
    ["grok-9", "xai"],
    ["sonar-pro", "perplexity"],
    ["deepseek-chat", "deepseek"],
    ["j2-ultra", "ai21"],
    ["glm-6", "zai"],
    ["kimi-k9", "moonshot"],
  ])("%s goes to %s", (name, id) => {
    expect(resolve(name)).toBe(`${id}|${name}`)
  })

  it.each(["ollama-thing", "o", "onyx-1", "gpt", "gpt-oss-120b", "gptx", "my-claude-copy", "llama-4", "acme/claude-1"])(
    "%s is nobody's",
    (name) => {
      expect(() => resolve(name)).toThrow(/No provider is known/)
    },
  )

  it("in the catalog under a provider without a key goes to the family's provider that has one", () => {
    expect(resolve("gemini-2.5-pro", { env: { GEMINI_API_KEY: "k" } })).toMatch(/^gemini\|/)
  })

  it("of a model that only completes goes where it can", () => {
    expect(resolve("gpt-3.5-turbo-instruct")).toBe("text-completion-openai|gpt-3.5-turbo-instruct")
  })

  it("that is a wildcard goes to whoever has a key", () => {
    expect(resolve("*", { env: { MISTRAL_API_KEY: "k" } })).toBe("mistral|*")
    expect(resolve("*")).toBe("openai|*")
  })

  it("without a key anywhere goes to the family's first, whose error names the variable", () => {
    expect(resolve("gemini-9-flash", { env: {} })).toMatch(/^gemini\|/)
    expect(resolve("gemini-9-flash", { env: { VERTEXAI_PROJECT: "p" } })).toMatch(/^vertex_ai\|/)
  })
})

describe("an unknown prefix", () => {
  it.each([
    ["opnai/gpt-4o", /"opnai".*Did you mean openai\/…/],
    ["antropic/claude", /Did you mean anthropic\/…/],
    ["OpenAI/gpt-4o", /Did you mean openai\/…/],
    ["openai:gpt-4o", /Did you mean openai\/…/],
    ["azure-ai/x", /Did you mean azure_ai\/…/],
    ["zzzzzzzzzz/x", /Write provider\/model.*api_base/],
    ["__proto__/x", /No provider is known/],
    ["constructor", /No provider is known/],
  ])("%s is an error that helps", (name, words) => {
    expect(() => resolve(name)).toThrow(words)
  })

  it("so is an unknown custom_llm_provider", () => {
    expect(() => resolve("x", { customProvider: "grok" })).toThrow(/"grok".*groq/)
  })
})
