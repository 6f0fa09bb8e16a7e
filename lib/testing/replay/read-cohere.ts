import {
  type AnswerDigest,
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

/** docs.cohere.com/v2/reference/chat and chat-stream. */
export const readCohere: RawReader = {
  answer(body) {
    const message = object(body.message)
    return {
      text: said(message.content),
      tools: list(message.tool_calls).map((call) => ({
        name: text(object(call.function).name),
        args: argumentsOf(object(call.function).arguments),
      })),
      finish: finishOf(body.finish_reason),
      ...usageOf(body.usage),
    }
  },
  stream(events) {
    let answer = ""
    let finish: string | null = null
    let usage: unknown
    const calls = new Map<number, { name: string; args: string }>()
    for (const event of payloads(events)) {
      const message = object(object(event.delta).message)
      if (event.type === "content-start" || event.type === "content-delta") answer += text(object(message.content).text)
      const call = object(object(message.tool_calls).function)
      if (event.type === "tool-call-start")
        calls.set(count(event.index), { name: text(call.name), args: text(call.arguments) })
      const open = calls.get(count(event.index))
      if (event.type === "tool-call-delta" && open) open.args += text(call.arguments)
      if (event.type === "message-end") {
        finish = finishOf(object(event.delta).finish_reason)
        usage = object(event.delta).usage
      }
    }
    const tools = [...calls.values()].map(({ name, args }) => ({ name, args: argumentsOf(args) }))
    return { text: answer, tools, finish, ...usageOf(usage) }
  },
  request(body) {
    const turns = new Turns()
    for (const message of list(body.messages)) {
      const role = message.role === "tool" ? `result ${text(message.tool_call_id)}` : text(message.role)
      if (typeof message.content === "string") turns.say(role, message.content)
      for (const part of list(message.content)) readPart(turns, role, part)
      for (const call of list(message.tool_calls))
        turns.call(object(call.function).name, object(call.function).arguments)
    }
    return {
      turns: turns.done(),
      tools: list(body.tools).map((tool) => toolName(object(tool.function).name, object(tool.function).parameters)),
      settings: settingsOf({
        max: body.max_tokens,
        temperature: body.temperature,
        top_p: body.p,
        top_k: body.k,
        stop: body.stop_sequences,
        choice: body.tool_choice,
        format: object(body.response_format).type,
      }),
    }
  },
}

function readPart(turns: Turns, role: string, part: Json): void {
  if (typeof part.text === "string") turns.say(role, part.text)
  else if (part.document) {
    const { data } = object(part.document)
    turns.say(
      role,
      typeof data === "string" ? data : text(object(data).text) || text(object(data).content) || JSON.stringify(data),
    )
  } else if (part.type !== "thinking") turns.media(text(part.type))
}

const said = (content: unknown) =>
  typeof content === "string"
    ? content
    : list(content)
        .map((part) => text(part.text))
        .join("")

function finishOf(reason: unknown): string | null {
  switch (reason) {
    case null:
    case undefined:
      return null
    case "MAX_TOKENS":
      return "length"
    case "TOOL_CALL":
      return "tool_calls"
    case "ERROR_TOXIC":
      return "content_filter"
    default:
      return "stop"
  }
}

function usageOf(usage: unknown): Pick<AnswerDigest, "promptTokens" | "completionTokens"> {
  const tokens = object(object(usage).tokens ?? object(usage).billed_units)
  if (typeof tokens.output_tokens !== "number") return { promptTokens: null, completionTokens: null }
  return { promptTokens: count(tokens.input_tokens), completionTokens: tokens.output_tokens }
}
