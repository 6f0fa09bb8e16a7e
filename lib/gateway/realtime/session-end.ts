import { GatewayError } from "#lib/core/errors"
import { CLOSE, closeCode } from "./error-event"
import type { Broken } from "./response-book"

/** How a session ends. */
export interface SessionEnd {
  readonly error: GatewayError
  /** Told to the client as an event before the socket is closed. */
  readonly tell: boolean
  readonly code: number
  readonly reason?: string
  readonly status: Broken["status"]
  /** The provider is there to say what a response came to. */
  readonly providerIsThere: boolean
}

/** Ended by the gateway: the client is told why, and the provider asked for its last words. */
export function failing(error: GatewayError, code = closeCode(error.kind)): SessionEnd {
  return { error, tell: true, code, status: "failure", providerIsThere: true }
}

/** A session that came to the end of `ms` milliseconds. */
export function tooLong(what: string, ms: number): GatewayError {
  return new GatewayError("upstream_timeout", `${what} for ${ms / 1000} s.`, { code: "session_expired" })
}

/** Is there nothing more for this client? Held by requests in flight, a budget's rest comes back in a moment: `retry-after` says one second. */
export function isFinal({ kind, retryAfterSeconds }: GatewayError): boolean {
  return kind === "budget_exceeded" ? retryAfterSeconds !== 1 : closeCode(kind) === CLOSE.policy
}
