import type { GatewayError } from "#lib/core/errors"
import type { SseEvent } from "#lib/core/sse"
import type { Dialect, Peek } from "../dialect"
import { brokenEvent, embeddedError, providerError } from "../provider-error"
import { asObject, asText, type Json, parseJson } from "../read-json"
import { finishReason } from "./finish-reason"
import { requestFromHub } from "./request-from-hub"
import { requestToHub } from "./request-to-hub"
import { responseFromHub, responseToHub } from "./response"
import { StreamFromHub } from "./stream-from-hub"
import { isError, StreamToHub } from "./stream-to-hub"
import { usageToHub } from "./usage"

/**
 * Cohere's chat API, version 2 (docs.cohere.com/v2/reference/chat, …/chat-stream).
 * @param model the name answers are given, which Cohere leaves out
 */
export const cohereFor = (model: string): Dialect => ({
  id: "cohere",
  toHub: {
    request: requestToHub,
    response: (body) => responseToHub(body, { model }),
    stream: () => new StreamToHub({ model }),
    error: providerError,
  },
  fromHub: {
    request: requestFromHub,
    response: (chat) => responseFromHub(chat),
    stream: () => new StreamFromHub(),
    error: errorFromHub,
    errorEvent: (e: GatewayError): SseEvent => ({ event: "error", data: JSON.stringify(errorFromHub(e)) }),
  },
  needles: ['"message-end"', '"error"', '"message":"', "[DONE]"],
  peek,
  isAnswer: (body) => "message" in body,
  usage: (body) => usageToHub(asObject(body)?.usage),
  terminator: null,
})

export const cohere: Dialect = cohereFor("")

function errorFromHub(e: GatewayError): Json {
  return { message: e.message }
}

function peek(e: SseEvent): Peek {
  const data = e.data.trim()
  if (data === "" || data === "[DONE]") return {}
  const said = asObject(parseJson(data))
  if (!said) return { error: brokenEvent(data) }
  const type = asText(said.type) ?? e.event
  if (isError(said, type)) return { error: embeddedError(said) }
  const delta = asObject(said.delta)
  if (type !== "message-end") return textOf(asObject(delta?.message))
  const usage = usageToHub(delta?.usage)
  try {
    finishReason(asText(delta?.finish_reason) ?? "COMPLETE", asText(delta?.error))
  } catch (error) {
    return { ...(usage ? { usage } : {}), error: error as GatewayError }
  }
  return { ...(usage ? { usage } : {}), finished: true, done: true }
}

function textOf(message: Json | null): Peek {
  const content = asObject(message?.content)
  const called = asObject(asObject(message?.tool_calls)?.function)
  const text =
    asText(content?.text) ?? asText(content?.thinking) ?? asText(message?.tool_plan) ?? asText(called?.arguments)
  return text ? { text } : {}
}
