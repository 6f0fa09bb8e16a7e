import { openaiChat } from "#lib/wire/openai-chat/dialect"
import type { ChatService } from "./provider"
import { NO_CACHE_MARKS, NO_DEVELOPER, saying, TEXT_RESULTS } from "./quirks/saying"

/** OpenAI chat for providers that take no more than OpenAI's models of before its newest words do. */
export const plainChat: Pick<ChatService, "dialect" | "adapt" | "adaptsWhen"> = {
  dialect: openaiChat,
  ...saying(NO_CACHE_MARKS, TEXT_RESULTS, NO_DEVELOPER),
}
