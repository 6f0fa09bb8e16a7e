import { describe, expect, it } from "vitest"
import type { DeploymentParams } from "#lib/router/deployment-params"
import { made } from "./test-made"

const resource = "https://res.openai.azure.com"
const azure = (params: Partial<DeploymentParams>, env: Record<string, string> = {}) =>
  made("azure/my-gpt", { api_base: resource, api_key: "az-key-1", ...params }, env)

describe("azure", () => {
  it.each([
    [{}, "/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21"],
    [{ api_base: `${resource}/` }, "/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21"],
    [{ api_base: `${resource}/openai` }, "/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21"],
    [
      { api_version: "2025-04-01-preview" },
      "/openai/deployments/my-gpt/chat/completions?api-version=2025-04-01-preview",
    ],
    [{ api_version: "v1" }, "/openai/v1/chat/completions"],
    [{ api_version: "latest" }, "/openai/v1/chat/completions"],
    [{ api_version: "preview" }, "/openai/v1/chat/completions?api-version=preview"],
    [{ api_base: `${resource}/openai/v1/` }, "/openai/v1/chat/completions"],
    [{ api_base: `${resource}/openai/v1`, api_version: "2024-10-21" }, "/openai/v1/chat/completions"],
    [
      { api_base: `${resource}/openai/deployments/other` },
      "/openai/deployments/other/chat/completions?api-version=2024-10-21",
    ],
    [
      { api_base: `${resource}/openai/deployments/other/chat/completions?api-version=2024-06-01` },
      "/openai/deployments/other/chat/completions?api-version=2024-06-01",
    ],
    [
      { api_base: "https://gate.example.com/team-a" },
      "/team-a/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21",
    ],
  ])("%j is reached at %s", (params, path) => {
    const { chatPath, headers } = azure(params)
    expect(chatPath).toBe(path)
    expect(headers["api-key"]).toBe("az-key-1")
    expect(headers).not.toHaveProperty("authorization")
  })

  it("takes address, key and version from the environment", () => {
    const env = { AZURE_API_BASE: resource, AZURE_API_KEY: "az-env", AZURE_API_VERSION: "2024-06-01" }
    const { url, headers } = made("azure/gpt 4/eu", {}, env)
    expect(url).toBe(`${resource}/openai/deployments/gpt%204%2Feu/chat/completions?api-version=2024-06-01`)
    expect(headers["api-key"]).toBe("az-env")
  })

  it("leaves out what only said which kind of model is behind a deployment", () => {
    expect(azure({ model: "azure/x" }).model).toBe("my-gpt")
    expect(made("azure/o_series/mine", { api_base: resource, api_key: "k" }).chatPath).toContain("/deployments/mine/")
  })

  it("sends a token that is ready as a bearer token, in place of a key", () => {
    const { headers, sign } = made(
      "azure/m",
      { api_base: resource, azure_ad_token: "ready-token-1" },
      { AZURE_API_KEY: "k" },
    )
    expect(headers.authorization).toBe("Bearer ready-token-1")
    expect(headers).not.toHaveProperty("api-key")
    expect(sign).toBeNull()
    expect(made("azure/m", { api_base: resource }, { AZURE_AD_TOKEN: "env-token-1" }).headers.authorization).toBe(
      "Bearer env-token-1",
    )
  })

  it.each([
    [{ tenant_id: "t", client_id: "c", client_secret: "secret-1" }, {}],
    [{}, { AZURE_TENANT_ID: "t", AZURE_CLIENT_ID: "c", AZURE_CLIENT_SECRET: "secret-1" }],
    [{}, { AZURE_TENANT_ID: "t", AZURE_CLIENT_ID: "c", AZURE_FEDERATED_TOKEN_FILE: "/var/run/token" }],
    [{}, { AZURE_CREDENTIAL: "ManagedIdentityCredential" }],
    [{}, { IDENTITY_ENDPOINT: "http://127.0.0.1:1/msi", IDENTITY_HEADER: "h" }],
  ])("signs each request when it logs in with %j and %j", (params, env) => {
    const { sign, headers } = made("azure/m", { api_base: resource, ...params }, env)
    expect(sign).not.toBeNull()
    expect(headers).not.toHaveProperty("api-key")
  })

  it("says what is missing", () => {
    expect(() => made("azure/m", { api_key: "k" })).toThrow(/azure needs api_base.*AZURE_API_BASE/)
    expect(() => made("azure/m", { api_base: resource })).toThrow(/AZURE_API_KEY.*AZURE_AD_TOKEN.*AZURE_CLIENT_SECRET/)
    expect(() => azure({ api_version: "2024/10" })).toThrow(/api_version "2024\/10".*2024-10-21/)
    expect(() => azure({}, { AZURE_API_VERSION: "soon" })).toThrow(/api_version "soon"/)
  })
})

describe("azure_ai", () => {
  const foundry = "https://res.services.ai.azure.com"
  const ai = (model: string, params: Partial<DeploymentParams> = {}) =>
    made(`azure_ai/${model}`, { api_base: foundry, api_key: "ai-key-1", ...params })

  it.each([
    [{}, "/models/chat/completions?api-version=2024-05-01-preview"],
    [{ api_base: `${foundry}/models` }, "/models/chat/completions?api-version=2024-05-01-preview"],
    [
      { api_base: `${foundry}/models/chat/completions?api-version=2024-05-01-preview` },
      "/models/chat/completions?api-version=2024-05-01-preview",
    ],
    [{ api_version: "v1" }, "/openai/v1/chat/completions"],
    [{ api_base: `${foundry}/openai/v1` }, "/openai/v1/chat/completions"],
    [{ api_base: "https://mine.eastus.models.ai.azure.com" }, "/chat/completions"],
    [{ api_base: "https://mine.eastus.models.ai.azure.com/v1" }, "/v1/chat/completions"],
    [{ api_base: resource }, "/openai/deployments/grok-4/chat/completions?api-version=2024-10-21"],
  ])("%j is reached at %s", (params, path) => {
    expect(ai("grok-4", params).chatPath).toBe(path)
  })

  it("sends the key as api-key to Foundry and as a bearer token to a serverless host", () => {
    expect(ai("grok-4").headers).toMatchObject({ "api-key": "ai-key-1" })
    const { headers } = ai("grok-4", { api_base: "https://mine.eastus.models.ai.azure.com" })
    expect(headers).toMatchObject({ authorization: "Bearer ai-key-1" })
    expect(headers).not.toHaveProperty("api-key")
  })

  it.each([{}, { api_base: `${foundry}/anthropic` }, { api_base: `${foundry}/anthropic/v1/messages` }])(
    "Claude at %j speaks Anthropic's API",
    (params) => {
      const { url, headers, chat } = ai("claude-sonnet-4-5", params)
      expect(url).toBe(`${foundry}/anthropic/v1/messages`)
      expect(headers).toMatchObject({ "x-api-key": "ai-key-1", "anthropic-version": "2023-06-01" })
      expect(chat?.dialect.id).toBe("anthropic-messages")
    },
  )
})
