/** Money is an integer number of nano-dollars (1e-9 USD) inside; dollars exist on the wire and on pages only. */
export const NANO_PER_USD = 1_000_000_000

/** Dollars (as JSON gives them) → nano-dollars, rounded to the nearest. Throws RangeError for NaN or an unsafe amount. */
export function nanoFromUsd(usd: number): number {
  const nano = Math.round(usd * NANO_PER_USD)
  if (!Number.isSafeInteger(nano)) throw new RangeError(`not an amount of money: ${usd}`)
  return nano
}

/** Nano-dollars → dollars as a number for JSON. Exact to 1e-9 for every amount under about nine million dollars. */
export function usdFromNano(nano: number): number {
  return nano / NANO_PER_USD
}
