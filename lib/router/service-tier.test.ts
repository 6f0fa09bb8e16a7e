import { describe, expect, it } from "vitest"
import { costNano } from "#lib/catalog/cost"
import { priceOf } from "#lib/catalog/price"
import { anthropicMessages } from "#lib/wire/anthropic-messages/dialect"
import { bedrockConverse } from "#lib/wire/bedrock-converse/dialect"
import type { Usage } from "#lib/wire/chat"
import type { Dialect } from "#lib/wire/dialect"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { openaiResponses } from "#lib/wire/openai-responses/dialect"
import { TranslatedStream } from "./translated-stream"

const rates = { input_cost_per_token: 1e-6, output_cost_per_token: 0 }
const price = priceOf({ ...rates, input_cost_per_token_priority: 2e-6, input_cost_per_token_flex: 5e-7 })
const billed = (usage: Partial<Usage> | null | undefined) =>
  price === null || !usage ? null : costNano(price, usage as Usage)

const NANO = { priority: 200_000, flex: 50_000, default: 100_000 } as const
const chatUsage = { prompt_tokens: 100, completion_tokens: 0, total_tokens: 100 }
const ownUsage = { input_tokens: 100, output_tokens: 0, total_tokens: 100 }
const converseUsage = { inputTokens: 100, outputTokens: 0, totalTokens: 100 }

/** Where each API says how it was served: of a whole answer, and in the stream's event with the usage. */
const PLACES: [string, Dialect, (tier: string) => object, (tier: string) => object][] = [
  [
    "OpenAI chat",
    openaiChat,
    (service_tier) => ({ choices: [], usage: chatUsage, service_tier }),
    (service_tier) => ({ choices: [], usage: chatUsage, service_tier }),
  ],
  [
    "OpenAI Responses",
    openaiResponses,
    (service_tier) => ({ output: [], usage: ownUsage, service_tier }),
    (service_tier) => ({ type: "response.completed", response: { output: [], usage: ownUsage, service_tier } }),
  ],
  [
    "Anthropic",
    anthropicMessages,
    (service_tier) => ({ content: [], usage: { ...ownUsage, service_tier } }),
    (service_tier) => ({ type: "message_start", message: { usage: { ...ownUsage, service_tier } } }),
  ],
  [
    "Bedrock Converse",
    bedrockConverse,
    (type) => ({ output: {}, usage: converseUsage, serviceTier: { type } }),
    (type) => ({ metadata: { usage: converseUsage, serviceTier: { type } } }),
  ],
]

describe.each(PLACES)("the service tier that %s says it served", (_name, dialect, whole, event) => {
  it.each(Object.entries(NANO))("%s is what a whole answer and a stream are billed at", (tier, nano) => {
    expect(billed(dialect.usage(whole(tier)))).toBe(nano)
    const data = JSON.stringify(event(tier))
    expect(
      billed(dialect.peek({ event: String((event(tier) as { type?: string }).type ?? "metadata"), data }).usage),
    ).toBe(nano)
  })
})

describe("a translated stream", () => {
  const sse = (...events: object[]) => Buffer.from(events.map((e) => `data: ${JSON.stringify(e)}\n\n`).join(""))
  const chunk = { id: "i", object: "chat.completion.chunk", created: 1, model: "m", service_tier: "flex" }

  it.each([
    ["with the usage", { service_tier: "flex" }],
    ["before the usage only", {}],
  ])("is billed at the tier that was said %s", (_name, last) => {
    const stream = new TranslatedStream(openaiChat, anthropicMessages, { hideUsage: false })
    stream.push(sse({ ...chunk, choices: [{ index: 0, delta: { content: "a" }, finish_reason: "stop" }] }))
    stream.push(sse({ id: "i", choices: [], usage: chatUsage, ...last }))
    expect(billed(stream.usage)).toBe(NANO.flex)
  })

  it("of Responses is too", () => {
    const stream = new TranslatedStream(openaiResponses, openaiChat, { hideUsage: false })
    const response = { id: "r", status: "completed", output: [], usage: ownUsage, service_tier: "priority" }
    stream.push(sse({ type: "response.completed", response }))
    expect(billed(stream.usage)).toBe(NANO.priority)
  })
})
