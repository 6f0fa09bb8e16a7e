import { type Clock, systemClock } from "#lib/core/clock"
import { GatewayError } from "#lib/core/errors"
import { redact } from "#lib/core/log"
import type { ChatMessage, ChatResponse } from "../chat"
import { embeddedError } from "../provider-error"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { finishReason, stopReason } from "./finish-reason"
import { inputOf } from "./messages-from-hub"
import { assistantToHub } from "./request-to-hub"
import { type Block, JSON_TOOL, RAW_BLOCKS } from "./types"
import { usageFromHub, usageToHub } from "./usage"

/**
 * A provider's unary answer → hub. Anthropic sends no creation time: it is the clock's. Throws the error the answer carries, or
 * `upstream_failed` when there is no content to read.
 */
export function responseToHub(body: unknown, clock: Clock = systemClock): ChatResponse {
  const answer = asObject(body)
  if (answer?.type === "error" || asObject(answer?.error)) throw embeddedError(answer ?? {})
  if (!answer || !Array.isArray(answer.content)) {
    const detail = redact(String(JSON.stringify(body)).slice(0, 500))
    throw new GatewayError("upstream_failed", "The provider's answer is no message. Check its api_base.", { detail })
  }
  const { message, unwrapped } = unwrapJson(asObjects(answer.content))
  const reason = asText(answer.stop_reason) ?? "end_turn"
  const usage = usageToHub(answer.usage)
  const fields = originals(answer)
  return {
    id: asText(answer.id) ?? "",
    object: "chat.completion",
    created: Math.floor(clock.now() / 1000),
    model: asText(answer.model) ?? "",
    choices: [
      {
        index: 0,
        message,
        finish_reason: unwrapped && reason === "tool_use" ? "stop" : finishReason(reason),
        ...(fields ? { provider_specific_fields: fields } : {}),
      },
    ],
    ...(usage ? { usage } : {}),
  }
}

/** What the finish reason cannot say: which stop sequence was hit, or one of Anthropic's own reasons. Null when it says it all. */
export function originals(delta: Json): Json | null {
  const reason = asText(delta.stop_reason)
  const sequence = asText(delta.stop_sequence)
  if (reason === null || (sequence === null && stopReason(finishReason(reason), null) === reason)) return null
  return { stop_reason: reason, ...(sequence === null ? {} : { stop_sequence: sequence }) }
}

/** A call of the reserved JSON tool is the answer's text; other calls next to it stay calls. */
function unwrapJson(blocks: readonly Json[]): { message: ChatMessage; unwrapped: boolean } {
  const isJson = (block: Json) => block.type === "tool_use" && block.name === JSON_TOOL
  const answer = blocks.find(isJson)
  if (!answer) return { message: assistantToHub(blocks), unwrapped: false }
  const rest = blocks.filter((block) => !isJson(block) && block.type !== "text")
  const message = assistantToHub([...rest, { type: "text", text: JSON.stringify(answer.input ?? {}) }])
  return { message, unwrapped: !message.tool_calls }
}

/** Hub → the message a client of Anthropic expects. */
export function responseFromHub(chat: ChatResponse): Record<string, unknown> {
  const choice = chat.choices[0]
  const original: Json = asObject(choice?.provider_specific_fields) ?? {}
  return {
    id: chat.id,
    type: "message",
    role: "assistant",
    model: chat.model,
    content: choice ? answerBlocks(choice.message) : [],
    stop_reason: stopReason(choice?.finish_reason ?? null, original.stop_reason),
    stop_sequence: asText(original.stop_sequence),
    usage: usageFromHub(chat.usage),
  }
}

function answerBlocks(message: ChatMessage): Block[] {
  const raw = asObjects(asObject(message.provider_specific_fields)?.[RAW_BLOCKS])
  if (raw.length > 0) return raw as Block[]
  const blocks: Block[] = (message.thinking_blocks ?? []).map((block) => ({ ...block }))
  if (blocks.length === 0 && message.reasoning_content)
    blocks.push({ type: "thinking", thinking: message.reasoning_content, signature: "" })
  const text = typeof message.content === "string" ? message.content : textOfParts(message.content)
  if (text !== "") blocks.push({ type: "text", text })
  if (message.refusal) blocks.push({ type: "text", text: message.refusal })
  for (const { id, function: called } of message.tool_calls ?? [])
    blocks.push({ type: "tool_use", id, name: called.name, input: inputOf(called.arguments) })
  return blocks
}

function textOfParts(content: ChatMessage["content"]): string {
  return asObjects(content)
    .map((part) => asText(part.text) ?? "")
    .join("")
}
