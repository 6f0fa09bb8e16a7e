/** What a model costs, in nano-dollars a token (fractions allowed; only a whole request is rounded). Null = not known apart. */
export interface Price {
  readonly input: number
  readonly output: number
  readonly cacheRead: number | null
  readonly cacheWrite: number | null
  /** Anthropic's one-hour cache writes. */
  readonly cacheWrite1h: number | null
  readonly audioInput: number | null
  /** Sound read from the prompt cache; absent or null: as text from there. */
  readonly cacheReadAudio?: number | null
  readonly audioOutput: number | null
  readonly reasoning: number | null
  /** One web search the provider made, in nano-dollars. */
  readonly webSearch: number | null
  /** Price steps by prompt length, ascending; the highest one passed applies to all tokens of the request. */
  readonly tiers: readonly PriceTier[]
  /** What the same model costs in another service tier; absent where it costs the same. */
  readonly services: Readonly<Partial<Record<ServiceTier, Price>>>
  /** False when no price of tokens is known, only of other units. */
  readonly tokens: boolean
  /** What is not counted in tokens; null when no such price is known. */
  readonly units: UnitPrices | null
}

/** Nano-dollars a unit; null = not known. */
export interface UnitPrices {
  readonly second: number | null
  readonly outputSecond: number | null
  readonly character: number | null
  readonly image: number | null
  readonly pixel: number | null
  readonly search: number | null
  /** A request, whatever it uses. */
  readonly request: number | null
  readonly imageInputToken: number | null
  readonly imageOutputToken: number | null
}

/** Ways to be served that have prices of their own: OpenAI's and Anthropic's `priority` and `flex`, and batches. */
export type ServiceTier = "priority" | "flex" | "batches"

export interface PriceTier {
  /** Applies when the prompt has more tokens than this. */
  readonly abovePromptTokens: number
  readonly input: number | null
  readonly output: number | null
  readonly cacheRead: number | null
  readonly cacheWrite: number | null
  readonly cacheWrite1h: number | null
  readonly reasoning: number | null
}

type Fields = Readonly<Record<string, unknown>>

const NANO = 1e9
const TIER = /^(input|output)_cost_per_token_above_(\d+)k_tokens$/
const SERVICES = ["priority", "flex", "batches"] as const

/**
 * The price in a catalog entry or in `litellm_params`/`model_info` (LiteLLM's field names, dollars a token).
 * Null when no price at all is given: the model is unpriced, which is not the same as free.
 */
export function priceOf(fields: Fields): Price | null {
  const ranges = Array.isArray(fields.tiered_pricing) ? (fields.tiered_pricing as Fields[]) : []
  const own = plainPrice({ ...ranges[0], ...fields }, ranges)
  if (own === null) return null
  const services: Partial<Record<ServiceTier, Price>> = {}
  for (const service of SERVICES) {
    const special = specialFields(fields, service)
    const price = special === null ? null : plainPrice(special, ranges)
    if (price !== null) services[service] = price
  }
  return { ...own, services }
}

/** The fields of one service tier under their plain names, over the standard ones; null when it has none. */
function specialFields(fields: Fields, service: ServiceTier): Fields | null {
  const suffix = `_${service}`
  const own = Object.entries(fields).filter(([name]) => name.endsWith(suffix))
  if (own.length === 0) return null
  return { ...fields, ...Object.fromEntries(own.map(([name, value]) => [name.slice(0, -suffix.length), value])) }
}

function plainPrice(fields: Fields, ranges: readonly Fields[]): Price | null {
  const nano = (name: string): number | null => nanoOf(fields[name])
  const input = nano("input_cost_per_token")
  const output = nano("output_cost_per_token")
  const units = unitsOf(nano)
  const tokens = input !== null || output !== null
  if (!tokens && units === null) return null
  return {
    tokens,
    units,
    input: input ?? 0,
    output: output ?? 0,
    cacheRead: nano("cache_read_input_token_cost"),
    cacheWrite: nano("cache_creation_input_token_cost"),
    cacheWrite1h: nano("cache_creation_input_token_cost_above_1hr"),
    audioInput: nano("input_cost_per_audio_token"),
    ...(fields.cache_read_input_audio_token_cost === undefined
      ? {}
      : { cacheReadAudio: nano("cache_read_input_audio_token_cost") }),
    audioOutput: nano("output_cost_per_audio_token"),
    reasoning: nano("output_cost_per_reasoning_token"),
    webSearch: searchOf(fields.search_context_cost_per_query),
    tiers: [...rangeTiers(ranges), ...tiersOf(fields, nano)],
    services: {},
  }
}

/** The price of something that costs the same each time, whatever it uses. `nano`: nano-dollars a request. */
export function pricePerRequest(nano: number): Price {
  const units = { ...NO_UNITS, request: nano }
  return {
    tokens: false,
    units,
    input: 0,
    output: 0,
    cacheRead: null,
    cacheWrite: null,
    cacheWrite1h: null,
    audioInput: null,
    audioOutput: null,
    reasoning: null,
    webSearch: null,
    tiers: [],
    services: {},
  }
}

const NO_UNITS: UnitPrices = {
  second: null,
  outputSecond: null,
  character: null,
  image: null,
  pixel: null,
  search: null,
  request: null,
  imageInputToken: null,
  imageOutputToken: null,
}

const nanoOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 ? value * NANO : null

/** Searches are priced by how much context they bring; the provider's default is the medium one. */
function searchOf(sizes: unknown): number | null {
  if (typeof sizes !== "object" || sizes === null) return null
  return nanoOf((sizes as Fields).search_context_size_medium)
}

/** Prices listed as ranges of prompt lengths (Alibaba's models): all but the first are steps. */
function rangeTiers(ranges: readonly Fields[]): PriceTier[] {
  return ranges.slice(1).flatMap((range) => {
    const from = Array.isArray(range.range) ? Number(range.range[0]) : Number.NaN
    if (!Number.isFinite(from)) return []
    return [
      {
        abovePromptTokens: from,
        input: nanoOf(range.input_cost_per_token),
        output: nanoOf(range.output_cost_per_token),
        cacheRead: nanoOf(range.cache_read_input_token_cost),
        cacheWrite: nanoOf(range.cache_creation_input_token_cost),
        cacheWrite1h: null,
        reasoning: nanoOf(range.output_cost_per_reasoning_token),
      },
    ]
  })
}

function tiersOf(fields: Fields, nano: (name: string) => number | null): PriceTier[] {
  const steps = new Set<number>()
  for (const name of Object.keys(fields)) {
    const match = TIER.exec(name)
    if (match) steps.add(Number(match[2]))
  }
  return [...steps]
    .sort((a, b) => a - b)
    .map((thousands) => ({
      abovePromptTokens: thousands * 1000,
      input: nano(`input_cost_per_token_above_${thousands}k_tokens`),
      output: nano(`output_cost_per_token_above_${thousands}k_tokens`),
      cacheRead: nano(`cache_read_input_token_cost_above_${thousands}k_tokens`),
      cacheWrite: nano(`cache_creation_input_token_cost_above_${thousands}k_tokens`),
      cacheWrite1h: nano(`cache_creation_input_token_cost_above_1hr_above_${thousands}k_tokens`),
      reasoning: nano(`output_cost_per_reasoning_token_above_${thousands}k_tokens`),
    }))
}

/** Some models are listed at one price twice, as input and as output: it is paid once. */
function unitsOf(nano: (name: string) => number | null): UnitPrices | null {
  const once = (a: string, b: string) => nano(a) || nano(b) || (nano(a) ?? nano(b))
  const units: UnitPrices = {
    second: once("input_cost_per_second", "output_cost_per_second"),
    outputSecond: nano("output_cost_per_second"),
    character: once("input_cost_per_character", "output_cost_per_character"),
    image: once("output_cost_per_image", "input_cost_per_image"),
    pixel: once("input_cost_per_pixel", "output_cost_per_pixel"),
    search: nano("input_cost_per_query"),
    request: null,
    imageInputToken: nano("input_cost_per_image_token"),
    imageOutputToken: nano("output_cost_per_image_token"),
  }
  return Object.values(units).some((rate) => rate !== null) ? units : null
}
