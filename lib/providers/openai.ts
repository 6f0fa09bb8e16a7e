import { bearer } from "./auth"
import { openaiWords, ownWords } from "./openai-models"
import { defineProvider, type Given } from "./provider"
import { openaiRealtime } from "./realtime-path"
import { responses } from "./responses"

/** OpenAI itself, which knows less than many servers that speak its protocol (`top_k`). */
function isOwn({ params, env }: Given): boolean {
  const base = params.api_base ?? env.OPENAI_BASE_URL ?? env.OPENAI_API_BASE
  return !base || /^(?:https:\/\/)?(?:[a-z]+\.)?api\.openai\.com(?:[/:]|$)/.test(String(base))
}

/** OpenAI, and with `api_base` any server that speaks its protocol. */
export const openai = defineProvider({
  id: "openai",
  aliases: ["custom_openai"],
  baseUrl: "https://api.openai.com/v1",
  baseUrlEnv: ["OPENAI_BASE_URL", "OPENAI_API_BASE"],
  keyEnv: ["OPENAI_API_KEY"],
  needsKey: true,
  fields: [
    { key: "organization", label: "Organization", placeholder: "org-…", hint: "If the key belongs to several." },
  ],
  auth: bearer,
  realtime: openaiRealtime,
  objects: "",
  serves: {
    chat: (model, given) => ({
      ...(isOwn(given) ? ownWords(model) : openaiWords(model)),
      path: "/chat/completions",
      also: [responses],
    }),
  },
})
