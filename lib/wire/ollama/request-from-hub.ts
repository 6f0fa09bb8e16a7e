import { GatewayError } from "#lib/core/errors"
import type { ChatRequest } from "../chat"
import { asObject, type Json } from "../read-json"
import { messagesFromHub } from "./messages-from-hub"
import { optionFields, optionsFromHub } from "./options"
import { thinkFromHub } from "./think"
import { ignoredParams, unsupportedParams } from "./unsupported-params"

/** Fields that are translated below; everything else the hub does not know rides along (`keep_alive`, `template`, `logprobs` …). */
const TRANSLATED = new Set([
  "messages",
  "stream",
  "tools",
  "tool_choice",
  "response_format",
  "reasoning_effort",
  "thinking",
  "think",
])

/** Hub → the body of Ollama's /api/chat, a fresh object. Throws `unsupported_params` naming what Ollama cannot say. */
export function requestFromHub(chat: ChatRequest): Record<string, unknown> {
  const body: Json = {
    ...untranslated(chat),
    messages: messagesFromHub(chat.messages),
    // Left out, Ollama would stream.
    stream: chat.stream === true,
  }
  const options = optionsFromHub(chat)
  if (Object.keys(options).length > 0) body.options = options
  const format = formatFromHub(chat)
  if (format !== undefined) body.format = format
  const think = thinkFromHub(chat)
  if (think !== undefined) body.think = think
  const tools = toolsFromHub(chat)
  if (tools.length > 0) body.tools = tools
  return body
}

function untranslated(chat: ChatRequest): Json {
  const out: Json = {}
  for (const [field, value] of Object.entries(chat)) {
    if (TRANSLATED.has(field) || optionFields.has(field) || ignoredParams.has(field)) continue
    if (value === undefined || value === null) continue
    if (!unsupportedParams.includes(field)) out[field] = value
    else if (!isNeutral(field, value))
      throw new GatewayError("unsupported_params", `This model does not support \`${field}\`. Leave it out.`, {
        param: field,
      })
  }
  return out
}

function isNeutral(field: string, value: unknown): boolean {
  if (value === false || value === 0) return true
  if (field === "n") return value === 1
  if (field === "modalities") return Array.isArray(value) && value.every((item) => item === "text")
  return typeof value === "object" && value !== null && Object.keys(value).length === 0
}

/** Ollama lets the model choose; it cannot be told to call a tool, only be offered none. */
function toolsFromHub(chat: ChatRequest): Json[] {
  const { tools, tool_choice: choice } = chat
  if (choice === "none") return []
  if (choice !== undefined && choice !== null && choice !== "auto" && asObject(choice)?.type !== "auto")
    throw new GatewayError(
      "unsupported_params",
      'This model cannot be made to call a tool: leave `tool_choice` out or set it to "auto" or "none" (additional_drop_params: [tool_choice] on the deployment leaves it out for you).',
      { param: "tool_choice" },
    )
  return (tools ?? []).map((tool, index) => {
    if (!tool.function)
      throw new GatewayError("unsupported_params", "This model does not support tools other than functions.", {
        param: `tools[${index}]`,
      })
    const { strict: _strict, ...definition } = tool.function
    return { type: "function", function: definition }
  })
}

function formatFromHub(chat: ChatRequest): unknown {
  const format = chat.response_format
  if (!format) return chat.format ?? undefined
  if (format.type === "text") return undefined
  if (format.type === "json_object") return "json"
  const schema = asObject(format.json_schema?.schema)
  if (format.type === "json_schema" && schema) return schema
  const message =
    '`response_format` must be {"type": "text"}, {"type": "json_object"} or a `json_schema` with a schema.'
  throw new GatewayError("invalid_request", message, { param: "response_format" })
}
