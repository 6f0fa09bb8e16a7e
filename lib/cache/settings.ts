import type { RedisAddress } from "#lib/store/redis/connect"
import { SEMANTIC_TYPES, type SemanticSettings, semanticSettings } from "./semantic-settings"

/** Whose answers may be given to whom; see `tenantOf`. */
export const SCOPES = ["team", "key", "global"] as const
export type Scope = (typeof SCOPES)[number]

/** Call types that can be cached, by the name in `supported_call_types`. LiteLLM's come with and without the `a`. */
export const CALL_TYPES: readonly string[] = [
  "acompletion",
  "atext_completion",
  "aembedding",
  "arerank",
  "atranscription",
  "aresponses",
  "anthropic_messages",
  "agenerate_content",
  "agenerate_content_stream",
]

/** What a configuration says about the response cache. */
export interface CacheSettings {
  readonly type: "local" | "redis" | "postgres"
  /** Null unless the type is `redis`. */
  readonly redis: RedisAddress | null
  /** How long an answer is kept when neither the request nor its deployment says. */
  readonly ttlMs: number
  readonly namespace: string | null
  readonly scope: Scope
  /** False: only requests that ask for it (`cache: {"use-cache": true}`). */
  readonly defaultOn: boolean
  readonly callTypes: ReadonlySet<string>
  /** Answers with more characters are not kept. */
  readonly maxEntryChars: number
  /** Questions that mean the same get the same answer; null = only equal requests do. */
  readonly semantic: SemanticSettings | null
}

type Given = Readonly<Record<string, unknown>>

const DEFAULT_TTL_SECONDS = 600
const DEFAULT_MAX_ENTRY_KB = 1024
const SEVERAL_SERVERS = ["redis_startup_nodes", "sentinel_nodes", "service_name"]

/** The sections of a configuration that may speak of the cache, and the environment. */
interface Sections {
  readonly litellm: Given
  readonly router: Given
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The settings, or null when there is no cache; `problem` says what cannot be done. */
export interface ReadSettings {
  readonly settings: CacheSettings | null
  readonly problem: string | null
}

const OFF: ReadSettings = { settings: null, problem: null }

/**
 * `litellm_settings` and `router_settings` → the cache they ask for. `cache: true` switches it on; so do LiteLLM's older
 * `enable_cache` and `cache_responses`. Redis' address may come from `REDIS_URL`, `REDIS_HOST` and the like.
 */
export function readSettings({ litellm, router, env }: Sections): ReadSettings {
  const on = [litellm.cache, litellm.enable_cache, litellm.cache_responses, router.cache_responses]
  if (litellm.cache === false || !on.includes(true)) return OFF
  const params: Given = { ...record(router.cache_kwargs), ...record(litellm.cache_params) }
  const address = addressOf(params, { litellm, router, env })
  const named = text(params.type) ?? text(litellm.cache_type) ?? (address === null ? "local" : "redis")
  const semantic = Object.hasOwn(SEMANTIC_TYPES, named) ? semanticSettings(named, params) : null
  if (typeof semantic === "string") return { settings: null, problem: semantic }
  const type = semantic === null ? named : SEMANTIC_TYPES[named]
  const scope = SCOPES.find((name) => name === (params.scope ?? "team"))
  if (type !== "local" && type !== "redis" && type !== "postgres") return { settings: null, problem: notServed(named) }
  if (scope === undefined) return { settings: null, problem: `cache_params.scope must be one of ${SCOPES.join(", ")}` }
  if (type === "redis" && SEVERAL_SERVERS.some((name) => params[name] !== undefined))
    return { settings: null, problem: "cache_params: clusters and sentinels of Redis are not supported, a server is" }
  const settings: CacheSettings = {
    type,
    redis: type === "redis" ? (address ?? {}) : null,
    ttlMs: ttlSeconds(type, params, litellm) * 1000,
    namespace: text(params.namespace) ?? null,
    scope,
    defaultOn: params.mode !== "default_off",
    callTypes: callTypesOf(params.supported_call_types),
    maxEntryChars: (number(params.max_entry_kb) ?? DEFAULT_MAX_ENTRY_KB) * 1024,
    semantic,
  }
  return { settings, problem: null }
}

function notServed(type: string): string {
  const served = ["local", "redis", "postgres", ...Object.keys(SEMANTIC_TYPES)].join(", ")
  return `cache_params.type ${JSON.stringify(type.slice(0, 40))} is not supported, ${served} are; nothing is cached`
}

function ttlSeconds(type: CacheSettings["type"], params: Given, litellm: Given): number {
  const given =
    type === "local"
      ? [params.ttl, params.default_in_memory_ttl, litellm.default_in_memory_ttl]
      : [params.ttl, params.default_in_redis_ttl, litellm.default_redis_ttl]
  return given.map(number).find((seconds) => seconds !== undefined) ?? DEFAULT_TTL_SECONDS
}

function addressOf(params: Given, { litellm, router, env }: Sections): CacheSettings["redis"] {
  const url = text(params.url) ?? text(litellm.redis_url) ?? text(router.redis_url)
  if (url !== undefined) return { url }
  const host = text(params.host) ?? text(router.redis_host)
  if (host === undefined && text(env.REDIS_URL) !== undefined) return { url: text(env.REDIS_URL) }
  if (host === undefined && text(env.REDIS_HOST) === undefined) return null
  return {
    host: host ?? text(env.REDIS_HOST),
    ...loginOf(params, { router, env }),
    port: number(params.port) ?? number(router.redis_port) ?? number(env.REDIS_PORT),
    db: number(params.db) ?? number(router.redis_db),
    ssl: params.ssl === undefined ? /^(?:true|1)$/i.test(env.REDIS_SSL ?? "") : params.ssl === true,
  }
}

function loginOf(params: Given, { router, env }: Omit<Sections, "litellm">) {
  return {
    username: text(params.username) ?? text(env.REDIS_USERNAME),
    password: text(params.password) ?? text(router.redis_password) ?? text(env.REDIS_PASSWORD),
  }
}

/** `completion` and `acompletion` are the same endpoint. */
function callTypesOf(given: unknown): ReadonlySet<string> {
  if (!Array.isArray(given)) return new Set(CALL_TYPES)
  return new Set(
    CALL_TYPES.filter((type) => given.includes(type) || given.includes(type.replace(/^a(?!nthropic)/, ""))),
  )
}

function record(value: unknown): Given {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Given) : {}
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined
}

function number(value: unknown): number | undefined {
  const given = typeof value === "string" && value !== "" ? Number(value) : value
  return typeof given === "number" && Number.isFinite(given) && given >= 0 ? given : undefined
}
