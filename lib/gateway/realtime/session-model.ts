import { GatewayError } from "#lib/core/errors"
import { aliased } from "#lib/identity/access"
import { groupOf } from "#lib/router/plan"
import { asObject, type Json } from "#lib/wire/read-json"
import type { Connected } from "./connect"
import { modelIn } from "./realtime-ask"

/**
 * A client's `session.update` with the provider's name for its model; null when it names none. Throws 400 for another model than the
 * session's: that one was not looked up, and has a price of its own.
 */
export function withModel(event: Json, { call, plan, routed }: Connected): Json | null {
  const named = modelIn(event.session)
  if (named === null) return null
  const { model } = routed.deployment
  const asked = call.parsed?.body.model ?? ""
  const names = [asked, groupOf(plan), model, ...(call.caller === null ? [] : [aliased(call.caller, asked)])]
  if (!names.includes(named)) {
    const say = `This session was opened with the model "${asked.slice(0, 200)}". Open another for "${named.slice(0, 200)}".`
    throw new GatewayError("invalid_request", say, { param: "session.model" })
  }
  return { ...event, session: { ...asObject(event.session), model } }
}
