import recorded from "../testdata/openai-chat.json" with { type: "json" }
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

/** OpenAI's chat completions, in the shape of recorded answers (testdata/openai-chat.json holds their sources). */
export const openaiAnswers: WireFormat = { read, json, frames, refusal, errorFrame }

interface Chunk {
  choices: { delta: Record<string, unknown>; [k: string]: unknown }[]
  usage?: unknown
  [k: string]: unknown
}

const [opening, content, finish, usageLast] = chunks(recorded.textStream.data)
const [toolOpening, toolName, toolArguments] = chunks(recorded.toolCallStream.data)

function chunks(data: readonly string[]): Chunk[] {
  return data.filter((line) => line !== "[DONE]").map((line) => JSON.parse(line) as Chunk)
}

function read(body: Readonly<Record<string, unknown>>): Ask | null {
  if (typeof body.model !== "string" || !Array.isArray(body.messages) || body.messages.length === 0) return null
  const messages = body.messages.filter(isRecord)
  const last = messages.at(-1)
  const users = messages.filter((message) => message.role === "user")
  const maxTokens = body.max_completion_tokens ?? body.max_tokens
  return {
    model: body.model,
    stream: body.stream === true,
    streamUsage: isRecord(body.stream_options) && body.stream_options.include_usage === true,
    promptText: messages.map((message) => textOf(message.content)).join("\n"),
    lastUserText: textOf(users.at(-1)?.content),
    toolResult: last?.role === "tool" ? textOf(last.content) : null,
    tools: body.tool_choice === "none" ? [] : toolsOf(body.tools),
    forced: forcedBy(body.tool_choice),
    maxTokens: typeof maxTokens === "number" ? maxTokens : null,
  }
}

function toolsOf(tools: unknown): AskedTool[] {
  if (!Array.isArray(tools)) return []
  const functions = tools.filter(isRecord).map((tool) => tool.function)
  return functions.filter(isRecord).map((f) => ({ name: String(f.name), schema: f.parameters }))
}

function forcedBy(choice: unknown): boolean | string {
  if (isRecord(choice) && isRecord(choice.function)) return String(choice.function.name)
  return choice === "required"
}

function json(answer: Answer): unknown {
  const shape = answer.toolCall === null ? recorded.text.body : recorded.toolCall.body
  const call = answer.toolCall
  const message = {
    ...shape.choices[0]?.message,
    content: call === null ? answer.pieces.join("") : null,
    ...(call && { tool_calls: [{ id: call.id, type: "function", function: functionOf(call) }] }),
  }
  const { usage, ...rest } = shape
  return {
    ...rest,
    ...head(answer),
    choices: [{ ...shape.choices[0], message, finish_reason: finishReason(answer) }],
    ...(answer.usageReported && { usage: usageOf(usage, answer.usage) }),
  }
}

function functionOf(call: NonNullable<Answer["toolCall"]>): { name: string; arguments: string } {
  return { name: call.name, arguments: call.argumentsJson }
}

function head(answer: Answer): { id: string; created: number; model: string } {
  return { id: `chatcmpl-${answer.id}`, created: answer.createdSeconds, model: answer.model }
}

function finishReason(answer: Answer): string {
  return answer.finish === "tool" ? "tool_calls" : answer.finish
}

function usageOf(shape: unknown, usage: TokenUsage): Record<string, unknown> {
  const { promptTokens, completionTokens } = usage
  const counts = { prompt_tokens: promptTokens, completion_tokens: completionTokens }
  return { ...(isRecord(shape) ? shape : {}), ...counts, total_tokens: promptTokens + completionTokens }
}

function frames(answer: Answer, ask: Ask): Frame[] {
  const call = answer.toolCall
  const frame = (shape: Chunk | undefined, delta: Record<string, unknown>, last: string | null = null): Frame => {
    const choice = { ...shape?.choices[0], delta, finish_reason: last }
    const { usage: _usage, ...rest } = { ...shape }
    const full = { ...rest, ...head(answer), choices: [choice], ...(ask.streamUsage && { usage: null }) }
    return { text: `data: ${JSON.stringify(full)}\n\n`, content: shape === content || shape === toolArguments }
  }
  const out =
    call === null
      ? [
          frame(opening, { ...opening?.choices[0]?.delta }),
          ...answer.pieces.map((piece) => frame(content, { content: piece })),
        ]
      : [
          frame(toolOpening, { ...toolOpening?.choices[0]?.delta }),
          frame(toolName, {
            tool_calls: [{ index: 0, id: call.id, type: "function", function: { ...functionOf(call), arguments: "" } }],
          }),
          ...halves(call.argumentsJson).map((part) =>
            frame(toolArguments, { tool_calls: [{ index: 0, function: { arguments: part } }] }),
          ),
        ]
  out.push(frame(finish, {}, finishReason(answer)))
  if (ask.streamUsage && answer.usageReported) {
    const last = { ...usageLast, ...head(answer), usage: usageOf(usageLast?.usage, answer.usage) }
    out.push({ text: `data: ${JSON.stringify(last)}\n\n`, content: false })
  }
  out.push({ text: "data: [DONE]\n\n", content: false })
  return out
}

/** Wordings no recording exists for; the shape is that of the recorded errors. */
const wordings: Partial<Record<Refusal, { message: string; type: string; code: string | null }>> = {
  bad_request: { message: "We could not read model and messages.", type: "invalid_request_error", code: null },
  rate_limit: { message: "Rate limit reached. Please try again in 1s.", type: "requests", code: "rate_limit_exceeded" },
  no_quota: { message: "You exceeded your current quota.", type: "insufficient_quota", code: "insufficient_quota" },
  server_error: { message: "The server had an error.", type: "server_error", code: null },
  unavailable: { message: "The server is overloaded.", type: "server_error", code: "service_unavailable" },
  overloaded: { message: "Overloaded", type: "overloaded_error", code: null },
}

function refusal(kind: Refusal, model: string): unknown {
  if (kind === "wrong_key") return recorded.wrongKey.body
  if (kind === "context_window") return { error: { ...recorded.contextWindow.body.error, param: "messages" } }
  const shape = recorded.unknownModel.body.error
  if (kind === "unknown_model") return { error: { ...shape, message: shape.message.replace(/`.*`/, `\`${model}\``) } }
  return { error: { ...shape, ...wordings[kind] } }
}

function errorFrame(): Frame {
  return { text: `data: ${JSON.stringify(refusal("server_error", ""))}\n\n`, content: false }
}
