import { GatewayError } from "#lib/core/errors"
import type { ChatMessage, ChatRequest, ThinkingBlock, ToolCall } from "../chat"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { contentToHub, partsToHub, textOf } from "./content"
import { resultText } from "./messages-from-hub"
import { modelFieldsToHub } from "./model-fields"
import { formatToHub } from "./response-format"
import { toolChoiceToHub, toolsToHub } from "./tools"
import { type Block, cacheControl, kindOf, RAW_BLOCKS } from "./types"

/** Client's Converse request → hub. The model may be missing: it is in the path. Throws `invalid_request` naming the field. */
export function requestToHub(body: Record<string, unknown>): ChatRequest {
  check(body)
  const {
    system,
    messages,
    inferenceConfig,
    toolConfig,
    additionalModelRequestFields,
    outputConfig,
    serviceTier,
    ...rest
  } = body
  const { maxTokens, temperature, topP, stopSequences, ...more } = asObject(inferenceConfig) ?? {}
  const tools = asObject(toolConfig)
  const choice = toolChoiceToHub(tools?.toolChoice)
  const chat: Json = {
    ...rest,
    model: asText(body.model) ?? "",
    messages: [...systemToHub(system), ...asObjects(messages).flatMap(messageToHub)],
    ...modelFieldsToHub(additionalModelRequestFields),
    ...formatToHub(outputConfig),
  }
  if (maxTokens !== undefined) chat.max_tokens = maxTokens
  if (temperature !== undefined) chat.temperature = temperature
  if (topP !== undefined) chat.top_p = topP
  if (Array.isArray(stopSequences) && stopSequences.length > 0) chat.stop = stopSequences
  if (Object.keys(more).length > 0) chat.inferenceConfig = more
  if (tools && asObjects(tools.tools).length > 0) chat.tools = toolsToHub(tools.tools)
  if (choice) chat.tool_choice = choice
  const tier = asObject(serviceTier)
  if (tier) Object.assign(chat, asText(tier.type) ? { service_tier: tier.type } : { serviceTier: tier })
  return chat as unknown as ChatRequest
}

function check(body: Json): void {
  if (!Array.isArray(body.messages) || body.messages.length === 0)
    throw bad("messages", "`messages` must be a list with at least one message.")
  body.messages.forEach((item: unknown, index) => {
    const at = `messages[${index}]`
    const message = asObject(item)
    if (message?.role !== "user" && message?.role !== "assistant")
      throw bad(`${at}.role`, `\`${at}.role\` must be user or assistant.`)
    if (!Array.isArray(message.content) || !message.content.every((block) => asObject(block)))
      throw bad(`${at}.content`, `\`${at}.content\` must be a list of content blocks.`)
  })
}

function systemToHub(system: unknown): ChatMessage[] {
  const blocks = asObjects(system)
  return blocks.length === 0 ? [] : [{ role: "system", content: contentToHub(blocks) }]
}

function messageToHub(message: Json): ChatMessage[] {
  const blocks = asObjects(message.content)
  if (message.role === "assistant") return [assistantToHub(blocks)]
  // OpenAI wants the results right behind the calls, so they come before what else the user said.
  const results: ChatMessage[] = []
  const rest: Block[] = []
  for (const block of blocks) {
    const last = results[results.length - 1]
    if (block.toolResult) results.push(resultToHub(block))
    else if (block.cachePoint && rest.length === 0 && last) last.cache_control = cacheControl(block.cachePoint)
    else rest.push(block)
  }
  if (rest.length === 0 && results.length > 0) return results
  return [...results, { role: "user", content: contentToHub(rest) }]
}

function resultToHub(block: Block): ChatMessage {
  const result = asObject(block.toolResult) ?? {}
  const content = asObjects(result.content)
  const foreign = content.some((part) => part.json !== undefined || part.searchResult !== undefined)
  const plain = foreign || content.every((part) => asText(part.text) !== null)
  const known = Object.keys(result).every((key) => ["toolUseId", "content", "status"].includes(key))
  const several = plain && content.length > 1
  return {
    role: "tool",
    tool_call_id: asText(result.toolUseId) ?? "",
    content: plain ? resultText(content) : contentToHub(content),
    ...(result.status === undefined ? {} : { is_error: result.status === "error" }),
    ...(foreign || several || !known ? { provider_specific_fields: { [RAW_BLOCKS]: [block] } } : {}),
  }
}

/** An assistant turn, as request history or as an answer: the same blocks, the same fields. */
export function assistantToHub(blocks: readonly Block[]): ChatMessage {
  const texts: Block[] = []
  const calls: ToolCall[] = []
  for (const block of blocks) {
    const last = calls[calls.length - 1]
    if (block.text !== undefined || block.citationsContent) texts.push(block)
    else if (isOwnCall(block)) calls.push(toolCallToHub(block))
    else if (block.cachePoint && last) last.cache_control = cacheControl(block.cachePoint)
    else if (block.cachePoint) texts.push(block)
  }
  const marked = texts.some((block) => block.cachePoint)
  return {
    role: "assistant",
    content: texts.length === 0 ? null : marked ? partsToHub(texts) : textOf(texts),
    ...thinkingToHub(blocks),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
    ...(isPlain(blocks) ? {} : { provider_specific_fields: { [RAW_BLOCKS]: blocks } }),
  }
}

/** A call the client has to answer; those of server tools are answered by Bedrock. */
export function isOwnCall(block: Block): boolean {
  const use = asObject(block.toolUse)
  return use !== null && use.type !== "server_tool_use"
}

/** Thinking, then text, then calls: what the hub's fields can tell, in the order in which they would be told again. */
function isPlain(blocks: readonly Block[]): boolean {
  let stage = 0
  for (const block of blocks) {
    if (block.cachePoint) continue
    const next = block.reasoningContent ? 0 : block.text !== undefined ? 1 : isOwnCall(block) ? 2 : -1
    if (next < stage) return false
    stage = next
  }
  return true
}

function toolCallToHub(block: Block): ToolCall {
  const use = asObject(block.toolUse) ?? {}
  const called = { name: asText(use.name) ?? "", arguments: JSON.stringify(use.input ?? {}) }
  return { id: asText(use.toolUseId) ?? "", type: "function", function: called }
}

function thinkingToHub(blocks: readonly Block[]): Pick<ChatMessage, "reasoning_content" | "thinking_blocks"> {
  const thinking = blocks.flatMap((block) => {
    const one = asObject(block.reasoningContent)
    return kindOf(block) === "reasoningContent" && one ? [thinkingBlock(one)] : []
  })
  if (thinking.length === 0) return {}
  const text = thinking.map((block) => (block.type === "thinking" ? block.thinking : "")).join("")
  return { ...(text === "" ? {} : { reasoning_content: text }), thinking_blocks: thinking }
}

/** `reasoningContent` → the hub's block, its signature unchanged. */
export function thinkingBlock(content: Json): ThinkingBlock {
  const redacted = asText(content.redactedContent)
  if (redacted !== null) return { type: "redacted_thinking", data: redacted }
  const said = asObject(content.reasoningText) ?? {}
  const signature = asText(said.signature)
  return { type: "thinking", thinking: asText(said.text) ?? "", ...(signature === null ? {} : { signature }) }
}

function bad(param: string, message: string): GatewayError {
  return new GatewayError("invalid_request", message, { param })
}
