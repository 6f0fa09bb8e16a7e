import { errorBody, GatewayError } from "#lib/core/errors"
import { json } from "#lib/core/http"
import type { ModelOperation } from "#lib/gateway/operation"
import { openaiChat } from "#lib/wire/openai-chat/dialect"

/**
 * GET /v1/realtime: a WebSocket, which the server's door opens (lib/gateway/realtime). A request that does not ask for one gets 426;
 * a page behind Next's door cannot ask for one.
 */
export const realtime: ModelOperation = {
  kind: "model",
  id: "realtime",
  callType: "_arealtime",
  method: "GET",
  paths: ["/v1/realtime", "/realtime", "/openai/v1/realtime", "/openai/realtime"],
  dialect: openaiChat,
  parse: () => {
    throw new GatewayError("internal", "A realtime session has no body to parse.")
  },
  async relay(_req, _rt, call) {
    const say = "This address speaks WebSocket: connect to it with wss:// (or ws://), not with a plain request."
    const e = new GatewayError("invalid_request", say, { status: 426, code: "upgrade_required" })
    // RFC 9110 15.5.22: a 426 names the protocol.
    return json(426, errorBody(e), { upgrade: "websocket", "x-litellm-call-id": call.callId })
  },
}
