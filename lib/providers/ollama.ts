import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { bearer } from "./auth"
import { defineProvider } from "./provider"

/** Ollama through its OpenAI-compatible door (docs/openai.md of ollama/ollama); a key only when one is set in front of it. */
export const ollama = defineProvider({
  id: "ollama",
  aliases: ["ollama_chat"],
  baseUrl: "http://localhost:11434",
  baseUrlEnv: ["OLLAMA_API_BASE", "OLLAMA_HOST"],
  keyEnv: ["OLLAMA_API_KEY"],
  needsKey: false,
  auth: bearer,
  serves: { chat: { dialect: openaiChat, path: "/v1/chat/completions" } },
})
