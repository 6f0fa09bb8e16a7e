import { GatewayError } from "#lib/core/errors"
import type { ChatMessage, ToolCall } from "../chat"
import { asObject, asObjects, asText, type Json, parseJson } from "../read-json"
import { contentFromHub } from "./content"
import { thinkingBlocksFromHub } from "./thinking"
import { toolName } from "./tool-name"
import { type AnthropicMessage, type Block, RAW_BLOCKS } from "./types"

export interface Conversation {
  readonly system: string | Block[] | undefined
  readonly messages: AnthropicMessage[]
}

/**
 * Hub messages → Anthropic's conversation: system and developer messages go to the top, tool results become blocks of a user
 * turn, consecutive messages of one side are merged. A conversation of system messages only becomes one user turn.
 */
export function messagesFromHub(messages: readonly ChatMessage[]): Conversation {
  const system: Block[] = []
  const turns: AnthropicMessage[] = []
  messages.forEach((message, index) => {
    const at = `messages[${index}]`
    if (message.role === "system" || message.role === "developer") {
      const blocks = withCacheControl(systemBlocks(message, at), message)
      // Blocks of Anthropic's own (a tool added half-way) mean something where they stand; instructions belong to the top.
      if (turns.length > 0 && blocks.some((block) => block.type !== "text"))
        turns.push({ role: "system", content: blocks })
      else system.push(...blocks)
      return
    }
    const role = message.role === "assistant" ? "assistant" : "user"
    const content = withCacheControl(blocksOf(message, at), message)
    if (content.length === 0) return
    const last = turns[turns.length - 1]
    if (last?.role === role) last.content.push(...content)
    else turns.push({ role, content })
  })
  if (turns.length === 0) return { system: undefined, messages: [{ role: "user", content: system }] }
  trimPrefill(turns)
  const [only] = system
  const plain = system.length === 1 && only && Object.keys(only).length === 2
  if (plain) return { system: String(only.text), messages: turns }
  return { system: system.length > 0 ? system : undefined, messages: turns }
}

function blocksOf(message: ChatMessage, at: string): Block[] {
  if (message.role === "assistant") return assistantBlocks(message, at)
  if (message.role === "tool" || message.role === "function") return [toolResult(message, at)]
  return contentFromHub(message.content, `${at}.content`)
}

function systemBlocks(message: ChatMessage, at: string): Block[] {
  const blocks = contentFromHub(message.content, `${at}.content`)
  if (blocks.some((block) => block.type === "image" || block.type === "document"))
    throw new GatewayError("invalid_request", `\`${at}.content\` of a ${message.role} message must be text.`, {
      param: `${at}.content`,
    })
  return blocks
}

function assistantBlocks(message: ChatMessage, at: string): Block[] {
  refuseOddCalls(message, at)
  const raw = rawBlocks(message)
  if (raw) return raw
  const calls = (message.tool_calls ?? []).map(toolUse)
  const legacy = asObject(message.function_call)
  if (legacy && calls.length === 0) calls.push(legacyCall(legacy))
  const text = contentFromHub(message.content, `${at}.content`)
  const thinking = text.some((block) => block.type === "thinking") ? [] : thinkingBlocksFromHub(message)
  return [...thinking, ...text, ...calls]
}

/**
 * The blocks of an earlier answer as Anthropic sent them (server tools, citations), when they still say what the message says: a
 * client or a guardrail that changed the text or the calls gets its version sent.
 */
function rawBlocks(message: ChatMessage): Block[] | null {
  const blocks = asObjects(asObject(message.provider_specific_fields)?.[RAW_BLOCKS])
  if (blocks.length === 0) return null
  const text = textOf(blocks)
  const said = typeof message.content === "string" ? message.content : textOf(asObjects(message.content))
  const ids = blocks.filter((b) => b.type === "tool_use").map((b) => `${b.id} ${JSON.stringify(b.input)}`)
  const calls = (message.tool_calls ?? []).map(
    (c) => `${asText(c.id)} ${JSON.stringify(inputOf(c.function?.arguments))}`,
  )
  return text === said && ids.join() === calls.join() ? (blocks as Block[]) : null
}

function textOf(blocks: readonly Json[]): string {
  return blocks.map((b) => (b.type === "text" ? (asText(b.text) ?? "") : "")).join("")
}

/** What a client sends is typed by courtesy only. */
function refuseOddCalls(message: ChatMessage, at: string): void {
  const wrong = (message.tool_calls ?? []).findIndex((call) => asObject(call) === null)
  if (wrong === -1) return
  const param = `${at}.tool_calls[${wrong}]`
  throw new GatewayError("invalid_request", `\`${param}\` must be an object with a \`function\`.`, { param })
}

function toolUse(call: ToolCall): Block {
  const cache = call.cache_control ? { cache_control: call.cache_control } : {}
  const { name = "", arguments: args } = call.function ?? {}
  return { type: "tool_use", id: toolId(call.id), name: toolName(asText(name) ?? ""), input: inputOf(args), ...cache }
}

function legacyCall(call: Json): Block {
  const name = asText(call.name) ?? ""
  return { type: "tool_use", id: toolId(`call_${name}`), name: toolName(name), input: inputOf(call.arguments) }
}

function toolResult(message: ChatMessage, at: string): Block {
  const id = message.role === "function" ? `call_${asText(message.name) ?? ""}` : message.tool_call_id
  if (!id)
    throw new GatewayError("invalid_request", `\`${at}.tool_call_id\` is missing.`, { param: `${at}.tool_call_id` })
  const out: Block = { type: "tool_result", tool_use_id: toolId(id) }
  const { content } = message
  if (typeof content === "string") out.content = content
  else if (content) out.content = contentFromHub(content, `${at}.content`)
  if (message.is_error === true) out.is_error = true
  return out
}

/**
 * Tool arguments (a string of JSON) → the object Anthropic wants. What a model got wrong is kept under one name, so that the
 * conversation can go on and the model sees what it wrote.
 */
export function inputOf(args: unknown): Json {
  const text = asText(args)?.trim()
  if (!text) return asObject(args) ?? {}
  const parsed = parseJson(text)
  return asObject(parsed) ?? { invalid_arguments: parsed ?? text }
}

/** Anthropic takes letters, digits, `_` and `-` in an id. */
function toolId(id: unknown): string {
  const text = typeof id === "number" ? String(id) : (asText(id) ?? "")
  return text.replace(/[^A-Za-z0-9_-]/g, "_") || "_"
}

/** LiteLLM's clients may mark a whole message for the prompt cache: the mark belongs on its last block. */
function withCacheControl(blocks: Block[], message: ChatMessage): Block[] {
  const last = blocks[blocks.length - 1]
  if (!message.cache_control || !last || last.type.endsWith("thinking")) return blocks
  return [...blocks.slice(0, -1), { ...last, cache_control: message.cache_control }]
}

/** Anthropic refuses a final assistant turn (a prefill) that ends in white space. */
function trimPrefill(turns: AnthropicMessage[]): void {
  const last = turns[turns.length - 1]
  const block = last?.role === "assistant" ? last.content[last.content.length - 1] : undefined
  if (!last || block?.type !== "text" || typeof block.text !== "string") return
  const text = block.text.trimEnd()
  if (text === "") last.content.pop()
  else last.content[last.content.length - 1] = { ...block, text }
  if (last.content.length === 0) turns.pop()
}
