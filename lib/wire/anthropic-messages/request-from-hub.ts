import { GatewayError } from "#lib/core/errors"
import type { ChatRequest } from "../chat"
import { asObject, asText, type Json } from "../read-json"
import { messagesFromHub } from "./messages-from-hub"
import { type Thinking, thinkingFromHub } from "./thinking"
import { objectSchema, toolChoiceFromHub, toolsFromHub } from "./tools"
import { JSON_TOOL, OWN_FORMAT } from "./types"
import { ignoredParams, isNeutral, unsupportedParams } from "./unsupported-params"

/** Fields that are translated below; everything else the hub does not know rides along (`top_k`, `container`, `mcp_servers` …). */
const TRANSLATED = new Set([
  "model",
  "messages",
  "max_tokens",
  "max_completion_tokens",
  "stop",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "response_format",
  "reasoning_effort",
  "thinking",
  "user",
  "metadata",
  "service_tier",
  "web_search_options",
])
const SERVICE_TIERS: Readonly<Record<string, string>> = {
  auto: "auto",
  default: "standard_only",
  standard_only: "standard_only",
}
const SEARCHES: Readonly<Record<string, number>> = { low: 1, medium: 5, high: 10 }

/** Hub → Anthropic request body, a fresh object. Throws `unsupported_params` naming what Anthropic cannot say. */
export function requestFromHub(chat: ChatRequest): Record<string, unknown> {
  const thinking = thinkingFromHub(chat)
  const { system, messages } = messagesFromHub(chat.messages)
  const body: Json = {
    ...untranslated(chat),
    model: chat.model,
    messages,
    max_tokens: thinking.maxTokens,
    ...thinking.fields,
  }
  if (system !== undefined) body.system = system
  const stop = typeof chat.stop === "string" ? [chat.stop] : chat.stop
  if (stop && stop.length > 0) body.stop_sequences = stop
  Object.assign(body, toolsOf(chat, thinking), accounting(chat))
  const format = asObject(chat.response_format?.[OWN_FORMAT])
  if (format) body.output_config = { ...asObject(body.output_config), format }
  if (thinking.derived) dropSampling(body)
  return body
}

function untranslated(chat: ChatRequest): Json {
  const out: Json = {}
  for (const [field, value] of Object.entries(chat)) {
    if (TRANSLATED.has(field) || ignoredParams.has(field) || value === undefined || value === null) continue
    if (!unsupportedParams.includes(field)) out[field] = value
    else if (!isNeutral(field, value))
      throw new GatewayError("unsupported_params", `This model does not support \`${field}\`. Leave it out.`, {
        param: field,
      })
  }
  return out
}

function toolsOf(chat: ChatRequest, thinking: Thinking): Json {
  const tools = toolsFromHub(chat.tools ?? [])
  if (asObject(chat.web_search_options)) tools.push(webSearch(chat.web_search_options as Json))
  let choice = toolChoiceFromHub(chat)
  const json = jsonTool(chat)
  if (json) {
    // With tools of its own the model must end with one of them or with the answer; while thinking nothing can be forced.
    const own = tools.length > 0 && choice?.type !== "none"
    if (thinking.on) choice = choice?.type === "auto" ? choice : undefined
    else if (!own) choice = { type: "tool", name: JSON_TOOL }
    else if (!choice || choice.type === "auto") choice = { ...choice, type: "any" }
    tools.push(json)
  }
  return { ...(tools.length > 0 ? { tools } : {}), ...(choice ? { tool_choice: choice } : {}) }
}

/** `response_format` as a tool whose input is the answer; null for plain text. */
function jsonTool(chat: ChatRequest): Json | null {
  const format = chat.response_format
  if (!format || format.type === "text" || format[OWN_FORMAT]) return null
  if (format.type === "json_object") {
    const schema = { type: "object", additionalProperties: true, properties: {} }
    return { name: JSON_TOOL, description: "Give the answer as a JSON object.", input_schema: schema }
  }
  const wanted = format.type === "json_schema" ? format.json_schema : undefined
  if (!wanted) {
    const message =
      '`response_format` must be {"type": "text"}, {"type": "json_object"} or a `json_schema` with a schema.'
    throw new GatewayError("invalid_request", message, { param: "response_format" })
  }
  const schema = objectSchema(wanted.schema)
  if (schema.type !== "object") {
    const message = "This model needs a `response_format` schema whose type is object. Wrap the value in a property."
    throw new GatewayError("unsupported_params", message, { param: "response_format" })
  }
  const description = wanted.description ?? `Give the answer as \`${wanted.name}\`.`
  return { name: JSON_TOOL, description, input_schema: schema }
}

function webSearch(options: Json): Json {
  const place = asObject(asObject(options.user_location)?.approximate)
  return {
    type: "web_search_20250305",
    name: "web_search",
    max_uses: SEARCHES[asText(options.search_context_size) ?? "medium"] ?? 5,
    ...(place ? { user_location: { ...place, type: "approximate" } } : {}),
  }
}

function accounting(chat: ChatRequest): Json {
  const out: Json = {}
  const user = asText(asObject(chat.metadata)?.user_id) ?? asText(chat.user)
  // Anthropic asks not to be sent names, e-mail addresses or phone numbers as a user id.
  if (user && !/^[^\s@]+@[^\s@]+$/.test(user) && !/^\+?[\d\s().-]{7,20}$/.test(user)) out.metadata = { user_id: user }
  const tier = chat.service_tier
  if (tier === undefined || tier === null) return out
  const known = Object.hasOwn(SERVICE_TIERS, asText(tier) ?? "") ? SERVICE_TIERS[tier as string] : undefined
  if (!known)
    throw new GatewayError("unsupported_params", "This model supports `service_tier` auto and default only.", {
      param: "service_tier",
    })
  out.service_tier = known
  return out
}

/** OpenAI's reasoning models ignore or refuse these next to an effort; Anthropic refuses them next to thinking. */
function dropSampling(body: Json): void {
  if (body.temperature !== 1) delete body.temperature
  if (typeof body.top_p === "number" && body.top_p < 0.95) delete body.top_p
  delete body.top_k
}
