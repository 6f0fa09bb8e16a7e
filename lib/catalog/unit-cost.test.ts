// biome-ignore-all format: a case is a line
import { describe, expect, it } from "vitest"
import type { Usage } from "#lib/wire/chat"
import { costLines, costNano } from "./cost"
import { priceOf } from "./price"
import { hasPrice } from "./unit-cost"

const price = (fields: Record<string, unknown>) => {
  const made = priceOf(fields)
  if (made === null) throw new Error("unpriced")
  return made
}
const usage = (units: Record<string, number>, prompt = 0, completion = 0): Usage => ({
  prompt_tokens: prompt,
  completion_tokens: completion,
  total_tokens: prompt + completion,
  units,
})

describe("a bill in units", () => {
  it.each([
    ["seconds, listed as input and output, are paid once", { input_cost_per_second: 1e-4, output_cost_per_second: 1e-4 }, usage({ seconds: 7 }), 700_000],
    ["seconds, with an output price of 0", { input_cost_per_second: 1e-4, output_cost_per_second: 0 }, usage({ seconds: 7 }), 700_000],
    ["characters", { input_cost_per_character: 15e-6 }, usage({ characters: 10, outputSeconds: 3 }), 150_000],
    ["images, not their pixels", { output_cost_per_image: 0.04, input_cost_per_pixel: 1 }, usage({ images: 2, pixels: 9 }), 80_000_000],
    ["pixels", { input_cost_per_pixel: 1e-8 }, usage({ images: 1, pixels: 1_048_576 }), 10_485_760],
    ["searches", { input_cost_per_query: 0.002, input_cost_per_token: 0 }, usage({ searches: 2 }, 50), 4_000_000],
    ["tokens win over seconds", { input_cost_per_token: 1e-6, input_cost_per_second: 1 }, usage({ seconds: 7 }, 10), 10_000],
    [
      "image tokens at their price, text at its own",
      { input_cost_per_token: 5e-6, input_cost_per_image_token: 10e-6, output_cost_per_image_token: 40e-6 },
      usage({ imageInputTokens: 100, imageOutputTokens: 1000, images: 1 }, 110, 1000),
      10 * 5_000 + 100 * 10_000 + 1000 * 40_000,
    ],
    ["speech by the second that came out", { input_cost_per_token: 1e-6, output_cost_per_second: 0.001 }, usage({ outputSeconds: 2 }, 10), 2_010_000],
  ] as const)("counts %s", (_name, fields, used, nano) => {
    expect(costNano(price(fields), used)).toBe(nano)
  })

  it("is never silently zero: a price for something else is none", () => {
    const bySecond = price({ input_cost_per_second: 1 })
    expect(hasPrice(bySecond, usage({}, 100))).toBe(false)
    expect(hasPrice(bySecond, usage({ seconds: 1 }))).toBe(true)
    expect(hasPrice(price({ input_cost_per_token: 0 }), usage({}, 100))).toBe(true)
    expect(hasPrice(bySecond, { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 })).toBe(false)
    expect(costLines(bySecond, usage({}, 100))).toEqual([])
  })

  it("takes no nonsense from a provider", () => {
    expect(costNano(price({ input_cost_per_second: 1 }), usage({ seconds: Number.NaN }))).toBe(0)
    expect(costNano(price({ input_cost_per_second: 1 }), usage({ seconds: -5 }))).toBe(0)
  })
})
