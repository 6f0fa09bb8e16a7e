import { bearer } from "./auth"
import { openaiWords } from "./openai-models"
import { defineProvider } from "./provider"
import { responses } from "./responses"

/** OpenAI, and with `api_base` any server that speaks its protocol. */
export const openai = defineProvider({
  id: "openai",
  aliases: ["custom_openai"],
  baseUrl: "https://api.openai.com/v1",
  baseUrlEnv: ["OPENAI_BASE_URL", "OPENAI_API_BASE"],
  keyEnv: ["OPENAI_API_KEY"],
  needsKey: true,
  auth: bearer,
  serves: { chat: (model) => ({ ...openaiWords(model), path: "/chat/completions", also: [responses] }) },
})
