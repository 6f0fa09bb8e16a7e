import type { Path } from "./finding"

/** Parts of a key's name that mean its value is a secret, or may carry one (a URL with a password, a header). */
const SECRET =
  /key|secret|token|passw|credential|auth|private|cookie|header|webhook|database_url|redis_url|dsn|signing|fingerprint|session|^(?:env|environment_variables|url|scope)$/i

/** Names that match and are known to be harmless, so that they stay readable on pages. */
const HARMLESS = new Set([
  "litellm_key_header_name",
  "user_header_name",
  "credential_list",
  "credential_name",
  "litellm_credential_name",
  "key_alias_pattern",
  "key_management_system",
  "token_rate_limit_type",
  "auth_type",
  "provider_affinity_header",
  "token_endpoint_auth_method",
])

/** Prices and counts of tokens, the other kind. */
const TOKENS_OF_TEXT = /cost|per_token|tokens(?:_per_\w+)?$|token_limit|_tpm_|_rpm_/i

/** May the value of this key be a secret? In doubt, yes: the answer decides whether a value may be shown. */
export function isSecretKey(key: string): boolean {
  return SECRET.test(key) && !HARMLESS.has(key) && !TOKENS_OF_TEXT.test(key)
}

/** May the value under this path be a secret: is any key on the way to it one that says so? */
export function isSecretPath(path: Path): boolean {
  return path.some((step) => typeof step === "string" && isSecretKey(step))
}

/** Keys whose text value is a secret beyond doubt, so that it may be blotted out wherever it turns up. */
const CERTAIN = /(?:api_?key|_key|secret|password|master_key|access_key|auth_value|authentication_token|_token|salt)$/i

/** Is the value of this key certainly a secret (and not, say, a URL or the name of a header)? */
export function isCertainSecret(key: string): boolean {
  return CERTAIN.test(key) && !HARMLESS.has(key) && key !== "prompt_cache_key" && key !== "plugin_key"
}
