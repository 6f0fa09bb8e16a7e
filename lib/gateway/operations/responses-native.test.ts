import { describe, expect, it } from "vitest"
import { openCatalog } from "#lib/catalog/catalog"
import { doorFor } from "#lib/router/chat-door"
import { type ModelEntry, makeDeployment } from "#lib/router/deployment"
import { providerBody } from "#lib/router/provider-body"
import { sealed } from "#lib/wire/openai-responses/reasoning"
import { parseResponses } from "./responses-parse"

const catalog = openCatalog(new URL("../../catalog/models.json", import.meta.url).pathname)
const made = (params: ModelEntry["litellm_params"], model_info = {}) =>
  makeDeployment(
    { model_name: "group", litellm_params: { api_key: "k", ...params }, model_info },
    { catalog, env: {}, timeoutMs: 1_000, streamTimeoutMs: 1_000, dropParams: false },
  )
const door = (deployment: ReturnType<typeof made>, dialect: string) => {
  const found = doorFor(deployment, dialect)
  // A provider's accent is behind a plus.
  return [found?.service.dialect.id.split("+")[0], `${deployment.origin}${found?.path}`]
}
const asked = (body: object) => parseResponses(JSON.stringify({ model: "group", input: "Hi", ...body }), null).body

describe("the door of a deployment", () => {
  it.each([
    ["openai/gpt-4o", "https://api.openai.com/v1"],
    ["openai/gpt-5", "https://api.openai.com/v1"],
    ["xai/grok-4", "https://api.x.ai/v1"],
    ["openrouter/openai/gpt-5", "https://openrouter.ai/api/v1"],
  ])("%s speaks chat and Responses, each natively", (model, base) => {
    expect(door(made({ model }), "openai-responses")).toEqual(["openai-responses", `${base}/responses`])
    expect(door(made({ model }), "openai-chat")).toEqual(["openai-chat", `${base}/chat/completions`])
  })

  it("is the chat for clients of a dialect the provider does not speak", () => {
    expect(door(made({ model: "groq/llama" }), "openai-responses")[0]).toBe("openai-chat")
    expect(door(made({ model: "openai/gpt-4o" }), "anthropic-messages")[0]).toBe("openai-chat")
  })

  it.each([
    ["named so", { model: "openai/responses/gpt-4o" }, {}],
    ["of the mode", { model: "openai/gpt-4o" }, { mode: "responses" }],
    ["that the catalog knows as such", { model: "openai/gpt-5-codex" }, {}],
  ])("is Responses for every client, for a model %s", (_name, params, info) => {
    const deployment = made(params, info)
    expect(deployment.model).not.toContain("responses/")
    for (const dialect of ["openai-chat", "anthropic-messages", "openai-responses"])
      expect(door(deployment, dialect)).toEqual(["openai-responses", "https://api.openai.com/v1/responses"])
  })

  it.each([
    ["https://a.openai.azure.com", "/openai/v1/responses"],
    ["https://a.openai.azure.com/openai/v1", "/openai/v1/responses"],
    ["https://a.openai.azure.com/openai", "/openai/v1/responses"],
  ])("of Azure at %s is %s", (api_base, path) => {
    expect(door(made({ model: "azure/mine", api_base }), "openai-responses")[1]).toBe(
      `https://a.openai.azure.com${path}`,
    )
  })
})

describe("a Responses body for a provider that serves Responses", () => {
  it("is the client's own text with the model's name in it", () => {
    const body = asked({ previous_response_id: "resp_1", tools: [{ type: "code_interpreter" }] })
    const { payload, native } = providerBody(made({ model: "openai/gpt-4o" }), body)
    expect([native, payload]).toEqual([true, body.text.replace('"group"', '"gpt-4o"')])
  })

  it("leaves out thinking that another provider signed, which this one would refuse", () => {
    const block = { type: "thinking" as const, thinking: "Hm.", signature: "s" }
    const foreign = { type: "reasoning", summary: [], encrypted_content: sealed([block]) }
    const own = { type: "reasoning", summary: [], encrypted_content: "gAAAA" }
    const said = { role: "user", content: "Hi" }
    const body = asked({ input: [foreign, own, said] })
    expect(JSON.parse(providerBody(made({ model: "openai/gpt-5" }), body).payload).input).toEqual([own, said])
  })

  it("keeps metadata that can be stored, and none that is meant for the gateway", () => {
    const sent = (body: object) => JSON.parse(providerBody(made({ model: "openai/gpt-4o" }), asked(body)).payload)
    expect(sent({ metadata: { run: "1" } }).metadata).toEqual({ run: "1" })
    expect(sent({ metadata: { tags: ["a"] } })).not.toHaveProperty("metadata")
    expect(sent({ tags: ["a"], num_retries: 1 })).toEqual({ model: "gpt-4o", input: "Hi" })
  })

  it("takes the deployment's presets in its own words, where the client says nothing", () => {
    const deployment = made({
      model: "openai/gpt-4o",
      max_tokens: 9,
      reasoning_effort: "low",
      stop: ["x"],
      temperature: 0,
    })
    expect(JSON.parse(providerBody(deployment, asked({ temperature: 1 })).payload)).toEqual({
      model: "gpt-4o",
      input: "Hi",
      temperature: 1,
      max_output_tokens: 9,
      reasoning: { effort: "low" },
    })
  })
})

it("a web search offered beside other tools is left out where there is none", () => {
  const tools = [{ type: "web_search" }, { type: "function", name: "f", parameters: { type: "object" } }]
  const sent = (model: string) => providerBody(made({ model }), asked({ tools })).payload
  expect(sent("groq/llama")).not.toContain("search")
  expect(sent("anthropic/claude-sonnet-4-5")).toContain("web_search_20250305")
})
