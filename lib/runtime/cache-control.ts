import type { CacheControl } from "#lib/admin/context"
import type { ResponseCache } from "#lib/cache/response-cache"

const ADVICE =
  "No response cache is configured: set litellm_settings.cache: true, and cache_params.type to local, redis or postgres."

/** The cache as management sees it, or in words why there is none. */
export function cacheControl(cache: ResponseCache | null, problem: string | null): CacheControl | string {
  if (cache === null) return problem === null ? ADVICE : `Responses are not cached: ${problem}.`
  const { settings } = cache
  const { namespace, scope, ttlMs, defaultOn, callTypes, maxEntryChars, semantic } = settings
  const type = semantic?.type ?? settings.type
  return {
    type,
    params: {
      type,
      namespace,
      scope,
      ttl: ttlMs / 1000,
      mode: defaultOn ? "default_on" : "default_off",
      supported_call_types: [...callTypes],
      max_entry_kb: maxEntryChars / 1024,
      ...(semantic !== null && {
        similarity_threshold: semantic.threshold,
        embedding_model: semantic.embeddingModel,
        semantic_cache_scope: semantic.scope,
      }),
    },
    ping: () => cache.ping(),
    delete: (keys) => cache.delete(keys),
    clear: () => cache.clear(),
  }
}
