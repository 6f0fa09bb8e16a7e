import type { ChatMessage, ChatRequest } from "#lib/wire/chat"

/** Leaves out the marks of Anthropic's prompt cache, which most other providers refuse as an unknown field. */
export function withoutCacheControl(chat: ChatRequest): ChatRequest {
  const messages = mapped(chat.messages, bareMessage)
  const tools = chat.tools ? mapped(chat.tools, bareTool) : chat.tools
  if (messages === chat.messages && tools === chat.tools && chat.cache_control === undefined) return chat
  const { cache_control: _mark, ...rest } = chat
  return { ...rest, messages, ...(tools ? { tools } : {}) } as ChatRequest
}

function bareMessage(message: ChatMessage): ChatMessage {
  const bared = bare(message)
  const content = Array.isArray(bared.content) ? mapped(bared.content, bare) : bared.content
  const calls = bared.tool_calls ? mapped(bared.tool_calls, bare) : bared.tool_calls
  if (content === bared.content && calls === bared.tool_calls) return bared
  return { ...bared, content: content ?? null, ...(calls ? { tool_calls: calls } : {}) }
}

function bareTool<T extends { function?: object | undefined }>(tool: T): T {
  const bared = bare(tool)
  const definition = bared.function ? bare(bared.function) : bared.function
  return definition === bared.function ? bared : { ...bared, function: definition }
}

function bare<T extends object>(value: T): T {
  if (typeof value !== "object" || value === null || !("cache_control" in value)) return value
  const { cache_control: _mark, ...rest } = value as Record<string, unknown>
  return rest as T
}

/** Like `map`, but the same array when every item stayed the same. */
function mapped<T>(items: readonly T[], change: (item: T) => T): T[] {
  const out = items.map(change)
  return out.every((item, index) => item === items[index]) ? (items as T[]) : out
}
