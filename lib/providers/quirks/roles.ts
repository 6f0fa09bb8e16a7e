import type { ChatRequest } from "#lib/wire/chat"

/** `developer` is OpenAI's newer word for `system`; others do not know it. */
export function developerAsSystem(chat: ChatRequest): ChatRequest {
  if (!chat.messages.some((message) => message.role === "developer")) return chat
  return {
    ...chat,
    messages: chat.messages.map((message) => (message.role === "developer" ? { ...message, role: "system" } : message)),
  }
}
