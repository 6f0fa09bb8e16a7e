import { describe, expect, it } from "vitest"
import { costLines, unlistedNano } from "./log-cost"

describe("costLines", () => {
  it("gives one line a kind of token, and they sum to the cost", () => {
    const metadata = {
      cost_breakdown: {
        input: { tokens: 1000, nano_per_million: 2_500_000_000, cost: 0.0025 },
        output: { tokens: 100, nano_per_million: 10_000_000_000, cost: 0.001 },
        cache_write: { tokens: 0, nano_per_million: 0, cost: 0 },
        total: 0.0035,
      },
    }
    const lines = costLines({ metadata })
    expect(lines.map((line) => line.label)).toEqual(["Input", "Output"])
    expect(lines.reduce((sum, line) => sum + line.costNano, 0)).toBe(3_500_000)
    for (const line of lines) expect((line.tokens * line.nanoPerMillion) / 1e6).toBe(line.costNano)
  })
  it("reads input before output, however the parts were stored, and keeps kinds it does not know", () => {
    const part = { tokens: 1, nano_per_million: 1000, cost: 0.000001 }
    const metadata = {
      cost_breakdown: { web_search: part, total: 0.000004, output: part, cache_read: part, input: part },
    }
    const labels = costLines({ metadata }).map((line) => line.label)
    expect(labels).toEqual(["Input", "Cached input, read", "Output", "web search"])
  })
  it("has none for a request that was never priced", () => {
    expect(costLines({ metadata: null })).toEqual([])
    expect(costLines({ metadata: { cost_breakdown: null } })).toEqual([])
  })
})

describe("unlistedNano", () => {
  const lines = [
    { label: "Input", tokens: 3, nanoPerMillion: 37_500_000, costNano: 113 },
    { label: "Output", tokens: 3, nanoPerMillion: 37_500_000, costNano: 113 },
  ]
  it("takes the rounding of a line for nothing", () => {
    expect(unlistedNano(lines, 225)).toBe(0)
  })
  it("gives what the lines do not explain", () => {
    expect(unlistedNano(lines, 1226)).toBe(1000)
  })
})
