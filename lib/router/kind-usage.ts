import type { Price } from "#lib/catalog/price"
import type { KindUsage, Units } from "#lib/wire/kinds"
import type { KindCall } from "./chat-body"

/**
 * What the provider said of the usage, and from the request what it did not say. Prompt tokens stay open when nobody counted
 * them: the gateway then counts the text, and the bill is marked as estimated.
 */
export function completeUsage(said: KindUsage | null, { kind, measured }: KindCall, price: Price | null): KindUsage {
  if (kind === "countTokens" || kind === "countContents")
    return { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }
  const units: Units = { ...measured.units, ...said?.units }
  const prompt = said?.prompt_tokens ?? measured.prompt_tokens
  const guessed = guessedOutput(units, price)
  const completion = said?.completion_tokens ?? guessed
  return {
    ...said,
    units: said?.completion_tokens === undefined && guessed === 0 ? withoutImageTokens(units) : units,
    completion_tokens: completion,
    ...(prompt === undefined ? {} : { prompt_tokens: prompt, total_tokens: prompt + completion }),
  }
}

/** Image tokens are guessed only where nothing else prices the image. */
function guessedOutput(units: Units, price: Price | null): number {
  const rates = price?.units ?? null
  if (rates === null || rates.imageOutputToken === null || rates.image !== null) return 0
  return units.imageOutputTokens ?? 0
}

function withoutImageTokens(units: Units): Units {
  const { imageOutputTokens: _guess, ...rest } = units
  return rest
}
