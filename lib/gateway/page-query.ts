import { GatewayError } from "#lib/core/errors"
import type { Incoming } from "#lib/core/http"
import { queryOf } from "./query-of"

export interface PageQuery {
  readonly after: string | null
  readonly limit: number
  readonly order: "asc" | "desc"
}

/** OpenAI's paging: `after`, `limit`, `order`. Throws 400 naming the parameter. */
export function pageQuery(req: Incoming, given: { limit: number; most: number }): PageQuery {
  const query = queryOf(req)
  const text = query.get("limit")
  const limit = text === null || text === "" ? given.limit : Number(text)
  if (!Number.isInteger(limit) || limit < 1 || limit > given.most)
    throw refused("limit", `\`limit\` must be a whole number from 1 to ${given.most}.`)
  const order = query.get("order") ?? "desc"
  if (order !== "asc" && order !== "desc") throw refused("order", "`order` must be `asc` or `desc`.")
  return { after: query.get("after") || null, limit, order }
}

const refused = (param: string, say: string) => new GatewayError("invalid_request", say, { param })
