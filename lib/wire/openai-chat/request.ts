import { GatewayError } from "#lib/core/errors"
import type { ChatMessage, ChatRequest } from "../chat"
import { asObject } from "../read-json"

const ROLES = new Set(["system", "developer", "user", "assistant", "tool", "function"])
const MAX_CHOICES = 128
/** What the gateway's other dialects put on messages; strict providers refuse unknown fields. */
const FOREIGN_FIELDS = ["thinking_blocks", "provider_specific_fields", "is_error"]

/**
 * Checks what the gateway touches of a chat request and leaves the rest alone: the result is the same object.
 * Throws `invalid_request` with `param` naming the field.
 */
export function requestToHub(body: Record<string, unknown>): ChatRequest {
  if (typeof body.model !== "string" || body.model === "")
    throw bad("model", "`model` must be the name of a model. GET /v1/models lists those you can use.")
  checkMessages(body.messages)
  if (!nullish(body.stream) && typeof body.stream !== "boolean") throw bad("stream", "`stream` must be true or false.")
  if (!nullish(body.stream_options) && !asObject(body.stream_options))
    throw bad("stream_options", '`stream_options` must be an object such as {"include_usage": true}.')
  checkTools(body.tools)
  if (!nullish(body.n) && !(whole(body.n) && body.n >= 1 && body.n <= MAX_CHOICES))
    throw bad("n", `\`n\` must be a whole number from 1 to ${MAX_CHOICES}.`)
  for (const name of ["max_tokens", "max_completion_tokens"]) {
    const value = body[name]
    if (!nullish(value) && !(whole(value) && value >= 0))
      throw bad(name, `\`${name}\` must be a whole number of tokens.`)
  }
  const { stop } = body
  const stopOk =
    nullish(stop) || typeof stop === "string" || (Array.isArray(stop) && stop.every((s) => typeof s === "string"))
  if (!stopOk) throw bad("stop", "`stop` must be a string or a list of strings.")
  return body as unknown as ChatRequest
}

/**
 * Hub → provider: a shallow copy. Only what the gateway itself put into the conversation for other dialects is left out
 * (Anthropic's thinking and raw content blocks, error marks, thinking and output settings), because strict providers refuse it.
 */
export function requestFromHub(chat: ChatRequest): Record<string, unknown> {
  const out: Record<string, unknown> = { ...chat }
  if (chat.messages.some(hasForeignFields)) out.messages = chat.messages.map(withoutForeignFields)
  delete out.output_config
  if (chat.response_format?.output_format) {
    const { output_format: _foreign, ...format } = chat.response_format
    out.response_format = format
  }
  const thinking = asObject(chat.thinking)
  if (thinking && ("budget_tokens" in thinking || thinking.type === "adaptive")) delete out.thinking
  return out
}

function checkMessages(messages: unknown): void {
  if (!Array.isArray(messages) || messages.length === 0)
    throw bad("messages", "`messages` must be a list with at least one message.")
  messages.forEach((item: unknown, index) => {
    const at = `messages[${index}]`
    const message = asObject(item)
    if (!message) throw bad(at, `\`${at}\` must be an object with \`role\` and \`content\`.`)
    if (typeof message.role !== "string" || !ROLES.has(message.role))
      throw bad(`${at}.role`, `\`${at}.role\` must be one of ${[...ROLES].join(", ")}.`)
    const { content } = message
    if (Array.isArray(content)) {
      const wrong = content.findIndex((part) => typeof asObject(part)?.type !== "string")
      if (wrong !== -1)
        throw bad(`${at}.content[${wrong}]`, `\`${at}.content[${wrong}]\` must be an object with a \`type\`.`)
    } else if (!nullish(content) && typeof content !== "string")
      throw bad(`${at}.content`, `\`${at}.content\` must be a string or a list of content parts.`)
    if (!nullish(message.tool_calls) && !Array.isArray(message.tool_calls))
      throw bad(`${at}.tool_calls`, `\`${at}.tool_calls\` must be a list.`)
  })
}

function checkTools(tools: unknown): void {
  if (nullish(tools)) return
  if (!Array.isArray(tools)) throw bad("tools", "`tools` must be a list of tool definitions.")
  const wrong = tools.findIndex((tool) => !asObject(tool))
  if (wrong !== -1) throw bad(`tools[${wrong}]`, `\`tools[${wrong}]\` must be an object.`)
}

function hasForeignFields(message: ChatMessage): boolean {
  return FOREIGN_FIELDS.some((field) => message[field] !== undefined)
}

function withoutForeignFields(message: ChatMessage): ChatMessage {
  if (!hasForeignFields(message)) return message
  const out: ChatMessage = { ...message }
  for (const field of FOREIGN_FIELDS) delete out[field]
  // Next to thinking blocks the reasoning text is the gateway's rendering of them; alone it is the provider's own field.
  if (message.thinking_blocks) delete out.reasoning_content
  return out
}

function bad(param: string, message: string): GatewayError {
  return new GatewayError("invalid_request", message, { param })
}

function nullish(value: unknown): value is null | undefined {
  return value === undefined || value === null
}

function whole(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value)
}
