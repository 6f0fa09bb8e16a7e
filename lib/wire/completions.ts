import { errorBody, GatewayError } from "#lib/core/errors"
import type { SseEvent } from "#lib/core/sse"
import type { ChatChunk, ChatMessage, ChatRequest, ChatResponse, FinishReason } from "./chat"
import type { Dialect, Peek, Translator } from "./dialect"
import { readUsage } from "./openai-chat/usage"
import { brokenEvent, embeddedError, providerError, truncatedStream } from "./provider-error"
import { asObject, asObjects, asText, type Json, parseJson } from "./read-json"

const DONE: SseEvent = { event: "", data: "[DONE]" }

/** Legacy text completions (platform.openai.com/docs/api-reference/completions) as a dialect: a prompt is a single user message. */
export const openaiCompletions: Dialect = {
  id: "openai-completions",
  toHub: { request: requestToHub, response: responseToHub, stream: () => new ToHubStream(), error: providerError },
  fromHub: {
    request: requestFromHub,
    response: responseFromHub,
    stream: () => new FromHubStream(),
    error: (e) => ({ ...errorBody(e) }),
    errorEvent: (e) => ({ event: "", data: JSON.stringify(errorBody(e)) }),
  },
  needles: ['_tokens"', '"finish_reason":"', '"finish_reason": "', '"error"', "[DONE]"],
  peek,
  isAnswer: (body) => "choices" in body,
  usage: (body) => readUsage(asObject(body)?.usage),
  terminator: DONE,
}

/** Fields that chat knows by the same name and meaning. */
const SHARED = [
  "model",
  "stream",
  "stream_options",
  "max_tokens",
  "temperature",
  "top_p",
  "n",
  "stop",
  "seed",
  "presence_penalty",
  "frequency_penalty",
  "logit_bias",
  "user",
]
/** Fields only text completion has. */
const OWN = new Set(["prompt", "suffix", "echo", "best_of", "logprobs"])

/** One prompt is one user message. Throws what chat cannot do: several prompts, tokens, an echo, text behind the gap. */
function requestToHub(body: Json): ChatRequest {
  const prompt = Array.isArray(body.prompt) && body.prompt.length === 1 ? body.prompt[0] : body.prompt
  if (typeof prompt !== "string")
    throw unsupported("prompt", "This model answers through chat, which takes one prompt of text a request.")
  if (body.suffix !== undefined && body.suffix !== null && body.suffix !== "")
    throw unsupported("suffix", "This model answers through chat, which has no `suffix`.")
  if (body.echo === true) throw unsupported("echo", "This model answers through chat, which cannot echo the prompt.")
  const { logprobs } = body
  const rest = Object.fromEntries(Object.entries(body).filter(([field]) => !OWN.has(field)))
  return {
    ...rest,
    ...(typeof logprobs === "number" ? { logprobs: true, top_logprobs: logprobs } : {}),
    ...(body.stream === true ? { stream_options: { ...asObject(body.stream_options), include_usage: true } } : {}),
    model: String(body.model),
    messages: [{ role: "user", content: prompt }],
  }
}

/** A conversation as one text, for models that only complete. */
function requestFromHub(chat: ChatRequest): Record<string, unknown> {
  if (chat.tools?.length) throw unsupported("tools", "This model completes text only and calls no tools.")
  const out: Record<string, unknown> = { prompt: promptOf(chat.messages) }
  for (const field of SHARED) if (chat[field] !== undefined && chat[field] !== null) out[field] = chat[field]
  out.max_tokens ??= chat.max_completion_tokens ?? undefined
  return out
}

function promptOf(messages: readonly ChatMessage[]): string {
  const [first] = messages
  if (messages.length === 1 && first?.role === "user") return textOf(first)
  return `${messages.map((message) => `${message.role}: ${textOf(message)}`).join("\n")}\nassistant:`
}

function textOf({ content }: ChatMessage): string {
  if (!Array.isArray(content)) return content ?? ""
  return content.map((part) => part.text ?? "").join("")
}

function responseToHub(body: unknown): ChatResponse {
  const answer = asObject(body)
  if (answer?.error) throw embeddedError(answer)
  if (!answer || !Array.isArray(answer.choices))
    throw new GatewayError("upstream_failed", "The provider's answer is no completion. Check its api_base.")
  return {
    ...answer,
    id: asText(answer.id) ?? "",
    object: "chat.completion",
    created: Number(answer.created ?? 0),
    model: asText(answer.model) ?? "",
    choices: asObjects(answer.choices).map((choice, index) => ({
      index: Number(choice.index ?? index),
      message: { role: "assistant", content: asText(choice.text) ?? "" },
      finish_reason: finishOf(choice),
    })),
  }
}

function responseFromHub(chat: ChatResponse): Record<string, unknown> {
  return {
    ...chat,
    object: "text_completion",
    choices: chat.choices.map((choice) => ({
      text: textOf(choice.message),
      index: choice.index,
      logprobs: choice.logprobs ?? null,
      finish_reason: choice.finish_reason,
    })),
  }
}

function finishOf(choice: Json): FinishReason | null {
  return asText(choice.finish_reason) as FinishReason | null
}

/** A provider's completion chunks → hub chunks. */
class ToHubStream implements Translator<SseEvent, ChatChunk> {
  #done = false
  #finished = false

  push(e: SseEvent): ChatChunk[] {
    const data = e.data.trim()
    if (this.#done || data === "") return []
    if (data === "[DONE]") {
      this.#done = true
      return []
    }
    const event = asObject(parseJson(data))
    if (!event) throw brokenEvent(data)
    if (event.error) throw embeddedError(event)
    const choices = asObjects(event.choices).map((choice, index) => ({
      index: Number(choice.index ?? index),
      delta: { content: asText(choice.text) ?? "" },
      finish_reason: finishOf(choice),
    }))
    if (choices.some(({ finish_reason }) => finish_reason !== null)) this.#finished = true
    const usage = readUsage(event.usage)
    return [
      {
        id: asText(event.id) ?? "",
        object: "chat.completion.chunk",
        created: Number(event.created ?? 0),
        model: asText(event.model) ?? "",
        choices,
        ...(usage === null ? {} : { usage }),
      },
    ]
  }

  end(): ChatChunk[] {
    if (!this.#done && !this.#finished) throw truncatedStream()
    return []
  }
}

/** Hub chunks → completion chunks; the role and tool deltas of chat have no text and are not sent. */
class FromHubStream implements Translator<ChatChunk, SseEvent> {
  push(chunk: ChatChunk): SseEvent[] {
    const choices = chunk.choices
      .filter(({ delta, finish_reason }) => delta.content || finish_reason !== null)
      .map(({ index, delta, finish_reason }) => ({
        text: delta.content ?? "",
        index,
        logprobs: null,
        finish_reason: finish_reason ?? null,
      }))
    if (choices.length === 0 && !chunk.usage) return []
    return [{ event: "", data: JSON.stringify({ ...chunk, object: "text_completion", choices }) }]
  }

  end(): SseEvent[] {
    return [DONE]
  }
}

function peek(e: SseEvent): Peek {
  const data = e.data.trim()
  if (data === "[DONE]") return { done: true }
  if (data === "") return {}
  const event = asObject(parseJson(data))
  if (!event) return { error: brokenEvent(data) }
  if (event.error) return { error: embeddedError(event) }
  const usage = readUsage(event.usage)
  const choices = asObjects(event.choices)
  const text = choices.map((choice) => asText(choice.text) ?? "").join("")
  return {
    ...(usage ? { usage } : {}),
    ...(choices.some((choice) => asText(choice.finish_reason)) ? { finished: true } : {}),
    ...(usage && Array.isArray(event.choices) && choices.length === 0 ? { usageOnly: true } : {}),
    ...(text === "" ? {} : { text }),
  }
}

function unsupported(param: string, message: string): GatewayError {
  return new GatewayError("unsupported_params", message, { param })
}
