import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { formatFinding } from "./finding"
import { loadConfig, parseConfig } from "./load"
import { emptyConfig } from "./schema"

const ENV: Record<string, string> = {
  AZURE_API_KEY_EU: "azure-key-0123456789",
  OPENAI_API_KEY: "openai-key-0123456789",
  ANTHROPIC_API_KEY: "anthropic-key-0123456789",
  VERTEX_CREDENTIALS: "{}",
  AWS_REGION: "eu-west-1",
  REDIS_HOST: "redis",
  REDIS_PASSWORD: "redis-password-1",
  LANGFUSE_PUBLIC_KEY: "pk-lf-1",
  LITELLM_MASTER_KEY: "sk-0123456789abcdef0123",
  DATABASE_URL: "postgres://user:pass@db/gateway",
  COHERE_AUTH: "Bearer cohere-0123456789",
  LAKERA_API_KEY: "lakera-0123456789",
  GITHUB_TOKEN: "github-0123456789",
  LOG_AUTH: "Basic abc0123456789",
  TAVILY_API_KEY: "tavily-0123456789",
}
const realistic = new URL("./testdata/litellm.yaml", import.meta.url)
const load = async () => parseConfig(await readFile(realistic, "utf8"), { env: ENV })
const said = (text: string, env: Record<string, string> = {}) => parseConfig(text, { env }).findings.map(formatFinding)

describe("a large LiteLLM config", () => {
  it("parses without an error or a warning, every documented habit in it", async () => {
    const { findings } = await load()
    expect(findings.filter(({ severity }) => severity !== "info").map(formatFinding)).toEqual([])
  })

  it("says of every key that nothing acts on that it is accepted, not yet in effect, once each", async () => {
    const { findings } = await load()
    const paths = findings.map(({ path }) => path)
    expect(new Set(findings.map(({ message }) => message))).toEqual(new Set(["accepted, not yet in effect"]))
    expect(new Set(paths.map((path) => path.replace(/\[\d+\]/g, "[]"))).size).toBe(paths.length)
    expect(paths).toEqual(expect.arrayContaining(["guardrails", "mcp_servers", "litellm_settings.service_callback"]))
    expect(paths).not.toContain("model_list[0].litellm_params.api_key")
    expect(paths).not.toContain("general_settings.master_key")
  })

  it("resolves variables, anchors, merge keys and credentials, and converts what a variable can only hold as text", async () => {
    const { config, environment } = await load()
    const [eu, openai, claude, bedrock, , local, embeddings] = config.model_list
    expect(eu?.litellm_params).toMatchObject({
      api_key: ENV.AZURE_API_KEY_EU,
      tpm: 100_000,
      output_cost_per_token: 1e-5,
    })
    expect(openai?.litellm_params).toMatchObject({
      model: "openai/gpt-4o",
      rpm: 900,
      api_key: ENV.OPENAI_API_KEY,
      weight: 2,
    })
    expect(openai?.litellm_params.api_base).toBeUndefined()
    expect(claude?.litellm_params.temperature).toBe(0)
    expect(bedrock?.litellm_params.aws_region_name).toBe("eu-west-1")
    expect(local?.litellm_params.drop_params).toBe(true)
    expect(embeddings?.litellm_params).toMatchObject({
      api_key: ENV.OPENAI_API_KEY,
      api_base: "https://api.openai.com/v1",
    })
    expect(config.router_settings.redis_port).toBe(6379)
    expect(config.litellm_settings.cache_params?.port).toBe(6379)
    expect(config.mcp_servers.files?.env).toEqual({ ROOT: ["$", "{HOME}/data"].join(""), DEPTH: "3" })
    expect(config.model_list[0]?.model_info.owner_of_this_entry).toBe("platform team")
    expect(environment).toEqual({
      LANGFUSE_HOST: "https://langfuse.example.com",
      REDIS_PORT: "6379",
      REGION: "eu-west-1",
    })
  })

  it("leaves the process's environment as it was", async () => {
    const before = { ...process.env }
    await load()
    expect(process.env).toEqual(before)
  })
})

describe("defaults", () => {
  it("an empty config has them", () => {
    const config = emptyConfig()
    expect(config.model_list).toEqual([])
    expect(config.router_settings).toMatchObject({ routing_strategy: "simple-shuffle", model_group_alias: {} })
    expect(config.general_settings).toMatchObject({ store_prompts_in_spend_logs: false })
    expect(config.router_settings.num_retries).toBeUndefined()
  })

  it("sections and keys without a value count as not set; a key says so", () => {
    expect(said("model_list:\nlitellm_settings:\nrouter_settings:\n  num_retries:\n  timeout: ~\n")).toEqual([
      "config.yaml:4:3 warning router_settings.num_retries: has no value and counts as not set",
    ])
    expect(parseConfig("model_list:\ngeneral_settings:\n").config).toEqual(emptyConfig())
  })
})

describe("a config with an error", () => {
  it("is not handed out: what is handed out is empty", () => {
    const { config, findings } = parseConfig(
      "model_list:\n  - model_name: a\n    litellm_params: {model: openai/a}\nnonsense: 1\n",
    )
    expect(findings.some(({ severity }) => severity === "error")).toBe(true)
    expect(config).toEqual(emptyConfig())
  })

  it("shows no value that could be a secret in any finding", () => {
    const secret = "Zx9-very-secret-value"
    const text = [
      "general_settings:",
      `  master_key: [${secret}]`,
      `  database_url: {a: ${secret}}`,
      `  max_request_size_mb: os.environ/LEAK`,
      "model_list:",
      "  - model_name: m",
      "    litellm_params:",
      "      model: openai/m",
      `      api_key: {x: ${secret}}`,
      `      extra_headers: ${secret}`,
      `      aws_session_token: [${secret}]`,
      "router_settings:",
      `  redis_password: {p: ${secret}}`,
      "credential_list:",
      `  - {credential_name: c, credential_values: ${secret}}`,
    ].join("\n")
    const lines = said(text, { LEAK: secret })
    expect(lines.length).toBeGreaterThanOrEqual(8)
    expect(lines.join("\n")).not.toContain(secret)
    expect(said(`a: b: ${secret}\n  - "${secret}\n}`).join("\n")).not.toContain(secret)
  })
})

describe("strict", () => {
  const weak = "general_settings:\n  master_key: sk-1234\n"
  it("makes a weak master key an error, otherwise it is a warning", () => {
    expect(parseConfig(weak).findings.map(({ severity }) => severity)).toEqual(["warning"])
    expect(parseConfig(weak, { strict: true }).findings.map(({ severity }) => severity)).toEqual(["error"])
    const short = parseConfig("general_settings:\n  master_key: sk-abcdefghijkl\n")
    expect(short.findings.map(formatFinding)).toEqual([
      "config.yaml:2:3 warning general_settings.master_key: the master key is shorter than 16 characters (make one with: openssl rand -hex 24)",
    ])
    expect(parseConfig("general_settings:\n  master_key: sk-abcdefghijklm\n", { strict: true }).findings).toEqual([])
  })
})

describe("loadConfig", () => {
  it("says when the file does not exist or is none", async () => {
    const dir = await mkdtemp(join(tmpdir(), "config-"))
    try {
      const gone = await loadConfig({ path: join(dir, "gone.yaml"), env: {} })
      expect(gone.findings.map(formatFinding)).toEqual([
        `${join(dir, "gone.yaml")}:1:1 error the config file does not exist (give its path with --config)`,
      ])
      expect((await loadConfig({ path: dir, env: {} })).findings[0]?.message).toBe("the config file is a directory")
      await writeFile(join(dir, "a.yaml"), "model_list: []\n")
      const { files, findings } = await loadConfig({ path: join(dir, "a.yaml"), env: {} })
      expect([files, findings]).toEqual([[join(dir, "a.yaml")], []])
    } finally {
      await rm(dir, { recursive: true })
    }
  })
})
