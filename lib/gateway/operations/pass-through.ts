import { GatewayError } from "#lib/core/errors"
import type { ModelOperation } from "#lib/gateway/operation"
import { passThrough } from "#lib/gateway/pass-through"
import { PASS_THROUGH_PREFIXES } from "#lib/router/pass-through"
import { openaiChat } from "#lib/wire/openai-chat/dialect"

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const

/** `/<provider>/…`: the provider's own API, by the gateway's key for it. */
export const passThroughs: readonly ModelOperation[] = PASS_THROUGH_PREFIXES.flatMap((prefix) =>
  METHODS.map((method) => ofProvider(prefix, method)),
)

function ofProvider(prefix: string, method: ModelOperation["method"]): ModelOperation {
  const op: ModelOperation = {
    kind: "model",
    id: `pass_through.${prefix}.${method.toLowerCase()}`,
    callType: "pass_through_endpoint",
    method,
    paths: [`/${prefix}/:endpoint`],
    dialect: openaiChat,
    // Clients of Google's API send their key so.
    keyParam: "key",
    parse: () => {
      throw new GatewayError("internal", "What is passed through is not parsed.")
    },
    relay: (req, rt, call, params) => passThrough(op, prefix)(req, rt, call, params),
  }
  return op
}
