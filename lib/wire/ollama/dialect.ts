import type { GatewayError } from "#lib/core/errors"
import type { SseEvent } from "#lib/core/sse"
import type { Dialect, Peek } from "../dialect"
import { brokenEvent, embeddedError, providerError } from "../provider-error"
import { asObject, asObjects, asText, type Json, parseJson } from "../read-json"
import { requestFromHub } from "./request-from-hub"
import { requestToHub } from "./request-to-hub"
import { messageOf, responseFromHub, responseToHub } from "./response"
import { StreamFromHub } from "./stream-from-hub"
import { StreamToHub } from "./stream-to-hub"
import { usageToHub } from "./usage"

/** Ollama's own API: /api/chat, and the answers of /api/generate (docs/api.md of ollama/ollama). Streams are lines of JSON. */
export const ollamaChat: Dialect = {
  id: "ollama",
  toHub: { request: requestToHub, response: responseToHub, stream: () => new StreamToHub(), error: providerError },
  fromHub: {
    request: requestFromHub,
    response: (chat) => responseFromHub(chat),
    stream: () => new StreamFromHub(),
    error: (e) => ({ error: e.message }),
    errorEvent: (e: GatewayError): SseEvent => ({ event: "", data: JSON.stringify({ error: e.message }) }),
  },
  needles: ['"done":true', '"done": true', '"error"'],
  peek,
  isAnswer: (body) => "message" in body,
  usage: usageToHub,
  terminator: null,
}

function peek(e: SseEvent): Peek {
  const data = e.data.trim()
  if (data === "") return {}
  const line = asObject(parseJson(data))
  if (!line) return { error: brokenEvent(data) }
  if (line.error) return { error: embeddedError(line) }
  const text = textOf(messageOf(line))
  const usage = line.done === true ? usageToHub(line) : null
  return {
    ...(usage ? { usage } : {}),
    ...(line.done === true ? { finished: true, done: true } : {}),
    ...(text === "" ? {} : { text }),
  }
}

function textOf(message: Json | null): string {
  const calls = asObjects(message?.tool_calls).map((call) => JSON.stringify(asObject(call.function)?.arguments ?? {}))
  return [asText(message?.thinking), asText(message?.content), ...calls].map((part) => part ?? "").join("")
}
