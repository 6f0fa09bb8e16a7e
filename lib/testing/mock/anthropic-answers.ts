import recorded from "../testdata/anthropic-messages.json" with { type: "json" }
import {
  type Answer,
  type Ask,
  type AskedTool,
  type Frame,
  halves,
  isRecord,
  type Refusal,
  type TokenUsage,
  textOf,
  type WireFormat,
} from "./ask"

/** Anthropic's messages, in the shape of recorded answers (testdata/anthropic-messages.json holds their sources). */
export const anthropicAnswers: WireFormat = { read, json, frames, refusal, errorFrame }

type Event = Record<string, unknown>

/** The recorded event of a type, to be filled in. */
function shapeOf(stream: { data: readonly string[] }, type: string): Event {
  const found = stream.data.map((line) => JSON.parse(line) as Event).find((event) => event.type === type)
  if (found === undefined) throw new Error(`no ${type} event in the recording`)
  return found
}

function read(body: Readonly<Record<string, unknown>>): Ask | null {
  const isComplete = typeof body.model === "string" && typeof body.max_tokens === "number"
  if (!isComplete || !Array.isArray(body.messages) || body.messages.length === 0) return null
  const messages = body.messages.filter(isRecord)
  const users = messages.filter((message) => message.role === "user")
  const choice = isRecord(body.tool_choice) ? body.tool_choice : { type: "auto" }
  return {
    model: String(body.model),
    stream: body.stream === true,
    streamUsage: true,
    promptText: [textOf(body.system), ...messages.map((message) => textOf(message.content))].join("\n"),
    lastUserText: textOf(users.at(-1)?.content),
    toolResult: toolResultOf(messages.at(-1)?.content),
    tools: choice.type === "none" ? [] : toolsOf(body.tools),
    forced: choice.type === "tool" ? String(choice.name) : choice.type === "any",
    maxTokens: Number(body.max_tokens),
  }
}

function toolResultOf(content: unknown): string | null {
  if (!Array.isArray(content)) return null
  const result = content.filter(isRecord).find((block) => block.type === "tool_result")
  return result === undefined ? null : textOf(result.content)
}

function toolsOf(tools: unknown): AskedTool[] {
  if (!Array.isArray(tools)) return []
  return tools.filter(isRecord).map((tool) => ({ name: String(tool.name), schema: tool.input_schema }))
}

function json(answer: Answer): unknown {
  const call = answer.toolCall
  const { usage, ...shape } = call === null ? recorded.text.body : recorded.toolUse.body
  const block =
    call === null
      ? { type: "text", text: answer.pieces.join("") }
      : { type: "tool_use", id: `toolu_${call.id}`, name: call.name, input: JSON.parse(call.argumentsJson) }
  return {
    ...shape,
    id: `msg_${answer.id}`,
    model: answer.model,
    content: [block],
    stop_reason: stopReason(answer),
    ...(answer.usageReported && { usage: { ...usage, ...counts(answer.usage), cache_read_input_tokens: 0 } }),
  }
}

function counts(usage: TokenUsage): { input_tokens: number; output_tokens: number } {
  return { input_tokens: usage.promptTokens, output_tokens: usage.completionTokens }
}

function stopReason(answer: Answer): string {
  return { stop: "end_turn", length: "max_tokens", tool: "tool_use" }[answer.finish]
}

function frames(answer: Answer): Frame[] {
  const call = answer.toolCall
  const stream = call === null ? recorded.textStream : recorded.toolUseStream
  const shape = (type: string) => shapeOf(stream, type)
  const deltaShape = shape("content_block_delta")
  const delta = (fields: Event): Frame => frame({ ...deltaShape, delta: fields }, true)
  const block =
    call === null
      ? { type: "text", text: "" }
      : { type: "tool_use", id: `toolu_${call.id}`, name: call.name, input: {} }
  return [
    frame(opening(shape("message_start"), answer)),
    frame({ ...shape("content_block_start"), content_block: block }),
    frame(shape("ping")),
    ...(call === null
      ? answer.pieces.map((text) => delta({ type: "text_delta", text }))
      : ["", ...halves(call.argumentsJson)].map((part) => delta({ type: "input_json_delta", partial_json: part }))),
    frame(shape("content_block_stop")),
    frame(closing(shape("message_delta"), answer)),
    frame(shape("message_stop")),
  ]
}

function frame(event: Event, content = false): Frame {
  return { text: `event: ${String(event.type)}\ndata: ${JSON.stringify(event)}\n\n`, content }
}

function opening(shape: Event, answer: Answer): Event {
  const { usage, ...message } = isRecord(shape.message) ? shape.message : {}
  const named = { ...message, id: `msg_${answer.id}`, model: answer.model }
  if (!answer.usageReported) return { ...shape, message: named }
  const first = { ...counts(answer.usage), output_tokens: Math.min(1, answer.usage.completionTokens) }
  return { ...shape, message: { ...named, usage: { ...(isRecord(usage) ? usage : {}), ...first } } }
}

function closing(shape: Event, answer: Answer): Event {
  const { usage, ...rest } = shape
  const delta = { stop_reason: stopReason(answer), stop_sequence: null }
  if (!answer.usageReported) return { ...rest, delta }
  return { ...rest, delta, usage: { ...(isRecord(usage) ? usage : {}), ...counts(answer.usage) } }
}

/** Error types and wordings as docs.anthropic.com/en/api/errors names them; the shape is that of the recorded errors. */
const wordings: Partial<Record<Refusal, { type: string; message: string }>> = {
  unknown_model: { type: "not_found_error", message: "model: not found" },
  bad_request: { type: "invalid_request_error", message: "model, max_tokens and messages are required" },
  rate_limit: { type: "rate_limit_error", message: "This request would exceed your rate limit." },
  no_quota: { type: "rate_limit_error", message: "Your credit balance is used up." },
  server_error: { type: "api_error", message: "Internal server error" },
  unavailable: { type: "api_error", message: "Service unavailable" },
  overloaded: { type: "overloaded_error", message: "Overloaded" },
}

function refusal(kind: Refusal): unknown {
  if (kind === "context_window") return recorded.contextWindow.body
  return { ...recorded.wrongKey.body, ...(wordings[kind] && { error: wordings[kind] }) }
}

function errorFrame(): Frame {
  const error = { type: "error", error: wordings.overloaded }
  return { text: `event: error\ndata: ${JSON.stringify(error)}\n\n`, content: false }
}
