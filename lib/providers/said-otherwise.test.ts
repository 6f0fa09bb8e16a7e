import { describe, expect, it } from "vitest"
import type { ChatBody } from "#lib/router/chat-body"
import type { DeploymentParams } from "#lib/router/deployment-params"
import { providerBody } from "#lib/router/provider-body"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { made } from "./test-made"

function body(fields: Record<string, unknown>): ChatBody {
  const json = { model: "group", messages: [{ role: "user", content: "hi" }], ...fields }
  const text = JSON.stringify(json)
  const hub = openaiChat.toHub.request(json)
  return { text, json, model: "group", stream: false, wantsUsage: false, dialect: openaiChat, chat: () => hub }
}

function sent(model: string, fields: Record<string, unknown>, params: Partial<DeploymentParams> = {}) {
  const base = /^azure/.test(model) ? { api_base: "https://r.openai.azure.com" } : {}
  const deployment = made(model, { api_key: "k", ...base, ...params })
  const { payload } = providerBody({ ...deployment, dropParams: params.drop_params === true }, body(fields))
  return { payload, json: JSON.parse(payload) as Record<string, unknown> & { messages: { role: string }[] } }
}

const mark = { type: "ephemeral" }
const marked = { messages: [{ role: "user", content: [{ type: "text", text: "a", cache_control: mark }] }] }
const developer = { messages: [{ role: "developer", content: "d" }] }
const image = { type: "image_url", image_url: { url: "data:image/png;base64,AA" } }
const call = { id: "c", type: "function", function: { name: "f", arguments: "{}" } }
const pictured = {
  messages: [
    { role: "assistant", content: null, tool_calls: [call] },
    { role: "tool", tool_call_id: "c", content: [image] },
  ],
}

describe("OpenAI chat for a provider that speaks it", () => {
  it.each(["openai/gpt-4o", "openai/gpt-5", "azure/gpt-4o", "deepseek/c", "moonshot/m", "apertis/m", "github/o/m"])(
    "%s is sent no cache marks and no images in tool results",
    (model) => {
      expect(sent(model, marked).payload).not.toContain("cache_control")
      expect(sent(model, pictured).json.messages.map(({ role }) => role)).toEqual(["assistant", "tool", "user"])
    },
  )

  it.each([
    ["openai/gpt-4o", "developer"],
    ["azure/gpt-4o", "developer"],
    ["vercel_ai_gateway/openai/gpt-4o", "developer"],
    ["moonshot/m", "system"],
    ["deepseek/c", "system"],
    ["hosted_vllm/m", "system"],
    ["dashscope/qwen-max", "system"],
  ])("%s hears the role developer as %s", (model, role) => {
    const params = model.startsWith("hosted") ? { api_base: "http://127.0.0.1:9/v1" } : {}
    expect(sent(model, developer, params).json.messages[0]?.role).toBe(role)
  })

  it.each(["vercel_ai_gateway/a/claude", "litellm_proxy/claude", "dashscope/qwen-max", "openrouter/a/claude"])(
    "%s is sent the cache marks it knows",
    (model) => expect(sent(model, marked, { api_base: "http://127.0.0.1:9/v1" }).payload).toContain("cache_control"),
  )

  it.each([
    ["words that only look like it", { messages: [{ role: "user", content: "a developer, a tool, cache_control" }] }],
    ["a tool's result in text", { messages: [{ role: "tool", tool_call_id: "c", content: "cache_control" }] }],
    ["another setting", { temperature: 0.5, x_new: 1 }],
  ])("%s leave the client's text as it is", (_name, fields) => {
    const text = body(fields).text
    for (const model of ["openai/gpt-4o", "moonshot/m", "deepseek/c"])
      expect(sent(model, fields).payload).toBe(
        text.replace('"model":"group"', `"model":"${model.split("/").at(-1) ?? ""}"`),
      )
  })
})

describe("parameters OpenAI's reasoning models refuse", () => {
  const REFUSED = { temperature: 0.2, top_p: 0.5, presence_penalty: 1, frequency_penalty: 1, logprobs: true }
  const ALWAYS = ["openai/o3-mini", "openai/gpt-5-mini", "azure/o_series/mine", "azure/gpt5_series/mine"]

  it.each(ALWAYS)("%s: are refused by name, or left out with drop_params", (model) => {
    for (const [param, value] of Object.entries(REFUSED)) {
      const wrong = expect.objectContaining({ kind: "unsupported_params", param })
      expect(() => sent(model, { [param]: value })).toThrow(wrong)
    }
    expect(Object.keys(sent(model, REFUSED, { drop_params: true }).json)).not.toContain("temperature")
    expect(Object.keys(sent(model, REFUSED, { drop_params: true }).json)).toEqual(["model", "messages"])
    expect(sent(model, { temperature: 0.2 }, { allowed_openai_params: ["temperature"] }).json.temperature).toBe(0.2)
  })

  it.each(ALWAYS)("%s: what asks for nothing is never refused", (model) => {
    const nothing = { temperature: 1, top_p: 1, n: 1, presence_penalty: 0, frequency_penalty: 0, logprobs: false }
    const { json } = sent(model, { ...nothing, tool_choice: "auto" })
    for (const param of Object.keys(nothing)) if (param !== "n") expect(json).not.toHaveProperty(param)
  })

  it.each(["openai/gpt-5.1", "openai/gpt-5-chat-latest", "openai/gpt-4o"])("%s takes a temperature", (model) => {
    expect(sent(model, { temperature: 0.2 }).json.temperature).toBe(0.2)
  })

  it("0 is no neutral temperature", () => {
    expect(() => sent("openai/o3", { temperature: 0 })).toThrow(expect.objectContaining({ param: "temperature" }))
  })
})
