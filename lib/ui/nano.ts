import { nanoFromUsd, usdFromNano } from "#lib/core/money"
import { formatUsd, formatUsdExact } from "./format"

/** Nano-dollars for people: `$12.34`, `$0.0021`. */
export function formatNano(nano: number): string {
  return formatUsd(usdFromNano(nano))
}

/** Nano-dollars to the last digit, for figures that are compared. */
export function formatNanoExact(nano: number): string {
  return formatUsdExact(usdFromNano(nano))
}

/** Dollars of the API as the integer the pages add up with. */
export function nanoOf(usd: number): number {
  return nanoFromUsd(usd)
}
