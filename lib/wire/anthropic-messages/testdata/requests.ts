import type { ChatMessage, ChatRequest } from "../../chat"
import { anthropicMessages } from "../dialect"

export const user = (content: ChatMessage["content"]): ChatMessage => ({ role: "user", content: content ?? "" })
export const hello = { role: "user", content: [{ type: "text", text: "hi" }] }
export const function_ = { name: "f", description: "does", parameters: { type: "object", properties: { a: {} } } }
export const tool = { type: "function", function: function_ }

/** Hub → Anthropic for a request of one user message and these fields. */
export function sent(fields: Partial<ChatRequest>) {
  return anthropicMessages.fromHub.request({ model: "claude-haiku-4-5", messages: [user("hi")], ...fields })
}
/** Anthropic → hub for a request of one user message and these fields. */
export function received(fields: Record<string, unknown>) {
  return anthropicMessages.toHub.request({ model: "claude-haiku-4-5", max_tokens: 9, messages: [hello], ...fields })
}
export const messagesOf = (...messages: ChatMessage[]) => sent({ messages }).messages


/** A call of the tool `f`. */
export function call(id: string, args: string) {
  return { id, type: "function" as const, function: { name: "f", arguments: args } }
}
