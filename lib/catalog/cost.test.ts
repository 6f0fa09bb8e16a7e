import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import type { Usage } from "#lib/wire/chat"
import { openCatalog } from "./catalog"
import { boundNano, costLines, costNano } from "./cost"
import { priceOf } from "./price"

interface CostCase {
  case: string
  model: string
  usage: Record<string, number>
  expected_spend: number
}
const suite = JSON.parse(readFileSync(new URL("./testdata/cost-cases.json", import.meta.url), "utf8")) as {
  cost_map: Record<string, Record<string, unknown>>
  cases: CostCase[]
}

/** The suite's token kinds in hub terms. */
function usageOf(u: Record<string, number>): Usage {
  const n = (name: string) => u[name] ?? 0
  const write = n("cache_write_5m_tokens") + n("cache_write_1h_tokens")
  const prompt = n("fresh_input_tokens") + n("cache_read_tokens") + write + n("audio_input_tokens")
  const completion = n("output_tokens") + n("audio_output_tokens") + n("reasoning_tokens")
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: n("cache_read_tokens"), audio_tokens: n("audio_input_tokens") },
    completion_tokens_details: { reasoning_tokens: n("reasoning_tokens"), audio_tokens: n("audio_output_tokens") },
    cache_creation_input_tokens: write,
    cache_creation: { ephemeral_1h_input_tokens: n("cache_write_1h_tokens") },
  }
}

describe("the bill", () => {
  it.each(suite.cases.map((c) => [`${c.case} on ${c.model}`, c] as const))(
    "%s equals the hand-computed one",
    (_name, c) => {
      const price = priceOf(suite.cost_map[c.model] ?? {})
      if (price === null) throw new Error("the suite has a model without a price")
      expect(costNano(price, usageOf(c.usage)) / 1e9).toBeCloseTo(c.expected_spend, 8)
    },
  )

  it("is the sum of its lines, rounded once", () => {
    const price = priceOf({ input_cost_per_token: 0.4e-9, output_cost_per_token: 0.4e-9 })
    if (price === null) throw new Error("no price")
    const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }
    expect(costLines(price, usage).map((l) => l.nano)).toEqual([0.4, 0.4])
    expect(costNano(price, usage)).toBe(1)
  })

  it("applies the highest price step the prompt passed to all its tokens", () => {
    const price = priceOf({
      input_cost_per_token: 1e-6,
      output_cost_per_token: 2e-6,
      input_cost_per_token_above_200k_tokens: 3e-6,
      output_cost_per_token_above_200k_tokens: 4e-6,
    })
    if (price === null) throw new Error("no price")
    const bill = (prompt: number) =>
      costNano(price, { prompt_tokens: prompt, completion_tokens: 1, total_tokens: prompt + 1 })
    expect(bill(200_000)).toBe(200_000 * 1000 + 2000)
    expect(bill(200_001)).toBe(200_001 * 3000 + 4000)
  })

  it("never exceeds what was reserved for as many tokens", () => {
    const price = priceOf({
      input_cost_per_token: 1e-6,
      output_cost_per_token: 2e-6,
      cache_creation_input_token_cost: 5e-6,
    })
    if (price === null) throw new Error("no price")
    const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, cache_creation_input_tokens: 10 }
    expect(costNano(price, usage)).toBeLessThanOrEqual(boundNano(price, 10, 5))
  })
})

describe("the catalog", () => {
  const catalog = openCatalog(new URL("./models.json", import.meta.url).pathname)

  it("finds a model by provider and name, and never another provider's price", () => {
    expect(catalog.find("openai", "gpt-4o-mini")?.price?.input).toBeCloseTo(150)
    expect(catalog.find("anthropic", "claude-sonnet-4-5")?.maxInputTokens).toBe(200_000)
    expect(catalog.find("groq", "gpt-4o-mini")).toBeNull()
    expect(catalog.find("groq", "llama-guard-3-8b")?.provider).toBe("groq")
  })

  it("knows whose a bare name is", () => {
    expect(catalog.providerOf("gpt-4o")).toBe("openai")
    expect(catalog.providerOf("no-such-model")).toBeNull()
  })
})

describe("the price table", () => {
  it("is read line by line to the same models as parsed at once", () => {
    const file = new URL("./models.json", import.meta.url).pathname
    const whole = JSON.parse(readFileSync(file, "utf8")) as Record<string, Record<string, unknown>>
    const catalog = openCatalog(file)
    expect(catalog.size).toBe(Object.keys(whole).length)
    for (const [name, fields] of Object.entries(whole))
      expect([name, catalog.providerOf(name)]).toEqual([name, String(fields.litellm_provider ?? "")])
  })
})

describe("what is priced apart", () => {
  const priced = (fields: Record<string, unknown>) => {
    const price = priceOf({ input_cost_per_token: 1e-6, output_cost_per_token: 2e-6, ...fields })
    if (price === null) throw new Error("unpriced")
    return price
  }
  const usage = (more: Partial<Usage> = {}): Usage => ({
    prompt_tokens: 1000,
    completion_tokens: 100,
    total_tokens: 1100,
    ...more,
  })

  it("is the service tier the provider says it served, and the standard price for one that costs the same", () => {
    const price = priced({ input_cost_per_token_priority: 2e-6, output_cost_per_token_flex: 1e-6 })
    expect(costNano(price, usage({ service_tier: "priority" }))).toBe(2_200_000)
    expect(costNano(price, usage({ service_tier: "flex" }))).toBe(1_100_000)
    expect(costNano(price, usage({ service_tier: "default" }))).toBe(1_200_000)
    expect(costNano(price, usage({ service_tier: "batch" }))).toBe(1_200_000)
  })

  it("are image tokens where they have a price, and searches the provider made", () => {
    const price = priced({
      output_cost_per_image_token: 30e-6,
      search_context_cost_per_query: { search_context_size_medium: 0.01 },
    })
    const seen = usage({ completion_tokens_details: { image_tokens: 50 }, server_tool_use: { web_search_requests: 2 } })
    expect(costLines(price, seen).map((line) => [line.what, line.tokens, Math.round(line.nano)])).toEqual([
      ["input", 1000, 1_000_000],
      ["output", 50, 100_000],
      ["image_output", 50, 1_500_000],
      ["searches", 2, 20_000_000],
    ])
  })

  it("are prompts by length when prices are listed as ranges", () => {
    const price = priceOf({
      tiered_pricing: [
        { range: [0, 32_000], input_cost_per_token: 1e-6, output_cost_per_token: 2e-6 },
        { range: [32_000, 128_000], input_cost_per_token: 3e-6, output_cost_per_token: 4e-6 },
      ],
    })
    if (price === null) throw new Error("unpriced")
    expect(costNano(price, usage())).toBe(1_200_000)
    expect(costNano(price, usage({ prompt_tokens: 40_000 }))).toBe(120_400_000)
  })
})
