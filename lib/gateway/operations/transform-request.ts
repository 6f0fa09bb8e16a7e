import { GatewayError } from "#lib/core/errors"
import type { LocalOperation, ModelOperation } from "#lib/gateway/operation"
import { parseObject } from "#lib/gateway/parse-request"
import { doorFor } from "#lib/router/chat-door"
import { modelNotFound } from "#lib/router/groups"
import { providerBody } from "#lib/router/provider-body"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { asObject } from "#lib/wire/read-json"
import { chatCompletions } from "./chat-completions"
import { messages } from "./messages"
import { responses } from "./responses"

/** LiteLLM's call types of what is translated. */
const CALL_TYPES: Readonly<Record<string, ModelOperation>> = {
  completion: chatCompletions,
  acompletion: chatCompletions,
  anthropic_messages: messages,
  responses,
  aresponses: responses,
}
/** Headers whose values say nothing secret. */
const PLAIN = new Set(["content-type", "accept", "accept-encoding", "user-agent", "anthropic-version"])

/** POST /utils/transform_request: what the first deployment of the model would be sent, without sending it. For administrators. */
export const transformRequest: LocalOperation = {
  kind: "local",
  id: "transform_request",
  callType: "transform_request",
  method: "POST",
  paths: ["/utils/transform_request"],
  dialect: openaiChat,
  async run(rt, caller, _params, req) {
    if (caller.role !== "proxy_admin")
      throw new GatewayError("permission_denied", "How providers are reached is shown to administrators only.")
    const json = parseObject((await req.bytes(rt.rules.maxBodyBytes)).toString("utf8"))
    const callType = String(json.call_type ?? "completion")
    const op = Object.hasOwn(CALL_TYPES, callType) ? CALL_TYPES[callType] : undefined
    if (op === undefined) throw refused("call_type", `must be one of ${Object.keys(CALL_TYPES).join(", ")}`)
    const request = asObject(json.request_body)
    if (request === null) throw refused("request_body", "must be the request, an object")
    const { body } = op.parse(JSON.stringify(request), null)
    const [deployment] = rt.routing.groups.find(body.model) ?? []
    if (deployment === undefined) throw modelNotFound(body.model, rt.routing.groups.names)
    const door = doorFor(deployment, body.dialect.id)
    const { payload } = providerBody(deployment, body, door)
    const path = (body.stream ? door?.streamPath : door?.path)?.split("?")[0] ?? ""
    const shown = Object.entries(deployment.headers).map(([name, value]) => [name, PLAIN.has(name) ? value : "*****"])
    return {
      raw_request_api_base: `${deployment.origin}${path}`,
      raw_request_body: JSON.parse(payload),
      raw_request_headers: Object.fromEntries(shown),
      error: null,
    }
  },
}

function refused(param: string, must: string): GatewayError {
  return new GatewayError("invalid_request", `The field \`${param}\` ${must}.`, { param })
}
