import type { ChatBody } from "#lib/router/chat-body"
import type { ChatRequest } from "#lib/wire/chat"
import type { Dialect } from "#lib/wire/dialect"

/** Options without connection → a request in a dialect. Throws GatewayError `invalid_request` naming the field. */
export function chatBodyOf(dialect: Dialect, model: string, fields: Readonly<Record<string, unknown>>): ChatBody {
  const json: Record<string, unknown> = { model, ...fields }
  let hub: ChatRequest | null = null
  const chat = () => {
    hub ??= dialect.toHub.request(json)
    return hub
  }
  chat()
  const options = json.stream_options as { include_usage?: unknown } | null | undefined
  return {
    text: JSON.stringify(json),
    json,
    model,
    stream: json.stream === true,
    wantsUsage: options?.include_usage === true,
    dialect,
    chat,
  }
}
