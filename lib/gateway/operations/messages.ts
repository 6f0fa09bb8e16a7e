import type { ModelOperation } from "#lib/gateway/operation"
import { parseChat } from "#lib/gateway/parse-chat"
import { anthropicMessages } from "#lib/wire/anthropic-messages/dialect"

/** Anthropic's Messages API, to any provider: lossless where the provider speaks it, translated elsewhere. */
export const messages: ModelOperation = {
  kind: "model",
  id: "messages",
  callType: "anthropic_messages",
  method: "POST",
  paths: ["/v1/messages"],
  dialect: anthropicMessages,
  parse: (text, pathModel) => parseChat(anthropicMessages, text, pathModel),
}
