import {
  type AnswerDigest,
  argumentsOf,
  count,
  list,
  object,
  payloads,
  type RawReader,
  settingsOf,
  Turns,
  text,
  toolName,
} from "./raw-reader"

/** platform.claude.com/docs/en/api/messages; server tools' own calls are no calls of the client. */
export const readAnthropic: RawReader = {
  answer(body) {
    const blocks = list(body.content)
    return {
      text: blocks.map((block) => (block.type === "text" ? text(block.text) : "")).join(""),
      tools: blocks
        .filter((block) => block.type === "tool_use")
        .map((block) => ({ name: text(block.name), args: argumentsOf(block.input) })),
      finish: finishOf(body.stop_reason),
      ...usageOf(object(body.usage)),
    }
  },
  stream(events) {
    let said = ""
    let finish: string | null = null
    let usage: Record<string, unknown> = {}
    const calls = new Map<number, { name: string; args: string }>()
    for (const event of payloads(events)) {
      const block = object(event.content_block)
      const delta = object(event.delta)
      if (event.type === "message_start") usage = { ...object(object(event.message).usage) }
      if (event.type === "content_block_start" && block.type === "tool_use")
        calls.set(count(event.index), { name: text(block.name), args: emptyOr(block.input) })
      if (event.type === "content_block_start" && block.type === "text") said += text(block.text)
      if (delta.type === "text_delta") said += text(delta.text)
      const call = calls.get(count(event.index))
      if (delta.type === "input_json_delta" && call) call.args += text(delta.partial_json)
      if (event.type === "message_delta") {
        finish = finishOf(delta.stop_reason) ?? finish
        for (const [name, value] of Object.entries(object(event.usage))) if (value !== null) usage[name] = value
      }
    }
    const tools = [...calls.values()].map(({ name, args }) => ({ name, args: argumentsOf(args) }))
    return { text: said, tools, finish, ...usageOf(usage) }
  },
  request(body) {
    const turns = new Turns()
    if (typeof body.system === "string") turns.say("system", body.system)
    for (const block of list(body.system)) turns.say("system", text(block.text))
    for (const message of list(body.messages)) {
      if (typeof message.content === "string") turns.say(text(message.role), message.content)
      for (const block of list(message.content)) readBlock(turns, text(message.role), block)
    }
    return {
      turns: turns.done(),
      tools: list(body.tools).map((tool) => toolName(tool.name, tool.input_schema)),
      settings: settingsOf({
        max: body.max_tokens,
        temperature: body.temperature,
        top_p: body.top_p,
        top_k: body.top_k,
        stop: body.stop_sequences,
        choice: object(body.tool_choice).type,
        thinking: object(body.thinking).type,
        budget: object(body.thinking).budget_tokens,
      }),
    }
  },
}

function readBlock(turns: Turns, role: string, block: Record<string, unknown>): void {
  switch (block.type) {
    case "text":
      turns.say(role, text(block.text))
      return
    case "tool_use":
      turns.call(block.name, block.input)
      return
    case "tool_result": {
      const id = `result ${text(block.tool_use_id)}`
      if (typeof block.content === "string") {
        turns.say(id, block.content)
        return
      }
      for (const part of list(block.content))
        if (part.type === "text") turns.say(id, text(part.text))
        else turns.media(text(part.type))
      return
    }
    case "image":
    case "document":
      turns.media(text(block.type))
      return
    default:
      turns.media(text(block.type))
  }
}

const emptyOr = (input: unknown) => (Object.keys(object(input)).length === 0 ? "" : JSON.stringify(input))

function finishOf(reason: unknown): string | null {
  switch (reason) {
    case null:
    case undefined:
      return null
    case "max_tokens":
    case "model_context_window_exceeded":
    case "pause_turn":
    case "compaction":
      return "length"
    case "tool_use":
      return "tool_calls"
    case "refusal":
      return "content_filter"
    default:
      return "stop"
  }
}

function usageOf(usage: Record<string, unknown>): Pick<AnswerDigest, "promptTokens" | "completionTokens"> {
  if (typeof usage.output_tokens !== "number") return { promptTokens: null, completionTokens: null }
  return {
    promptTokens:
      count(usage.input_tokens) + count(usage.cache_creation_input_tokens) + count(usage.cache_read_input_tokens),
    completionTokens: usage.output_tokens,
  }
}
