import { GatewayError } from "#lib/core/errors"
import type { Incoming } from "#lib/core/http"
import { explain } from "#lib/gateway/explain"
import type { LocalOperation } from "#lib/gateway/operation"
import type { Runtime } from "#lib/gateway/runtime"
import { authenticate } from "#lib/identity/authenticate"
import type { Caller } from "#lib/identity/caller"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { chatCompletions } from "./chat-completions"
import { messages } from "./messages"

const EXPLAINABLE = [chatCompletions, messages]

/**
 * POST /explain: how a request would go, gate by gate, without calling anybody. The body is the request itself, or
 * `{request, endpoint, key}`; with `key` the administrator asks for somebody else's.
 */
export const explainRequest: LocalOperation = {
  kind: "local",
  id: "explain",
  callType: "explain",
  method: "POST",
  paths: ["/explain"],
  dialect: openaiChat,
  async run(rt, caller, _params, req) {
    const text = (await req.bytes(rt.rules.maxBodyBytes)).toString("utf8")
    const wrapped = wrapperIn(text)
    if (wrapped === null) return explain(rt, { op: chatCompletions, caller: () => caller, body: text, req })
    const endpoint = wrapped.endpoint ?? chatCompletions.paths[0]
    const op = EXPLAINABLE.find(({ paths }) => paths.includes(String(endpoint)))
    if (op === undefined) {
      const can = EXPLAINABLE.map(({ paths }) => paths[0]).join(" and ")
      throw new GatewayError("invalid_request", `Requests to ${can} can be explained.`, { param: "endpoint" })
    }
    const asked = { op, caller: callerOf(rt, caller, wrapped.key), body: JSON.stringify(wrapped.request), req }
    return explain(rt, asked)
  },
}

interface Wrapper {
  readonly request: unknown
  readonly endpoint?: unknown
  readonly key?: unknown
}

/** Null when the text is a request, or no JSON: then its reader says so. */
function wrapperIn(text: string): Wrapper | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === "object" && value !== null && "request" in value ? (value as Wrapper) : null
  } catch {
    return null
  }
}

function callerOf(rt: Runtime, caller: Caller, key: unknown): () => Caller | Promise<Caller> {
  if (key === undefined) return () => caller
  if (caller.role !== "proxy_admin")
    throw new GatewayError("permission_denied", "Only the administrator can ask for another key.", { param: "key" })
  if (typeof key !== "string")
    throw new GatewayError("invalid_request", "The field `key` must be text.", { param: "key" })
  const headers: Incoming["headers"] = { get: (name) => (name === "authorization" ? `Bearer ${key}` : null) }
  return () => authenticate(rt.identity, headers)
}
