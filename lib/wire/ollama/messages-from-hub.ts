import { GatewayError } from "#lib/core/errors"
import type { ChatMessage, ContentPart } from "../chat"
import { asObject, asText, type Json, parseJson } from "../read-json"
import { textOfFile } from "../text-file"

/**
 * Hub messages → Ollama's: one text a message, images beside it as bare base64, tool arguments as objects, a tool's result with
 * the tool's name. Throws `invalid_request` or `unsupported_params` naming the message.
 */
export function messagesFromHub(messages: readonly ChatMessage[]): Json[] {
  const names = new Map<string, string>()
  return messages.map((message, index) => {
    const at = `messages[${index}]`
    const { text, images } = contentFromHub(message.content, `${at}.content`)
    const out: Json = { role: message.role === "developer" ? "system" : message.role, content: text }
    if (images.length > 0) out.images = images
    if (message.role === "tool" || message.role === "function") {
      const name = asText(message.name) ?? names.get(message.tool_call_id ?? "")
      return {
        ...out,
        role: "tool",
        ...(name === undefined ? {} : { tool_name: name }),
        ...(message.tool_call_id ? { tool_call_id: message.tool_call_id } : {}),
      }
    }
    if (message.role !== "assistant") return out
    if (message.reasoning_content) out.thinking = message.reasoning_content
    if (message.refusal) out.content = text + message.refusal
    const calls = (message.tool_calls ?? []).map((call, position) => {
      const called = asObject(asObject(call)?.function)
      const param = `${at}.tool_calls[${position}]`
      if (!called)
        throw new GatewayError("invalid_request", `\`${param}\` must be an object with a \`function\`.`, { param })
      const name = asText(called.name) ?? ""
      if (call.id) names.set(call.id, name)
      return { ...(call.id ? { id: call.id } : {}), function: { name, arguments: argumentsObject(called.arguments) } }
    })
    return calls.length > 0 ? { ...out, tool_calls: calls } : out
  })
}

/**
 * Tool arguments (a string of JSON) → the object Ollama wants. What a model got wrong is kept under one name, so that the
 * conversation can go on and the model sees what it wrote.
 */
export function argumentsObject(args: unknown): Json {
  const text = asText(args)?.trim()
  if (!text) return asObject(args) ?? {}
  const parsed = parseJson(text)
  return asObject(parsed) ?? (parsed === null ? {} : { invalid_arguments: parsed ?? text })
}

function contentFromHub(
  content: string | ContentPart[] | null | undefined,
  at: string,
): { text: string; images: string[] } {
  if (content === undefined || content === null) return { text: "", images: [] }
  if (typeof content === "string") return { text: content, images: [] }
  const texts: string[] = []
  const images: string[] = []
  content.forEach((part, index) => {
    const where = `${at}[${index}]`
    if (part.type === "text") texts.push(asText(part.text) ?? "")
    else if (part.type === "refusal") texts.push(asText(part.refusal) ?? "")
    else if (part.type === "image_url") images.push(imageData(part, where))
    else if (part.type === "file" && textOfFile(part) !== null) texts.push(textOfFile(part) ?? "")
    else if (part.type === "thinking" || part.type === "redacted_thinking") return
    else throw unsupported(`parts of type ${part.type}. Send text or images`, where)
  })
  return { text: texts.join("\n"), images }
}

function imageData(part: ContentPart, at: string): string {
  const url = asText(part.image_url) ?? asText(asObject(part.image_url)?.url)
  if (url === null)
    throw new GatewayError("invalid_request", `\`${at}\` needs an \`image_url\` with a \`url\`.`, { param: at })
  const match = /^data:[^,]{0,100};base64,/i.exec(url.slice(0, 120))
  if (match) return url.slice(match[0].length)
  if (/^[a-z]+:/i.test(url)) throw unsupported("images by address. Send the image itself (data:image/png;base64,…)", at)
  return url
}

function unsupported(what: string, param: string): GatewayError {
  return new GatewayError("unsupported_params", `This model does not take ${what}.`, { param })
}
