import { GatewayError } from "#lib/core/errors"
import type { ChatMessage, ContentPart, ToolCall } from "../chat"
import { asObject, asObjects, asText, type Json, parseJson } from "../read-json"
import { textOfFile } from "../text-file"
import { CITATIONS } from "./citations"

/** Parts that only mean something to other providers. */
const FOREIGN_PARTS = new Set(["thinking", "redacted_thinking"])

/** Hub messages → Cohere's v2 messages. Throws `invalid_request` or `unsupported_params` naming the message. */
export function messagesFromHub(messages: readonly ChatMessage[]): Json[] {
  return messages.flatMap((message, index) => messageFromHub(message, `messages[${index}]`))
}

function messageFromHub(message: ChatMessage, at: string): Json[] {
  if (message.role === "assistant") return [assistant(message, at)]
  if (message.role === "tool" || message.role === "function") return [toolResult(message, at)]
  const role = message.role === "user" ? "user" : "system"
  const content = contentFromHub(message.content, `${at}.content`)
  if (role === "system" && Array.isArray(content) && content.some((part) => part.type !== "text"))
    throw new GatewayError("invalid_request", `\`${at}.content\` of a ${message.role} message must be text.`, {
      param: `${at}.content`,
    })
  return [{ role, content }]
}

function assistant(message: ChatMessage, at: string): Json {
  const fields = asObject(message.provider_specific_fields)
  const out: Json = { role: "assistant" }
  const calls = (message.tool_calls ?? []).map((call, index) => toolCall(call, `${at}.tool_calls[${index}]`))
  const plan = asText(fields?.tool_plan)
  const reasoning = reasoningOf(message, plan)
  const said = contentFromHub(message.content, `${at}.content`)
  const refusal = message.refusal ? [{ type: "text", text: message.refusal }] : []
  if (reasoning || refusal.length > 0) {
    const parts = typeof said === "string" ? (said === "" ? [] : [{ type: "text", text: said }]) : said
    const thinking = reasoning ? [{ type: "thinking", thinking: reasoning }] : []
    out.content = [...thinking, ...parts, ...refusal]
  } else if (said.length > 0 || calls.length === 0) out.content = said
  if (plan) out.tool_plan = plan
  if (calls.length > 0) out.tool_calls = calls
  const citations = asObjects(fields?.[CITATIONS])
  if (citations.length > 0) out[CITATIONS] = citations
  return out
}

/** The thinking to replay: what the hub shows as reasoning, without the tool plan that was made part of it. */
function reasoningOf(message: ChatMessage, plan: string | null): string {
  const reasoning = asText(message.reasoning_content) ?? ""
  return plan && reasoning.endsWith(plan) ? reasoning.slice(0, -plan.length) : reasoning
}

function toolCall(call: ToolCall, at: string): Json {
  const called = asObject(asObject(call)?.function)
  if (!called)
    throw new GatewayError("invalid_request", `\`${at}\` must be an object with a \`function\`.`, { param: at })
  const { arguments: given } = called
  const text = asText(given) ?? JSON.stringify(given ?? {})
  return {
    id: asText(call.id) ?? "",
    type: "function",
    function: { name: asText(called.name) ?? "", arguments: text.trim() === "" ? "{}" : text },
  }
}

/** A JSON object becomes a document (which the model can cite), anything else stays the text it is. */
function toolResult(message: ChatMessage, at: string): Json {
  const id = message.role === "function" ? `call_${asText(message.name) ?? ""}` : message.tool_call_id
  if (!id)
    throw new GatewayError("invalid_request", `\`${at}.tool_call_id\` is missing.`, { param: `${at}.tool_call_id` })
  const content = contentFromHub(message.content, `${at}.content`)
  const isObject = typeof content === "string" && content.trimStart().startsWith("{") && asObject(parseJson(content))
  return {
    role: "tool",
    tool_call_id: id,
    content: isObject ? [{ type: "document", document: { data: content } }] : content,
  }
}

function contentFromHub(content: string | ContentPart[] | null | undefined, at: string): string | Json[] {
  if (content === undefined || content === null) return ""
  if (typeof content === "string") return content
  return content.flatMap((part, index) => partFromHub(part, `${at}[${index}]`))
}

function partFromHub(part: ContentPart, at: string): Json[] {
  if (FOREIGN_PARTS.has(part.type)) return []
  if (part.type === "text") return [{ type: "text", text: asText(part.text) ?? "" }]
  if (part.type === "refusal") return [{ type: "text", text: asText(part.refusal) ?? "" }]
  if (part.type === "image_url") {
    const image = asObject(part.image_url)
    const url = asText(part.image_url) ?? asText(image?.url)
    if (url === null)
      throw new GatewayError("invalid_request", `\`${at}\` needs an \`image_url\` with a \`url\`.`, { param: at })
    return [{ type: "image_url", image_url: { ...image, url } }]
  }
  if (part.type === "file") return [fileText(part, at)]
  if (part.type === "input_audio")
    throw new GatewayError("unsupported_params", "This model takes no audio. Send the words as text.", { param: at })
  const { cache_control: _cache, ...rest } = part
  return [rest]
}

function fileText(part: ContentPart, at: string): Json {
  const text = textOfFile(part)
  if (text !== null) return { type: "text", text }
  throw new GatewayError("unsupported_params", "This model takes no files but texts. Send the words as text.", {
    param: at,
  })
}
