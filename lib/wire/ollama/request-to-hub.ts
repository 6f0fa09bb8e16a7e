import { GatewayError } from "#lib/core/errors"
import type { ChatMessage, ChatRequest, ContentPart, ResponseFormat, ToolCall } from "../chat"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { optionsToHub } from "./options"
import { effortToHub } from "./think"

const ROLES = new Set(["system", "user", "assistant", "tool"])

/**
 * Client's body of /api/chat or /api/generate → hub. Throws `invalid_request` naming the field; fields we do not know ride along.
 * Ollama's clients are streamed to unless they decline.
 */
export function requestToHub(body: Record<string, unknown>): ChatRequest {
  if (typeof body.model !== "string" || body.model === "")
    throw bad("model", "`model` must be the name of a model. GET /v1/models lists those you can use.")
  const { messages, prompt, system, images, options, format, think, tools, stream, ...rest } = body
  if (stream !== undefined && stream !== null && typeof stream !== "boolean")
    throw bad("stream", "`stream` must be true or false.")
  const said = messages === undefined ? generated({ prompt, system, images }) : checked(messages)
  const chat: Json = { ...rest, messages: said, stream: stream !== false }
  if (chat.stream === true) chat.stream_options = { include_usage: true }
  Object.assign(chat, optionsToHub(asObject(options) ?? {}))
  const wanted = formatToHub(format)
  if (wanted) chat.response_format = wanted
  const effort = effortToHub(think)
  if (effort !== undefined) chat.reasoning_effort = effort
  if (Array.isArray(tools) && tools.length > 0) chat.tools = tools
  return chat as unknown as ChatRequest
}

/** /api/generate: one prompt, perhaps with a system message. */
function generated({ prompt, system, images }: Json): ChatMessage[] {
  if (prompt !== undefined && prompt !== null && typeof prompt !== "string")
    throw bad("prompt", "`prompt` must be a string.")
  const first: ChatMessage[] = asText(system) ? [{ role: "system", content: String(system) }] : []
  return [...first, messageToHub({ role: "user", content: prompt ?? "", images }, [])]
}

function checked(messages: unknown): ChatMessage[] {
  if (!Array.isArray(messages) || messages.length === 0)
    throw bad("messages", "`messages` must be a list with at least one message.")
  const out: ChatMessage[] = []
  messages.forEach((item: unknown, index) => {
    const message = asObject(item)
    if (!message || !ROLES.has(String(message.role)))
      throw bad(`messages[${index}].role`, `\`messages[${index}].role\` must be one of ${[...ROLES].join(", ")}.`)
    out.push(messageToHub(message, out))
  })
  return out
}

function messageToHub(message: Json, before: readonly ChatMessage[]): ChatMessage {
  const role = message.role as "system" | "user" | "assistant" | "tool"
  const content = asText(message.content) ?? ""
  if (role === "assistant") return assistantToHub(message, `${before.length}`)
  if (role === "tool") {
    const name = asText(message.tool_name)
    const id = asText(message.tool_call_id) ?? idOf(name, before)
    return { role, tool_call_id: id, content, ...(name === null ? {} : { name }) }
  }
  const images = Array.isArray(message.images) ? message.images.filter((image) => typeof image === "string") : []
  if (images.length === 0) return { role, content }
  const text: ContentPart[] = content === "" ? [] : [{ type: "text", text: content }]
  return { role, content: [...text, ...images.map(imageToHub)] }
}

/** An older client names the tool only: its result belongs to the last call of that name. */
function idOf(name: string | null, before: readonly ChatMessage[]): string {
  const calls = before.flatMap((message) => message.tool_calls ?? [])
  return calls.findLast((call) => name === null || call.function.name === name)?.id ?? ""
}

/** Ollama's images carry no type; the first bytes tell it. */
function imageToHub(data: string): ContentPart {
  const type = data.startsWith("/9j/")
    ? "jpeg"
    : data.startsWith("R0lG")
      ? "gif"
      : data.startsWith("UklG")
        ? "webp"
        : "png"
  return { type: "image_url", image_url: { url: `data:image/${type};base64,${data}` } }
}

/**
 * An assistant turn, as history or as an answer.
 * @param unique goes into the ids of calls that have none, so that they differ from turn to turn
 */
export function assistantToHub(message: Json, unique: string): ChatMessage {
  const text = asText(message.content) ?? ""
  const thinking = asText(message.thinking) ?? ""
  const calls = asObjects(message.tool_calls).map((call, index) => toolCallToHub(call, `${unique}_${index}`))
  return {
    role: "assistant",
    content: text === "" && (calls.length > 0 || thinking !== "") ? null : text,
    ...(thinking === "" ? {} : { reasoning_content: thinking }),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  }
}

export function toolCallToHub(call: Json, unique: string): ToolCall {
  const called = asObject(call.function)
  const given = called?.arguments
  return {
    id: asText(call.id) || `call_${unique}`,
    type: "function",
    function: { name: asText(called?.name) ?? "", arguments: asText(given) ?? JSON.stringify(given ?? {}) },
  }
}

function formatToHub(format: unknown): ResponseFormat | null {
  if (format === "json") return { type: "json_object" }
  const schema = asObject(format)
  return schema ? { type: "json_schema", json_schema: { name: "answer", schema } } : null
}

function bad(param: string, message: string): GatewayError {
  return new GatewayError("invalid_request", message, { param })
}
