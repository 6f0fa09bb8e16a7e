/** What an exception knows beside its message. */
export interface ExceptionFacts {
  /** The provider's id, empty when none was reached. */
  readonly llm_provider?: string | undefined
  /** The model that was asked for. */
  readonly model?: string | undefined
  /** Replaces the class's own status. */
  readonly status_code?: number | undefined
  /** The request parameter that is wrong. */
  readonly param?: string | null | undefined
  readonly code?: string | undefined
  /** Whole seconds until a retry can succeed. */
  readonly retry_after?: number | undefined
  readonly cause?: unknown
}

/**
 * The base of every exception a call throws: `catch (e) { if (e instanceof APIError) … }` catches them all, and each
 * subclass is an `instanceof` of its own. The names and statuses are LiteLLM's.
 */
export class APIError extends Error {
  readonly status_code: number
  readonly llm_provider: string
  readonly model: string
  readonly param: string | null
  readonly code: string | null
  readonly retry_after: number | null

  constructor(message: string, facts: ExceptionFacts = {}, statusCode = 500) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.name = new.target.name
    this.status_code = facts.status_code ?? statusCode
    this.llm_provider = facts.llm_provider ?? ""
    this.model = facts.model ?? ""
    this.param = facts.param ?? null
    this.code = facts.code ?? null
    this.retry_after = facts.retry_after ?? null
  }
}

/** The request is wrong: 400. */
export class BadRequestError extends APIError {
  constructor(message: string, facts: ExceptionFacts = {}) {
    super(message, facts, 400)
  }
}

/** The provider cannot do what a parameter asks (`param` names it): 400. `drop_params: true` leaves such parameters out. */
export class UnsupportedParamsError extends BadRequestError {}

/** The prompt does not fit the model: 400. */
export class ContextWindowExceededError extends BadRequestError {}

/** The provider's content policy refused the request: 400. */
export class ContentPolicyViolationError extends BadRequestError {}

/** No key, or one the provider does not accept: 401. */
export class AuthenticationError extends APIError {
  constructor(message: string, facts: ExceptionFacts = {}) {
    super(message, facts, 401)
  }
}

/** The provider's account has no credit left: 402. */
export class PaymentRequiredError extends APIError {
  constructor(message: string, facts: ExceptionFacts = {}) {
    super(message, facts, 402)
  }
}

/** The key may not do this: 403. */
export class PermissionDeniedError extends APIError {
  constructor(message: string, facts: ExceptionFacts = {}) {
    super(message, facts, 403)
  }
}

/** The provider does not know the model: 404. */
export class NotFoundError extends APIError {
  constructor(message: string, facts: ExceptionFacts = {}) {
    super(message, facts, 404)
  }
}

/** The provider took longer than `timeout`: 408. */
export class Timeout extends APIError {
  constructor(message: string, facts: ExceptionFacts = {}) {
    super(message, facts, 408)
  }
}

/** The provider understood the request and cannot process it: 422. */
export class UnprocessableEntityError extends APIError {
  constructor(message: string, facts: ExceptionFacts = {}) {
    super(message, facts, 422)
  }
}

/** The provider, or a limit of ours, says to slow down: 429; `retry_after` has the seconds when they are known. */
export class RateLimitError extends APIError {
  constructor(message: string, facts: ExceptionFacts = {}) {
    super(message, facts, 429)
  }
}

/** A budget is used up: 429. */
export class BudgetExceededError extends APIError {
  constructor(message: string, facts: ExceptionFacts = {}) {
    super(message, facts, 429)
  }
}

/** The provider failed, or answered with something that is no answer: 500. */
export class InternalServerError extends APIError {}

/** The provider could not be reached: 500. */
export class APIConnectionError extends APIError {}

/** The provider's own gateway failed: 502. */
export class BadGatewayError extends APIError {
  constructor(message: string, facts: ExceptionFacts = {}) {
    super(message, facts, 502)
  }
}

/** The provider is overloaded or down: 503. */
export class ServiceUnavailableError extends APIError {
  constructor(message: string, facts: ExceptionFacts = {}) {
    super(message, facts, 503)
  }
}
