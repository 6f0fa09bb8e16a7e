import { ApiError } from "./api"
import type { CachePingOutput } from "./api.gen"

/** What the gateway says of its response cache. */
export interface CacheState {
  readonly state: "working" | "off"
  /** Why it is off; null when it works. */
  readonly why: string | null
  /** Its settings in words. */
  readonly facts: readonly (readonly [name: string, value: string])[]
}

/** Words for where answers are. */
const PLACES: Readonly<Record<string, string>> = {
  local: "In the memory of each process",
  redis: "In Redis",
  postgres: "In the gateway's database",
}
const SCOPES: Readonly<Record<string, string>> = {
  team: "Within a team; a key without one stands alone",
  key: "Within a key",
  global: "Among everybody",
}

/** The answer to a ping → what to show. */
export function cacheState({ litellm_cache_params: params }: CachePingOutput): CacheState {
  const given = JSON.parse(params) as Readonly<Record<string, unknown>>
  const type = String(given.type)
  const semantic = type.endsWith("-semantic")
  const place = type === "local" || type === "local-semantic" ? "local" : semantic ? "postgres" : type
  const facts: (readonly [string, string])[] = [
    ["Answers", PLACES[place] ?? type],
    ["Kept", duration(Number(given.ttl))],
    ["Shared", SCOPES[String(given.scope)] ?? String(given.scope)],
    ["Used by", given.mode === "default_off" ? "Requests that ask for it" : "Every request that does not decline"],
  ]
  if (semantic)
    facts.push(["In other words", `From ${String(given.similarity_threshold)} on, by ${String(given.embedding_model)}`])
  return { state: "working", why: null, facts }
}

/** No cache, or one that does not answer, is a state to show, with the gateway's words; any other failure is thrown again. */
export function cacheOff(e: unknown): CacheState {
  if (e instanceof ApiError && e.status === 503) return { state: "off", why: e.message, facts: [] }
  throw e
}

function duration(seconds: number): string {
  if (seconds % 3600 === 0) return seconds === 3600 ? "1 hour" : `${seconds / 3600} hours`
  if (seconds % 60 === 0) return seconds === 60 ? "1 minute" : `${seconds / 60} minutes`
  return `${seconds} seconds`
}
