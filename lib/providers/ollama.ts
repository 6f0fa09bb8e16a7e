import { NdjsonDecoder } from "#lib/wire/ndjson"
import { ollamaChat } from "#lib/wire/ollama/dialect"
import { unsupportedParams } from "#lib/wire/ollama/unsupported-params"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { bearer } from "./auth"
import { type ChatService, defineProvider } from "./provider"

const native: ChatService = {
  dialect: ollamaChat,
  path: "/api/chat",
  unsupported: unsupportedParams,
  decoder: () => new NdjsonDecoder(),
  inlineMedia: true,
}
/** Somebody who gives an address ending in /v1 means this door (docs/openai.md of ollama/ollama). */
const compatible: ChatService = { dialect: openaiChat, path: "/v1/chat/completions" }

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
    chat: (_model, { params }) => (/\/v1\/?(?:chat|$)/.test(String(params.api_base ?? "")) ? compatible : native),
  },
})
