import { describe, expect, it } from "vitest"
import type { Catalog } from "#lib/catalog/catalog"
import { anthropicMessages } from "#lib/wire/anthropic-messages/dialect"
import type { Dialect } from "#lib/wire/dialect"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import type { ChatBody } from "./chat-body"
import { makeDeployment } from "./deployment"
import type { DeploymentParams } from "./deployment-params"
import { providerBody } from "./provider-body"

const catalog: Catalog = { size: 0, find: () => null, providerOf: () => null }

function deployment(params: DeploymentParams, dropParams = false) {
  const entry = { model_name: "group", litellm_params: { api_key: "k", ...params } }
  return makeDeployment(entry, { catalog, env: {}, timeoutMs: 1, streamTimeoutMs: 1, dropParams })
}

function body(text: string, dialect: Dialect = openaiChat): ChatBody {
  const json = JSON.parse(text) as Record<string, unknown>
  return {
    text,
    json,
    model: String(json.model),
    stream: json.stream === true,
    wantsUsage: (json.stream_options as { include_usage?: boolean } | undefined)?.include_usage === true,
    dialect,
    chat: () => dialect.toHub.request(json),
  }
}

const openai = deployment({ model: "openai/gpt-4o" })
const messages = '"messages":[{"role":"user","content":"hi"}]'

describe("the body for a provider of the client's own dialect", () => {
  it("is the client's text with another model name, byte for byte", () => {
    const text = `{ "messages" : [{"role":"user","content":"é \\n 1.0"}],  "model" : "group", "seed": 1.0, "x_new": {"a":[1e2]} }`
    const { payload, native } = providerBody(openai, body(text))
    expect(native).toBe(true)
    expect(payload).toBe(text.replace('"model" : "group"', '"model":"gpt-4o"'))
  })

  it("asks for usage in a stream although the client did not", () => {
    const { payload } = providerBody(openai, body(`{"model":"group","stream":true,${messages}}`))
    expect(JSON.parse(payload)).toMatchObject({
      model: "gpt-4o",
      stream: true,
      stream_options: { include_usage: true },
    })
    const other = providerBody(openai, body(`{"model":"group","stream":true,"stream_options":{"x":1},${messages}}`))
    expect(JSON.parse(other.payload).stream_options).toEqual({ x: 1, include_usage: true })
  })

  it.each([
    [
      "a tool with a field named model",
      `{"model":"group",${messages},"tools":[{"type":"function","function":{"name":"f","parameters":{"properties":{"model":{"type":"string"}}}}}]}`,
    ],
    ["an escaped second model", `{"model":"group",${messages},"\\u006dodel":"group"}`],
    ["a model written twice", `{"model":"cheap",${messages},"model":"group"}`],
    ["a message that quotes one", `{"messages":[{"role":"user","content":"\\"model\\":\\"x\\""}],"model":"group"}`],
  ])("names the deployment's model whatever stands elsewhere: %s", (_name, text) => {
    const sent = JSON.parse(providerBody(openai, body(text)).payload)
    expect(sent.model).toBe("gpt-4o")
    expect(sent.messages).toEqual(JSON.parse(text).messages)
  })

  it("keeps the gateway's own fields to itself and passes unknown ones on", () => {
    const text = `{"model":"group",${messages},"fallbacks":["b"],"tags":["t"],"metadata":{"tags":["x"]},"brand_new":true}`
    expect(JSON.parse(providerBody(openai, body(text)).payload)).toEqual({
      model: "gpt-4o",
      messages: [{ role: "user", content: "hi" }],
      brand_new: true,
    })
  })

  it("forwards OpenAI's metadata with a stored completion", () => {
    const text = `{"model":"group",${messages},"store":true,"metadata":{"run":"1"}}`
    expect(JSON.parse(providerBody(openai, body(text)).payload).metadata).toEqual({ run: "1" })
  })

  it("adds the deployment's defaults where the client said nothing", () => {
    const preset = deployment({ model: "openai/m", temperature: 0, max_tokens: 5, extra_body: { route: "x" } })
    const sent = JSON.parse(providerBody(preset, body(`{"model":"group",${messages},"max_tokens":9}`)).payload)
    expect(sent).toMatchObject({ temperature: 0, max_tokens: 9, route: "x" })
  })

  it("drops what additional_drop_params names", () => {
    const strict = deployment({ model: "openai/m", additional_drop_params: ["seed"] })
    expect(JSON.parse(providerBody(strict, body(`{"model":"group",${messages},"seed":1}`)).payload)).not.toHaveProperty(
      "seed",
    )
  })
})

describe("the body for a provider of another dialect", () => {
  const text = `{"model":"group",${messages},"seed":7}`

  it("names a parameter the provider does not support", () => {
    expect(() => providerBody(deployment({ model: "anthropic/c" }), body(text))).toThrow(
      expect.objectContaining({ kind: "unsupported_params", param: "seed" }),
    )
  })

  it("drops it when drop_params says so", () => {
    const sent = JSON.parse(providerBody(deployment({ model: "anthropic/c" }, true), body(text)).payload)
    expect(sent).toMatchObject({ model: "c", messages: [{ role: "user" }], max_tokens: expect.any(Number) })
    expect(sent).not.toHaveProperty("seed")
  })

  it("turns an Anthropic request into an OpenAI one", () => {
    const asked = body(
      '{"model":"group","max_tokens":5,"system":"S","messages":[{"role":"user","content":"hi"}]}',
      anthropicMessages,
    )
    const { payload, native } = providerBody(openai, asked)
    expect(native).toBe(false)
    expect(JSON.parse(payload)).toMatchObject({
      model: "gpt-4o",
      max_tokens: 5,
      messages: [{ role: "system" }, { role: "user" }],
    })
  })
})
