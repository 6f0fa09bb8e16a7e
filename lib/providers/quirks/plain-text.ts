import type { ChatRequest } from "#lib/wire/chat"

/** Content that is a list of nothing but texts → one string, for providers that read strings only. */
export function textPartsAsString(chat: ChatRequest): ChatRequest {
  const plain = (content: unknown): content is { type: "text"; text: string }[] =>
    Array.isArray(content) && content.every((part) => part?.type === "text" && typeof part.text === "string")
  if (!chat.messages.some((message) => plain(message.content))) return chat
  const messages = chat.messages.map((message) =>
    plain(message.content) ? { ...message, content: message.content.map((part) => part.text).join("\n") } : message,
  )
  return { ...chat, messages }
}
