import type { ChatMessage, ChatRequest, ContentPart } from "#lib/wire/chat"

const MEDIA = new Set(["image_url", "file", "input_audio"])
const POINTER = "The result is in the next user message."

/**
 * Images and files inside tool results → a user message behind the results, for providers that take nothing but text there.
 * Results stay together, as they must follow their calls at once.
 */
export function imagesAfterToolResults(chat: ChatRequest): ChatRequest {
  if (!chat.messages.some((message) => mediaOf(message).length > 0)) return chat
  const messages: ChatMessage[] = []
  let waiting: ContentPart[] = []
  const release = () => {
    if (waiting.length > 0) messages.push({ role: "user", content: waiting })
    waiting = []
  }
  for (const message of chat.messages) {
    if (message.role !== "tool") release()
    const media = mediaOf(message)
    if (media.length === 0) {
      messages.push(message)
      continue
    }
    const rest = (message.content as ContentPart[]).filter((part) => !MEDIA.has(part.type))
    messages.push({ ...message, content: rest.length > 0 ? rest : POINTER })
    waiting.push({ type: "text", text: `Result of the tool call ${message.tool_call_id ?? ""}:` }, ...media)
  }
  release()
  return { ...chat, messages }
}

function mediaOf(message: ChatMessage): ContentPart[] {
  if (message.role !== "tool" || !Array.isArray(message.content)) return []
  return message.content.filter((part) => MEDIA.has(part.type))
}
