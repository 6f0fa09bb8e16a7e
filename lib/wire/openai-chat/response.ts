import { GatewayError } from "#lib/core/errors"
import { redact } from "#lib/core/log"
import type { ChatChunk, ChatResponse } from "../chat"
import { embeddedError } from "../provider-error"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { usageOf } from "./usage"
import { mendCalls } from "./whole-calls"

/**
 * A provider's unary answer → hub. Throws the error it carries instead of an answer (some providers send 200 and then an
 * error object), or `upstream_failed` when there are no choices to read.
 */
export function responseToHub(body: unknown): ChatResponse {
  const answer = asObject(body)
  const error = answer && errorIn(answer)
  if (error) throw error
  if (!answer || !Array.isArray(answer.choices)) {
    const detail = redact(String(JSON.stringify(body)).slice(0, 500))
    throw new GatewayError("upstream_failed", "The provider's answer is no chat completion. Check its api_base.", {
      detail,
    })
  }
  for (const choice of asObjects(answer.choices)) {
    const message = asObject(choice.message)
    normalise(message)
    mendCalls(message)
    choice.finish_reason =
      finishReason(choice.finish_reason) ?? (asObjects(message?.tool_calls).length > 0 ? "tool_calls" : "stop")
  }
  return fill(answer, "chat.completion") as unknown as ChatResponse
}

/** One parsed event → hub chunk (the same object, gaps filled). The caller has looked for errors. */
export function chunkToHub(event: Json): ChatChunk {
  if (!Array.isArray(event.choices)) event.choices = []
  for (const choice of asObjects(event.choices)) {
    if (!asObject(choice.delta)) choice.delta = {}
    normalise(asObject(choice.delta))
    choice.finish_reason = finishReason(choice.finish_reason)
  }
  return fill(event, "chat.completion.chunk") as unknown as ChatChunk
}

/** The failure this parsed answer or event reports, at the top or (as some aggregators do) inside a choice; null when none. */
export function errorIn(body: Json): GatewayError | null {
  if (body.error !== undefined && body.error !== null && body.error !== false) return embeddedError(body)
  if (body.object === "error" || body.type === "error") return embeddedError(body)
  const failed = asObjects(body.choices).find((choice) => asObject(choice.error))
  return failed ? embeddedError(failed) : null
}

function fill(body: Json, object: string): Json {
  body.id ??= ""
  body.object = object
  body.created ??= 0
  body.model ??= ""
  const usage = usageOf(body)
  if (usage) body.usage = usage
  return body
}

/** Reasons of other servers' own, in OpenAI's words; null for none (some send an empty one). */
const REASONS: Readonly<Record<string, string>> = {
  model_length: "length",
  max_tokens: "length",
  max_length: "length",
  eos: "stop",
  eos_token: "stop",
  end_turn: "stop",
  stop_sequence: "stop",
  tool_use: "tool_calls",
  sensitive: "content_filter",
}

function finishReason(said: unknown): string | null {
  const reason = asText(said)
  if (!reason) return null
  return (Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined) ?? reason
}

/**
 * Two dialect accents that are common enough to be understood everywhere: reasoning under the name `reasoning`, and content
 * as a list of text and thinking parts.
 */
function normalise(message: Json | null): void {
  if (!message) return
  if (typeof message.reasoning === "string" && message.reasoning_content === undefined)
    message.reasoning_content = message.reasoning
  if (!Array.isArray(message.content)) return
  const parts = asObjects(message.content)
  if (!parts.every((part) => part.type === "text" || part.type === "thinking")) return
  message.content = textOf(parts.filter((part) => part.type === "text"))
  const thinking = parts.flatMap((part) => (part.type === "thinking" ? asObjects(part.thinking) : []))
  if (thinking.length > 0) message.reasoning_content = (asText(message.reasoning_content) ?? "") + textOf(thinking)
}

function textOf(parts: Json[]): string {
  return parts.map((part) => asText(part.text) ?? "").join("")
}
