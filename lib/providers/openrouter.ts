import { accented } from "#lib/wire/openai-chat/accent"
import { detailsAsThinking, detailsAsThinkingStream, thinkingAsDetails } from "#lib/wire/openai-chat/reasoning-details"
import { bearer } from "./auth"
import { defineProvider } from "./provider"
import { adapting } from "./quirks/adapt"
import { reasoningAs } from "./quirks/message-fields"
import { responses } from "./responses"

/**
 * OpenRouter (openrouter.ai/docs/api-reference); OR_SITE_URL and OR_APP_NAME name the application in its rankings. It takes
 * `cache_control` and passes it on to the providers that know it.
 */
export const openrouter = defineProvider({
  id: "openrouter",
  baseUrl: "https://openrouter.ai/api/v1",
  baseUrlEnv: ["OPENROUTER_API_BASE"],
  keyEnv: ["OPENROUTER_API_KEY", "OR_API_KEY"],
  needsKey: true,
  auth: bearer,
  reportsCost: true,
  connect: ({ env }) => ({
    headers: {
      ...(env.OR_SITE_URL ? { "http-referer": env.OR_SITE_URL } : {}),
      ...(env.OR_APP_NAME ? { "x-title": env.OR_APP_NAME } : {}),
    },
  }),
  serves: {
    chat: {
      dialect: accented({ name: "openrouter", response: detailsAsThinking, stream: detailsAsThinkingStream }),
      path: "/chat/completions",
      adapt: adapting(thinkingAsDetails, reasoningAs("reasoning")),
      also: [responses],
    },
  },
})
