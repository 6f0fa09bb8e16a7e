import { describe, expect, it } from "vitest"
import { seeded } from "#lib/testing/simulate-routing"
import type { Usage } from "#lib/wire/chat"
import { costLines, sumNano, tokenKinds } from "./cost"
import { type Price, priceOf } from "./price"
import { furtherUsage, usageOfRow } from "./usage-vector"

function numbers(seed: number): (below: number) => number {
  const random = seeded(seed)
  return (below) => Math.floor(random() * below)
}

const RATES = [
  "input_cost_per_token",
  "output_cost_per_token",
  "cache_read_input_token_cost",
  "cache_creation_input_token_cost",
  "cache_creation_input_token_cost_above_1hr",
  "input_cost_per_audio_token",
  "output_cost_per_audio_token",
  "output_cost_per_reasoning_token",
  "input_cost_per_token_above_1k_tokens",
  "output_cost_per_token_above_1k_tokens",
  "input_cost_per_token_priority",
  "output_cost_per_token_batches",
  "output_cost_per_token_flex",
  "input_cost_per_second",
  "input_cost_per_character",
  "output_cost_per_image",
  "input_cost_per_pixel",
  "input_cost_per_query",
  "input_cost_per_image_token",
  "output_cost_per_image_token",
]

function anyPrice(below: (n: number) => number): Price | null {
  const fields: Record<string, unknown> = {}
  for (const rate of RATES) if (below(2) === 0) fields[rate] = below(5000) * 1e-9
  if (below(2) === 0) fields.search_context_cost_per_query = { search_context_size_medium: 0.01 }
  return priceOf(fields)
}

function anyUsage(below: (n: number) => number): Usage {
  const maybe = (name: string, value: () => unknown) => (below(2) === 0 ? { [name]: value() } : {})
  const prompt = below(3000)
  const completion = below(3000)
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    ...maybe("prompt_tokens_details", () => ({
      ...maybe("cached_tokens", () => below(prompt + 1)),
      ...maybe("audio_tokens", () => below(50)),
      ...maybe("image_tokens", () => below(50)),
    })),
    ...maybe("completion_tokens_details", () => ({
      ...maybe("reasoning_tokens", () => below(completion + 1)),
      ...maybe("audio_tokens", () => below(50)),
      ...maybe("image_tokens", () => below(50)),
    })),
    ...maybe("cache_creation_input_tokens", () => below(200)),
    ...maybe("cache_creation", () => ({ ephemeral_1h_input_tokens: below(100), ephemeral_5m_input_tokens: below(9) })),
    ...maybe("server_tool_use", () => ({ web_search_requests: below(3) })),
    ...maybe("service_tier", () => ["default", "standard", "priority", "flex", "batch", null][below(6)]),
    ...(below(8) === 0 ? { billed_units: { input_tokens: below(100), output_tokens: below(100) } } : {}),
    ...(below(3) === 0
      ? {
          units: {
            ...maybe("seconds", () => below(100) / 8),
            ...maybe("outputSeconds", () => below(100) / 8),
            ...maybe("characters", () => below(1000)),
            ...maybe("images", () => below(4)),
            ...maybe("pixels", () => below(1_000_000)),
            ...maybe("searches", () => below(4)),
            ...maybe("imageInputTokens", () => below(100)),
            ...maybe("imageOutputTokens", () => below(100)),
          },
        }
      : {}),
  } as Usage
}

/** A usage as it comes back from the log: through a row's columns and JSON. */
function throughTheLog(usage: Usage): Usage {
  const kinds = tokenKinds(usage)
  const row = {
    prompt_tokens: kinds.prompt,
    completion_tokens: kinds.completion,
    cache_read_tokens: kinds.cacheRead,
    cache_write_tokens: kinds.cacheWrite,
    reasoning_tokens: kinds.reasoning,
  }
  const { usage: further } = JSON.parse(JSON.stringify({ usage: furtherUsage(usage) }))
  return usageOfRow(row, further)
}

describe("the usage in a row of the log", () => {
  it("is billed as the call was, at any price (20 000 usages)", () => {
    let billed = 0
    for (let seed = 1; seed <= 20_000; seed++) {
      const below = numbers(seed)
      const price = anyPrice(below)
      const usage = anyUsage(below)
      if (price === null) continue
      const nano = sumNano(costLines(price, usage))
      expect(sumNano(costLines(price, throughTheLog(usage))), `seed ${seed}: ${JSON.stringify(usage)}`).toBe(nano)
      if (nano > 0) billed++
    }
    expect(billed).toBeGreaterThan(15_000)
  })

  it("an ordinary call of text has nothing beside the columns, whatever noughts its provider sends", () => {
    const openai: Usage = {
      prompt_tokens: 10,
      completion_tokens: 5,
      total_tokens: 15,
      prompt_tokens_details: { cached_tokens: 4, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 3, audio_tokens: 0 },
      service_tier: "default",
    }
    const anthropic: Usage = {
      prompt_tokens: 10,
      completion_tokens: 5,
      total_tokens: 15,
      cache_creation: { ephemeral_5m_input_tokens: 3, ephemeral_1h_input_tokens: 0 },
      cache_creation_input_tokens: 3,
      server_tool_use: null,
      service_tier: "standard",
    }
    expect([furtherUsage(openai), furtherUsage(anthropic)]).toEqual([undefined, undefined])
  })
})
