import type { GatewayError } from "#lib/core/errors"
import type { SseEvent } from "#lib/core/sse"
import type { Dialect, Peek } from "../dialect"
import { brokenEvent, embeddedError, providerError } from "../provider-error"
import { asObject, asText, type Json, parseJson } from "../read-json"
import { errorFromHub } from "./error-from-hub"
import { requestFromHub } from "./request-from-hub"
import { requestToHub } from "./request-to-hub"
import { responseFromHub, responseToHub } from "./response"
import { event, StreamFromHub } from "./stream-from-hub"
import { StreamToHub } from "./stream-to-hub"
import { deltaUsage, partialUsage, usageToHub } from "./usage"

/** Anthropic's Messages API (platform.claude.com/docs/en/api/messages). */
export const anthropicMessages: Dialect = {
  id: "anthropic-messages",
  toHub: {
    request: requestToHub,
    response: (body) => responseToHub(body),
    stream: () => new StreamToHub(),
    error: providerError,
  },
  fromHub: {
    request: requestFromHub,
    response: responseFromHub,
    stream: () => new StreamFromHub(),
    error: errorFromHub,
    errorEvent: (e: GatewayError): SseEvent => ({ event: "error", data: JSON.stringify(errorFromHub(e)) }),
  },
  needles: ['"message_start"', '"message_delta"', '"message_stop"', '"error"'],
  peek,
  isAnswer: (body) => "content" in body,
  usage: (body) => usageToHub(asObject(body)?.usage),
  terminator: event("message_stop"),
}

function peek(e: SseEvent): Peek {
  if (e.data.trim() === "") return {}
  const said = asObject(parseJson(e.data))
  if (!said) return { error: brokenEvent(e.data) }
  // Every event of theirs has a type; an error without one is some proxy's, and its words have to be cleaned too.
  const untyped = said.type === undefined && asObject(said.error) !== null
  if (said.type === "error" || e.event === "error" || untyped) return { error: embeddedError(said) }
  if (said.type === "message_stop") return { done: true }
  if (said.type === "message_start") {
    const usage = partialUsage(asObject(said.message)?.usage)
    return usage ? { usage } : {}
  }
  if (said.type === "message_delta") {
    const usage = deltaUsage(said.usage)
    const finished = asText(asObject(said.delta)?.stop_reason) !== null
    return { ...(usage ? { usage } : {}), ...(finished ? { finished } : {}) }
  }
  const text = textOf(asObject(said.delta) ?? asObject(said.content_block))
  return text ? { text } : {}
}

function textOf(part: Json | null): string {
  return asText(part?.text) ?? asText(part?.thinking) ?? asText(part?.partial_json) ?? ""
}
