import { z } from "zod"
import { priceOf } from "#lib/catalog/price"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import { endMoment, startMoment } from "../spend/dates"

const label = z.string().min(1).max(255)

export const RepriceInput = z.strictObject({
  start_date: startMoment,
  end_date: endMoment,
  model: label.nullish().describe("Only this model, by the client's or the provider's name"),
  provider: label.nullish(),
  price: z
    .record(z.string().max(100), z.unknown())
    .nullish()
    .describe(
      "What those requests cost, by LiteLLM's names (input_cost_per_token …); without it, the prices in force now",
    ),
  dry_run: z.boolean().default(true).describe("Only say what would change"),
})

/** Which requests, and at what price; as it is kept with a run. Moments in milliseconds, the end is not in. */
export interface RepriceAsk {
  readonly startMs: number
  readonly endMs: number
  readonly model: string | null
  readonly provider: string | null
  /** LiteLLM's price fields; null = the prices in force. */
  readonly price: Readonly<Record<string, unknown>> | null
}

/** Input → what is asked. Throws `invalid_request` naming the field. The future is not in: it is billed as it comes. */
export function askOf(ctx: Pick<AdminContext, "clock">, input: z.output<typeof RepriceInput>): RepriceAsk {
  const { start_date: startMs, end_date, model = null, provider = null, price = null } = input
  const endMs = Math.min(end_date, ctx.clock.now() + 1)
  if (end_date <= startMs)
    throw new GatewayError("invalid_request", "end_date is before start_date. Swap them.", { param: "end_date" })
  if (price !== null && model === null)
    throw new GatewayError("invalid_request", "A price is one model's: say which model it is.", { param: "model" })
  if (price !== null && priceOf(price) === null) {
    const say = "This price names no cost. Give for example input_cost_per_token and output_cost_per_token, in dollars."
    throw new GatewayError("invalid_request", say, { param: "price" })
  }
  return { startMs, endMs, model, provider, price }
}
