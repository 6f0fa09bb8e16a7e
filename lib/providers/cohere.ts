import { cohereFor } from "#lib/wire/cohere/dialect"
import { unsupportedParams } from "#lib/wire/cohere/unsupported-params"
import { bearer } from "./auth"
import { defineProvider } from "./provider"
import { imagesAfterToolResults } from "./quirks/tool-result-images"

/** Cohere's chat, version 2 (docs.cohere.com/v2/reference/chat). */
export const cohere = defineProvider({
  id: "cohere",
  aliases: ["cohere_chat"],
  baseUrl: "https://api.cohere.com",
  baseUrlEnv: ["COHERE_API_BASE", "CO_API_URL"],
  keyEnv: ["COHERE_API_KEY", "CO_API_KEY"],
  needsKey: true,
  auth: bearer,
  serves: {
    chat: (model) => ({
      dialect: cohereFor(model),
      path: "/v2/chat",
      unsupported: unsupportedParams,
      adapt: imagesAfterToolResults,
    }),
  },
})
