import type { Usage } from "#lib/wire/chat"
import type { Units } from "#lib/wire/kinds"
import type { CostLine } from "./cost"
import type { Price, UnitPrices } from "./price"

type TokenLines = (price: Price, usage: Usage) => CostLine[]

const MAX_UNITS = 1e12

const amount = (value: unknown): number => (typeof value === "number" && value > 0 ? Math.min(value, MAX_UNITS) : 0)

/**
 * The bill of a call that is counted in more than tokens. Image tokens leave the plain ones where they have a price of their
 * own. Where a model has prices for tokens and for another unit of the same thing, tokens win when the provider counted them.
 */
export function unitLines(price: Price, usage: Usage, tokenLines: TokenLines): CostLine[] {
  const units = unitsOf(usage)
  const rates = price.units
  if (rates === null) return price.tokens ? tokenLines(price, usage) : []
  const { rest, lines } = imageTokens(price, rates, usage)
  if (price.tokens) lines.push(...tokenLines(price, rest))
  const inTokens = lines.some(({ nano }) => nano > 0)
  const add = (what: CostLine["what"], count: number, rate: number | null) => {
    if (count > 0 && rate !== null) lines.push({ what, tokens: count, perMillionNano: rate * 1e6, nano: count * rate })
  }
  if (!inTokens) add("seconds", amount(units.seconds), rates.second)
  if (usage.completion_tokens === 0) add("output_seconds", amount(units.outputSeconds), rates.outputSecond)
  add("characters", amount(units.characters), rates.character)
  if (rates.image !== null) {
    if (!lines.some(({ what, nano }) => what === "image_output" && nano > 0))
      add("images", amount(units.images), rates.image)
  } else add("pixels", amount(units.pixels), rates.pixel)
  add("searches", amount(units.searches), rates.search)
  add("requests", amount(units.requests), rates.request)
  return lines
}

/**
 * Is there a price for what was used? No bill may be silently zero: a model that is priced by the second, used in a way that
 * counts tokens only, is unpriced for that call. An explicit price of 0 is a price.
 */
export function hasPrice(price: Price, usage: Usage): boolean {
  if (usage.units === undefined) return price.tokens
  const units = unitsOf(usage)
  const { units: rates, tokens } = price
  const counted = usage.prompt_tokens + usage.completion_tokens > 0
  if (tokens && counted) return true
  if (rates === null) return false
  const pairs: [number | undefined, number | null][] = [
    [units.seconds, rates.second],
    [units.outputSeconds, rates.outputSecond],
    [units.characters, rates.character],
    [units.images, rates.image],
    [units.pixels, rates.pixel],
    [units.searches, rates.search],
    [units.requests, rates.request],
    [units.imageInputTokens, rates.imageInputToken],
    [units.imageOutputTokens, rates.imageOutputToken],
  ]
  return pairs.some(([count, rate]) => amount(count) > 0 && rate !== null)
}

function unitsOf(usage: Usage): Units {
  return typeof usage.units === "object" && usage.units !== null ? usage.units : {}
}

/** Lines for image tokens, and the usage without them. */
function imageTokens(price: Price, rates: UnitPrices, usage: Usage): { rest: Usage; lines: CostLine[] } {
  const units = unitsOf(usage)
  const lines: CostLine[] = []
  const take = (what: CostLine["what"], count: number, rate: number | null) => {
    if (count === 0 || rate === null) return 0
    lines.push({ what, tokens: count, perMillionNano: rate * 1e6, nano: count * rate })
    return count
  }
  const input = Math.min(amount(units.imageInputTokens), usage.prompt_tokens)
  const output = Math.min(amount(units.imageOutputTokens), usage.completion_tokens)
  const prompt =
    usage.prompt_tokens - take("image_input", input, rates.imageInputToken ?? (price.tokens ? price.input : null))
  const completion = usage.completion_tokens - take("image_output", output, rates.imageOutputToken)
  return { rest: { ...usage, prompt_tokens: prompt, completion_tokens: completion }, lines }
}
