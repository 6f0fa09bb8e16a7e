import { describe, expect, it } from "vitest"
import type { Catalog } from "#lib/catalog/catalog"
import { sumNano } from "#lib/catalog/cost"
import { priceOf } from "#lib/catalog/price"
import type { Usage } from "#lib/wire/chat"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { billLines, isPriced } from "./bill"
import { makeDeployment } from "./deployment"

const rates = { input_cost_per_token: 1e-6, output_cost_per_token: 2e-6 }
const price = priceOf(rates)
const found = { price, maxInputTokens: null, maxOutputTokens: null, mode: "chat" }
const catalog = (known: boolean) =>
  ({ size: 0, find: () => (known ? found : null), providerOf: () => null }) as unknown as Catalog

function deployment(model: string, own: object = {}, known = false) {
  const entry = { model_name: "g", litellm_params: { model, api_key: "k", ...own } }
  return makeDeployment(entry, {
    catalog: catalog(known),
    env: {},
    timeoutMs: 1,
    streamTimeoutMs: 1,
    dropParams: false,
  })
}
const counts = { prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 }
const bill = (of: ReturnType<typeof deployment>, usage: object) => {
  const read = openaiChat.usage({ choices: [], usage: { ...counts, ...usage } }) as Usage
  return { nano: sumNano(billLines(of, read)), priced: isPriced(of, read) }
}

describe("what the provider says a call cost", () => {
  it("is the bill where the provider says it in its contract and the deployment has no price of its own", () => {
    for (const known of [true, false])
      expect(bill(deployment("openrouter/a/b", {}, known), { cost: 0.00042 })).toEqual({ nano: 420_000, priced: true })
    expect(bill(deployment("perplexity/sonar"), { cost: { total_cost: 0.00502 } })).toEqual({
      nano: 5_020_000,
      priced: true,
    })
  })

  it("is no more than a remark where the config has a price, or where any server could say it", () => {
    expect(bill(deployment("openrouter/a/b", rates), { cost: 0.00042 })).toEqual({ nano: 200_000, priced: true })
    expect(bill(deployment("openai/m", {}, true), { cost: 0.00042 })).toEqual({ nano: 200_000, priced: true })
    expect(bill(deployment("openai/m"), { cost: 0.00042 })).toEqual({ nano: 0, priced: false })
  })

  it("is free when it says 0, and has the upstream's own bill on top when that is the customer's to pay", () => {
    expect(bill(deployment("openrouter/a/b"), { cost: 0 })).toEqual({ nano: 0, priced: true })
    const byok = { cost: 0.00001, is_byok: true, cost_details: { upstream_inference_cost: 0.0002 } }
    expect(bill(deployment("openrouter/a/b"), byok)).toEqual({ nano: 210_000, priced: true })
  })

  it.each([-1, Number.NaN, "0.1", 1e300, null, {}])("is not believed when it is %j", (cost) => {
    expect(bill(deployment("openrouter/a/b", {}, true), { cost })).toEqual({ nano: 200_000, priced: true })
    expect(bill(deployment("openrouter/a/b"), { cost }).priced).toBe(false)
  })
})

describe("Cohere's billed units", () => {
  it("are what is billed, not the tokens of its own prompt", () => {
    const usage = { billed_units: { input_tokens: 25, output_tokens: 9 } }
    expect(bill(deployment("cohere/command", rates), usage)).toEqual({ nano: 25_000 + 18_000, priced: true })
    expect(bill(deployment("cohere/command", rates), { billed_units: {} }).nano).toBe(200_000)
  })
})
