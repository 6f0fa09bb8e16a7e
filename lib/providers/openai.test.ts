import { describe, expect, it } from "vitest"
import type { DeploymentParams } from "#lib/router/deployment-params"
import { providerBody } from "#lib/router/provider-body"
import { anthropicMessages } from "#lib/wire/anthropic-messages/dialect"
import type { Dialect } from "#lib/wire/dialect"
import { gemini } from "#lib/wire/gemini/dialect"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { made } from "./test-made"

interface Said {
  readonly dialect: Dialect
  readonly fields: Record<string, unknown>
}
const contents = [{ role: "user", parts: [{ text: "hi" }] }]
const messages = [{ role: "user", content: "hi" }]
const google = (generationConfig: object): Said => ({ dialect: gemini, fields: { contents, generationConfig } })
const chat = (fields: object): Said => ({ dialect: openaiChat, fields: { messages, ...fields } })
const claude = (fields: object): Said => ({
  dialect: anthropicMessages,
  fields: { messages, max_tokens: 5000, ...fields },
})

/** What is sent to a model when a client says this. */
function sent(
  model: string,
  { dialect, fields }: Said,
  params: Partial<DeploymentParams> = {},
): Record<string, unknown> {
  const json = { model: "m", ...fields }
  const body = { text: JSON.stringify(json), json, model: "m", stream: false, wantsUsage: false, dialect }
  const deployment = { ...made(model, { api_key: "k", ...params }), dropParams: params.drop_params === true }
  return JSON.parse(providerBody(deployment, { ...body, chat: () => dialect.toHub.request(json) }).payload)
}

describe("top_k, which OpenAI does not know", () => {
  it.each([
    ["Gemini's clients", google({ topK: 40 })],
    ["Anthropic's clients", claude({ top_k: 40 })],
    ["OpenAI's clients", chat({ top_k: 40 })],
  ])("of %s is refused, or dropped where that is set", (_who, said) => {
    expect(() => sent("openai/gpt-4o", said)).toThrow(/does not support the parameter top_k.*drop_params/)
    expect(sent("openai/gpt-4o", said, { drop_params: true })).not.toHaveProperty("top_k")
    expect(() => sent("openai/gpt-4o", said, { api_base: "https://eu.api.openai.com/v1" })).toThrow(/top_k/)
  })

  it("is sent to other servers that speak OpenAI's protocol", () => {
    expect(sent("openai/llama", google({ topK: 40 }), { api_base: "http://gpu-box:8000/v1" })).toMatchObject({
      top_k: 40,
    })
  })
})

describe("thinking, for a model that cannot", () => {
  it.each([
    ["Gemini's clients", google({ thinkingConfig: { thinkingBudget: 4000 } })],
    ["Anthropic's clients", claude({ thinking: { type: "enabled", budget_tokens: 4000 } })],
  ])("is an offer of %s that is not taken up", (_who, said) => {
    expect(sent("openai/gpt-4o", said)).not.toHaveProperty("reasoning_effort")
    expect(sent("openai/gpt-5.2", said)).toHaveProperty("reasoning_effort")
    expect(sent("openai/someone-elses", said)).toHaveProperty("reasoning_effort")
  })

  it("is refused when OpenAI's own word asks for it", () => {
    expect(() => sent("openai/gpt-4.1-mini", chat({ reasoning_effort: "low" }))).toThrow(/reasoning_effort/)
  })
})
