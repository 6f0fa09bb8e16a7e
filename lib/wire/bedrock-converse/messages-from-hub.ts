import { GatewayError } from "#lib/core/errors"
import { sha256Hex } from "#lib/core/ids"
import { inputOf } from "../anthropic-messages/messages-from-hub"
import type { ChatMessage, ToolCall } from "../chat"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { contentFromHub, textOf } from "./content"
import { type Block, type ConverseMessage, cachePoint, RAW_BLOCKS } from "./types"

export interface Conversation {
  readonly system: Block[]
  readonly messages: ConverseMessage[]
}

/**
 * Hub messages → Converse's conversation: system and developer messages go to the top, tool results become blocks of a user
 * turn, consecutive messages of one side are merged. A conversation of system messages only becomes one user turn.
 * @param claude the model is known to be Claude, which refuses thinking without a signature and odd ids
 */
export function messagesFromHub(messages: readonly ChatMessage[], claude: boolean): Conversation {
  const system: Block[] = []
  const turns: ConverseMessage[] = []
  messages.forEach((message, index) => {
    const at = `messages[${index}]`
    const blocks = marked(blocksOf(message, { at, claude }), message)
    if (message.role === "system" || message.role === "developer") {
      system.push(...blocks)
      return
    }
    if (blocks.length === 0) return
    const role = message.role === "assistant" ? "assistant" : "user"
    const last = turns[turns.length - 1]
    if (last?.role === role) last.content.push(...blocks)
    else turns.push({ role, content: blocks })
  })
  if (turns.length === 0) return { system: [], messages: [{ role: "user", content: system }] }
  trimPrefill(turns)
  nameDocuments(turns)
  return { system, messages: turns }
}

interface Place {
  readonly at: string
  readonly claude: boolean
}

function blocksOf(message: ChatMessage, place: Place): Block[] {
  if (message.role === "assistant") return assistantBlocks(message, place)
  if (message.role === "tool" || message.role === "function") return [toolResult(message, place)]
  const blocks = contentFromHub(message.content, `${place.at}.content`)
  if (message.role !== "user" && blocks.some((block) => block.image || block.document || block.video))
    throw new GatewayError("invalid_request", `\`${place.at}.content\` of a ${message.role} message must be text.`, {
      param: `${place.at}.content`,
    })
  return blocks
}

/** An assistant message as blocks: thinking, text, calls; or what Bedrock itself once sent. */
export function assistantBlocks(message: ChatMessage, { at, claude }: Place): Block[] {
  const wrong = (message.tool_calls ?? []).findIndex((call) => asObject(call) === null)
  if (wrong !== -1) {
    const param = `${at}.tool_calls[${wrong}]`
    throw new GatewayError("invalid_request", `\`${param}\` must be an object with a \`function\`.`, { param })
  }
  const raw = rawBlocks(message)
  if (raw) return raw
  const calls = (message.tool_calls ?? []).flatMap((call) => toolUse(call, claude))
  const legacy = asObject(message.function_call)
  if (legacy && calls.length === 0)
    calls.push(
      callBlock(toolUseId(`call_${asText(legacy.name) ?? ""}`, claude), asText(legacy.name) ?? "", legacy.arguments),
    )
  return [...thinking(message, claude), ...contentFromHub(message.content, `${at}.content`), ...calls]
}

/**
 * The blocks of an earlier answer as Bedrock sent them, when they still say what the message says: a client or a guardrail that
 * changed the text or the calls gets its version sent.
 */
function rawBlocks(message: ChatMessage): Block[] | null {
  const blocks = asObjects(asObject(message.provider_specific_fields)?.[RAW_BLOCKS])
  if (blocks.length === 0) return null
  const said = typeof message.content === "string" ? message.content : textOf(asObjects(message.content))
  const own = blocks.flatMap((block) => {
    const use = asObject(block.toolUse)
    return use && use.type !== "server_tool_use" ? [`${use.toolUseId} ${JSON.stringify(use.input)}`] : []
  })
  const calls = (message.tool_calls ?? []).map((c) => `${c.id} ${JSON.stringify(inputOf(c.function?.arguments))}`)
  return textOf(blocks) === said && own.join() === calls.join() ? blocks : null
}

function toolUse(call: ToolCall, claude: boolean): Block[] {
  const { name = "", arguments: args } = call.function ?? {}
  return [callBlock(toolUseId(call.id, claude), name, args), ...cachePoint(call.cache_control)]
}

function callBlock(id: string, name: string, args: unknown): Block {
  return { toolUse: { toolUseId: id, name, input: inputOf(args) } }
}

function thinking(message: ChatMessage, claude: boolean): Block[] {
  return (message.thinking_blocks ?? []).flatMap((block): Block[] => {
    if (block.type === "redacted_thinking")
      return block.data ? [{ reasoningContent: { redactedContent: block.data } }] : []
    if (!block.signature && claude) return []
    const signature = block.signature ? { signature: block.signature } : {}
    return [{ reasoningContent: { reasoningText: { text: block.thinking, ...signature } } }]
  })
}

function toolResult(message: ChatMessage, { at, claude }: Place): Block {
  const id = message.role === "function" ? `call_${asText(message.name) ?? ""}` : message.tool_call_id
  const param = `${at}.tool_call_id`
  if (!id) throw new GatewayError("invalid_request", `\`${param}\` is missing.`, { param })
  const result: Json = { toolUseId: toolUseId(id, claude), content: resultContent(message, at) }
  if (typeof message.is_error === "boolean") result.status = message.is_error ? "error" : "success"
  const [raw] = asObjects(asObject(message.provider_specific_fields)?.[RAW_BLOCKS])
  return { toolResult: { ...asObject(raw?.toolResult), ...result } }
}

/** A result must have content; what Bedrock's own client sent as JSON stays JSON. */
function resultContent(message: ChatMessage, at: string): Block[] {
  const [raw] = asObjects(asObject(message.provider_specific_fields)?.[RAW_BLOCKS])
  const kept = asObjects(asObject(raw?.toolResult)?.content)
  if (kept.length > 0 && message.content === resultText(kept)) return kept
  const { content } = message
  if (typeof content === "string") return [{ text: content.trim() === "" ? " " : content }]
  const blocks = contentFromHub(content, `${at}.content`)
  return blocks.length > 0 ? blocks : [{ text: " " }]
}

/** A tool result's blocks as one text: JSON is written out. */
export function resultText(blocks: readonly Block[]): string {
  return blocks.map((b) => asText(b.text) ?? (b.json === undefined ? "" : JSON.stringify(b.json))).join("\n")
}

/** Bedrock takes 1 to 64 letters, digits, `_`, `-`, `.` and `:` in an id (API_runtime_ToolUseBlock); Claude no dots and colons. */
function toolUseId(id: unknown, claude: boolean): string {
  const text = typeof id === "number" ? String(id) : (asText(id) ?? "")
  const clean = text.replace(claude ? /[^\w-]/g : /[^\w.:-]/g, "_") || "_"
  return clean.length <= 64 ? clean : `${clean.slice(0, 31)}_${sha256Hex(text).slice(0, 32)}`
}

/** LiteLLM's clients may mark a whole message for the prompt cache: the point goes behind its last block. */
function marked(blocks: Block[], message: ChatMessage): Block[] {
  const last = blocks[blocks.length - 1]
  return last && !last.cachePoint ? [...blocks, ...cachePoint(message.cache_control)] : blocks
}

/** Claude refuses a final assistant turn (a prefill) that ends in white space. */
function trimPrefill(turns: ConverseMessage[]): void {
  const last = turns[turns.length - 1]
  const block = last?.role === "assistant" ? last.content[last.content.length - 1] : undefined
  if (last && typeof block?.text === "string") last.content[last.content.length - 1] = { text: block.text.trimEnd() }
}

/** Documents need names of their own, and a turn with a document needs a text beside it (API_runtime_DocumentBlock). */
function nameDocuments(turns: readonly ConverseMessage[]): void {
  const taken = new Set<string>()
  for (const { content } of turns) {
    const names = content.flatMap((block) => {
      const inResult = asObjects(asObject(block.toolResult)?.content)
      for (const inner of inResult) rename(inner, taken)
      return rename(block, taken)
    })
    const hasText = content.some((block) => block.text !== undefined || block.toolResult !== undefined)
    if (names.length > 0 && !hasText) content.unshift({ text: names.join(", ") })
  }
}

function rename(block: Block, taken: Set<string>): string[] {
  const document = asObject(block.document)
  if (!document) return []
  const name = asText(document.name) ?? "document"
  let free = name
  for (let n = 2; taken.has(free); n++) free = `${name} ${n}`
  taken.add(free)
  block.document = { ...document, name: free }
  return [free]
}
