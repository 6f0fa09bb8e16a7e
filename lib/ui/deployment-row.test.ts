import { describe, expect, it } from "vitest"
import { isUnpriced, matchesFilter, sortDeployments, usdPerMillion } from "./deployment-row"

describe("deployments", () => {
  const row = (model_name: string, info: object = {}) => ({
    model_name,
    litellm_params: { model: "openai/gpt-x", api_base: "https://api.test/v1" },
    model_info: { id: "1", mode: "chat", litellm_provider: "openai", ...info },
  })
  it("gives prices a million tokens without floating dust", () => {
    expect(usdPerMillion(2.5e-7)).toBe(0.25)
    expect(usdPerMillion(0.00000015)).toBe(0.15)
    expect(usdPerMillion(0)).toBe(0)
    expect(usdPerMillion(null)).toBeNull()
  })
  it("tells free from unpriced", () => {
    expect(isUnpriced(row("a", { input_cost_per_token: 0 }))).toBe(false)
    expect(isUnpriced(row("a", { input_cost_per_token: null }))).toBe(true)
    expect(isUnpriced(row("a", { input_cost_per_token: 0, priced: false }))).toBe(true)
  })
  it("filters by every word, anywhere", () => {
    expect(matchesFilter(row("fast"), "FAST openai")).toBe(true)
    expect(matchesFilter(row("fast"), "fast azure")).toBe(false)
    expect(matchesFilter(row("fast"), "")).toBe(true)
  })
  it("sorts groups by name and keeps the config's order inside one", () => {
    const sorted = sortDeployments([row("b"), row("a", { id: "2" }), row("a", { id: "1" })])
    expect(sorted.map((r) => `${r.model_name}${r.model_info.id}`)).toEqual(["a2", "a1", "b1"])
  })
})
