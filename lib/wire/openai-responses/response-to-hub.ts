import { type Clock, systemClock } from "#lib/core/clock"
import { GatewayError } from "#lib/core/errors"
import { redact } from "#lib/core/log"
import type { ChatMessage, ChatResponse } from "../chat"
import { embeddedError } from "../provider-error"
import { asCount, asObject, asObjects, asText, type Json } from "../read-json"
import { annotationsToHub } from "./annotations"
import { finishReason } from "./finish-reason"
import { callToHub } from "./items-to-hub"
import { reasoningText, thinkingBlocks } from "./reasoning"
import { type Item, RAW_ITEMS } from "./types"
import { usageToHub } from "./usage"

/**
 * A provider's unary answer → hub. Throws the error the answer carries (a status of failed), or `upstream_failed` when there is no
 * output to read.
 */
export function responseToHub(body: unknown, clock: Clock = systemClock): ChatResponse {
  const answer = asObject(body)
  if (!answer || asObject(answer.error) || answer.status === "failed") throw failure(answer ?? {})
  if (!Array.isArray(answer.output)) {
    const detail = redact(String(JSON.stringify(body)).slice(0, 500))
    throw new GatewayError("upstream_failed", "The provider's answer is no response. Check its api_base.", { detail })
  }
  const { message, logprobs } = outputToHub(asObjects(answer.output) as Item[])
  const usage = usageToHub(answer.usage)
  return {
    id: asText(answer.id) ?? "",
    object: "chat.completion",
    created: asCount(answer.created_at) ?? Math.floor(clock.now() / 1000),
    model: asText(answer.model) ?? "",
    choices: [
      {
        index: 0,
        message,
        finish_reason: finishReason(answer, message.tool_calls !== undefined),
        ...(logprobs.length > 0 ? { logprobs: { content: logprobs } } : {}),
      },
    ],
    ...(asText(answer.service_tier) ? { service_tier: answer.service_tier } : {}),
    ...(usage ? { usage } : {}),
  }
}

/** What a failed response says of itself. */
export function failure(response: Json): GatewayError {
  const error = asObject(response.error)
  return embeddedError(error ? { error } : { error: { message: "The response failed." } })
}

/** Output items → the one message of a chat completion. Items that it has no words for are kept beside it, all in their order. */
export function outputToHub(output: readonly Item[]): { message: ChatMessage; logprobs: Json[] } {
  const texts: string[] = []
  const reasoning: string[] = []
  const refusals: string[] = []
  const annotations: Json[] = []
  const logprobs: Json[] = []
  let length = 0
  for (const item of output) {
    if (item.type === "reasoning") reasoning.push(reasoningText(item))
    if (item.type !== "message" || (item.role !== undefined && item.role !== "assistant")) continue
    for (const part of asObjects(item.content)) {
      const text = asText(part.text) ?? ""
      annotations.push(...annotationsToHub(part.annotations, length))
      logprobs.push(...asObjects(part.logprobs))
      texts.push(text)
      length += text.length
      if (asText(part.refusal)) refusals.push(String(part.refusal))
    }
  }
  const calls = output.filter(isCall).map(callToHub)
  const blocks = output.flatMap((item) => (item.type === "reasoning" ? (thinkingBlocks(item) ?? []) : []))
  const thought = reasoning.filter((text) => text !== "").join("\n\n")
  const content = texts.join("")
  const message: ChatMessage = { role: "assistant", content: content === "" && calls.length > 0 ? null : content }
  if (refusals.length > 0) message.refusal = refusals.join("")
  if (thought !== "") message.reasoning_content = thought
  if (blocks.length > 0) message.thinking_blocks = blocks
  if (annotations.length > 0) message.annotations = annotations
  if (calls.length > 0) message.tool_calls = calls
  if (output.some(isForeign)) message.provider_specific_fields = { [RAW_ITEMS]: output }
  return { message, logprobs }
}

export function isCall(item: Item): boolean {
  return item.type === "function_call" || item.type === "custom_tool_call"
}

/** Would the message alone lose this item, or what makes it worth keeping? */
export function isForeign(item: Item): boolean {
  if (item.type === "function_call") return false
  return item.type !== "message" || asText(item.phase) !== null
}
