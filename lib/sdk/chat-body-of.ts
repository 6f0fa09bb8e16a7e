import type { ChatBody } from "#lib/router/chat-body"
import type { ChatRequest } from "#lib/wire/chat"
import type { Dialect } from "#lib/wire/dialect"
import type { MakeBody } from "./ask"

/**
 * Makes requests in a dialect. Throws GatewayError `invalid_request` naming the field; with `late`, what is wrong is said only when the
 * request must be translated.
 */
export function chatBody(dialect: Dialect, { late = false } = {}): MakeBody {
  return ({ model, fields }) => {
    const body = chatBodyOf(dialect, { model, ...fields })
    if (!late) body.chat()
    return body
  }
}

function chatBodyOf(dialect: Dialect, json: Record<string, unknown> & { model: string }): ChatBody {
  let hub: ChatRequest | null = null
  const options = json.stream_options as { include_usage?: unknown } | null | undefined
  return {
    text: JSON.stringify(json),
    json,
    model: json.model,
    stream: json.stream === true,
    wantsUsage: options?.include_usage === true,
    dialect,
    chat: () => {
      hub ??= dialect.toHub.request(json)
      return hub
    },
  }
}
