import { anthropicMessages } from "#lib/wire/anthropic-messages/dialect"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { readAnthropic } from "./read-anthropic"
import { readOpenaiChat } from "./read-openai-chat"
import type { Recording } from "./recordings"
import type { Wire } from "./replay"

const chat: Wire = { dialect: openaiChat, read: readOpenaiChat }
const messages: Wire = { dialect: anthropicMessages, read: readAnthropic }

/** The wire format a recorded exchange is in; null when it is no chat (embeddings through `invoke` …). */
export function wireOf({ endpoint }: Recording): Wire | null {
  switch (endpoint) {
    case "chat":
      return chat
    case "messages":
      return messages
    default:
      return null
  }
}
