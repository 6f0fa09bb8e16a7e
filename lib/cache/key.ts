import { createHash } from "node:crypto"

/** Everything an answer depends on. */
export interface KeyParts {
  /** Who may be given the same answer: `tenantOf`. */
  readonly tenant: string
  readonly namespace: string | null
  readonly callType: string
  /** The model group as it is known here, and the name that was asked for: a wildcard group serves many. */
  readonly group: string
  readonly model: string
  /** A stream is kept as the stream it was. */
  readonly stream: boolean
  readonly fields: Readonly<Record<string, unknown>>
  readonly files: readonly { readonly field: string; readonly filename: string; readonly bytes: Uint8Array }[]
}

/** Fields that say how a request is handled, billed or logged, and change no answer. */
const IMMATERIAL = new Set([
  ...["model", "stream", "cache", "caching", "user", "metadata", "litellm_metadata", "tags", "no-log", "priority"],
  ...["num_retries", "max_retries", "max_fallbacks", "disable_fallbacks", "fallbacks", "context_window_fallbacks"],
  ...["content_policy_fallbacks", "context_window_fallback_dict", "timeout", "stream_timeout", "request_timeout"],
  ...["litellm_session_id", "litellm_trace_id", "litellm_call_id", "keepalive_seconds", "router_settings_override"],
  ...["safety_identifier", "prompt_cache_key", "prompt_cache_retention", "integrate_memory"],
])

/**
 * The key an answer is kept by: `<namespace>:<SHA-256>`, without the namespace when there is none. The order of fields does not
 * matter; every value keeps its type and its place, so that no two different requests have the same text.
 */
export function cacheKey(parts: KeyParts): string {
  const hash = createHash("sha256")
  const { tenant, namespace, callType, group, model, stream, fields, files } = parts
  const material = Object.fromEntries(Object.entries(fields).filter(([name]) => !IMMATERIAL.has(name)))
  hash.update(JSON.stringify([1, tenant, namespace, callType, group, model, stream]))
  hash.update(canonical(material))
  for (const { field, filename, bytes } of files) {
    hash.update(JSON.stringify([field, filename, bytes.length]))
    hash.update(bytes)
  }
  const digest = hash.digest("hex")
  return namespace === null ? digest : `${namespace}:${digest}`
}

/** JSON with the names of every object in order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) => {
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner
    const entries = Object.entries(inner)
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
  })
}
