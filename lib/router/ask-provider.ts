import type { CancelSignal } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import type { Refused } from "#lib/providers/dial"
import type { Unsigned } from "#lib/providers/provider"
import type { Deployment } from "./deployment"

const MAX_ERROR_BYTES = 256 * 1024

export interface ToSign {
  /** POST, when absent. */
  readonly method?: Unsigned["method"]
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Unsigned["body"]
  readonly signal: CancelSignal
}

/** These headers and what proves this one request. */
export async function signed(deployment: Deployment, request: ToSign): Promise<Readonly<Record<string, string>>> {
  const { origin, sign } = deployment
  const { method = "POST", path, headers, body, signal } = request
  if (sign === null) return headers
  return { ...headers, ...(await sign({ method, url: `${origin}${path}`, headers, body, signal })) }
}

/** A provider's refusal → ours, in the words of its dialect, with the wait it asks for. */
export async function refusal(
  upstream: Refused,
  toError: (status: number, body: string) => GatewayError,
): Promise<GatewayError> {
  const body = (await upstream.body.readAll(MAX_ERROR_BYTES)).toString("utf8")
  const e = toError(upstream.status, body)
  const seconds = retryAfterSeconds(upstream)
  if (seconds === null || e.retryAfterSeconds !== undefined) return e
  const { status, code, param, detail } = e
  return new GatewayError(e.kind, e.message, {
    status,
    code,
    retryAfterSeconds: seconds,
    cause: e,
    ...(e.upstreamStatus === undefined ? {} : { upstreamStatus: e.upstreamStatus }),
    ...(param === null ? {} : { param }),
    ...(detail === undefined ? {} : { detail }),
  })
}

/** `retry-after-ms`, or `retry-after` as seconds or an HTTP date (RFC 9110 10.2.3); whole seconds, at least 1. */
function retryAfterSeconds(upstream: Pick<Refused, "header">): number | null {
  const ms = Number(upstream.header("retry-after-ms") ?? Number.NaN)
  if (Number.isFinite(ms)) return Math.max(1, Math.ceil(ms / 1000))
  const value = upstream.header("retry-after")
  if (value === null) return null
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(1, Math.ceil(seconds))
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(1, Math.ceil((date - Date.now()) / 1000))
}
