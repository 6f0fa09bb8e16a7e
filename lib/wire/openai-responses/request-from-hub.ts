import { GatewayError } from "#lib/core/errors"
import type { ChatRequest } from "../chat"
import { asObject, asText, type Json } from "../read-json"
import { itemsFromHub } from "./items-from-hub"
import { textFromHub, toolChoiceFromHub, toolsFromHub } from "./tools"
import { isNeutral, unsupportedParams } from "./unsupported-params"

/** Fields that are translated below, or that mean nothing here; everything else rides along. */
const TRANSLATED = new Set([
  "model",
  "messages",
  "tools",
  "tool_choice",
  "max_tokens",
  "max_completion_tokens",
  "response_format",
  "text",
  "verbosity",
  "reasoning",
  "reasoning_effort",
  "logprobs",
  "stream_options",
  "thinking",
  "output_config",
])
const LOGPROBS = "message.output_text.logprobs"

/** Hub → Responses request body, a fresh object. Throws `unsupported_params` naming what this API cannot say. */
export function requestFromHub(chat: ChatRequest): Record<string, unknown> {
  const body: Json = untranslated(chat)
  const { instructions, input } = itemsFromHub(chat.messages)
  body.model = chat.model
  if (instructions !== undefined) body.instructions = instructions
  body.input = input
  if (chat.tools && chat.tools.length > 0) body.tools = toolsFromHub(chat.tools)
  const choice = toolChoiceFromHub(chat.tool_choice)
  if (choice !== undefined) body.tool_choice = choice
  const limit = chat.max_completion_tokens ?? chat.max_tokens
  if (limit !== undefined && limit !== null) body.max_output_tokens = limit
  const text = textFromHub(chat)
  if (text) body.text = text
  const reasoning = reasoningFromHub(chat)
  if (reasoning) body.reasoning = reasoning
  if (chat.logprobs === true) body.include = [...new Set([...listOf(chat.include), LOGPROBS])]
  return body
}

function untranslated(chat: ChatRequest): Json {
  const out: Json = {}
  for (const [field, value] of Object.entries(chat)) {
    if (TRANSLATED.has(field) || value === undefined || value === null) continue
    if (!unsupportedParams.includes(field)) out[field] = value
    else if (!isNeutral(field, value))
      throw new GatewayError("unsupported_params", `This model does not support \`${field}\`. Leave it out.`, {
        param: field,
      })
  }
  return out
}

function reasoningFromHub(chat: ChatRequest): Json | undefined {
  const effort = asText(chat.reasoning_effort)
  const own = asObject(chat.reasoning)
  if (!own && (effort === null || effort === "default")) return undefined
  return { ...own, ...(effort === null || effort === "default" ? {} : { effort }) }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
