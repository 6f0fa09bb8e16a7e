import type { ChatRequest } from "#lib/wire/chat"

/** `max_completion_tokens` → `max_tokens`, for providers that only know the older name. */
export function limitAsMaxTokens(chat: ChatRequest): ChatRequest {
  const { max_completion_tokens: limit, ...rest } = chat
  if (limit === undefined) return chat
  return limit === null ? rest : { ...rest, max_tokens: limit }
}

/** `max_tokens` → `max_completion_tokens`, the only name OpenAI's reasoning models take. */
export function limitAsMaxCompletionTokens(chat: ChatRequest): ChatRequest {
  const { max_tokens: limit, ...rest } = chat
  if (limit === undefined) return chat
  return limit === null || typeof rest.max_completion_tokens === "number"
    ? rest
    : { ...rest, max_completion_tokens: limit }
}
