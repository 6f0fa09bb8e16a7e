import type { GatewayError } from "#lib/core/errors"
import type { SseEvent } from "#lib/core/sse"
import type { Dialect, Peek } from "../dialect"
import { brokenEvent } from "../provider-error"
import { asObject, asObjects, asText, parseJson } from "../read-json"
import { embedded, errorFromHub, errorToHub } from "./error"
import { nativeReason } from "./finish-reason"
import { requestFromHub } from "./request-from-hub"
import { requestToHub } from "./request-to-hub"
import { responseFromHub, responseToHub } from "./response"
import { StreamFromHub } from "./stream-from-hub"
import { StreamToHub } from "./stream-to-hub"
import { usageOf } from "./usage"

/**
 * Gemini's generateContent and streamGenerateContent (ai.google.dev/api/generate-content), also on Vertex AI. The model stands in the
 * path, never in the body; a stream just ends.
 */
export const gemini: Dialect = {
  id: "gemini",
  toHub: {
    request: requestToHub,
    response: (body) => responseToHub(body),
    stream: () => new StreamToHub(),
    error: errorToHub,
  },
  fromHub: {
    request: requestFromHub,
    response: responseFromHub,
    stream: () => new StreamFromHub(),
    error: errorFromHub,
    errorEvent: (e: GatewayError): SseEvent => ({ event: "", data: JSON.stringify(errorFromHub(e)) }),
  },
  needles: ['"usageMetadata"', '"finishReason"', '"promptFeedback"', '"error"'],
  peek,
  isAnswer: (body) => "candidates" in body || "promptFeedback" in body || "usageMetadata" in body,
  usage: (body) => usageOf(asObject(body) ?? {}),
  terminator: null,
  signedIds: true,
}

function peek(e: SseEvent): Peek {
  if (e.data.trim() === "") return {}
  const event = asObject(parseJson(e.data))
  if (!event) return { error: brokenEvent(e.data) }
  if (asObject(event.error)) return { error: embedded(event) }
  const candidates = asObjects(event.candidates)
  const usage = usageOf(event)
  const blocked = Boolean(asObject(event.promptFeedback)?.blockReason)
  const finished = blocked || candidates.some((candidate) => nativeReason(candidate.finishReason) !== null)
  const parts = candidates.flatMap((candidate) => asObjects(asObject(candidate.content)?.parts))
  const text = parts
    .map((part) => {
      const args = asObject(part.functionCall)?.args
      return asText(part.text) ?? (args ? JSON.stringify(args) : "")
    })
    .join("")
  return { ...(usage ? { usage } : {}), ...(finished ? { finished: true } : {}), ...(text === "" ? {} : { text }) }
}
