import type { ChatRequest } from "#lib/wire/chat"
import { openaiResponses } from "#lib/wire/openai-responses/dialect"
import { unsupportedParams } from "#lib/wire/openai-responses/unsupported-params"
import type { ChatService } from "./provider"

/** Nothing of a chat is to be kept at the provider unless the client says so; Responses keeps it unless told otherwise. */
function unstored(chat: ChatRequest): ChatRequest {
  return chat.store === undefined || chat.store === null ? { ...chat, store: false } : chat
}

/** The Responses API next to a provider's chat: `also: [responses]`. Its own clients are passed through. */
export const responses: ChatService = {
  dialect: openaiResponses,
  path: "/responses",
  unsupported: unsupportedParams,
  adapt: unstored,
}
