import { conversationWords } from "./words/log-detail"

/** One piece of a message, as text to show. `title` names a tool, a media type or nothing. */
export interface Block {
  readonly kind: "text" | "reasoning" | "tool_call" | "tool_result" | "media"
  readonly title: string | null
  readonly text: string
}

export interface Turn {
  readonly role: string
  readonly blocks: readonly Block[]
}

type Json = Record<string, unknown>

/**
 * The stored bodies of a request as a conversation. Understands OpenAI chat (`messages`, `choices`), Anthropic messages
 * (`system`, content blocks) and plain `prompt`/`input`; what it does not know is shown as JSON rather than dropped.
 * Everything comes out as text: media stays a description and is never loaded.
 */
export function conversation(request: unknown, response: unknown): Turn[] {
  const turns = [...requestTurns(request), ...responseTurns(response)].filter((turn) => turn.blocks.length > 0)
  const names = toolNames(request)
  const named = (block: Block) =>
    block.kind === "tool_result" ? { ...block, title: names.get(block.title ?? "") ?? block.title } : block
  return turns.map((turn) => ({ role: turn.role, blocks: turn.blocks.map(named) }))
}

/** Ids of the tool calls in a request's messages → the tools' names: results carry the id alone. */
function toolNames(body: unknown): Map<string, string> {
  const messages = isObject(body) ? list(body.messages).filter(isObject) : []
  const calls = messages.flatMap((message) => [...list(message.tool_calls), ...list(message.content)]).filter(isObject)
  return new Map(
    calls.flatMap((call) => {
      const name = isObject(call.function) ? call.function.name : call.name
      return typeof call.id === "string" && typeof name === "string" ? [[call.id, name] as const] : []
    }),
  )
}

function requestTurns(body: unknown): Turn[] {
  if (!isObject(body)) return []
  const system = body.system === undefined ? [] : [{ role: "system", blocks: contentBlocks(body.system) }]
  const instructions = typeof body.instructions === "string" ? [turnOf("system", body.instructions)] : []
  const messages = list(body.messages).map(messageTurn)
  if (messages.length > 0) return [...system, ...instructions, ...messages]
  const prompt = body.prompt ?? body.input
  if (prompt === undefined) return [...system, ...instructions]
  const items = list(prompt)
  const turns = items.some((item) => isObject(item) && "role" in item)
    ? items.map(messageTurn)
    : [{ role: "user", blocks: contentBlocks(prompt) }]
  return [...system, ...instructions, ...turns]
}

function responseTurns(body: unknown): Turn[] {
  if (!isObject(body)) return []
  const choices = list(body.choices).filter(isObject)
  if (choices.length > 0) {
    return choices.map((choice) => {
      const message = choice.message
      return isObject(message)
        ? messageTurn({ role: "assistant", ...message })
        : turnOf("assistant", asText(choice.text ?? ""))
    })
  }
  if (body.content !== undefined) return [messageTurn({ role: "assistant", ...body })]
  if (Array.isArray(body.output)) return body.output.filter(isObject).map(outputTurn)
  if (typeof body.transcript === "string") return [turnOf("user", body.transcript)]
  if (isObject(body.error)) return [turnOf("error", asText(body.error.message ?? body.error))]
  return []
}

/** An item of what the Responses API, or a realtime session, answered. */
function outputTurn(item: Json): Turn {
  if (item.type === "function_call") return { role: "assistant", blocks: [toolCall(item)] }
  if (item.type !== "reasoning") return messageTurn({ role: "assistant", ...item })
  const said = contentBlocks(item.summary ?? item.content)
  return { role: "assistant", blocks: said.map((block) => ({ ...block, kind: "reasoning" })) }
}

function turnOf(role: string, text: string): Turn {
  return { role, blocks: text === "" ? [] : [{ kind: "text", title: null, text }] }
}

function messageTurn(message: unknown): Turn {
  if (!isObject(message)) return { role: "user", blocks: contentBlocks(message) }
  const role = typeof message.role === "string" ? message.role : "user"
  const reasoning = message.reasoning_content ?? message.reasoning
  const thought: Block[] =
    typeof reasoning === "string" && reasoning !== "" ? [{ kind: "reasoning", title: null, text: reasoning }] : []
  const said = contentBlocks(message.content)
  const refusal = typeof message.refusal === "string" ? turnOf(role, message.refusal).blocks : []
  const calls = list(message.tool_calls).map(toolCall)
  if (role === "tool" || role === "function") {
    const title = asText(message.name ?? message.tool_call_id ?? "")
    return { role, blocks: said.map((block) => ({ ...block, kind: "tool_result", title: title || block.title })) }
  }
  return { role, blocks: [...thought, ...said, ...refusal, ...calls] }
}

function toolCall(call: unknown): Block {
  const fn = isObject(call) && isObject(call.function) ? call.function : call
  if (!isObject(fn)) return { kind: "tool_call", title: null, text: asText(call) }
  return {
    kind: "tool_call",
    title: asText(fn.name ?? conversationWords.tool),
    text: prettyJson(fn.arguments ?? fn.input ?? ""),
  }
}

function contentBlocks(content: unknown): Block[] {
  if (content === null || content === undefined || content === "") return []
  if (!Array.isArray(content)) return [partBlock(content)]
  return content.map(partBlock).filter((block) => block.text !== "")
}

function partBlock(part: unknown): Block {
  if (!isObject(part)) return { kind: "text", title: null, text: asText(part) }
  const type = asText(part.type ?? "")
  if (typeof part.text === "string") return { kind: "text", title: null, text: part.text }
  // What was spoken.
  if (typeof part.transcript === "string") return { kind: "text", title: null, text: part.transcript }
  if (type === "thinking") return { kind: "reasoning", title: null, text: asText(part.thinking ?? "") }
  if (type === "refusal") return { kind: "text", title: null, text: asText(part.refusal ?? "") }
  if (type === "tool_use") return toolCall(part)
  if (type === "tool_result") {
    const text = contentBlocks(part.content)
      .map((block) => block.text)
      .join("\n")
    return { kind: "tool_result", title: asText(part.tool_use_id ?? ""), text: text || conversationWords.emptyResult }
  }
  return mediaBlock(part, type)
}

function mediaBlock(part: Json, type: string): Block {
  const holder = [part.image_url, part.source, part.input_audio, part.file].find((value) => value !== undefined)
  if (holder === undefined) return { kind: "text", title: type || null, text: prettyJson(part) }
  const inner = isObject(holder) ? (holder.url ?? holder.data ?? holder.file_data ?? holder.file_id) : holder
  return { kind: "media", title: type || conversationWords.media, text: describeMedia(asText(inner ?? "")) }
}

/** A link stays a link (as text); inline data becomes its kind and size. */
function describeMedia(source: string): string {
  if (/^https?:/.test(source)) return source
  const data = /^data:([^;,]+)[^,]*,(.*)$/s.exec(source)
  const bytes = Math.round(((data?.[2] ?? source).length * 3) / 4)
  return conversationWords.about(data?.[1] ?? conversationWords.inlineData, Math.max(1, Math.round(bytes / 1024)))
}

/** JSON made readable; text that is not JSON stays as it is. */
export function prettyJson(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value, null, 2) ?? ""
  try {
    const parsed: unknown = JSON.parse(value)
    return typeof parsed === "object" && parsed !== null ? JSON.stringify(parsed, null, 2) : value
  } catch {
    return value
  }
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "")
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
