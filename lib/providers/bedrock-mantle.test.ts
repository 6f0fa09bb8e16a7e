import { describe, expect, it } from "vitest"
import type { Catalog } from "#lib/catalog/catalog"
import { makeDeployment } from "#lib/router/deployment"

const catalog: Catalog = { size: 0, find: () => null, providerOf: () => null }

function deployed(params: Record<string, unknown>, env: Record<string, string> = {}) {
  const entry = { model_name: "group", litellm_params: { model: "bedrock_mantle/openai.gpt-oss-20b", ...params } }
  return makeDeployment(entry, { catalog, env, timeoutMs: 1, streamTimeoutMs: 1, dropParams: false })
}

describe("Bedrock's OpenAI-compatible endpoint", () => {
  it.each([
    ["openai.gpt-oss-20b", "/v1/chat/completions", "openai-chat"],
    ["us-east-2/openai.gpt-5.5", "/openai/v1/chat/completions", "openai-chat"],
    ["responses/openai.gpt-5.5", "/openai/v1/responses", "openai-responses"],
    ["responses/openai.gpt-oss-120b", "/v1/responses", "openai-responses"],
    ["anthropic.claude-haiku-4-5", "/anthropic/v1/messages", "anthropic-messages"],
  ])("serves %s at %s", (model, path, dialect) => {
    const made = deployed({ model: `bedrock_mantle/${model}` })
    expect(made.chatPath).toBe(path)
    expect(made.chat?.dialect.id).toBe(dialect)
  })

  it("is in the region that the name or the environment says", () => {
    expect(deployed({ model: "bedrock_mantle/us-east-2/openai.gpt-5.5" }).origin).toBe(
      "https://bedrock-mantle.us-east-2.api.aws",
    )
    expect(deployed({}, { AWS_REGION: "eu-west-1" }).origin).toBe("https://bedrock-mantle.eu-west-1.api.aws")
  })

  it.each(["/v1", "/openai/v1"])("is asked below an api_base that ends in %s, whichever model it is", (path) => {
    const api_base = `https://bedrock-mantle.us-east-1.api.aws${path}`
    expect(deployed({ api_base, model: "bedrock_mantle/openai.gpt-5.5" }).chatPath).toBe(`${path}/chat/completions`)
    expect(deployed({ api_base }).chatPath).toBe(`${path}/chat/completions`)
  })

  it("takes a Bedrock API key, and signs without one", () => {
    const withKey = deployed({}, { AWS_BEARER_TOKEN_BEDROCK: "bedrock-api-key" })
    expect(withKey.headers.authorization).toBe("Bearer bedrock-api-key")
    expect(withKey.sign).toBeNull()
    expect(deployed({}).sign).not.toBeNull()
  })
})
