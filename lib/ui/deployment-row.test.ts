import { describe, expect, it } from "vitest"
import type { Model } from "./api.gen"
import { matchesFilter, sortDeployments, usdPerMillion } from "./deployment-row"

describe("deployments", () => {
  const row = (model_name: string, info: object = {}): Model => ({
    model_name,
    litellm_params: { model: "openai/gpt-x", api_base: "https://api.test/v1" },
    model_info: {
      id: "1",
      mode: "chat",
      litellm_provider: "openai",
      input_cost_per_token: null,
      output_cost_per_token: null,
      max_input_tokens: null,
      max_output_tokens: null,
      db_model: false,
      priced: false,
      ...info,
    },
  })
  it("gives prices a million tokens without floating dust", () => {
    expect(usdPerMillion(2.5e-7)).toBe(0.25)
    expect(usdPerMillion(0.00000015)).toBe(0.15)
    expect(usdPerMillion(0)).toBe(0)
    expect(usdPerMillion(null)).toBeNull()
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
