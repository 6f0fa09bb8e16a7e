import { redact } from "#lib/core/log"
import type { Config } from "./schema"
import { isSecretKey } from "./secret-key"

const BLOT = "[redacted]"
const REFERENCE = /^os\.environ\/[A-Za-z_]\w*$/
/** `user:password@` in a URL. */
const LOGIN = /(\/\/)[^/@\s]+@/g

/** The config for pages, logs and `/config`: plain JSON in which every value that may be a secret is "[redacted]". */
export function redactedConfig(config: Config): Record<string, unknown> {
  return redacted(config, false, 0) as Record<string, unknown>
}

/** One setting of it, with references to variables as they were written. `path`: `litellm_settings.cache_params.url`. */
export function redactedSetting(path: string, value: unknown): unknown {
  return redacted(value, path.split(".").some(isSecretKey), 0)
}

/** `secret`: some key above says that what is below may be one. Numbers and true/false never are. */
function redacted(value: unknown, secret: boolean, depth: number): unknown {
  if (typeof value === "string" && REFERENCE.test(value)) return value
  if (typeof value === "string") return secret && value !== "" ? BLOT : redact(value.replace(LOGIN, `$1${BLOT}@`))
  if (typeof value !== "object" || value === null)
    return typeof value === "number" || typeof value === "boolean" ? value : null
  if (depth > 64) return null
  if (Array.isArray(value)) return value.map((item) => redacted(item, secret, depth + 1))
  const out: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value)) {
    if (inner !== undefined) out[key] = redacted(inner, secret || isSecretKey(key), depth + 1)
  }
  return out
}
