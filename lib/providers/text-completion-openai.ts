import { openaiCompletions } from "#lib/wire/completions"
import { bearer } from "./auth"
import { defineProvider } from "./provider"

/** OpenAI's models that complete a text (`gpt-3.5-turbo-instruct`): a conversation is written out as one prompt. */
export const textCompletionOpenai = defineProvider({
  id: "text-completion-openai",
  baseUrl: "https://api.openai.com/v1",
  baseUrlEnv: ["OPENAI_BASE_URL", "OPENAI_API_BASE"],
  keyEnv: ["OPENAI_API_KEY"],
  needsKey: true,
  auth: bearer,
  serves: { chat: { dialect: openaiCompletions, path: "/completions" } },
})
