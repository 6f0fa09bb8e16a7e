import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { bearer } from "./auth"
import { defineProvider } from "./provider"
import { adapting } from "./quirks/adapt"
import { withoutCacheControl } from "./quirks/cache-control"
import { limitAsMaxTokens } from "./quirks/limits"
import { developerAsSystem } from "./quirks/roles"
import { imagesAfterToolResults } from "./quirks/tool-result-images"
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
      adapt: adapting(developerAsSystem, withoutCacheControl, limitAsMaxTokens, imagesAfterToolResults),
    },
  },
})
