import { type ErrorKind, GatewayError } from "#lib/core/errors"
import {
  APIConnectionError,
  APIError,
  AuthenticationError,
  BadGatewayError,
  BadRequestError,
  BudgetExceededError,
  ContentPolicyViolationError,
  ContextWindowExceededError,
  type ExceptionFacts,
  InternalServerError,
  NotFoundError,
  PaymentRequiredError,
  PermissionDeniedError,
  RateLimitError,
  ServiceUnavailableError,
  Timeout,
  UnprocessableEntityError,
  UnsupportedParamsError,
} from "./exceptions"

export type ExceptionClass = new (message: string, facts?: ExceptionFacts) => APIError

/** Every kind of error a call can end with → the class that says so. Kinds of the server's own never reach the SDK. */
const BY_KIND: Partial<Record<ErrorKind, ExceptionClass>> = {
  unsupported_params: UnsupportedParamsError,
  context_window_exceeded: ContextWindowExceededError,
  content_policy_violation: ContentPolicyViolationError,
  missing_key: AuthenticationError,
  upstream_auth: AuthenticationError,
  permission_denied: PermissionDeniedError,
  model_not_found: NotFoundError,
  not_found: NotFoundError,
  upstream_timeout: Timeout,
  budget_exceeded: BudgetExceededError,
  rate_limited: RateLimitError,
  upstream_rate_limited: RateLimitError,
  upstream_failed: InternalServerError,
  upstream_unreachable: APIConnectionError,
  upstream_unavailable: ServiceUnavailableError,
  internal: InternalServerError,
}

/** Statuses of the provider that say more than the kind does. */
const BY_UPSTREAM_STATUS: Readonly<Record<number, ExceptionClass>> = {
  402: PaymentRequiredError,
  403: PermissionDeniedError,
  422: UnprocessableEntityError,
  502: BadGatewayError,
}

/** Kinds whose class a status of the provider may replace. */
const COARSE = new Set<ErrorKind>(["invalid_request", "upstream_auth", "upstream_rate_limited", "upstream_unavailable"])

/** The engine's words are for clients of a gateway; here the caller holds the key. What the provider said stays behind them. */
const WORDS: Partial<Record<ErrorKind, string>> = {
  upstream_auth: "The provider refused the API key. Check api_key, or the provider's environment variable.",
  upstream_rate_limited: "The provider limits your rate. Try again later.",
  model_not_found: "The provider does not know this model. Check model and api_base.",
  upstream_failed: "The provider failed on this request.",
}
const SAID = " The provider said: "

/** What the exception says: to whoever holds the key, and with the reason that a gateway keeps to its log. */
function wordsOf(e: GatewayError, apiBase: string): string {
  const answered = upstreamStatus(e) !== 0
  const own = answered && /gateway|deployment/i.test(e.message) ? WORDS[e.kind] : undefined
  if (own !== undefined) {
    const at = e.message.indexOf(SAID)
    return at === -1 ? own : own + e.message.slice(at)
  }
  if (answered) return e.message
  if (e.kind === "upstream_unreachable" && URL.canParse(apiBase))
    return `${e.message} The address is ${new URL(apiBase).origin}: check api_base, or the region, and the network.`
  if (e.kind !== "upstream_auth") return e.message
  const words = e.message.replace(" for this deployment", "").replace("the deployment's", "your")
  return e.detail ? `${words} (${e.detail})` : words
}

/** Where a failure happened. */
export interface Place {
  readonly provider: string
  readonly model: string
  /** Where the provider was asked; empty: nowhere. */
  readonly apiBase?: string
}

/**
 * Anything thrown inside a call → the exception the caller catches. Exceptions pass through as they are; what is unforeseen
 * becomes an InternalServerError with the cause.
 */
export function toException(e: unknown, { provider, model, apiBase = "" }: Place): APIError {
  if (e instanceof APIError) return e
  if (!GatewayError.is(e)) {
    const said = e instanceof Error ? e.message : String(e)
    return new InternalServerError(said, { llm_provider: provider, model, cause: e })
  }
  if (e.cause instanceof APIError) return e.cause
  const facts: ExceptionFacts = {
    llm_provider: provider,
    model,
    param: e.param,
    code: e.code,
    retry_after: e.retryAfterSeconds,
    cause: e,
  }
  const special = COARSE.has(e.kind) ? BY_UPSTREAM_STATUS[upstreamStatus(e)] : undefined
  const known = special ?? BY_KIND[e.kind]
  if (known !== undefined) return new known(wordsOf(e, apiBase), facts)
  if (e.status < 500) return new BadRequestError(e.message, { ...facts, status_code: e.status })
  return new APIError(e.message, { ...facts, status_code: e.status })
}

/** The provider's own status: on the error, or on the one it was made from. 0 = none. */
function upstreamStatus(e: GatewayError): number {
  return e.upstreamStatus ?? (GatewayError.is(e.cause) ? upstreamStatus(e.cause) : 0)
}

const NAMED: Readonly<Record<string, readonly [ExceptionClass, ErrorKind]>> = {
  BadRequestError: [BadRequestError, "invalid_request"],
  UnsupportedParamsError: [UnsupportedParamsError, "unsupported_params"],
  ContextWindowExceededError: [ContextWindowExceededError, "context_window_exceeded"],
  ContentPolicyViolationError: [ContentPolicyViolationError, "content_policy_violation"],
  AuthenticationError: [AuthenticationError, "upstream_auth"],
  PaymentRequiredError: [PaymentRequiredError, "upstream_rate_limited"],
  PermissionDeniedError: [PermissionDeniedError, "upstream_auth"],
  NotFoundError: [NotFoundError, "model_not_found"],
  Timeout: [Timeout, "upstream_timeout"],
  UnprocessableEntityError: [UnprocessableEntityError, "invalid_request"],
  RateLimitError: [RateLimitError, "upstream_rate_limited"],
  BudgetExceededError: [BudgetExceededError, "budget_exceeded"],
  InternalServerError: [InternalServerError, "upstream_failed"],
  APIConnectionError: [APIConnectionError, "upstream_unreachable"],
  BadGatewayError: [BadGatewayError, "upstream_unavailable"],
  ServiceUnavailableError: [ServiceUnavailableError, "upstream_unavailable"],
  APIError: [APIError, "upstream_failed"],
}

/** The exception class of this name; null when there is none. */
export function exceptionNamed(name: string): ExceptionClass | null {
  return Object.hasOwn(NAMED, name) ? (NAMED[name]?.[0] ?? null) : null
}

/** An exception as the engine's own error, so that a pretended failure is retried and falls back like a real one. */
export function toGatewayError(e: Error): GatewayError {
  const kind = (Object.hasOwn(NAMED, e.name) ? NAMED[e.name]?.[1] : undefined) ?? "upstream_failed"
  const retryAfter = e instanceof APIError ? e.retry_after : null
  return new GatewayError(kind, e.message, {
    cause: e,
    ...(retryAfter === null ? {} : { retryAfterSeconds: retryAfter }),
  })
}
