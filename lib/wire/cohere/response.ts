import { type Clock, systemClock } from "#lib/core/clock"
import { GatewayError } from "#lib/core/errors"
import { redact } from "#lib/core/log"
import type { ChatMessage, ChatResponse } from "../chat"
import { embeddedError } from "../provider-error"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { CITATIONS, citationsFromHub } from "./citations"
import { finishReason, finishReasonFromHub } from "./finish-reason"
import { assistantToHub } from "./request-to-hub"
import { usageFromHub, usageToHub } from "./usage"

/** What an answer of Cohere leaves out. */
export interface Unsaid {
  readonly model?: string
  readonly clock?: Clock
}

/**
 * A provider's unary answer → hub. Cohere names neither model nor time: the time is the clock's. Throws the error the answer
 * carries, or `upstream_failed` when there is no message to read.
 */
export function responseToHub(body: unknown, { model = "", clock = systemClock }: Unsaid = {}): ChatResponse {
  const answer = asObject(body)
  const message = asObject(answer?.message)
  if (answer && !message && (answer.error || typeof answer.message === "string")) throw embeddedError(answer)
  if (!answer || !message) {
    const detail = redact(String(JSON.stringify(body)).slice(0, 500))
    throw new GatewayError("upstream_failed", "The provider's answer is no chat message. Check its api_base.", {
      detail,
    })
  }
  const reason = asText(answer.finish_reason) ?? "COMPLETE"
  const usage = usageToHub(answer.usage)
  const finish = finishReason(reason, asText(answer.error))
  return {
    id: asText(answer.id) ?? "",
    object: "chat.completion",
    created: Math.floor(clock.now() / 1000),
    model: asText(answer.model) ?? model,
    choices: [
      { index: 0, message: assistantToHub(message), finish_reason: finish, ...original(reason), ...odds(answer) },
    ],
    ...(usage ? { usage } : {}),
  }
}

/** What the hub's finish reason cannot say. */
export function original(reason: string): Json {
  const same = finishReasonFromHub(finishReason(reason), null) === reason
  return same ? {} : { provider_specific_fields: { finish_reason: reason } }
}

/** Cohere's log probabilities are by chunk of tokens, not by token: they ride along as they are. */
function odds(answer: Json): Json {
  return Array.isArray(answer.logprobs) ? { logprobs: { cohere: answer.logprobs } } : {}
}

/** Hub → the answer a client of Cohere expects. */
export function responseFromHub(chat: ChatResponse): Record<string, unknown> {
  const choice = chat.choices[0]
  const usage = usageFromHub(chat.usage)
  const logprobs = asObject(choice?.logprobs)?.cohere
  return {
    id: chat.id,
    finish_reason: finishReasonFromHub(
      choice?.finish_reason ?? null,
      asObject(choice?.provider_specific_fields)?.finish_reason,
    ),
    message: choice ? messageFromHub(choice.message) : { role: "assistant", content: [] },
    ...(usage ? { usage } : {}),
    ...(logprobs === undefined ? {} : { logprobs }),
  }
}

function messageFromHub(message: ChatMessage): Json {
  const plan = asText(asObject(message.provider_specific_fields)?.tool_plan)
  const reasoning = message.reasoning_content ?? ""
  const thinking = plan && reasoning.endsWith(plan) ? reasoning.slice(0, -plan.length) : reasoning
  const text =
    (typeof message.content === "string" ? message.content : textOf(message.content)) + (message.refusal ?? "")
  const content: Json[] = []
  if (thinking !== "") content.push({ type: "thinking", thinking })
  if (text !== "") content.push({ type: "text", text })
  const out: Json = { role: "assistant" }
  if (plan) out.tool_plan = plan
  if (message.tool_calls?.length)
    out.tool_calls = message.tool_calls.map(({ id, type, function: called }) => ({ id, type, function: called }))
  if (content.length > 0 || !out.tool_calls) out.content = content
  const citations = citationsFromHub(message, text)
  if (citations.length > 0) out[CITATIONS] = citations
  return out
}

function textOf(content: ChatMessage["content"]): string {
  return asObjects(content)
    .map((part) => asText(part.text) ?? "")
    .join("")
}
