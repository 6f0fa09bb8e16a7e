import { GatewayError } from "#lib/core/errors"
import type { LocalOperation } from "#lib/gateway/operation"
import { queryOf } from "#lib/gateway/query-of"
import { aliased, authorizeModel } from "#lib/identity/access"
import { doorFor } from "#lib/router/chat-door"
import { modelNotFound } from "#lib/router/groups"
import { openaiChat } from "#lib/wire/openai-chat/dialect"

/** Parameters of OpenAI's chat completions (platform.openai.com/docs/api-reference/chat/create), without model and messages. */
const PARAMS = [
  "audio",
  "frequency_penalty",
  "function_call",
  "functions",
  "logit_bias",
  "logprobs",
  "max_completion_tokens",
  "max_tokens",
  "modalities",
  "n",
  "parallel_tool_calls",
  "prediction",
  "presence_penalty",
  "reasoning_effort",
  "response_format",
  "seed",
  "service_tier",
  "stop",
  "stream",
  "stream_options",
  "temperature",
  "tool_choice",
  "tools",
  "top_logprobs",
  "top_p",
  "user",
  "verbosity",
  "web_search_options",
]
/** GET /utils/supported_openai_params?model=: which parameters the model's first deployment takes without being told to drop them. */
export const supportedOpenaiParams: LocalOperation = {
  kind: "local",
  id: "supported_openai_params",
  callType: "supported_openai_params",
  method: "GET",
  paths: ["/utils/supported_openai_params"],
  dialect: openaiChat,
  run(rt, caller, _params, req) {
    const asked = queryOf(req).get("model")
    if (!asked)
      throw new GatewayError("invalid_request", "Name the model: /utils/supported_openai_params?model=…", {
        param: "model",
      })
    const model = aliased(caller, asked)
    authorizeModel(caller, model, rt.routing.groups.accessGroups)
    const [deployment] = rt.routing.groups.find(model) ?? []
    if (deployment === undefined) throw modelNotFound(model, [])
    const door = doorFor(deployment, openaiChat.id)
    if (door === null) throw new GatewayError("invalid_request", `${model} does not chat.`, { param: "model" })
    const refused = new Set(door.service.unsupported?.filter((param) => !deployment.allowedParams.includes(param)))
    return { supported_openai_params: PARAMS.filter((param) => !refused.has(param)) }
  },
}
