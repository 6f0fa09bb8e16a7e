import type { Dialect } from "#lib/wire/dialect"
import { normalisedChat } from "#lib/wire/openai-chat/accent"
import { bearer } from "./auth"
import { defineProvider } from "./provider"
import { adaptToMistral } from "./quirks/mistral"

/** Mistral sends usage with every stream and refuses to be asked for it. */
const dialect: Dialect = {
  ...normalisedChat,
  fromHub: {
    ...normalisedChat.fromHub,
    request: (chat) => {
      const { stream_options: _refused, ...body } = normalisedChat.fromHub.request(chat)
      return body
    },
  },
}

/** Mistral (docs.mistral.ai/api). */
export const mistral = defineProvider({
  id: "mistral",
  baseUrl: "https://api.mistral.ai/v1",
  baseUrlEnv: ["MISTRAL_API_BASE", "MISTRAL_AZURE_API_BASE"],
  keyEnv: ["MISTRAL_API_KEY", "MISTRAL_AZURE_API_KEY"],
  needsKey: true,
  auth: bearer,
  serves: {
    chat: {
      dialect,
      path: "/chat/completions",
      unsupported: [
        "logit_bias",
        "logprobs",
        "top_logprobs",
        "modalities",
        "audio",
        "functions",
        "function_call",
        "verbosity",
        "web_search_options",
      ],
      adapt: adaptToMistral,
    },
  },
})
