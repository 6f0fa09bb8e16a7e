import { describe, expect, it } from "vitest"
import { made } from "./test-made"

describe("databricks", () => {
  const host = "https://dbc-1.cloud.databricks.com"
  it.each([host, `${host}/`, `${host}/serving-endpoints`])("%s is a workspace", (api_base) => {
    const { url, headers } = made("databricks/llama", { api_base, api_key: "dapi1" })
    expect(url).toBe(`${host}/serving-endpoints/chat/completions`)
    expect(headers.authorization).toBe("Bearer dapi1")
  })

  it("a service principal signs each request", () => {
    const env = {
      DATABRICKS_HOST: "dbc-1.cloud.databricks.com",
      DATABRICKS_CLIENT_ID: "c",
      DATABRICKS_CLIENT_SECRET: "s",
    }
    expect(made("databricks/llama", {}, env).sign).not.toBeNull()
  })

  it("says what is missing", () => {
    expect(() => made("databricks/llama", { api_key: "k" })).toThrow(/DATABRICKS_API_BASE/)
    expect(() => made("databricks/llama", { api_base: host })).toThrow(/DATABRICKS_API_KEY.*DATABRICKS_CLIENT_SECRET/)
  })
})

describe("watsonx", () => {
  const eu = { watsonx_region_name: "eu-de", project_id: "p-1", api_key: "ibm-key" }

  it("has its own paths for whole answers and streams", () => {
    const { url, streamUrl, sign } = made("watsonx/ibm/granite", eu)
    expect(url).toBe("https://eu-de.ml.cloud.ibm.com/ml/v1/text/chat?version=2024-03-13")
    expect(streamUrl).toBe("https://eu-de.ml.cloud.ibm.com/ml/v1/text/chat_stream?version=2024-03-13")
    expect(sign).not.toBeNull()
  })

  it("says model_id and the project in the body", () => {
    const { chat, defaults, model } = made("watsonx/ibm/granite", eu)
    const body = { model, stream: true, stream_options: {}, tool_choice: "auto", messages: [], ...defaults }
    expect(chat?.amend?.(body, { model, stream: true })).toEqual({
      model_id: "ibm/granite",
      project_id: "p-1",
      tool_choice_option: "auto",
      messages: [],
    })
  })

  it("a deployment stands in the path and needs no project", () => {
    const { chatPath, defaults, chat } = made("watsonx/deployment/d-1", { ...eu, project_id: undefined })
    expect(chatPath).toBe("/ml/v1/deployments/d-1/text/chat?version=2024-03-13")
    expect(defaults).toEqual({})
    expect(chat?.amend?.({ model: "x" }, { model: "deployment/d-1", stream: false })).toEqual({})
  })

  it("takes a token that is ready", () => {
    const env = { WATSONX_URL: "https://us-south.ml.cloud.ibm.com", WATSONX_TOKEN: "t-1", WATSONX_PROJECT_ID: "p" }
    expect(made("watsonx/ibm/granite", {}, env).headers.authorization).toBe("Bearer t-1")
  })

  it("says what is missing", () => {
    expect(() => made("watsonx/m", { api_key: "k", project_id: "p" })).toThrow(/WATSONX_URL/)
    expect(() => made("watsonx/m", { ...eu, project_id: undefined })).toThrow(/WATSONX_PROJECT_ID/)
    expect(() => made("watsonx/m", { ...eu, api_key: undefined })).toThrow(/WATSONX_API_KEY/)
    expect(() => made("watsonx/m", { ...eu, watsonx_region_name: "EU!" })).toThrow(/no region/)
    expect(() => made("watsonx/m", { ...eu, api_version: "newest" })).toThrow(/no date/)
  })
})

describe("snowflake", () => {
  it.each([
    [{ account_id: "org-acc" }, "https://org-acc.snowflakecomputing.com"],
    [{ api_base: "https://org-acc.snowflakecomputing.com/api/v2" }, "https://org-acc.snowflakecomputing.com"],
    [{ api_base: "https://org-acc.snowflakecomputing.com/api/v2/cortex/v1" }, "https://org-acc.snowflakecomputing.com"],
  ])("%j is an account", (params, origin) => {
    expect(made("snowflake/mistral-large2", { ...params, api_key: "j" }).url).toBe(
      `${origin}/api/v2/cortex/v1/chat/completions`,
    )
  })

  it("tells an access token from a key pair's token", () => {
    const type = "x-snowflake-authorization-token-type"
    const { headers } = made("snowflake/m", { account_id: "a", api_key: "pat/tok" })
    expect([headers.authorization, headers[type]]).toEqual(["Bearer tok", "PROGRAMMATIC_ACCESS_TOKEN"])
    expect(made("snowflake/m", { account_id: "a" }, { SNOWFLAKE_JWT: "j" }).headers[type]).toBe("KEYPAIR_JWT")
  })

  it("serves Claude to clients of Anthropic's API without translation", () => {
    const [door] = made("snowflake/claude-4-sonnet", { account_id: "a", api_key: "j" }).also
    expect([door?.service.dialect.id, door?.path]).toEqual(["anthropic-messages", "/api/v2/cortex/v1/messages"])
    expect(made("snowflake/llama", { account_id: "a", api_key: "j" }).also).toEqual([])
  })

  it("says what is missing", () => {
    expect(() => made("snowflake/m", { api_key: "j" })).toThrow(/SNOWFLAKE_ACCOUNT_ID/)
    expect(() => made("snowflake/m", { account_id: "a" })).toThrow(/SNOWFLAKE_JWT/)
  })
})

describe("others with an address or a header of their own", () => {
  it("cloudflare has the account in its path", () => {
    const { url } = made("cloudflare/@cf/meta/llama", { api_key: "k" }, { CLOUDFLARE_ACCOUNT_ID: "acc1" })
    expect(url).toBe("https://api.cloudflare.com/client/v4/accounts/acc1/ai/v1/chat/completions")
    expect(() => made("cloudflare/m", { api_key: "k" })).toThrow(/CLOUDFLARE_ACCOUNT_ID/)
    expect(() => made("cloudflare/m", { api_key: "k", api_base: "https://x/ai/run" })).toThrow(/\/ai\/v1/)
  })

  it("github names the version of its API", () => {
    const { url, headers, model } = made("github/openai/gpt-4.1", {}, { GITHUB_API_KEY: "g" })
    expect([url, model]).toEqual(["https://models.github.ai/inference/chat/completions", "openai/gpt-4.1"])
    expect(headers).toMatchObject({ authorization: "Bearer g", "x-github-api-version": "2022-11-28" })
  })

  it("github_copilot exchanges a GitHub token and takes its own tokens as they are", () => {
    expect(made("github_copilot/gpt-4o", { api_key: "ghu_1" }).sign).not.toBeNull()
    const { url, headers } = made("github_copilot/gpt-4o", {}, { GITHUB_COPILOT_TOKEN: "tid=1;exp=2" })
    expect(url).toBe("https://api.githubcopilot.com/chat/completions")
    expect(headers).toMatchObject({ authorization: "Bearer tid=1;exp=2", "copilot-integration-id": "vscode-chat" })
  })

  it.each([
    ["meta-llama/Llama-3.3-70B", {}, "meta-llama/Llama-3.3-70B", "https://router.huggingface.co/v1/chat/completions"],
    ["together/deepseek-ai/R1", {}, "deepseek-ai/R1:together", "https://router.huggingface.co/v1/chat/completions"],
    [
      "a/b/c",
      { api_base: "https://x.endpoints.huggingface.cloud/v1/" },
      "a/b/c",
      "https://x.endpoints.huggingface.cloud/v1/chat/completions",
    ],
    ["https://x.endpoints.huggingface.cloud", {}, "tgi", "https://x.endpoints.huggingface.cloud/v1/chat/completions"],
  ])("huggingface/%s with %j", (name, params, model, url) => {
    const d = made(`huggingface/${name}`, { api_key: "hf", ...params })
    expect([d.model, d.url]).toEqual([model, url])
  })

  it.each([
    ["llama-v3p1-8b-instruct", "accounts/fireworks/models/llama-v3p1-8b-instruct"],
    ["accounts/mine/models/x", "accounts/mine/models/x"],
    [
      "accounts/fireworks/models/x#accounts/mine/deployments/d",
      "accounts/fireworks/models/x#accounts/mine/deployments/d",
    ],
  ])("fireworks_ai/%s is %s", (name, model) => {
    expect(made(`fireworks_ai/${name}`, { api_key: "k" }).model).toBe(model)
  })

  it("openrouter is told the application", () => {
    const env = { OR_SITE_URL: "https://app.example", OR_APP_NAME: "App", OPENROUTER_API_KEY: "k" }
    expect(made("openrouter/openai/gpt-4o", {}, env).headers).toMatchObject({
      "http-referer": "https://app.example",
      "x-title": "App",
    })
    expect(made("openrouter/openai/gpt-4o", { api_key: "k" }).headers).not.toHaveProperty("x-title")
  })

  it("text-completion-openai completes a text", () => {
    const { url, chat } = made("text-completion-openai/gpt-3.5-turbo-instruct", { api_key: "k" })
    expect([url, chat?.dialect.id]).toEqual(["https://api.openai.com/v1/completions", "openai-completions"])
  })

  it("gigachat exchanges its key", () => {
    const { url, sign } = made("gigachat/GigaChat-2", { api_key: "k" })
    expect(url).toBe("https://gigachat.devices.sberbank.ru/api/v1/chat/completions")
    expect(sign).not.toBeNull()
  })

  it("replicate says why it is not served", () => {
    expect(() => made("replicate/meta/llama", { api_key: "k" })).toThrow(/replicate is not served yet/)
  })
})

describe("an address without a scheme", () => {
  it.each([
    ["localhost:8000", "http://localhost:8000"],
    ["0.0.0.0:11434/v1", "http://0.0.0.0:11434"],
    ["gpu-box", "http://gpu-box"],
    ["192.168.1.5/v1", "http://192.168.1.5"],
    ["models.lan:8000", "http://models.lan:8000"],
    ["res.example.com/openai", "https://res.example.com"],
    ["res.openai.azure.com", "https://res.openai.azure.com"],
  ])("%s means %s, so that no key crosses the internet in clear", (api_base, origin) => {
    expect(made("hosted_vllm/m", { api_base }).origin).toBe(origin)
  })

  it("that is missing is asked for by name", () => {
    expect(() => made("hosted_vllm/m")).toThrow(/api_base.*HOSTED_VLLM_API_BASE/)
  })
})
