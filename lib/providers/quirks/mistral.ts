import { createHash } from "node:crypto"
import type { ChatMessage, ChatRequest, ContentPart } from "#lib/wire/chat"
import { adapting } from "./adapt"
import { withoutCacheControl } from "./cache-control"
import { limitAsMaxTokens } from "./limits"
import { onlyMessageFields } from "./message-fields"
import { developerAsSystem } from "./roles"
import { imagesAfterToolResults } from "./tool-result-images"

/** Bookkeeping fields Mistral refuses (it forbids unknown ones); they change no answer. */
const REFUSED = ["stream_options", "user", "store", "service_tier", "safety_identifier", "prompt_cache_retention"]
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
const ID_LENGTH = 9

/** What Mistral wants said differently (docs.mistral.ai/api/endpoint/chat). */
export const adaptToMistral = adapting(
  developerAsSystem,
  withoutCacheControl,
  imagesAfterToolResults,
  limitAsMaxTokens,
  fieldsOfMistral,
  messagesOfMistral,
  onlyMessageFields(["role", "content", "tool_calls", "tool_call_id", "name", "prefix"]),
)

function fieldsOfMistral(chat: ChatRequest): ChatRequest {
  const out: ChatRequest = { ...chat }
  for (const field of REFUSED) delete out[field]
  if (out.seed !== undefined) {
    out.random_seed ??= out.seed
    delete out.seed
  }
  if (out.tool_choice === "required") (out as Record<string, unknown>).tool_choice = "any"
  return out
}

function messagesOfMistral(chat: ChatRequest): ChatRequest {
  // Other models of theirs have no place for earlier thinking.
  const thinks = /magistral/i.test(chat.model) || Boolean(chat.reasoning_effort && chat.reasoning_effort !== "none")
  return { ...chat, messages: chat.messages.map((message) => messageOfMistral(message, thinks)) }
}

function messageOfMistral(message: ChatMessage, thinks: boolean): ChatMessage {
  const out: ChatMessage = { ...message }
  if (out.role !== "tool") delete out.name
  if (out.tool_call_id) out.tool_call_id = mistralToolId(out.tool_call_id)
  if (out.tool_calls) {
    if (out.tool_calls.length === 0) delete out.tool_calls
    else out.tool_calls = out.tool_calls.map((call) => ({ ...call, id: mistralToolId(call.id) }))
  }
  if (Array.isArray(out.content)) out.content = out.content.map(partOfMistral)
  if (out.role === "assistant") {
    if (thinks && out.reasoning_content) out.content = withThinking(out.reasoning_content, out.content)
    else if (out.content === null || out.content === undefined) out.content = ""
  }
  return out
}

function withThinking(reasoning: string, content: ChatMessage["content"]): ContentPart[] {
  const thinking: ContentPart = { type: "thinking", thinking: [{ type: "text", text: reasoning }] }
  if (Array.isArray(content)) return [thinking, ...content]
  return content ? [thinking, { type: "text", text: content }] : [thinking]
}

/** Files are documents there, and a sound is its bytes alone. */
function partOfMistral(part: ContentPart): ContentPart {
  if (part.type === "input_audio" && part.input_audio)
    return { type: "input_audio", input_audio: part.input_audio.data } as unknown as ContentPart
  const url = part.type === "file" ? part.file?.file_data : undefined
  if (url === undefined) return part
  const name = part.file?.filename
  return { type: "document_url", document_url: url, ...(name === undefined ? {} : { document_name: name }) }
}

/**
 * Mistral takes ids of nine letters and digits only. Any other becomes nine made of its hash: the same one for a call and its
 * result.
 */
export function mistralToolId(id: string): string {
  if (/^[A-Za-z0-9]{9}$/.test(id)) return id
  const hash = createHash("sha256").update(id).digest()
  return Array.from(hash.subarray(0, ID_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join("")
}
