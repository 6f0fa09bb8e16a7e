import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { bearer } from "./auth"
import { defineProvider } from "./provider"
import { MAX_TOKENS, NO_CACHE_MARKS, NO_DEVELOPER, saying, TEXT_RESULTS } from "./quirks/saying"
import { responses } from "./responses"

/** DeepSeek (api-docs.deepseek.com). */
export const deepseek = defineProvider({
  id: "deepseek",
  baseUrl: "https://api.deepseek.com",
  baseUrlEnv: ["DEEPSEEK_API_BASE"],
  keyEnv: ["DEEPSEEK_API_KEY"],
  needsKey: true,
  auth: bearer,
  serves: {
    chat: {
      dialect: openaiChat,
      path: "/chat/completions",
      also: [responses],
      unsupported: ["n", "logit_bias", "modalities", "audio", "prediction", "verbosity", "web_search_options"],
      ...saying(NO_DEVELOPER, NO_CACHE_MARKS, MAX_TOKENS, TEXT_RESULTS),
    },
  },
})
