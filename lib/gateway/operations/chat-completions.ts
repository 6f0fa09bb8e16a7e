import type { ModelOperation } from "#lib/gateway/operation"
import { parseChat } from "#lib/gateway/parse-chat"
import { openaiChat } from "#lib/wire/openai-chat/dialect"

/** OpenAI chat completions, with the aliases LiteLLM and Azure clients use. */
export const chatCompletions: ModelOperation = {
  kind: "model",
  id: "chat.completions",
  callType: "acompletion",
  method: "POST",
  paths: [
    "/v1/chat/completions",
    "/chat/completions",
    "/engines/:model/chat/completions",
    "/openai/deployments/:model/chat/completions",
  ],
  dialect: openaiChat,
  parse: (text, pathModel) => parseChat(openaiChat, text, pathModel),
}
