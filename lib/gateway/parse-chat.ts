import { GatewayError } from "#lib/core/errors"
import type { ChatBody } from "#lib/router/chat-body"
import type { ChatRequest } from "#lib/wire/chat"
import type { Dialect } from "#lib/wire/dialect"
import type { Parsed } from "./operation"
import { endUserOf, largest, modelOf, parseObject, routingOf, tagsOf } from "./parse-request"
import { refuseRedirects } from "./refuse-redirects"

/** Text → parsed chat request of a dialect. Throws 400 naming the field and what to do. */
export function parseChat(dialect: Dialect, text: string, pathModel: string | null): Parsed {
  const json = parseObject(text)
  const model = modelOf(json, pathModel)
  refuseRedirects(json)
  const asked: Record<string, unknown> = pathModel === null ? json : { ...json, model }
  if (!Array.isArray(asked.messages) || asked.messages.length === 0) {
    throw new GatewayError("invalid_request", "The field `messages` must be a list with at least one message.", {
      param: "messages",
    })
  }
  const { stream } = asked
  if (stream !== undefined && stream !== null && typeof stream !== "boolean")
    throw new GatewayError("invalid_request", "The field `stream` must be true or false.", { param: "stream" })
  const hub = memo(() => dialect.toHub.request(asked))
  hub()
  const routing = routingOf(asked)
  const body: ChatBody = {
    text: pathModel === null ? text : JSON.stringify(asked),
    json: asked,
    model,
    stream: stream === true,
    wantsUsage: (asked.stream_options as { include_usage?: unknown } | null | undefined)?.include_usage === true,
    dialect,
    chat: hub,
  }
  return {
    body,
    maxTokens: largest(asked, "max_completion_tokens", routing) ?? largest(asked, "max_tokens", routing),
    answers:
      dialect.id === "openai-chat"
        ? (largest(asked.n === undefined ? { ...asked, n: 1 } : asked, "n", routing) ?? 1)
        : 1,
    endUser: endUserOf(asked),
    tags: tagsOf(asked),
    routing,
  }
}

function memo(make: () => ChatRequest): () => ChatRequest {
  let made: ChatRequest | null = null
  return () => {
    made ??= make()
    return made
  }
}
