import type { GatewayError } from "#lib/core/errors"
import type { Json } from "../read-json"

const TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  408: "timeout_error",
  413: "request_too_large",
  429: "rate_limit_error",
  503: "overloaded_error",
  504: "timeout_error",
}

/** An error as clients of Anthropic expect it (platform.claude.com/docs/en/api/errors), public voice only. */
export function errorFromHub(e: GatewayError): Json {
  const type = TYPES[e.status] ?? (e.status < 500 ? "invalid_request_error" : "api_error")
  return { type: "error", error: { type, message: e.message } }
}
