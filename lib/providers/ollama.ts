import { NdjsonDecoder } from "#lib/wire/ndjson"
import { ollamaChat } from "#lib/wire/ollama/dialect"
import { unsupportedParams } from "#lib/wire/ollama/unsupported-params"
import { bearer } from "./auth"
import { defineProvider } from "./provider"

/** A server of Ollama through its own API; a key only when one is set in front of it (or for ollama.com). */
export const ollama = defineProvider({
  id: "ollama",
  aliases: ["ollama_chat"],
  baseUrl: "http://localhost:11434",
  baseUrlEnv: ["OLLAMA_API_BASE", "OLLAMA_HOST"],
  keyEnv: ["OLLAMA_API_KEY"],
  needsKey: false,
  auth: bearer,
  serves: {
    chat: {
      dialect: ollamaChat,
      path: "/api/chat",
      unsupported: unsupportedParams,
      decoder: () => new NdjsonDecoder(),
    },
  },
})
