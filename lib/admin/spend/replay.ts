import { z } from "zod"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import { tokenOf } from "../keys/find"
import { beyondReach } from "../reach"
import { findLog } from "./one-log"

export const ReplayInput = z.strictObject({
  request_id: z.string().min(1).max(255),
  model: z.string().min(1).max(255).describe("Whom to ask"),
  key: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe(
      "A key of one's own or its hash: it pays, and what it may call holds. The admin may leave it out: the master key",
    ),
})

export const Replayed = z.object({
  request_id: z.string().describe("Of the new request: the log has its tokens, cost and times"),
  http_status: z.number(),
  body: z.unknown().describe("The answer in the dialect of the request, or why there is none"),
})

/** Endpoints whose requests are one JSON body that names a model. */
const REPLAYABLE = ["acompletion", "anthropic_messages", "aresponses", "atext_completion", "aembedding"]

/** Parts of a body that are about how the answer travels, or about answers kept elsewhere. */
const TRAVEL = ["stream", "stream_options", "background", "previous_response_id", "cache"]

/**
 * The stored request once more, to another model. It goes the way of any request: limits, budgets and the log know of it. Throws 404
 * for a request that is not the caller's to see, 400 when its body was not kept whole, 403 for a key that is not the caller's.
 */
export async function replay(
  ctx: AdminContext,
  { request_id, model, key }: z.output<typeof ReplayInput>,
): Promise<z.input<typeof Replayed>> {
  const row = await findLog(ctx, request_id)
  const body = askable(row.call_type, row.request)
  const keyHash = await payer(ctx, key)
  const asked = { ...body, model, cache: { "no-cache": true } }
  const answer = await ctx.ask({ callType: row.call_type, body: asked, keyHash })
  return { request_id: answer.requestId, http_status: answer.httpStatus, body: answer.body }
}

function askable(callType: string, request: unknown): Record<string, unknown> {
  if (!REPLAYABLE.includes(callType)) {
    const say = `A request of the kind ${callType} cannot be asked again from the log. Possible: ${REPLAYABLE.join(", ")}.`
    throw new GatewayError("invalid_request", say, { param: "request_id" })
  }
  if (typeof request !== "object" || request === null || !("model" in request)) {
    const say =
      "The log has not kept what this request asked, or only its beginning. New ones are kept with general_settings.store_prompts_in_spend_logs: true."
    throw new GatewayError("invalid_request", say, { param: "request_id" })
  }
  return Object.fromEntries(Object.entries(request).filter(([name]) => !TRAVEL.includes(name)))
}

/** The hash of the key that pays. */
async function payer({ caller, db }: AdminContext, key: string | undefined): Promise<string> {
  const isAdmin = caller.role === "proxy_admin"
  if (key === undefined || key === "master") {
    if (caller.key !== null) return caller.key.token
    if (isAdmin) return "master"
    throw new GatewayError("invalid_request", "Say which of your keys pays: give key.", { param: "key" })
  }
  const [own] = await db.sql<{ token: string; user_id: string | null }[]>`
    select token, user_id from keys where ${tokenOf(key)} in (token, secret) limit 1`
  if (own === undefined) throw new GatewayError("not_found", "There is no such key.", { param: "key" })
  if (own.token === caller.key?.token || isAdmin) return own.token
  if (own.user_id === null || own.user_id !== caller.person?.userId)
    throw beyondReach("This key is not yours, so it does not pay for what you ask. Choose one of your own.", "key")
  return own.token
}
