import { GatewayError } from "#lib/core/errors"
import type { ChatRequest, ChatTool } from "../chat"
import { asCount, asObject, asText, type Json } from "../read-json"
import { messagesFromHub } from "./messages-from-hub"
import { ignoredParams, unsupportedParams } from "./unsupported-params"

/** Fields that are translated below; everything else the hub does not know rides along (`documents`, `safety_mode` …). */
const TRANSLATED = new Set([
  "messages",
  "max_tokens",
  "max_completion_tokens",
  "stop",
  "stream",
  "tools",
  "tool_choice",
  "response_format",
  "reasoning_effort",
  "thinking",
  "output_config",
  "top_p",
  "top_k",
])
/** Thinking budgets for `reasoning_effort`, in tokens (the figures the gateway uses wherever a budget is wanted). */
const BUDGET_TOKENS: Readonly<Record<string, number>> = {
  minimal: 1024,
  low: 1024,
  medium: 2048,
  high: 4096,
  xhigh: 8192,
  max: 16384,
}

/** Hub → Cohere v2 chat body, a fresh object. Throws `unsupported_params` naming what Cohere cannot say. */
export function requestFromHub(chat: ChatRequest): Record<string, unknown> {
  const body: Json = { ...untranslated(chat), messages: messagesFromHub(chat.messages) }
  if (typeof chat.stream === "boolean") body.stream = chat.stream
  const limit = chat.max_completion_tokens ?? chat.max_tokens
  if (typeof limit === "number") body.max_tokens = limit
  const stop = typeof chat.stop === "string" ? [chat.stop] : chat.stop
  if (stop && stop.length > 0) body.stop_sequences = stop
  if (typeof chat.top_p === "number") body.p ??= chat.top_p
  if (typeof chat.top_k === "number") body.k ??= chat.top_k
  Object.assign(body, toolsFromHub(chat), formatFromHub(chat), thinkingFromHub(chat))
  return body
}

function untranslated(chat: ChatRequest): Json {
  const out: Json = {}
  for (const [field, value] of Object.entries(chat)) {
    if (TRANSLATED.has(field) || ignoredParams.has(field) || value === undefined || value === null) continue
    if (!unsupportedParams.includes(field)) out[field] = value
    else if (!isNeutral(field, value)) throw unsupported(field, `\`${field}\`. Leave it out`)
  }
  return out
}

function isNeutral(field: string, value: unknown): boolean {
  if (value === false || value === 0) return true
  if (field === "n") return value === 1
  if (field === "modalities") return Array.isArray(value) && value.every((item) => item === "text")
  return typeof value === "object" && value !== null && Object.keys(value).length === 0
}

/** Cohere cannot name a tool to call, but it can be offered that one alone and be told to call. */
function toolsFromHub(chat: ChatRequest): Json {
  const choice = chat.tool_choice
  const name = asText(asObject(asObject(choice)?.function)?.name)
  const offered = (chat.tools ?? []).filter((tool) => name === null || tool.function?.name === name)
  if (name !== null && offered.length === 0)
    throw new GatewayError("invalid_request", "`tool_choice` names a tool that is not in `tools`.", {
      param: "tool_choice",
    })
  const out: Json = {}
  if (offered.length > 0) out.tools = offered.map(toolFromHub)
  if (offered.length > 0 && offered.every((tool) => tool.function?.strict === true)) out.strict_tools = true
  if (choice === "required" || name !== null) out.tool_choice = "REQUIRED"
  else if (choice === "none") out.tool_choice = "NONE"
  else if (choice !== undefined && choice !== null && choice !== "auto")
    throw unsupported("tool_choice", 'this tool_choice; use "auto", "required", "none" or {"type":"function",…}')
  return out
}

function toolFromHub(tool: ChatTool, index: number): Json {
  if (!tool.function) throw unsupported(`tools[${index}]`, "tools other than functions")
  const { strict: _strict, ...definition } = tool.function
  return { type: "function", function: definition }
}

function formatFromHub(chat: ChatRequest): Json {
  const format = chat.response_format
  if (!format || format.type === "text") return {}
  if (format.type === "json_object") return { response_format: format }
  const schema = asObject(format.json_schema?.schema)
  if (format.type !== "json_schema" || !schema) {
    const message =
      '`response_format` must be {"type": "text"}, {"type": "json_object"} or a `json_schema` with a schema.'
    throw new GatewayError("invalid_request", message, { param: "response_format" })
  }
  return { response_format: { type: "json_object", json_schema: schema } }
}

function thinkingFromHub(chat: ChatRequest): Json {
  const own = asObject(chat.thinking)
  if (own) {
    const budget = asCount(own.token_budget) ?? asCount(own.budget_tokens)
    const type = own.type === "disabled" ? "disabled" : "enabled"
    return { thinking: { type, ...(budget === null ? {} : { token_budget: budget }) } }
  }
  const effort = chat.reasoning_effort
  if (!effort || effort === "default") return {}
  if (effort === "none") return { thinking: { type: "disabled" } }
  const budget = Object.hasOwn(BUDGET_TOKENS, effort) ? BUDGET_TOKENS[effort] : undefined
  if (budget === undefined) {
    const known = ["none", ...Object.keys(BUDGET_TOKENS)].join(", ")
    throw new GatewayError("unsupported_params", `\`reasoning_effort\` must be one of ${known}.`, {
      param: "reasoning_effort",
    })
  }
  return { thinking: { type: "enabled", token_budget: budget } }
}

function unsupported(param: string, what: string): GatewayError {
  return new GatewayError("unsupported_params", `This model does not support ${what}.`, { param })
}
