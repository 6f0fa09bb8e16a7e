import { gemini as dialect } from "#lib/wire/gemini/dialect"
import { unsupportedParams } from "#lib/wire/gemini/unsupported-params"
import { headerKey } from "./auth"
import { geminiBody } from "./gemini-body"
import { defineProvider } from "./provider"

/** Google's Gemini API (ai.google.dev/api): the model in the path, the key in a header of its own. */
export const gemini = defineProvider({
  id: "gemini",
  aliases: ["google"],
  baseUrl: "https://generativelanguage.googleapis.com",
  baseUrlEnv: ["GEMINI_API_BASE"],
  keyEnv: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
  needsKey: true,
  auth: headerKey("x-goog-api-key"),
  serves: {
    chat: {
      dialect,
      path: ({ model, stream }) => `/v1beta/${resource(model)}:${method(stream)}`,
      unsupported: unsupportedParams,
      amend: geminiBody,
      inlineMedia: true,
    },
  },
})

/** A tuned model is a collection of its own; the name may already say which it is. */
function resource(model: string): string {
  const [collection, name] = /^(models|tunedModels)\/(.+)$/.exec(model)?.slice(1) ?? ["models", model]
  return `${collection}/${encodeURIComponent(name ?? model)}`
}

const method = (stream: boolean) => (stream ? "streamGenerateContent?alt=sse" : "generateContent")
