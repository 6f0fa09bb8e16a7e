/** Every failure the gateway can answer with. Kind → HTTP status and OpenAI `type`/`code`; nothing else decides a status. */
const KINDS = {
  invalid_request: { status: 400, type: "invalid_request_error", code: "invalid_request" },
  /** A name or an id of management; 400 as with LiteLLM. */
  taken: { status: 400, type: "invalid_request_error", code: "already_exists" },
  unsupported_params: { status: 400, type: "invalid_request_error", code: "unsupported_params" },
  context_window_exceeded: { status: 400, type: "invalid_request_error", code: "context_length_exceeded" },
  content_policy_violation: { status: 400, type: "invalid_request_error", code: "content_policy_violation" },
  missing_key: { status: 401, type: "authentication_error", code: "missing_api_key" },
  invalid_key: { status: 401, type: "authentication_error", code: "invalid_api_key" },
  expired_key: { status: 401, type: "authentication_error", code: "expired_api_key" },
  blocked_key: { status: 401, type: "authentication_error", code: "blocked_api_key" },
  upstream_auth: { status: 401, type: "authentication_error", code: "upstream_authentication_error" },
  model_access_denied: { status: 403, type: "permission_error", code: "model_access_denied" },
  unpriced_model: { status: 403, type: "model_cost_map_missing", code: "model_cost_map_missing" },
  route_access_denied: { status: 403, type: "permission_error", code: "route_access_denied" },
  permission_denied: { status: 403, type: "permission_error", code: "permission_denied" },
  model_not_found: { status: 404, type: "invalid_request_error", code: "model_not_found" },
  not_found: { status: 404, type: "invalid_request_error", code: "not_found" },
  method_not_allowed: { status: 405, type: "invalid_request_error", code: "method_not_allowed" },
  upstream_timeout: { status: 408, type: "timeout_error", code: "upstream_timeout" },
  conflict: { status: 409, type: "invalid_request_error", code: "conflict" },
  body_too_large: { status: 413, type: "invalid_request_error", code: "request_too_large" },
  budget_exceeded: { status: 429, type: "budget_exceeded", code: "budget_exceeded" },
  rate_limited: { status: 429, type: "rate_limit_error", code: "rate_limit_exceeded" },
  upstream_rate_limited: { status: 429, type: "rate_limit_error", code: "upstream_rate_limit" },
  client_closed: { status: 499, type: "client_closed_request", code: "client_disconnect" },
  internal: { status: 500, type: "internal_server_error", code: "internal_error" },
  not_implemented: { status: 501, type: "invalid_request_error", code: "not_implemented" },
  upstream_failed: { status: 502, type: "upstream_error", code: "upstream_error" },
  upstream_unreachable: { status: 502, type: "upstream_error", code: "upstream_unreachable" },
  database_unavailable: { status: 503, type: "service_unavailable_error", code: "database_unavailable" },
  cache_unavailable: { status: 503, type: "cache_ping_error", code: "cache_unavailable" },
  shutting_down: { status: 503, type: "service_unavailable_error", code: "shutting_down" },
  upstream_unavailable: { status: 503, type: "upstream_error", code: "upstream_unavailable" },
} as const

export type ErrorKind = keyof typeof KINDS

export interface ErrorOptions {
  /** For the log only; never shown to a client. */
  readonly detail?: string
  readonly cause?: unknown
  /** The offending request field, as OpenAI's `param`. */
  readonly param?: string
  /** Whole seconds until a retry can succeed; becomes the `retry-after` header. */
  readonly retryAfterSeconds?: number
  /** Replaces the kind's status, e.g. an upstream's own 4xx or `budget_exceeded_status_code`. */
  readonly status?: number
  /** Replaces the kind's `code`, e.g. an upstream's own error code. */
  readonly code?: string
  /** The HTTP status the provider itself answered with, where `status` or the kind is coarser. */
  readonly upstreamStatus?: number
}

const MARK = Symbol.for("tollgate.error")

/** The one error type that reaches a client. `message` is the public voice and says what to do; `detail` is for the log. */
export class GatewayError extends Error {
  readonly [MARK] = true
  readonly kind: ErrorKind
  readonly status: number
  readonly type: string
  readonly code: string
  readonly param: string | null
  readonly detail: string | undefined
  readonly retryAfterSeconds: number | undefined
  readonly upstreamStatus: number | undefined

  constructor(kind: ErrorKind, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = "GatewayError"
    const row = KINDS[kind]
    this.kind = kind
    this.status = options.status ?? row.status
    this.type = row.type
    this.code = options.code ?? row.code
    this.param = options.param ?? null
    this.detail = options.detail
    this.retryAfterSeconds = options.retryAfterSeconds
    this.upstreamStatus = options.upstreamStatus
  }

  /** Recognised by mark, not by `instanceof`: Next bundles this module a second time. */
  static is(e: unknown): e is GatewayError {
    return typeof e === "object" && e !== null && (e as Record<symbol, unknown>)[MARK] === true
  }

  /** Anything thrown becomes a GatewayError; what we did not foresee is `internal`, with the cause kept for the log. */
  static from(e: unknown): GatewayError {
    if (GatewayError.is(e)) return e
    const detail = e instanceof Error ? `${e.name}: ${e.message}` : String(e)
    return new GatewayError("internal", "The gateway failed on this request. Its log has the details.", {
      detail,
      cause: e,
    })
  }
}

/** OpenAI's error envelope, the shape every client of ours understands. */
export interface ErrorBody {
  readonly error: {
    readonly message: string
    readonly type: string
    readonly param: string | null
    readonly code: string
  }
}

/** Renders an error in OpenAI's envelope (public voice only). */
export function errorBody(e: GatewayError): ErrorBody {
  return { error: { message: e.message, type: e.type, param: e.param, code: e.code } }
}
