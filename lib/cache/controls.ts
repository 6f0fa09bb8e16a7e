import { GatewayError } from "#lib/core/errors"

/** What one request says about the cache. */
export interface CacheControls {
  /** An answer may come from the cache. */
  readonly read: boolean
  /** Its answer may be kept. */
  readonly write: boolean
  readonly ttlMs: number | null
  /** Answers that are older are not taken. */
  readonly maxAgeMs: number | null
  readonly namespace: string | null
}

const KNOWN = new Set(["ttl", "s-maxage", "s-max-age", "no-cache", "no-store", "namespace", "use-cache"])
const MAX_NAMESPACE_CHARS = 100
const MAX_SECONDS = 10 * 365 * 86_400

type Fields = Readonly<Record<string, unknown>>

/**
 * The body's `cache` and `caching` (LiteLLM's names) → what they ask for; null = leave the cache alone. Throws 400 naming the
 * field. `defaultOn`: what counts when the request says nothing.
 */
export function controlsOf(body: Fields, defaultOn: boolean): CacheControls | null {
  const { cache, caching } = body
  if (caching !== undefined && caching !== null && typeof caching !== "boolean") throw wrong("caching", "true or false")
  const said = cache ?? {}
  if (typeof said !== "object" || Array.isArray(said)) throw wrong("cache", 'an object such as {"no-cache": true}')
  const given = said as Fields
  for (const name of Object.keys(given))
    if (!KNOWN.has(name)) {
      const say = `The field \`cache.${name.slice(0, 60)}\` is not known. Known are ${[...KNOWN].join(", ")}.`
      throw new GatewayError("invalid_request", say, { param: "cache" })
    }
  const noCache = flag(given, "no-cache")
  const noStore = flag(given, "no-store")
  const use = flag(given, "use-cache")
  const ttl = seconds(given, "ttl")
  const maxAge = seconds(given, "s-maxage") ?? seconds(given, "s-max-age")
  const namespace = namespaceOf(given)
  if (caching === false || !(defaultOn || caching === true || use)) return null
  const controls = { read: !noCache, write: !noStore && ttl !== 0, ttlMs: ttl, maxAgeMs: maxAge, namespace }
  return controls.read || controls.write ? controls : null
}

function flag(given: Fields, name: string): boolean {
  const value = given[name] ?? false
  if (typeof value !== "boolean") throw wrong(`cache.${name}`, "true or false")
  return value
}

function seconds(given: Fields, name: string): number | null {
  const value = given[name] ?? null
  if (value === null) return null
  if (typeof value !== "number" || !(value >= 0 && value <= MAX_SECONDS))
    throw wrong(`cache.${name}`, "a number of seconds, 0 or more")
  return value * 1000
}

function namespaceOf({ namespace = null }: Fields): string | null {
  if (namespace === null) return null
  if (typeof namespace !== "string" || !/^[\w.:@/-]+$/.test(namespace) || namespace.length > MAX_NAMESPACE_CHARS)
    throw wrong("cache.namespace", `a text of letters, digits and . _ : @ / -, ${MAX_NAMESPACE_CHARS} at most`)
  return namespace
}

function wrong(param: string, must: string): GatewayError {
  return new GatewayError("invalid_request", `The field \`${param}\` must be ${must}.`, { param })
}
