import { costLines, sumNano } from "#lib/catalog/cost"
import { type Price, priceOf } from "#lib/catalog/price"
import { type FurtherUsage, usageOfRow } from "#lib/catalog/usage-vector"
import type { SpendRow } from "#lib/ledger/spend-row"
import { versionOf } from "#lib/router/bill"

/** A price in nano-dollars a token, with other fields by LiteLLM's names. */
export function priced(input: number, output: number, more: Record<string, unknown> = {}): Price {
  const made = priceOf({ input_cost_per_token: input * 1e-9, output_cost_per_token: output * 1e-9, ...more })
  if (made === null) throw new Error("no price")
  return made
}

/** A row as the gateway bills it at this price. */
export function billed(price: Price, fields: Partial<SpendRow> & { further?: FurtherUsage }): Partial<SpendRow> {
  const { further, ...row } = fields
  const counts = {
    prompt_tokens: 10,
    completion_tokens: 5,
    cache_read_tokens: 0,
    cache_write_tokens: 0,
    reasoning_tokens: 0,
    ...row,
  }
  const nano = sumNano(costLines(price, usageOfRow(counts, further)))
  return {
    ...counts,
    spend_nano: nano,
    price_version: versionOf(price),
    metadata: further === undefined ? {} : { usage: further },
    ...row,
  }
}
