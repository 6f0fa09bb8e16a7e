import type { ErrorKind, GatewayError } from "#lib/core/errors"
import type { PlannedGroup } from "./plan"

/** Longest wait before the same deployment is asked again, seconds; what asks for more is passed on to the client. */
export const MAX_WAIT_SECONDS = 10
const FIRST_WAIT_SECONDS = 0.25
const MAX_BACKOFF_SECONDS = 8

/** The provider was busy, broken or out of reach: another try may help, there or elsewhere. */
const AGAIN: ReadonlySet<ErrorKind> = new Set([
  "upstream_rate_limited",
  "upstream_failed",
  "upstream_unavailable",
  "upstream_unreachable",
])
/** Another deployment may know better; the same one would say the same, or is still busy with the first try. */
const ELSEWHERE: ReadonlySet<ErrorKind> = new Set([
  "upstream_timeout",
  "upstream_auth",
  "model_not_found",
  "unsupported_params",
])

/** Where a request may go after this failure: to any deployment, to others only, or nowhere. */
export function retryWhere(kind: ErrorKind, group: PlannedGroup): "anywhere" | "elsewhere" | "nowhere" {
  if (kind === "client_closed") return "nowhere"
  if ((group.policy?.[kind] ?? 0) > 0 || AGAIN.has(kind)) return "anywhere"
  return ELSEWHERE.has(kind) ? "elsewhere" : "nowhere"
}

/** Tries after the first that a failure of this kind is worth. */
export function retriesFor(kind: ErrorKind, { retries, policy }: PlannedGroup): number {
  return policy?.[kind] ?? policy?.otherwise ?? retries
}

/** Another model group may help; the client's own mistakes and its going away are final. */
export function mayFallBack(kind: ErrorKind): boolean {
  switch (kind) {
    case "upstream_timeout":
    case "upstream_auth":
    case "model_not_found":
    case "context_window_exceeded":
    case "content_policy_violation":
    case "rate_limited":
    case "budget_exceeded":
      return true
    default:
      return AGAIN.has(kind)
  }
}

/** Seconds to wait before the same deployment is asked again: what the provider asked for, or a quarter second doubled each round, with jitter; `least` at the least. */
export function backoffSeconds(
  failure: GatewayError,
  { round, least, random }: { round: number; least: number; random: () => number },
): number {
  const backoff = Math.min(FIRST_WAIT_SECONDS * 2 ** round, MAX_BACKOFF_SECONDS) * (0.75 + random() / 2)
  return Math.max(failure.retryAfterSeconds ?? backoff, least)
}
