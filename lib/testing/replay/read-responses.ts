import {
  type AnswerDigest,
  argumentsOf,
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

/** platform.openai.com/docs/api-reference/responses; built-in tools' calls are the provider's own. */
export const readResponses: RawReader = {
  answer: digest,
  stream(events) {
    const last = payloads(events).findLast((event) =>
      /^response\.(completed|incomplete|failed)$/.test(text(event.type)),
    )
    return digest(object(last?.response))
  },
  request(body) {
    const turns = new Turns()
    turns.say("system", text(body.instructions))
    if (typeof body.input === "string") turns.say("user", body.input)
    for (const item of list(body.input)) readItem(turns, item)
    return {
      turns: turns.done(),
      tools: list(body.tools).map((tool) =>
        tool.type === "function" ? toolName(tool.name, tool.parameters) : text(tool.type),
      ),
      settings: settingsOf({
        max: body.max_output_tokens,
        temperature: body.temperature,
        top_p: body.top_p,
        effort: object(body.reasoning).effort,
        format: formatOf(body),
      }),
    }
  },
}

/** Plain text is what is meant when nothing is said. */
function formatOf(body: Json): unknown {
  const { type } = object(object(body.text).format)
  return type === "text" ? undefined : type
}

function readItem(turns: Turns, item: Json): void {
  const role = item.role === "developer" ? "system" : text(item.role)
  switch (item.type) {
    case "function_call":
      turns.call(item.name, item.arguments)
      return
    case "function_call_output": {
      const id = `result ${text(item.call_id)}`
      if (typeof item.output === "string") {
        turns.say(id, item.output)
        return
      }
      for (const part of list(item.output)) if (typeof part.text === "string") turns.say(id, part.text)
      return
    }
    case "message":
    case undefined:
      if (typeof item.content === "string") {
        turns.say(role, item.content)
        return
      }
      for (const part of list(item.content))
        if (typeof part.text === "string") turns.say(role, part.text)
        else if (part.type !== "refusal") turns.media(text(part.type))
      return
    case "reasoning":
      return
    default:
      turns.media(text(item.type))
  }
}

function digest(body: Json): AnswerDigest {
  const output = list(body.output)
  const tools = output
    .filter((item) => item.type === "function_call" || item.type === "custom_tool_call")
    .map((item) => ({ name: text(item.name), args: argumentsOf(item.arguments ?? item.input) }))
  const usage = object(body.usage)
  const known = typeof usage.input_tokens === "number"
  return {
    text: output
      .filter((item) => item.type === "message")
      .flatMap((item) => list(item.content))
      .map((part) => (part.type === "output_text" ? text(part.text) : ""))
      .join(""),
    tools,
    finish: finishOf(body, tools.length > 0),
    promptTokens: known ? (usage.input_tokens as number) : null,
    completionTokens: known ? (usage.output_tokens as number) : null,
  }
}

function finishOf(body: Json, called: boolean): string | null {
  const reason = object(body.incomplete_details).reason
  if (reason === "max_output_tokens") return "length"
  if (reason === "content_filter") return "content_filter"
  if (body.status !== "completed") return null
  return called ? "tool_calls" : "stop"
}
