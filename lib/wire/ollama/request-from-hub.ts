import { GatewayError } from "#lib/core/errors"
import type { ChatRequest, ChatTool } from "../chat"
import { asObject, asText, type Json } from "../read-json"
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
  const messages = messagesFromHub(chat.messages)
  const body: Json = {
    ...untranslated(chat),
    messages,
    // Left out, Ollama would stream.
    stream: chat.stream === true,
  }
  const options = optionsFromHub(chat)
  if (Object.keys(options).length > 0) body.options = options
  const format = formatFromHub(chat)
  if (format !== undefined) body.format = format
  const think = thinkFromHub(chat)
  if (think !== undefined) body.think = think
  const { tools, instruction } = toolsFromHub(chat)
  if (tools.length > 0) body.tools = tools
  if (instruction !== null) body.messages = [...messages, { role: "system", content: instruction }]
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

/**
 * Ollama lets the model choose. No tool is offered when none may be called; when one must be, only what may be called is offered
 * and the model is told so, which is as much as can be done.
 */
function toolsFromHub(chat: ChatRequest): { tools: Json[]; instruction: string | null } {
  const choice = chat.tool_choice
  const name = asText(asObject(asObject(choice)?.function)?.name)
  const offered = (chat.tools ?? []).filter((tool) => name === null || tool.function?.name === name)
  if (name !== null && offered.length === 0)
    throw new GatewayError("invalid_request", "`tool_choice` names a tool that is not in `tools`.", {
      param: "tool_choice",
    })
  if (choice === "none") return { tools: [], instruction: null }
  const tools = offered.map(toolFromHub)
  if (name !== null) return { tools, instruction: `Answer by calling the tool ${name}.` }
  return {
    tools,
    instruction: choice === "required" && tools.length > 0 ? "Answer by calling one of the tools." : null,
  }
}

function toolFromHub(tool: ChatTool, index: number): Json {
  if (!tool.function)
    throw new GatewayError("unsupported_params", "This model does not support tools other than functions.", {
      param: `tools[${index}]`,
    })
  const { strict: _strict, ...definition } = tool.function
  return { type: "function", function: definition }
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
