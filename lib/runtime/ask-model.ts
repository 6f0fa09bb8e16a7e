import type { Answered, Question } from "#lib/admin/context"
import { Cancel } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import { requestId } from "#lib/core/ids"
import { operations } from "#lib/gateway/operations/index"
import { handle } from "#lib/gateway/pipeline"
import type { Runtime } from "#lib/gateway/runtime"
import { ownIncoming, textOf } from "./own-incoming"

/**
 * One request through the pipeline in the name of a key: what it may call, its limits and its bill are the key's. Runs to its end
 * although whoever asked has left: it is paid for. Refusals are answers too; throws 400 for an endpoint that cannot be asked so.
 */
export async function askModel(rt: Runtime, { callType, body, keyHash }: Question): Promise<Answered> {
  const op = operations.find((each) => each.kind === "model" && each.callType === callType)
  const [endpoint] = op?.paths ?? []
  if (op === undefined || endpoint === undefined)
    throw new GatewayError("invalid_request", `Nothing is called ${callType} here.`)
  const startedAt = rt.clock.now()
  const id = requestId(startedAt)
  const behalf = { keyHash, requestId: id, startedAt, booked: false, serviceTier: null, gatewaysOwn: false }
  const text = JSON.stringify(body)
  const incoming = ownIncoming({ endpoint, body: text, headers: {}, signal: new Cancel(), behalf })
  const reply = await handle(op, incoming, rt, {})
  const answered = await textOf(reply)
  return { requestId: id, httpStatus: reply.status, body: JSON.parse(answered) as unknown }
}
