import type { Incoming } from "#lib/core/http"
import { presentedKey } from "#lib/identity/authenticate"
import type { Operation } from "./operation"
import { queryOf } from "./query-of"

/** The headers a caller is known by. Where the endpoint's clients may put their key into the query, one from there counts when no header has any. */
export function keyHeaders(op: Operation, req: Incoming, first?: string | null): Incoming["headers"] {
  const { headers } = req
  if (op.keyParam === undefined || presentedKey(headers, first) !== null) return headers
  const key = queryOf(req).get(op.keyParam)
  if (key === null) return headers
  return { get: (name) => (name === "api-key" ? key : headers.get(name)) }
}
