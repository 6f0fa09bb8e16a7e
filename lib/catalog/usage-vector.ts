import type { Usage } from "#lib/wire/chat"
import { tokenKinds } from "./cost"

/** What a row of the log has of a usage in columns of its own. */
export interface CountedUsage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly cache_read_tokens: number
  readonly cache_write_tokens: number
  readonly reasoning_tokens: number
}

/** What a bill depends on besides, in the row's `metadata.usage`; what is nought is left out. */
export interface FurtherUsage {
  readonly cache_write_1h_tokens?: number
  readonly audio_input_tokens?: number
  /** Those read from the cache, which are no audio input tokens. */
  readonly audio_cache_read_tokens?: number
  readonly audio_output_tokens?: number
  readonly image_input_tokens?: number
  readonly image_output_tokens?: number
  readonly searches?: number
  /** Only of a tier that may have a price of its own. */
  readonly service_tier?: string
  /** Tokens a provider bills where it counts others. */
  readonly billed_units?: { readonly input_tokens?: number; readonly output_tokens?: number }
  /** Seconds, characters, images, pixels, searches: as `Units` in lib/wire/kinds names them. */
  readonly units?: Readonly<Record<string, number>>
}

type Counts = Readonly<Record<string, unknown>>

/** The part of a usage that a row's columns do not hold. Undefined, and nothing made, for an ordinary call of text. */
export function furtherUsage(usage: Usage): FurtherUsage | undefined {
  const { prompt_tokens_details: input, completion_tokens_details: output } = usage
  const plain =
    usage.units === undefined &&
    usage.billed_units === undefined &&
    !isTier(usage.service_tier) &&
    !(input?.audio_tokens || input?.image_tokens || input?.cached_audio_tokens) &&
    !(output?.audio_tokens || output?.image_tokens) &&
    !(usage.cache_creation as Counts | undefined)?.ephemeral_1h_input_tokens &&
    !(usage.server_tool_use as Counts | undefined)?.web_search_requests
  if (plain) return undefined
  const kinds = tokenKinds(usage)
  const further = {
    ...some("cache_write_1h_tokens", kinds.cacheWrite1h),
    ...some("audio_input_tokens", kinds.audioInput),
    ...some("audio_cache_read_tokens", kinds.audioCacheRead),
    ...some("audio_output_tokens", kinds.audioOutput),
    ...some("image_input_tokens", kinds.imageInput),
    ...some("image_output_tokens", kinds.imageOutput),
    ...some("searches", kinds.searches),
    ...(isTier(usage.service_tier) ? { service_tier: usage.service_tier } : {}),
    // A call that is counted in units is not billed by these.
    ...(usage.units === undefined ? billedUnits(usage.billed_units) : unitCounts(usage.units)),
  }
  return Object.keys(further).length === 0 ? undefined : further
}

/** The usage a row was billed by, for another bill: `costLines` of it is what it was of the original. */
export function usageOfRow(row: CountedUsage, further: FurtherUsage = {}): Usage {
  const { cache_write_1h_tokens: cacheWrite1h, searches, service_tier, billed_units, units } = further
  return {
    prompt_tokens: row.prompt_tokens,
    completion_tokens: row.completion_tokens,
    total_tokens: row.prompt_tokens + row.completion_tokens,
    cache_read_input_tokens: row.cache_read_tokens,
    cache_creation_input_tokens: row.cache_write_tokens,
    prompt_tokens_details: {
      audio_tokens: further.audio_input_tokens ?? 0,
      cached_audio_tokens: further.audio_cache_read_tokens ?? 0,
      image_tokens: further.image_input_tokens ?? 0,
    },
    completion_tokens_details: {
      reasoning_tokens: row.reasoning_tokens,
      audio_tokens: further.audio_output_tokens ?? 0,
      image_tokens: further.image_output_tokens ?? 0,
    },
    ...(cacheWrite1h === undefined ? {} : { cache_creation: { ephemeral_1h_input_tokens: cacheWrite1h } }),
    ...(searches === undefined ? {} : { server_tool_use: { web_search_requests: searches } }),
    ...(service_tier === undefined ? {} : { service_tier }),
    ...(billed_units === undefined ? {} : { billed_units }),
    ...(units === undefined ? {} : { units }),
  }
}

const isTier = (tier: unknown): tier is string => tier === "priority" || tier === "flex" || tier === "batch"

function some(name: string, value: number): Record<string, number> {
  return value === 0 ? {} : { [name]: value }
}

/** Billed units of 0 are kept: they are not the same as "not billed apart". */
function billedUnits(given: unknown): Pick<FurtherUsage, "billed_units"> {
  const { input_tokens: input, output_tokens: output } = (given ?? {}) as Counts
  if (typeof input !== "number" && typeof output !== "number") return {}
  return {
    billed_units: {
      ...(typeof input === "number" ? { input_tokens: input } : {}),
      ...(typeof output === "number" ? { output_tokens: output } : {}),
    },
  }
}

/** That a call is counted in units changes its bill, also when none are known. */
function unitCounts(given: unknown): Pick<FurtherUsage, "units"> {
  const all = typeof given === "object" && given !== null ? Object.entries(given) : []
  return { units: Object.fromEntries(all.filter(([, value]) => typeof value === "number" && value > 0)) }
}
