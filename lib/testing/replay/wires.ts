import { anthropicMessages } from "#lib/wire/anthropic-messages/dialect"
import { AwsEventStreamDecoder } from "#lib/wire/aws-event-stream"
import { bedrockConverse } from "#lib/wire/bedrock-converse/dialect"
import { cohere } from "#lib/wire/cohere/dialect"
import { gemini } from "#lib/wire/gemini/dialect"
import { NdjsonDecoder } from "#lib/wire/ndjson"
import { ollamaChat } from "#lib/wire/ollama/dialect"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { openaiResponses } from "#lib/wire/openai-responses/dialect"
import { readAnthropic } from "./read-anthropic"
import { readCohere } from "./read-cohere"
import { readConverse } from "./read-converse"
import { readGemini } from "./read-gemini"
import { readOllama } from "./read-ollama"
import { readOpenaiChat } from "./read-openai-chat"
import { readResponses } from "./read-responses"
import type { Recording } from "./recordings"
import type { Wire } from "./replay"

const chat: Wire = { dialect: openaiChat, read: readOpenaiChat }
const messages: Wire = { dialect: anthropicMessages, read: readAnthropic }
const generate: Wire = { dialect: gemini, read: readGemini }
const converse: Wire = {
  dialect: bedrockConverse,
  read: readConverse,
  decoder: () => new AwsEventStreamDecoder(),
}
const responses: Wire = { dialect: openaiResponses, read: readResponses }
const cohereChat: Wire = { dialect: cohere, read: readCohere }
const ollama: Wire = { dialect: ollamaChat, read: readOllama, decoder: () => new NdjsonDecoder() }

/** The wire format a recorded exchange is in; null when it is no chat (embeddings through `invoke` …). */
export function wireOf({ endpoint, provider, request }: Recording): Wire | null {
  switch (endpoint) {
    case "chat":
      return chat
    case "messages":
      return messages
    case "generateContent":
    case "streamGenerateContent":
      return generate
    case "converse":
    case "converse-stream":
      return converse
    case "responses":
      return /\/responses$/.test(request.path.split("?")[0] ?? "") ? responses : null
    case "chat-native":
      return provider === "cohere" ? cohereChat : ollama
    case "invoke":
      return /anthropic\./.test(request.path) ? messages : null
    default:
      return null
  }
}
