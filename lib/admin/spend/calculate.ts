import { z } from "zod"
import { type CostLine, costLines, sumNano } from "#lib/catalog/cost"
import { countTokens } from "#lib/catalog/tokens"
import { GatewayError } from "#lib/core/errors"
import { usdFromNano } from "#lib/core/money"
import { mayUseModel } from "#lib/identity/access"
import type { Usage } from "#lib/wire/chat"
import type { AdminContext, KnownPrice } from "../context"

const label = z.string().min(1).max(255)
const tokens = z.int().min(0).max(1_000_000_000)
const requests = z.int().min(0).max(1_000_000_000)

export const CalculateInput = z.strictObject({
  model: label.nullish(),
  messages: z.array(z.looseObject({})).max(10_000).nullish().describe("Costs of sending these, without an answer"),
  completion_response: z
    .looseObject({ model: label.optional(), usage: z.looseObject({}).optional() })
    .nullish()
    .describe("An answer as a provider gave it: its usage is priced"),
})
export const Calculated = z.object({ cost: z.number().describe("Dollars") })

/** What messages or an answer cost, in dollars. Throws `invalid_request` for a model without a price. */
export async function calculateSpend(
  ctx: AdminContext,
  { model, messages, completion_response: answer }: z.output<typeof CalculateInput>,
): Promise<z.output<typeof Calculated>> {
  const name = model ?? answer?.model
  if (!messages === !answer) {
    const say = "Give either messages with a model, or completion_response."
    throw new GatewayError("invalid_request", say, { param: "messages" })
  }
  const { price } = priceOf(ctx, name)
  return {
    cost: usdFromNano(sumNano(costLines(price, answer ? usageOf(answer.usage) : await usageOfPrompt(messages)))),
  }
}

export const EstimateInput = z.strictObject({
  model: label,
  input_tokens: tokens.default(0),
  output_tokens: tokens.default(0),
  cache_read_input_tokens: tokens.nullish().describe("Part of input_tokens"),
  cache_creation_input_tokens: tokens.nullish().describe("Part of input_tokens"),
  reasoning_tokens: tokens.nullish().describe("Part of output_tokens"),
  num_requests_per_day: requests.nullish(),
  num_requests_per_month: requests.nullish(),
})
const usd = z.number()
export const Estimated = z.object({
  model: z.string(),
  provider: z.string(),
  input_tokens: z.number(),
  output_tokens: z.number(),
  num_requests_per_day: z.number().nullable(),
  num_requests_per_month: z.number().nullable(),
  cost_per_request: usd,
  input_cost_per_request: usd,
  output_cost_per_request: usd,
  margin_cost_per_request: usd,
  daily_cost: usd.nullable(),
  daily_input_cost: usd.nullable(),
  daily_output_cost: usd.nullable(),
  daily_margin_cost: usd.nullable(),
  monthly_cost: usd.nullable(),
  monthly_input_cost: usd.nullable(),
  monthly_output_cost: usd.nullable(),
  monthly_margin_cost: usd.nullable(),
  input_cost_per_token: usd,
  output_cost_per_token: usd,
})

const OUTPUT: readonly CostLine["what"][] = ["output", "reasoning"]

/** What requests of this size cost, one, a day and a month of them, in dollars. */
export async function estimateCost(
  ctx: AdminContext,
  input: z.output<typeof EstimateInput>,
): Promise<z.output<typeof Estimated>> {
  const { price, provider } = priceOf(ctx, input.model)
  const lines = costLines(price, {
    prompt_tokens: input.input_tokens,
    completion_tokens: input.output_tokens,
    total_tokens: input.input_tokens + input.output_tokens,
    cache_read_input_tokens: input.cache_read_input_tokens ?? 0,
    cache_creation_input_tokens: input.cache_creation_input_tokens ?? 0,
    completion_tokens_details: { reasoning_tokens: input.reasoning_tokens ?? 0 },
  })
  const outputLines = lines.filter((line) => OUTPUT.includes(line.what))
  const all = sumNano(lines)
  const output = sumNano(outputLines)
  const rest = sumNano(lines.filter((line) => !OUTPUT.includes(line.what)))
  const times = (count: number | null | undefined, nano: number) =>
    typeof count === "number" ? usdFromNano(count * nano) : null
  const { num_requests_per_day: day, num_requests_per_month: month } = input
  return {
    model: input.model,
    provider,
    input_tokens: input.input_tokens,
    output_tokens: input.output_tokens,
    num_requests_per_day: day ?? null,
    num_requests_per_month: month ?? null,
    cost_per_request: usdFromNano(all),
    input_cost_per_request: usdFromNano(rest),
    output_cost_per_request: usdFromNano(output),
    margin_cost_per_request: 0,
    daily_cost: times(day, all),
    daily_input_cost: times(day, rest),
    daily_output_cost: times(day, output),
    daily_margin_cost: times(day, 0),
    monthly_cost: times(month, all),
    monthly_input_cost: times(month, rest),
    monthly_output_cost: times(month, output),
    monthly_margin_cost: times(month, 0),
    input_cost_per_token: usdFromNano(price.input),
    output_cost_per_token: usdFromNano(price.output),
  }
}

function priceOf(ctx: AdminContext, model: string | null | undefined): KnownPrice {
  if (!model) throw new GatewayError("invalid_request", "Say which model it is about.", { param: "model" })
  // What a key may not use it is told nothing about, its price included.
  const known = mayUseModel(ctx.caller, model) ? ctx.priceOf(model) : null
  if (known !== null) return known
  const say = `No price of the model "${model}" is known. Ask for a model of this gateway, or for one as "provider/model".`
  throw new GatewayError("invalid_request", say, { param: "model" })
}

/**
 * Usage in OpenAI's names, or in those of Anthropic and the Responses API. Anthropic counts what it read from or wrote to a cache
 * beside the input (docs.anthropic.com: prompt caching), the others in it.
 */
function usageOf(usage: Record<string, unknown> | undefined): Usage {
  const count = (name: string) => (typeof usage?.[name] === "number" ? usage[name] : undefined)
  const cached = (count("cache_read_input_tokens") ?? 0) + (count("cache_creation_input_tokens") ?? 0)
  const input = count("input_tokens")
  const prompt = count("prompt_tokens") ?? (input === undefined ? undefined : input + cached)
  const completion = count("completion_tokens") ?? count("output_tokens")
  if (prompt === undefined && completion === undefined) {
    const say = "completion_response has no usage with prompt_tokens and completion_tokens."
    throw new GatewayError("invalid_request", say, { param: "completion_response.usage" })
  }
  const [prompt_tokens, completion_tokens] = [prompt ?? 0, completion ?? 0]
  const details = {
    prompt_tokens_details: usage?.input_tokens_details,
    completion_tokens_details: usage?.output_tokens_details,
  }
  return {
    ...details,
    ...usage,
    prompt_tokens,
    completion_tokens,
    total_tokens: prompt_tokens + completion_tokens,
  } as Usage
}

async function usageOfPrompt(messages: readonly unknown[] | null | undefined): Promise<Usage> {
  const prompt = await countTokens(textOf(messages ?? []).join("\n"))
  return { prompt_tokens: prompt, completion_tokens: 0, total_tokens: prompt }
}

/** Roles and texts of messages: what a model reads of them. */
function textOf(value: unknown): string[] {
  if (typeof value === "string") return [value]
  if (Array.isArray(value)) return value.flatMap(textOf)
  if (typeof value !== "object" || value === null) return []
  const { role, content, text } = value as Record<string, unknown>
  return [role, content, text].flatMap(textOf)
}
