import type { SseEvent } from "#lib/core/sse"
import type { Usage } from "../chat"
import type { Dialect, Peek } from "../dialect"
import { brokenEvent, providerError } from "../provider-error"
import { asObject, asText, type Json, parseJson } from "../read-json"
import { withServiceTier } from "../service-tier"
import { errorEventFromHub, errorFromHub } from "./error-from-hub"
import { requestFromHub } from "./request-from-hub"
import { requestToHub } from "./request-to-hub"
import { responseFromHub } from "./response-from-hub"
import { failure, responseToHub } from "./response-to-hub"
import { StreamFromHub } from "./stream-from-hub"
import { errorOf, StreamToHub } from "./stream-to-hub"
import { usageToHub } from "./usage"

/** OpenAI's Responses API (platform.openai.com/docs/api-reference/responses). The response itself is the stream's last word. */
export const openaiResponses: Dialect = {
  id: "openai-responses",
  toHub: {
    request: requestToHub,
    response: (body) => responseToHub(body),
    stream: () => new StreamToHub(),
    error: providerError,
  },
  fromHub: {
    request: requestFromHub,
    response: responseFromHub,
    stream: (asked) => new StreamFromHub(asked),
    error: errorFromHub,
    errorEvent: errorEventFromHub,
  },
  needles: ['"response.completed"', '"response.incomplete"', '"response.failed"', '"error"'],
  peek,
  isAnswer: (body) => "output" in body,
  usage: (body) => billedUsage(asObject(body)) ?? ofOneBegun(asObject(body)),
  terminator: null,
}

function billedUsage(response: Json | null): Usage | null {
  return withServiceTier(usageToHub(response?.usage), response?.service_tier)
}

/** A response that is only begun, in the background, used nothing yet: what it uses is known when it is done. */
function ofOneBegun(response: Json | null): Usage | null {
  const begun = response?.background === true && (response.status === "queued" || response.status === "in_progress")
  return begun ? { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 } : null
}

function peek(e: SseEvent): Peek {
  const data = e.data.trim()
  if (data === "" || data === "[DONE]") return {}
  const event = asObject(parseJson(data))
  if (!event) return { error: brokenEvent(data) }
  const type = asText(event.type) ?? e.event
  if (type === "error" || (event.type === undefined && asObject(event.error))) return { error: errorOf(event) }
  const response = asObject(event.response)
  if (type === "response.failed") return { error: failure(response ?? {}) }
  if (type === "response.completed" || type === "response.incomplete") {
    const usage = billedUsage(response)
    return { done: true, finished: true, ...(usage ? { usage } : {}) }
  }
  const text = type.endsWith(".delta") ? asText(event.delta) : null
  return text ? { text } : {}
}
