import { type Clock, systemClock } from "#lib/core/clock"
import { GatewayError } from "#lib/core/errors"
import { requestId } from "#lib/core/ids"
import { redact } from "#lib/core/log"
import { JSON_TOOL } from "../anthropic-messages/types"
import type { ChatMessage, ChatResponse } from "../chat"
import { providerError } from "../provider-error"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { annotationsOf } from "./annotations"
import { finishReason, originalReason, stopReason } from "./finish-reason"
import { assistantBlocks } from "./messages-from-hub"
import { assistantToHub } from "./request-to-hub"
import { jsonAnswer } from "./response-format"
import type { Block } from "./types"
import { usageFromHub, usageToHub } from "./usage"

/** What Converse does not say of an answer. */
export interface Unsaid {
  readonly clock: Clock
  readonly model: string
}

export const UNSAID: Unsaid = { clock: systemClock, model: "" }

/**
 * A provider's unary answer → hub. Converse sends neither id nor time nor model: id and time are made here, the model is given.
 * Throws `upstream_failed` when there is no message to read.
 */
export function responseToHub(body: unknown, { clock, model }: Unsaid = UNSAID): ChatResponse {
  const answer = asObject(body)
  const said = asObject(asObject(answer?.output)?.message)
  if (!answer || !said || !Array.isArray(said.content)) {
    if (asText(answer?.message)) throw providerError(500, JSON.stringify(answer))
    const detail = redact(String(JSON.stringify(body)).slice(0, 500))
    throw new GatewayError("upstream_failed", "The provider's answer is no message. Check its api_base.", { detail })
  }
  const { output: _output, stopReason: stop, usage: counted, serviceTier, ...rest } = answer
  const { message, unwrapped } = messageOf(asObjects(said.content))
  const reason = asText(stop) ?? "end_turn"
  const usage = usageToHub(counted)
  const original = originalReason(reason)
  const tier = asText(asObject(serviceTier)?.type)
  return {
    ...rest,
    id: answerId(clock),
    object: "chat.completion",
    created: Math.floor(clock.now() / 1000),
    model,
    choices: [
      {
        index: 0,
        message,
        finish_reason: unwrapped && reason === "tool_use" ? "stop" : finishReason(reason),
        ...(original ? { provider_specific_fields: original } : {}),
      },
    ],
    ...(usage ? { usage } : {}),
    ...(tier === null ? {} : { service_tier: tier }),
  }
}

/** An id in OpenAI's form, for answers that bring none. */
export function answerId(clock: Clock): string {
  return `chatcmpl-${requestId(clock.now())}`
}

/** A call of the reserved JSON tool is the answer's text; other calls next to it stay calls. */
function messageOf(blocks: readonly Block[]): { message: ChatMessage; unwrapped: boolean } {
  const json = jsonAnswer(blocks)
  if (!json) {
    const annotations = annotationsOf(blocks)
    const message = assistantToHub(blocks)
    return { message: annotations.length > 0 ? { ...message, annotations } : message, unwrapped: false }
  }
  const rest = blocks.filter((block) => block.text === undefined && asObject(block.toolUse)?.name !== JSON_TOOL)
  const thinking = rest.filter((block) => block.reasoningContent)
  const others = rest.filter((block) => !block.reasoningContent)
  const message = assistantToHub([...thinking, { text: JSON.stringify(json.input ?? {}) }, ...others])
  return { message, unwrapped: !message.tool_calls }
}

/** Hub → the answer a client of Bedrock expects. */
export function responseFromHub(chat: ChatResponse): Record<string, unknown> {
  const choice = chat.choices[0]
  const { trace, metrics, additionalModelResponseFields, performanceConfig, service_tier: tier } = chat
  const extras: Json = { trace, additionalModelResponseFields, performanceConfig }
  return {
    output: { message: { role: "assistant", content: choice ? answerBlocks(choice.message) : [] } },
    stopReason: stopReason(choice?.finish_reason ?? null, asObject(choice?.provider_specific_fields)?.stop_reason),
    usage: usageFromHub(chat.usage),
    metrics: metrics ?? { latencyMs: 0 },
    ...Object.fromEntries(Object.entries(extras).filter(([, value]) => value !== undefined)),
    ...(asText(tier) ? { serviceTier: { type: tier } } : {}),
  }
}

function answerBlocks(message: ChatMessage): Block[] {
  const refusal = message.refusal ? [{ text: message.refusal }] : []
  const unsigned =
    message.reasoning_content && !message.thinking_blocks?.length
      ? [{ reasoningContent: { reasoningText: { text: message.reasoning_content } } }]
      : []
  return [...unsigned, ...assistantBlocks(message, { at: "message", claude: false }), ...refusal]
}
