import { usdFromNano } from "#lib/core/money"
import type { Call } from "./call"

/** A client that wants the cost of its stream, whose headers leave before it is known, asks by this header. */
const ASKED = "x-tollgate-stream-cost"
const DONE = "data: [DONE]"

/**
 * The last piece of a stream with its cost in US dollars as a comment, which clients skip: before `[DONE]` where there is one, else at
 * the end. The piece as it is when nobody asked or no price is known.
 */
export function withCostComment(call: Call, out: string | Buffer | null, costNano: number): string | Buffer | null {
  if (!call.priced || call.header(ASKED) !== "true") return out
  const comment = `: x-litellm-response-cost: ${usdFromNano(costNano)}\n\n`
  const text = out === null || typeof out === "string" ? (out ?? "") : out.toString("utf8")
  const at = text.lastIndexOf(DONE)
  return at === -1 ? text + comment : text.slice(0, at) + comment + text.slice(at)
}
