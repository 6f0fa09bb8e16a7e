import { countTokens as count } from "#lib/catalog/tokens"
import { kindOperation } from "#lib/gateway/kind-operation"
import { wrong } from "#lib/gateway/parse-kind"
import { promptText } from "#lib/gateway/prompt-text"
import { anthropicMessages } from "#lib/wire/anthropic-messages/dialect"

/** Anthropic's token counting: the provider's own count where it has one, the gateway's tokenizer elsewhere. */
export const countTokens = kindOperation({
  id: "messages.count_tokens",
  callType: "count_tokens",
  paths: ["/v1/messages/count_tokens"],
  rules: {
    kind: "countTokens",
    dialect: anthropicMessages,
    check({ messages }) {
      if (!Array.isArray(messages) || messages.length === 0) throw wrong("messages", "a list with at least one message")
    },
    otherwise: async (fields) => ({ body: { input_tokens: await count(promptText(fields)) }, usage: null }),
  },
})
