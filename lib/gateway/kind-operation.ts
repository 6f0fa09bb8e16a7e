import { GatewayError } from "#lib/core/errors"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import type { ModelOperation } from "./operation"
import { type KindRules, parseKind } from "./parse-kind"

/** An endpoint of another kind than chat, from its names and what it expects. */
export function kindOperation(given: {
  id: string
  callType: string
  paths: readonly string[]
  rules: KindRules
}): ModelOperation {
  const { id, callType, paths, rules } = given
  return {
    kind: "model",
    id,
    callType,
    method: "POST",
    paths,
    dialect: rules.dialect ?? openaiChat,
    parse: () => {
      throw new GatewayError("internal", "This endpoint reads bytes.")
    },
    read: (bytes, head) => parseKind(rules, bytes, head),
  }
}
