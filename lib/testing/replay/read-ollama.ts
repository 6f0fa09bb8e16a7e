import {
  argumentsOf,
  count,
  type Json,
  list,
  object,
  payloads,
  type RawReader,
  settingsOf,
  Turns,
  text,
  toolName,
} from "./raw-reader"

/** docs/api.md of ollama/ollama: /api/chat, a JSON object a line when it streams. */
export const readOllama: RawReader = {
  answer: (body) => digest([body]),
  stream: (events) => digest(payloads(events)),
  request(body) {
    const turns = new Turns()
    for (const message of list(body.messages)) {
      turns.say(message.role === "tool" ? "result" : text(message.role), text(message.content))
      for (const _image of Array.isArray(message.images) ? message.images : []) turns.media("image")
      for (const call of list(message.tool_calls))
        turns.call(object(call.function).name, object(call.function).arguments)
    }
    const options = object(body.options)
    return {
      turns: turns.done(),
      tools: list(body.tools).map((tool) => toolName(object(tool.function).name, object(tool.function).parameters)),
      settings: settingsOf({ ...options, think: body.think, keep: body.keep_alive }),
    }
  },
}

function digest(chunks: readonly Json[]) {
  const last = chunks.find((chunk) => chunk.done === true) ?? {}
  const messages = chunks.map((chunk) => object(chunk.message))
  const tools = messages
    .flatMap((message) => list(message.tool_calls))
    .map((call) => ({ name: text(object(call.function).name), args: argumentsOf(object(call.function).arguments) }))
  const known = typeof last.eval_count === "number" || typeof last.prompt_eval_count === "number"
  return {
    text: messages.map((message) => text(message.content)).join(""),
    tools,
    finish:
      last.done !== true ? null : last.done_reason === "length" ? "length" : tools.length > 0 ? "tool_calls" : "stop",
    promptTokens: known ? count(last.prompt_eval_count) : null,
    completionTokens: known ? count(last.eval_count) : null,
  }
}
