import {
  type AnswerDigest,
  argumentsOf,
  count,
  type Json,
  list,
  object,
  type RawReader,
  settingsOf,
  Turns,
  text,
  toolName,
} from "./raw-reader"

/** docs.aws.amazon.com: Converse and ConverseStream; an event's name is its frame's `:event-type`. */
export const readConverse: RawReader = {
  answer(body) {
    const blocks = list(object(object(body.output).message).content)
    return {
      text: blocks.map((block) => text(block.text) + citedText(block)).join(""),
      tools: blocks
        .filter((block) => block.toolUse && object(block.toolUse).type !== "server_tool_use")
        .map(({ toolUse }) => ({ name: text(object(toolUse).name), args: argumentsOf(object(toolUse).input) })),
      finish: finishOf(body.stopReason),
      ...usageOf(object(body.usage)),
    }
  },
  stream(events) {
    let said = ""
    let finish: string | null = null
    let usage: Json = {}
    const calls = new Map<number, { name: string; args: string }>()
    for (const event of events) {
      const data = object(JSON.parse(event.data))
      const body = data[event.event] === undefined ? data : object(data[event.event])
      const at = count(body.contentBlockIndex)
      const use = object(object(body.start).toolUse)
      if (use.name && use.type !== "server_tool_use") calls.set(at, { name: text(use.name), args: "" })
      const delta = object(body.delta)
      said += text(delta.text)
      const call = calls.get(at)
      if (call) call.args += text(object(delta.toolUse).input)
      if (body.stopReason) finish = finishOf(body.stopReason)
      if (body.usage) usage = object(body.usage)
    }
    const tools = [...calls.values()].map(({ name, args }) => ({ name, args: argumentsOf(args) }))
    return { text: said, tools, finish, ...usageOf(usage) }
  },
  request(body) {
    const turns = new Turns()
    for (const block of list(body.system)) turns.say("system", text(block.text))
    for (const message of list(body.messages))
      for (const block of list(message.content)) readBlock(turns, text(message.role), block)
    const config = object(body.inferenceConfig)
    return {
      turns: turns.done(),
      tools: list(object(body.toolConfig).tools)
        .filter((tool) => tool.toolSpec)
        .map(({ toolSpec }) => toolName(object(toolSpec).name, object(object(toolSpec).inputSchema).json)),
      settings: settingsOf({
        max: config.maxTokens,
        temperature: config.temperature,
        top_p: config.topP,
        stop: config.stopSequences,
        choice: Object.keys(object(object(body.toolConfig).toolChoice))[0],
      }),
    }
  },
}

function readBlock(turns: Turns, role: string, block: Json): void {
  if (typeof block.text === "string") turns.say(role, block.text)
  else if (block.toolUse) turns.call(object(block.toolUse).name, object(block.toolUse).input)
  else if (block.toolResult) {
    const result = object(block.toolResult)
    const id = `result ${text(result.toolUseId)}`
    for (const part of list(result.content))
      if (typeof part.text === "string") turns.say(id, part.text)
      else if (part.json !== undefined) turns.say(id, JSON.stringify(part.json))
      else turns.media(Object.keys(part).join())
  } else if (!block.reasoningContent && !block.cachePoint) turns.media(Object.keys(block).join())
}

function citedText(block: Json): string {
  return list(object(block.citationsContent).content)
    .map((part) => text(part.text))
    .join("")
}

function finishOf(reason: unknown): string | null {
  switch (reason) {
    case null:
    case undefined:
      return null
    case "max_tokens":
    case "model_context_window_exceeded":
      return "length"
    case "tool_use":
      return "tool_calls"
    case "guardrail_intervened":
    case "content_filtered":
      return "content_filter"
    default:
      return "stop"
  }
}

function usageOf(usage: Json): Pick<AnswerDigest, "promptTokens" | "completionTokens"> {
  if (typeof usage.outputTokens !== "number") return { promptTokens: null, completionTokens: null }
  return {
    promptTokens: count(usage.inputTokens) + count(usage.cacheReadInputTokens) + count(usage.cacheWriteInputTokens),
    completionTokens: usage.outputTokens,
  }
}
