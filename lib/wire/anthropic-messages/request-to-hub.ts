import { GatewayError } from "#lib/core/errors"
import type { ChatMessage, ChatRequest, ResponseFormat, ToolCall } from "../chat"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { contentToHub, partsToHub } from "./content"
import { effortToHub, thinkingToHub } from "./thinking"
import { toolNameToHub } from "./tool-name"
import { toolChoiceToHub, toolsToHub } from "./tools"
import { OWN_FORMAT, RAW_BLOCKS } from "./types"

/** Block types of an assistant turn that the hub has its own fields for. */
const HUB_BLOCKS = new Set(["text", "thinking", "redacted_thinking", "tool_use"])

/** Client's Messages request → hub. Throws `invalid_request` naming the field; fields we do not know ride along. */
export function requestToHub(body: Record<string, unknown>): ChatRequest {
  check(body)
  const {
    system,
    messages,
    stop_sequences: stop,
    tools,
    tool_choice: choice,
    metadata,
    output_format: _format,
    output_config: config,
    ...rest
  } = body
  const chat: Json = { ...rest, messages: [...systemToHub(system), ...asObjects(messages).flatMap(messageToHub)] }
  if (Array.isArray(stop) && stop.length > 0) chat.stop = stop
  if (Array.isArray(tools) && tools.length > 0) chat.tools = toolsToHub(asObjects(tools))
  Object.assign(chat, toolChoiceToHub(choice), userOf(metadata))
  const format = formatOf(body)
  if (format) chat.response_format = format
  const { format: _inConfig, ...settings } = asObject(config) ?? {}
  if (Object.keys(settings).length > 0) chat.output_config = settings
  const effort = effortToHub(body.thinking, config)
  if (effort) chat.reasoning_effort = effort
  // Anthropic's clients are always told the usage at the end.
  if (body.stream === true) chat.stream_options = { include_usage: true }
  return chat as unknown as ChatRequest
}

function check(body: Json): void {
  if (typeof body.model !== "string" || body.model === "")
    throw bad("model", "`model` must be the name of a model. GET /v1/models lists those you can use.")
  if (!Array.isArray(body.messages) || body.messages.length === 0)
    throw bad("messages", "`messages` must be a list with at least one message.")
  body.messages.forEach((item: unknown, index) => {
    const at = `messages[${index}]`
    const message = asObject(item)
    if (!["user", "assistant", "system"].includes(asText(message?.role) ?? ""))
      throw bad(`${at}.role`, `\`${at}.role\` must be user or assistant.`)
    checkBlocks(message?.content, `${at}.content`)
  })
  if (body.system !== undefined && body.system !== null) checkBlocks(body.system, "system")
  const { max_tokens: limit, stream, tools, stop_sequences: stop } = body
  if (limit !== undefined && !(typeof limit === "number" && Number.isSafeInteger(limit) && limit >= 0))
    throw bad("max_tokens", "`max_tokens` must be a whole number of tokens.")
  if (stream !== undefined && stream !== null && typeof stream !== "boolean")
    throw bad("stream", "`stream` must be true or false.")
  if (tools !== undefined && tools !== null && !(Array.isArray(tools) && tools.every((tool) => asObject(tool))))
    throw bad("tools", "`tools` must be a list of tool definitions.")
  if (stop !== undefined && stop !== null && !(Array.isArray(stop) && stop.every((s) => typeof s === "string")))
    throw bad("stop_sequences", "`stop_sequences` must be a list of strings.")
}

function checkBlocks(content: unknown, at: string): void {
  if (typeof content === "string") return
  if (!Array.isArray(content)) throw bad(at, `\`${at}\` must be a string or a list of content blocks.`)
  const wrong = content.findIndex((block) => typeof asObject(block)?.type !== "string")
  if (wrong !== -1) throw bad(`${at}[${wrong}]`, `\`${at}[${wrong}]\` must be an object with a \`type\`.`)
}

function systemToHub(system: unknown): ChatMessage[] {
  if (typeof system === "string") return system === "" ? [] : [{ role: "system", content: system }]
  const blocks = asObjects(system)
  return blocks.length === 0 ? [] : [{ role: "system", content: contentToHub(blocks, "\n\n") }]
}

function messageToHub(message: Json): ChatMessage[] {
  const { role, content } = message
  if (typeof content === "string") return [{ role: role as ChatMessage["role"], content }]
  const blocks = asObjects(content)
  if (role === "assistant") return [assistantToHub(blocks)]
  if (role === "system") return [{ role: "system", content: contentToHub(blocks, "\n\n") }]
  // OpenAI wants the results right behind the calls, so they come before what else the user said.
  const results = blocks.filter((block) => block.type === "tool_result").map(resultToHub)
  const rest = blocks.filter((block) => block.type !== "tool_result")
  if (rest.length === 0 && results.length > 0) return results
  const plain = rest.length < 2
  return [...results, { role: "user", content: plain ? contentToHub(rest, "") : partsToHub(rest) }]
}

function resultToHub(block: Json): ChatMessage {
  const { content } = block
  const said = typeof content === "string" ? content : contentToHub(asObjects(content), "\n")
  return {
    role: "tool",
    tool_call_id: asText(block.tool_use_id) ?? "",
    content: said,
    ...(block.is_error === true ? { is_error: true } : {}),
    ...(block.cache_control ? { cache_control: block.cache_control } : {}),
  }
}

/** An assistant turn, as request history or as an answer: the same blocks, the same fields. */
export function assistantToHub(blocks: readonly Json[]): ChatMessage {
  const texts = blocks.filter((block) => block.type === "text")
  const calls = blocks.filter((block) => block.type === "tool_use").map(toolCallToHub)
  const marked = texts.some((block) => block.cache_control)
  const said = blocks.findIndex((block) => !isThinking(block))
  const foreign =
    blocks.some((block) => !HUB_BLOCKS.has(String(block.type)) || Array.isArray(block.citations)) ||
    (said !== -1 && blocks.slice(said).some(isThinking))
  return {
    role: "assistant",
    content:
      texts.length === 0 ? null : marked ? contentToHub(texts, "") : texts.map((b) => asText(b.text) ?? "").join(""),
    ...thinkingToHub(blocks),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
    ...(foreign ? { provider_specific_fields: { [RAW_BLOCKS]: blocks } } : {}),
  }
}

/** Thinking between other blocks has a place that the hub's fields cannot tell. */
function isThinking(block: Json): boolean {
  return block.type === "thinking" || block.type === "redacted_thinking"
}

function toolCallToHub(block: Json): ToolCall {
  return {
    id: asText(block.id) ?? "",
    type: "function",
    function: { name: toolNameToHub(asText(block.name) ?? ""), arguments: JSON.stringify(block.input ?? {}) },
    ...(block.cache_control ? { cache_control: block.cache_control } : {}),
  }
}

function userOf(metadata: unknown): Json {
  const { user_id: user, ...more } = asObject(metadata) ?? {}
  return { ...(asText(user) ? { user } : {}), ...(Object.keys(more).length > 0 ? { metadata: more } : {}) }
}

function formatOf(body: Json): ResponseFormat | null {
  const format = asObject(asObject(body.output_config)?.format) ?? asObject(body.output_format)
  const schema = asObject(format?.schema)
  if (format?.type !== "json_schema" || !schema) return null
  return { type: "json_schema", json_schema: { name: asText(format.name) ?? "answer", schema }, [OWN_FORMAT]: format }
}

function bad(param: string, message: string): GatewayError {
  return new GatewayError("invalid_request", message, { param })
}
