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

/** platform.openai.com/docs/api-reference/chat, and what compatible providers make of it (content as parts). */
export const readOpenaiChat: RawReader = {
  answer(body) {
    const choice = list(body.choices)[0] ?? {}
    const message = object(choice.message)
    return {
      text: contentText(message.content),
      tools: list(message.tool_calls).map((call) => toolOf(call)),
      finish: finishOf(choice.finish_reason),
      ...usageOf(body.usage),
    }
  },
  stream(events) {
    let said = ""
    let finish: string | null = null
    let usage = usageOf(undefined)
    const calls = new Map<number, { name: string; args: string }>()
    for (const chunk of payloads(events)) {
      const counted = chunk.usage ?? object(chunk.x_groq).usage
      if (counted) usage = usageOf(counted)
      for (const choice of list(chunk.choices).filter((c) => count(c.index) === 0)) {
        const delta = object(choice.delta)
        said += contentText(delta.content)
        if (choice.finish_reason) finish = finishOf(choice.finish_reason)
        list(delta.tool_calls).forEach((part, at) => {
          const index = typeof part.index === "number" ? part.index : at
          const call = calls.get(index) ?? { name: "", args: "" }
          calls.set(index, call)
          call.name ||= text(object(part.function).name)
          call.args += text(object(part.function).arguments)
        })
      }
    }
    const tools = [...calls.values()].map(({ name, args }) => ({ name, args: argumentsOf(args) }))
    return { text: said, tools, finish, ...usage }
  },
  request(body) {
    const turns = new Turns()
    for (const message of list(body.messages)) {
      const role = message.role === "developer" ? "system" : text(message.role)
      if (role === "tool") turns.say(`result ${text(message.tool_call_id)}`, contentText(message.content))
      else readParts(turns, role, message.content)
      for (const call of list(message.tool_calls))
        turns.call(object(call.function).name, object(call.function).arguments)
    }
    return {
      turns: turns.done(),
      tools: list(body.tools).map((tool) =>
        tool.function ? toolName(object(tool.function).name, object(tool.function).parameters) : text(tool.type),
      ),
      settings: settingsOf({
        max: body.max_tokens ?? body.max_completion_tokens,
        temperature: body.temperature,
        top_p: body.top_p,
        stop: body.stop,
        format: object(body.response_format).type,
        choice: body.tool_choice,
      }),
    }
  },
}

function readParts(turns: Turns, role: string, content: unknown): void {
  if (typeof content === "string") turns.say(role, content)
  for (const part of list(content)) {
    if (typeof part.text === "string") turns.say(role, part.text)
    else if (part.type !== "thinking" && part.type !== "refusal") turns.media(text(part.type))
  }
}

function contentText(content: unknown): string {
  if (typeof content === "string") return content
  return list(content)
    .map((part) => (part.type === "text" || part.type === undefined ? text(part.text) : ""))
    .join("")
}

function toolOf(call: Json) {
  const { name, arguments: args } = object(call.function)
  return { name: text(name), args: argumentsOf(args) }
}

/** Reasons of their own (Mistral's `model_length`, `eos`, `error` …) by what they mean. */
function finishOf(reason: unknown): string | null {
  const known: Record<string, string> = { eos: "stop", end_turn: "stop", model_length: "length", max_tokens: "length" }
  return typeof reason === "string" && reason !== "" ? (known[reason] ?? reason) : null
}

function usageOf(usage: unknown): Pick<AnswerDigest, "promptTokens" | "completionTokens"> {
  const said = object(usage)
  if (typeof said.prompt_tokens !== "number") return { promptTokens: null, completionTokens: null }
  return { promptTokens: said.prompt_tokens, completionTokens: count(said.completion_tokens) }
}
