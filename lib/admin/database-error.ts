import { GatewayError } from "#lib/core/errors"

/** Postgres' and the driver's codes for "not now". */
const UNAVAILABLE = /^(08|57P0|53)|^(ECONN|ENOENT|ETIMEDOUT|EPIPE|ENOTFOUND|CONNECTION_|CONNECT_TIMEOUT)/

/** A database failure in the client's words, without SQL or values; anything else as `GatewayError.from` has it. */
export function fromDatabaseError(e: unknown): GatewayError {
  if (GatewayError.is(e)) return e
  const root = rootOf(e)
  const code = codeOf(root)
  if (code === null) return GatewayError.from(e)
  const detail = `${code}: ${root instanceof Error ? root.message : ""}`
  if (code === "57014") {
    return new GatewayError("invalid_request", "This took the database too long. Give a shorter range of dates.", {
      detail,
    })
  }
  if (UNAVAILABLE.test(code)) {
    return new GatewayError("database_unavailable", "The database does not answer. Try again in a moment.", { detail })
  }
  return new GatewayError("internal", "The gateway failed on this request. Its log has the details.", {
    detail,
    cause: root,
  })
}

/** Did the write break this unique index? */
export function violates(e: unknown, constraint: string): boolean {
  const root = rootOf(e)
  if (codeOf(root) !== "23505") return false
  return (root as { constraint_name?: unknown }).constraint_name === constraint
}

/** The driver's own error: query builders wrap it, with the SQL and its values in their message. */
function rootOf(e: unknown): unknown {
  let root = e
  for (let i = 0; i < 5 && root instanceof Error && root.cause !== undefined; i++) root = root.cause
  return root
}

function codeOf(e: unknown): string | null {
  if (typeof e !== "object" || e === null || !("code" in e)) return null
  return typeof e.code === "string" ? e.code : null
}
