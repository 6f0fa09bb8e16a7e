import { GatewayError } from "#lib/core/errors"
import type { ChatMessage, ChatRequest, ContentPart, ResponseFormat, ToolCall } from "../chat"
import { asCount, asObject, asObjects, asText, type Json } from "../read-json"
import { annotationsOf, CITATIONS } from "./citations"

const ROLES = new Set(["system", "user", "assistant", "tool"])
const CHOICES: Readonly<Record<string, "required" | "none">> = { REQUIRED: "required", NONE: "none" }

/** Client's Cohere v2 chat body → hub. Throws `invalid_request` naming the field; fields we do not know ride along. */
export function requestToHub(body: Record<string, unknown>): ChatRequest {
  check(body)
  const {
    messages,
    stop_sequences: stop,
    p,
    k,
    tools,
    strict_tools: strict,
    tool_choice: choice,
    response_format: format,
    thinking,
    ...rest
  } = body
  const chat: Json = { ...rest, messages: asObjects(messages).map(messageToHub) }
  if (Array.isArray(stop) && stop.length > 0) chat.stop = stop
  if (typeof p === "number") chat.top_p = p
  if (typeof k === "number") chat.top_k = k
  if (Array.isArray(tools) && tools.length > 0) chat.tools = asObjects(tools).map((tool) => toolToHub(tool, strict))
  const known = CHOICES[asText(choice) ?? ""]
  if (known) chat.tool_choice = known
  const wanted = formatToHub(asObject(format))
  if (wanted) chat.response_format = wanted
  const effort = effortToHub(asObject(thinking))
  if (effort) chat.reasoning_effort = effort
  if (body.stream === true) chat.stream_options = { include_usage: true }
  return chat as unknown as ChatRequest
}

function check(body: Json): void {
  if (typeof body.model !== "string" || body.model === "")
    throw bad("model", "`model` must be the name of a model. GET /v1/models lists those you can use.")
  if (!Array.isArray(body.messages) || body.messages.length === 0)
    throw bad("messages", "`messages` must be a list with at least one message.")
  body.messages.forEach((item: unknown, index) => {
    const role = asText(asObject(item)?.role)?.toLowerCase() ?? ""
    if (!ROLES.has(role))
      throw bad(`messages[${index}].role`, `\`messages[${index}].role\` must be one of ${[...ROLES].join(", ")}.`)
  })
  if (body.stream !== undefined && body.stream !== null && typeof body.stream !== "boolean")
    throw bad("stream", "`stream` must be true or false.")
}

function messageToHub(message: Json): ChatMessage {
  const role = String(message.role).toLowerCase()
  if (role === "assistant") return assistantToHub(message)
  if (role !== "tool") return { role: role as "user" | "system", content: contentToHub(message.content) }
  return { role: "tool", tool_call_id: asText(message.tool_call_id) ?? "", content: contentToHub(message.content) }
}

/** An assistant turn, as history or as an answer: the tool plan is shown as reasoning, and kept to be told apart again. */
export function assistantToHub(message: Json): ChatMessage {
  const { content } = message
  const parts = asObjects(content)
  const texts = parts.filter((part) => part.type === "text").map((part) => asText(part.text) ?? "")
  const text = typeof content === "string" ? content : texts.join("")
  const plan = asText(message.tool_plan) ?? ""
  const thinking = parts.map((part) => (part.type === "thinking" ? (asText(part.thinking) ?? "") : "")).join("")
  const calls = asObjects(message.tool_calls).map(toolCallToHub)
  const citations = asObjects(message.citations)
  const annotations = annotationsOf(citations, (index) => offsetOf(parts, index))
  const fields: Json = {
    ...(plan === "" ? {} : { tool_plan: plan }),
    ...(citations.length > 0 ? { [CITATIONS]: citations } : {}),
  }
  return {
    role: "assistant",
    content: text === "" && (calls.length > 0 || thinking + plan !== "") ? null : text,
    ...(thinking + plan === "" ? {} : { reasoning_content: thinking + plan }),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
    ...(annotations.length > 0 ? { annotations } : {}),
    ...(Object.keys(fields).length > 0 ? { provider_specific_fields: fields } : {}),
  }
}

/** Where the text of the content block `index` begins in the joined text. */
function offsetOf(parts: readonly Json[], index: number): number {
  return parts.slice(0, index).reduce((length, part) => length + (asText(part.text)?.length ?? 0), 0)
}

function toolCallToHub(call: Json): ToolCall {
  const called = asObject(call.function)
  return {
    id: asText(call.id) ?? "",
    type: "function",
    function: { name: asText(called?.name) ?? "", arguments: argumentsText(called?.arguments) },
  }
}

/** A call without arguments comes as an empty string or as `null`: clients parse the string and expect an object. */
export function argumentsText(given: unknown): string {
  const text = asText(given)?.trim() ?? ""
  return text === "" || text === "null" ? "{}" : String(given)
}

function contentToHub(content: unknown): string | ContentPart[] {
  if (typeof content === "string") return content
  const parts = asObjects(content).map((part): ContentPart => {
    const data = part.type === "document" ? asObject(part.document)?.data : undefined
    if (data === undefined) return part as unknown as ContentPart
    return { type: "text", text: asText(data) ?? JSON.stringify(data) }
  })
  return parts.length === 1 && parts[0]?.type === "text" ? (parts[0].text ?? "") : parts
}

function toolToHub(tool: Json, strict: unknown): Json {
  const definition = asObject(tool.function)
  if (!definition || strict !== true) return tool
  return { ...tool, function: { ...definition, strict: true } }
}

function formatToHub(format: Json | null): ResponseFormat | null {
  if (format?.type !== "json_object") return null
  const schema = asObject(format.json_schema) ?? asObject(format.schema)
  return schema ? { type: "json_schema", json_schema: { name: "answer", schema } } : { type: "json_object" }
}

function effortToHub(thinking: Json | null): string | null {
  if (!thinking) return null
  if (thinking.type === "disabled") return "none"
  const budget = asCount(thinking.token_budget)
  if (budget === null) return "high"
  return budget < 2048 ? "low" : budget < 4096 ? "medium" : "high"
}

function bad(param: string, message: string): GatewayError {
  return new GatewayError("invalid_request", message, { param })
}
