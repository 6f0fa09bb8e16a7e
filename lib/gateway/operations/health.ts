import { abortSignalOf } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import { checkHealth } from "#lib/gateway/check-health"
import type { LocalOperation } from "#lib/gateway/operation"
import { openaiChat } from "#lib/wire/openai-chat/dialect"

/** GET /health: one small real request to every deployment, LiteLLM's body; `?model=` and `?model_id=` choose some. With background checks, their last results unless some are chosen. */
export const health: LocalOperation = {
  kind: "local",
  id: "health",
  callType: "health",
  method: "GET",
  paths: ["/health"],
  dialect: openaiChat,
  run(rt, caller, _params, req) {
    if (caller.role !== "proxy_admin")
      throw new GatewayError(
        "permission_denied",
        "This costs money: only the administrator may ask every deployment. /health/readiness is for everybody.",
      )
    const question = req.url.indexOf("?")
    const query = new URLSearchParams(question === -1 ? "" : req.url.slice(question + 1))
    const model = query.get("model")
    const id = query.get("model_id")
    const last = model === null && id === null ? (rt.lastHealth?.() ?? null) : null
    if (last !== null) return last
    return checkHealth(
      rt,
      abortSignalOf(req.signal),
      (d) =>
        (model === null || d.group === model || d.entry.litellm_params.model === model) && (id === null || d.id === id),
    )
  },
}
