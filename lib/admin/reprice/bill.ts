import { costLines, sumNano } from "#lib/catalog/cost"
import { priceOf } from "#lib/catalog/price"
import { hasPrice } from "#lib/catalog/unit-cost"
import { usageOfRow } from "#lib/catalog/usage-vector"
import { versionOf } from "#lib/router/bill"
import type { AdminContext, RowPrice } from "../context"
import type { RepriceAsk } from "./ask"
import type { BilledRow } from "./rows"

/** Why a request keeps its cost. */
export const SKIPS = ["no_price", "several_prices", "reported_by_provider"] as const
export type Skip = (typeof SKIPS)[number]

/** What a request costs now, and by which price; or why it keeps its cost. */
export type NewBill = { readonly nano: number; readonly priceVersion: string } | { readonly skip: Skip }

/** Computes bills anew: at the price that is asked for, else at the ones in force. */
export function repricer(ctx: Pick<AdminContext, "priceOfRow">, ask: RepriceAsk): (row: BilledRow) => NewBill {
  const given = ask.price === null ? null : priceOf(ask.price)
  const fixed: RowPrice | null =
    given === null ? null : { price: given, version: versionOf(given), believesProvider: false }
  const known = new Map<string, RowPrice | "several" | null>()
  return (row) => {
    const name = `${row.model_id}\n${row.model_group}\n${row.provider}\n${row.model}`
    let found = fixed ?? known.get(name)
    if (found === undefined) {
      found = ctx.priceOfRow({ ...row, modelId: row.model_id, modelGroup: row.model_group })
      known.set(name, found)
    }
    return found === null ? { skip: "no_price" } : found === "several" ? { skip: "several_prices" } : billOf(row, found)
  }
}

function billOf(row: BilledRow, { price, version, believesProvider }: RowPrice): NewBill {
  if (row.reported && believesProvider) return { skip: "reported_by_provider" }
  const same = { nano: row.spend_nano, priceVersion: version }
  // Booked at its expected cost when its process died: no arithmetic of tokens gives that again.
  if (row.status === "interrupted" && row.price_version === version) return same
  const usage = usageOfRow(row, row.further ?? {})
  const nothing = usage.total_tokens === 0 && row.further === null
  if (nothing) return same
  if (!hasPrice(price, usage)) return { skip: "no_price" }
  return { nano: sumNano(costLines(price, usage)), priceVersion: version }
}
