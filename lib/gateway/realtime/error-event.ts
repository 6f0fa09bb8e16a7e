import { type ErrorKind, errorBody, type GatewayError } from "#lib/core/errors"
import type { Frame } from "#lib/core/frame-socket"
import { requestId } from "#lib/core/ids"
import { redact } from "#lib/core/log"

/** Close codes of RFC 6455 7.4 and its registry. */
export const CLOSE = { normal: 1000, goingAway: 1001, policy: 1008, failed: 1011, later: 1013 } as const

/** An error as an event of the protocol. `causedBy`: the `event_id` of the client's event it answers. */
export function errorEvent(e: GatewayError, causedBy: string | null = null): Frame {
  const { error } = errorBody(e)
  return eventFrame({
    type: "error",
    event_id: `event_${requestId().replaceAll("-", "")}`,
    error: { ...error, event_id: causedBy },
  })
}

/** An event of our own. */
export function eventFrame(event: Readonly<Record<string, unknown>>): Frame {
  return { data: Buffer.from(redact(JSON.stringify(event))), binary: false }
}

/** The close code for a session that could not begin, or went on no further, for this reason. */
export function closeCode(kind: ErrorKind): number {
  switch (kind) {
    case "budget_exceeded":
    case "invalid_key":
    case "expired_key":
    case "blocked_key":
    case "model_access_denied":
    case "route_access_denied":
      return CLOSE.policy
    case "rate_limited":
    case "upstream_rate_limited":
    case "upstream_unavailable":
      return CLOSE.later
    case "shutting_down":
      return CLOSE.goingAway
    default:
      return CLOSE.failed
  }
}
