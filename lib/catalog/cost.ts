import type { Usage } from "#lib/wire/chat"
import type { Price } from "./price"
import { unitLines } from "./unit-cost"

/** One line of the arithmetic: tokens × nano-dollars a million tokens = nano-dollars. */
export interface CostLine {
  readonly what:
    | "input"
    | "cache_read"
    | "audio_cache_read"
    | "cache_write"
    | "cache_write_1h"
    | "audio_input"
    | "output"
    | "reasoning"
    | "audio_output"
    | "image_input"
    | "image_output"
    | "seconds"
    | "output_seconds"
    | "characters"
    | "images"
    | "pixels"
    | "searches"
    | "requests"
    | "reported"
  /** Tokens, or units of what the line is named after. */
  readonly tokens: number
  readonly perMillionNano: number
  readonly nano: number
}

const MAX_TOKENS = 1e12

/** Providers report what they like; a count is a whole number that fits a column. */
const count = (value: unknown): number =>
  typeof value === "number" && value > 0 ? Math.min(Math.round(value), MAX_TOKENS) : 0

/** Splits a usage into the token kinds that are priced apart. The kinds add up to prompt and completion tokens. */
export function tokenKinds(usage: Usage) {
  const cacheRead = count(usage.cache_read_input_tokens ?? usage.prompt_tokens_details?.cached_tokens)
  const audioCacheRead = Math.min(cacheRead, count(usage.prompt_tokens_details?.cached_audio_tokens))
  const cacheWrite = count(usage.cache_creation_input_tokens)
  const details = usage.cache_creation as { ephemeral_1h_input_tokens?: number } | undefined
  const cacheWrite1h = Math.min(cacheWrite, count(details?.ephemeral_1h_input_tokens))
  const audioInput = count(usage.prompt_tokens_details?.audio_tokens)
  const reasoning = count(usage.completion_tokens_details?.reasoning_tokens)
  const audioOutput = count(usage.completion_tokens_details?.audio_tokens)
  const server = usage.server_tool_use as { web_search_requests?: number } | undefined
  // Calls that are billed by unit count their image tokens there.
  const images = usage.units === undefined
  return {
    prompt: count(usage.prompt_tokens),
    completion: count(usage.completion_tokens),
    cacheRead,
    /** Those of them that are sound. */
    audioCacheRead,
    cacheWrite,
    cacheWrite1h,
    audioInput,
    reasoning,
    audioOutput,
    imageInput: images ? count(usage.prompt_tokens_details?.image_tokens) : 0,
    imageOutput: images ? count(usage.completion_tokens_details?.image_tokens) : 0,
    searches: count(server?.web_search_requests),
  }
}

/**
 * Usage × price → the lines of the bill. Rules as LiteLLM's calculator has them (reference: cost): a missing cache or
 * audio or reasoning rate is the plain rate, an explicit 0 is free, a price step applies to all tokens of the request. The
 * service tier is the one the provider says it served (`usage.service_tier`).
 */
export function costLines(standard: Price, usage: Usage): CostLine[] {
  const price = servicePrice(standard, usage.service_tier)
  return usage.units === undefined ? tokenLines(price, billed(usage)) : unitLines(price, usage, tokenLines)
}

/** Cohere bills other counts than the tokens its models read: its own prompt is left out. */
function billed(usage: Usage): Usage {
  const units = usage.billed_units as { input_tokens?: unknown; output_tokens?: unknown } | null | undefined
  if (typeof units?.input_tokens !== "number" && typeof units?.output_tokens !== "number") return usage
  const [prompt, completion] = [count(units.input_tokens), count(units.output_tokens)]
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
}

function tokenLines(price: Price, usage: Usage): CostLine[] {
  const t = tokenKinds(usage)
  const tier = price.tiers.length === 0 ? undefined : price.tiers.findLast((step) => t.prompt > step.abovePromptTokens)
  const input = tier?.input ?? price.input
  const output = tier?.output ?? price.output
  const reasoning = tier?.reasoning ?? price.reasoning
  const cacheWrite = tier?.cacheWrite ?? price.cacheWrite ?? input
  const imageInput = price.units?.imageInputToken ?? null
  const imageOutput = price.units?.imageOutputToken ?? null
  const imagesIn = imageInput === null ? 0 : t.imageInput
  const imagesOut = imageOutput === null ? 0 : t.imageOutput
  const plainInput = Math.max(0, t.prompt - t.cacheRead - t.cacheWrite - t.audioInput - imagesIn)
  const plainOutput = Math.max(0, t.completion - t.audioOutput - imagesOut - (reasoning === null ? 0 : t.reasoning))
  const lines: CostLine[] = []
  addLine(lines, "input", plainInput, input)
  const cacheRead = tier?.cacheRead ?? price.cacheRead ?? input
  addLine(lines, "cache_read", t.cacheRead - t.audioCacheRead, cacheRead)
  addLine(lines, "audio_cache_read", t.audioCacheRead, price.cacheReadAudio ?? cacheRead)
  addLine(lines, "cache_write", t.cacheWrite - t.cacheWrite1h, cacheWrite)
  addLine(lines, "cache_write_1h", t.cacheWrite1h, tier?.cacheWrite1h ?? price.cacheWrite1h ?? cacheWrite)
  addLine(lines, "audio_input", t.audioInput, price.audioInput ?? input)
  addLine(lines, "image_input", imagesIn, imageInput ?? input)
  addLine(lines, "output", plainOutput, output)
  addLine(lines, "reasoning", reasoning === null ? 0 : t.reasoning, reasoning ?? output)
  addLine(lines, "audio_output", t.audioOutput, price.audioOutput ?? output)
  addLine(lines, "image_output", imagesOut, imageOutput ?? output)
  addLine(lines, "searches", price.webSearch === null ? 0 : t.searches, price.webSearch ?? 0)
  return lines
}

function addLine(lines: CostLine[], what: CostLine["what"], tokens: number, rate: number): void {
  if (tokens > 0) lines.push({ what, tokens, perMillionNano: rate * 1e6, nano: tokens * rate })
}

/** The price of the tier a request was served in; the standard one for a tier that costs the same or is unknown. */
function servicePrice(price: Price, served: unknown): Price {
  if (served === undefined || served === null) return price
  if (served === "priority") return price.services.priority ?? price
  if (served === "flex") return price.services.flex ?? price
  if (served === "batch") return price.services.batches ?? price
  return price
}

/** The whole bill in nano-dollars, rounded once. */
export function costNano(price: Price, usage: Usage): number {
  return sumNano(costLines(price, usage))
}

/** The sum of a bill's lines in nano-dollars, rounded once. */
export function sumNano(lines: readonly CostLine[]): number {
  let sum = 0
  for (const line of lines) sum += line.nano
  return Math.round(sum)
}

/** What `prompt` + `completion` plain tokens cost, for reservations. Takes the dearest input kind, so that it bounds the bill. */
export function boundNano(price: Price, promptTokens: number, completionTokens: number): number {
  const tier = price.tiers.findLast((step) => promptTokens > step.abovePromptTokens)
  const input = Math.max(tier?.input ?? price.input, price.cacheWrite ?? 0)
  const output = Math.max(tier?.output ?? price.output, price.reasoning ?? 0)
  return Math.ceil(promptTokens * input + completionTokens * output)
}
