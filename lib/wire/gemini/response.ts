import { type Clock, systemClock } from "#lib/core/clock"
import { GatewayError } from "#lib/core/errors"
import { requestId } from "#lib/core/ids"
import { redact } from "#lib/core/log"
import type { ChatChoice, ChatMessage, ChatResponse } from "../chat"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { splitSignature } from "../tool-call-id"
import { argsOf, assistantFromHub, assistantToHub } from "./assistant"
import { embedded } from "./error"
import { finishReason, nativeReason, reasonFromHub } from "./finish-reason"
import { annotationsOf, sourceFields, sourceLists, visibleTexts } from "./grounding"
import { logprobsFromHub, logprobsToHub } from "./logprobs"
import { type Part, RAW_PARTS, readPart } from "./types"
import { usageFromHub, usageOf } from "./usage"

/**
 * A provider's unary answer → hub. Throws the error the answer carries, or `upstream_failed` when there is nothing to read. A prompt
 * that was blocked is an answer without content that was filtered.
 */
export function responseToHub(body: unknown, clock: Clock = systemClock): ChatResponse {
  // Without alt=sse a stream is a list of answers; one of a list alone is an answer.
  const answer = asObject(Array.isArray(body) && body.length === 1 ? body[0] : body)
  if (asObject(answer?.error)) throw embedded(answer ?? {})
  if (
    !answer ||
    !(Array.isArray(answer.candidates) || asObject(answer.promptFeedback) || asObject(answer.usageMetadata))
  ) {
    const detail = redact(String(JSON.stringify(body)).slice(0, 500))
    throw new GatewayError("upstream_failed", "The provider's answer has no candidates. Check its api_base.", {
      detail,
    })
  }
  const candidates = asObjects(answer.candidates)
  const id = asText(answer.responseId) || requestId(clock.now())
  const feedback = asObject(answer.promptFeedback)
  const usage = usageOf(answer)
  return {
    id,
    object: "chat.completion",
    created: createdAt(answer, clock),
    model: asText(answer.modelVersion) ?? "",
    choices: candidates.length === 0 ? [blockedChoice(feedback)] : candidates.map((c, at) => choiceToHub(c, at, id)),
    ...sourceLists(candidates),
    ...(feedback ? { prompt_feedback: feedback } : {}),
    ...(usage ? { usage } : {}),
  }
}

/** Seconds since the epoch; only Vertex says when. */
export function createdAt(answer: Json, clock: Clock): number {
  const at = Date.parse(asText(answer.createTime) ?? "")
  return Math.floor((Number.isNaN(at) ? clock.now() : at) / 1000)
}

/** Why a candidate stopped, where the hub's reason cannot tell: Gemini's own word and message. Null when it can. */
export function originals(candidate: Json): Json | null {
  const reason = nativeReason(candidate.finishReason)
  if (reason === null || reason === "STOP" || reason === "MAX_TOKENS") return null
  const message = asText(candidate.finishMessage)
  return { native_finish_reason: reason, ...(message ? { finish_message: message } : {}) }
}

/**
 * The id of a call that came without one: unique across the turns of a conversation, the same when read twice, and short enough for
 * OpenAI (40 characters), should the conversation go on there.
 */
export function callId(answerId: string, choice: number, call: number): string {
  return `call_${answerId.slice(-ID_CHARS)}_${choice === 0 ? "" : `${choice}_`}${call}`
}

const ID_CHARS = 24

/** A prompt that was refused, as an answer that was filtered; its message is the refusal. */
export function blockedChoice(feedback: Json | null): ChatChoice {
  const blocked = nativeReason(feedback?.blockReason)
  const words = asText(feedback?.blockReasonMessage)
  const message: ChatMessage = { role: "assistant", content: null, ...(words ? { refusal: words } : {}) }
  if (blocked === null) return { index: 0, message, finish_reason: "stop" }
  return {
    index: 0,
    message,
    finish_reason: "content_filter",
    provider_specific_fields: { native_finish_reason: blocked },
  }
}

function choiceToHub(candidate: Json, at: number, id: string): ChatChoice {
  const index = typeof candidate.index === "number" ? candidate.index : at
  const parts = asObjects(asObject(candidate.content)?.parts).map(readPart)
  const message = assistantToHub(parts, { idOf: (_name, call) => callId(id, index, call), history: false })
  const annotations = annotationsOf(candidate, visibleTexts(parts))
  if (annotations.length > 0) message.annotations = annotations
  const reason = nativeReason(candidate.finishReason) ?? "STOP"
  const logprobs = logprobsToHub(candidate.logprobsResult)
  const fields = {
    ...originals(candidate),
    ...(typeof candidate.avgLogprobs === "number" ? { avg_logprobs: candidate.avgLogprobs } : {}),
  }
  return {
    index,
    message,
    finish_reason: finishReason(reason, Boolean(message.tool_calls)),
    ...(logprobs ? { logprobs } : {}),
    ...(Object.keys(fields).length > 0 ? { provider_specific_fields: fields } : {}),
  }
}

/** Hub → the answer a client of Gemini expects. */
export function responseFromHub(chat: ChatResponse): Record<string, unknown> {
  const usage = usageFromHub(chat.usage)
  const feedback = asObject(chat.prompt_feedback)
  const blocked = Boolean(feedback?.blockReason)
  return {
    ...(blocked ? {} : { candidates: chat.choices.map((choice, at) => candidateOf(choice, chat, at)) }),
    ...(feedback ? { promptFeedback: feedback } : {}),
    ...(usage ? { usageMetadata: usage } : {}),
    modelVersion: chat.model,
    responseId: chat.id,
  }
}

function candidateOf(choice: ChatChoice, chat: ChatResponse, at: number): Json {
  const original: Json = asObject(choice.provider_specific_fields) ?? {}
  const logprobs = logprobsFromHub(choice.logprobs)
  return {
    content: { role: "model", parts: answerParts(choice.message) },
    finishReason: reasonFromHub(choice.finish_reason, original.native_finish_reason),
    ...(original.finish_message ? { finishMessage: original.finish_message } : {}),
    ...(original.avg_logprobs === undefined ? {} : { avgLogprobs: original.avg_logprobs }),
    ...(logprobs ? { logprobsResult: logprobs } : {}),
    ...sourceFields(chat, at),
    index: choice.index ?? at,
  }
}

function answerParts(message: ChatMessage): Part[] {
  const parts = assistantFromHub(message, { at: "message", version: 0 })
  const raw = asObject(message.provider_specific_fields)?.[RAW_PARTS]
  if (raw && parts.some((part) => part.thought === true)) return parts
  const thought = message.reasoning_content ? [{ text: message.reasoning_content, thought: true }] : []
  return [...thought, ...parts, ...(message.refusal ? [{ text: message.refusal }] : [])]
}

/** A whole call of the hub as Gemini's part. */
export function callPart(id: string, name: string, args: string): Part {
  const split = splitSignature(id)
  return {
    functionCall: { ...(split.id === "" ? {} : { id: split.id }), name, args: argsOf(args) },
    ...(split.signature ? { thoughtSignature: split.signature } : {}),
  }
}
