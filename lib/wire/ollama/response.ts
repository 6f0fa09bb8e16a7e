import { GatewayError } from "#lib/core/errors"
import { redact } from "#lib/core/log"
import type { ChatMessage, ChatResponse, FinishReason, Usage } from "../chat"
import { embeddedError } from "../provider-error"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { argumentsObject } from "./messages-from-hub"
import { assistantToHub } from "./request-to-hub"
import { usageToHub } from "./usage"

/**
 * A provider's unary answer of /api/chat or /api/generate → hub. Ollama gives no id: it is made of the time of the answer. Throws
 * the error the answer carries, or `upstream_failed` when there is nothing to read.
 */
export function responseToHub(body: unknown): ChatResponse {
  const answer = asObject(body)
  if (answer?.error) throw embeddedError(answer)
  const message = answer && messageOf(answer)
  if (!answer || !message) {
    const detail = redact(String(JSON.stringify(body)).slice(0, 500))
    throw new GatewayError("upstream_failed", "The provider's answer is no chat message. Check its api_base.", {
      detail,
    })
  }
  const usage = usageToHub(answer)
  const said = assistantToHub(message, serial(answer))
  const logprobs = Array.isArray(answer.logprobs) ? { logprobs: { content: answer.logprobs } } : {}
  return {
    ...head(answer),
    object: "chat.completion",
    choices: [{ index: 0, message: said, finish_reason: finishReason(answer, Boolean(said.tool_calls)), ...logprobs }],
    ...(usage ? { usage } : {}),
  }
}

/** The message of a line or a whole answer; /api/generate says the text as `response`. Null when there is none. */
export function messageOf(answer: Json): Json | null {
  const message = asObject(answer.message)
  if (message) return message
  const text = asText(answer.response)
  return text === null ? null : { role: "assistant", content: text, thinking: answer.thinking }
}

/** Id, time and model of an answer or a line. */
export function head(answer: Json): { id: string; created: number; model: string } {
  const time = Date.parse(asText(answer.created_at) ?? "")
  const created = Number.isNaN(time) ? 0 : Math.floor(time / 1000)
  return { id: `chatcmpl-${serial(answer)}`, created, model: asText(answer.model) ?? "" }
}

/** The digits of the time of the answer (nanoseconds at Ollama). */
export function serial(answer: Json): string {
  return (asText(answer.created_at) ?? "").replace(/[+-]\d\d:\d\d$|\D/g, "")
}

/** `done_reason` → hub; Ollama says "stop" for an answer that ends in calls too. */
export function finishReason(answer: Json, called: boolean): FinishReason {
  if (answer.done_reason === "length") return "length"
  return called ? "tool_calls" : "stop"
}

/** Hub → the answer a client of /api/chat expects. */
export function responseFromHub(chat: ChatResponse): Record<string, unknown> {
  const choice = chat.choices[0]
  const logprobs = asObject(choice?.logprobs)?.content
  return {
    ...stamp(chat),
    message: choice ? messageFromHub(choice.message) : { role: "assistant", content: "" },
    done: true,
    done_reason: choice?.finish_reason === "length" ? "length" : "stop",
    ...counts(chat.usage),
    ...(Array.isArray(logprobs) ? { logprobs } : {}),
  }
}

export function stamp(chat: { model: string; created: number }): Json {
  return { model: chat.model, created_at: new Date(chat.created * 1000).toISOString() }
}

export function counts(usage: Usage | null | undefined): Json {
  return usage ? { prompt_eval_count: usage.prompt_tokens, eval_count: usage.completion_tokens } : {}
}

function messageFromHub(message: ChatMessage): Json {
  const { content } = message
  const text =
    typeof content === "string"
      ? content
      : asObjects(content)
          .map((part) => asText(part.text) ?? "")
          .join("")
  const calls = (message.tool_calls ?? []).map(({ id, function: called }) => ({
    id,
    function: { name: called.name, arguments: argumentsObject(called.arguments) },
  }))
  return {
    role: "assistant",
    content: text + (message.refusal ?? ""),
    ...(message.reasoning_content ? { thinking: message.reasoning_content } : {}),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  }
}
