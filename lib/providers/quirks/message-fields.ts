import type { ChatMessage, ChatRequest } from "#lib/wire/chat"
import type { Adapt } from "./adapt"

/**
 * Keeps only these fields of the messages, for providers that refuse what they do not know (an answer that a client sends back
 * as it came has `refusal`, `annotations` and more).
 */
export function onlyMessageFields(fields: readonly string[]): Adapt {
  const known = new Set(fields)
  const strange = (message: ChatMessage) => Object.keys(message).some((field) => !known.has(field))
  return (chat: ChatRequest) => {
    if (!chat.messages.some(strange)) return chat
    const messages = chat.messages.map((message) => {
      if (!strange(message)) return message
      return Object.fromEntries(Object.entries(message).filter(([field]) => known.has(field))) as unknown as ChatMessage
    })
    return { ...chat, messages }
  }
}

/** Earlier thinking under the name this provider knows. */
export function reasoningAs(field: string): Adapt {
  return (chat) => {
    if (!chat.messages.some((message) => message.reasoning_content)) return chat
    const messages = chat.messages.map((message) => {
      const { reasoning_content: reasoning, ...rest } = message
      if (reasoning === undefined || message.role !== "assistant") return message
      return reasoning ? { ...rest, [field]: rest[field] ?? reasoning } : rest
    })
    return { ...chat, messages }
  }
}
