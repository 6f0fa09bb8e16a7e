import { errorBody, type GatewayError } from "#lib/core/errors"
import type { SseEvent } from "#lib/core/sse"
import type { Usage } from "../chat"
import type { Dialect, Peek } from "../dialect"
import { brokenEvent, providerError } from "../provider-error"
import { asObject, asObjects, asText, type Json, parseJson } from "../read-json"
import { withServiceTier } from "../service-tier"
import { publishAnswer } from "./published-shape"
import { requestFromHub, requestToHub } from "./request"
import { responseToHub } from "./response"
import { DONE, errorOf, StreamFromHub, StreamToHub } from "./stream"
import { usageOf } from "./usage"

/**
 * OpenAI chat completions (platform.openai.com/docs/api-reference/chat), the hub's own shape: translation is checking.
 *
 * Needles: `"finish_reason":null` and `"usage":null` are in every chunk, so neither name alone will do. A quote inside a JSON
 * string is escaped, so a needle with its quotes never matches what a model wrote.
 */
export const openaiChat: Dialect = {
  id: "openai-chat",
  toHub: { request: requestToHub, response: responseToHub, stream: () => new StreamToHub(), error: providerError },
  fromHub: {
    request: requestFromHub,
    response: (chat) => {
      const out = { ...chat }
      publishAnswer(out)
      return out
    },
    stream: () => new StreamFromHub(),
    error: (e) => ({ ...errorBody(e) }),
    errorEvent: (e: GatewayError): SseEvent => ({ event: "", data: JSON.stringify(errorBody(e)) }),
  },
  needles: ['_tokens"', '"finish_reason":"', '"finish_reason": "', '"error"', "[DONE]"],
  peek,
  isAnswer: (body) => "choices" in body,
  usage: (body: unknown): Usage | null => billedUsage(asObject(body) ?? {}),
  terminator: DONE,
}

function peek(e: SseEvent): Peek {
  const data = e.data.trim()
  if (data === "[DONE]") return { done: true }
  if (data === "") return {}
  const event = asObject(parseJson(data))
  if (!event) return { error: brokenEvent(data) }
  const error = errorOf(e, event)
  if (error) return { error }
  const usage = billedUsage(event)
  const choices = asObjects(event.choices)
  const text = choices.map(textOf).join("")
  return {
    ...(usage ? { usage } : {}),
    ...(choices.some((choice) => asText(choice.finish_reason)) ? { finished: true } : {}),
    ...(usage && Array.isArray(event.choices) && event.choices.length === 0 ? { usageOnly: true } : {}),
    ...(text === "" ? {} : { text }),
  }
}

function billedUsage(body: Json): Usage | null {
  return withServiceTier(usageOf(body), body.service_tier)
}

/** What a reader of this choice sees or pays for: text, reasoning, refusal and tool arguments. */
function textOf(choice: Json): string {
  const delta = asObject(choice.delta)
  if (!delta) return ""
  const parts = [
    asText(delta.reasoning_content) ?? asText(delta.reasoning),
    contentText(delta.content),
    asText(delta.refusal),
  ]
  for (const call of asObjects(delta.tool_calls)) parts.push(asText(asObject(call.function)?.arguments))
  parts.push(asText(asObject(delta.function_call)?.arguments))
  return parts.map((part) => part ?? "").join("")
}

function contentText(content: unknown): string | null {
  if (!Array.isArray(content)) return asText(content)
  return asObjects(content)
    .map((part) => asText(part.text) ?? contentText(part.thinking) ?? "")
    .join("")
}
