import { ApiError } from "./api"
import type { CachePingOutput } from "./api.gen"
import { cacheStateWords } from "./words/caching"

/** What the gateway says of its response cache. */
export interface CacheState {
  readonly state: "working" | "off"
  /** Why it is off; null when it works. */
  readonly why: string | null
  /** Its settings in words. */
  readonly facts: readonly (readonly [name: string, value: string])[]
}

/** Words for where answers are. */
const PLACES: Readonly<Record<string, string>> = cacheStateWords.places
const SCOPES: Readonly<Record<string, string>> = cacheStateWords.scopes

/** The answer to a ping → what to show. */
export function cacheState({ litellm_cache_params: params }: CachePingOutput): CacheState {
  const given = JSON.parse(params) as Readonly<Record<string, unknown>>
  const type = String(given.type)
  const semantic = type.endsWith("-semantic")
  const place = type === "local" || type === "local-semantic" ? "local" : semantic ? "postgres" : type
  const facts: (readonly [string, string])[] = [
    [cacheStateWords.answers, PLACES[place] ?? type],
    [cacheStateWords.kept, duration(Number(given.ttl))],
    [cacheStateWords.shared, SCOPES[String(given.scope)] ?? String(given.scope)],
    [cacheStateWords.usedBy, given.mode === "default_off" ? cacheStateWords.usedByAsked : cacheStateWords.usedByAll],
  ]
  if (semantic)
    facts.push([
      cacheStateWords.inOtherWords,
      cacheStateWords.similarity(String(given.similarity_threshold), String(given.embedding_model)),
    ])
  return { state: "working", why: null, facts }
}

/** No cache, or one that does not answer, is a state to show, with the gateway's words; any other failure is thrown again. */
export function cacheOff(e: unknown): CacheState {
  if (e instanceof ApiError && e.status === 503) return { state: "off", why: e.message, facts: [] }
  throw e
}

function duration(seconds: number): string {
  if (seconds % 3600 === 0) return cacheStateWords.hours(seconds / 3600)
  if (seconds % 60 === 0) return cacheStateWords.minutes(seconds / 60)
  return cacheStateWords.seconds(seconds)
}
