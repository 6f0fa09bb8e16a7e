import { GatewayError } from "#lib/core/errors"
import { ignoredParams, isNeutral, unsupportedParams } from "../anthropic-messages/unsupported-params"
import type { ChatRequest } from "../chat"
import { asObject, asText, type Json } from "../read-json"
import { messagesFromHub } from "./messages-from-hub"
import { type Family, familyOf } from "./model-family"
import { modelFields } from "./model-fields"
import { answerFormat } from "./response-format"
import { toolConfig } from "./tools"

/** Fields of Converse itself, which clients may send through any door (LiteLLM's names are the same). */
const OWN_FIELDS = [
  "guardrailConfig",
  "performanceConfig",
  "promptVariables",
  "requestMetadata",
  "additionalModelResponseFieldPaths",
] as const
/** Fields that are translated below; everything else goes to the model as it is. */
const TRANSLATED = new Set<string>([
  ...OWN_FIELDS,
  "model",
  "messages",
  "stream",
  "max_tokens",
  "max_completion_tokens",
  "temperature",
  "top_p",
  "top_k",
  "stop",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "response_format",
  "reasoning_effort",
  "thinking",
  "service_tier",
  "serviceTier",
  "web_search_options",
  "outputConfig",
  "inferenceConfig",
  "additionalModelRequestFields",
  "toolConfig",
  "user",
  "metadata",
])
/** What only Claude knows; a client of Anthropic's may be talking to another model. */
const CLAUDE_FIELDS = new Set(["output_config", "context_management", "anthropic_beta", "mcp_servers", "container"])
const SERVICE_TIERS = new Set(["default", "flex", "priority", "reserved"])

/** Hub → Converse request body, a fresh object (the model is in the path). Throws `unsupported_params` naming what it cannot say. */
export function requestFromHub(chat: ChatRequest): Record<string, unknown> {
  const family = familyOf(chat.model)
  const { system, messages } = messagesFromHub(chat.messages, family === "claude")
  const settings = modelFields(chat)
  const format = answerFormat(chat)
  const withSearch = { ...chat, tools: [...(chat.tools ?? []), ...search(chat, family)] }
  const tools = toolConfig({ chat: withSearch, messages, json: format.tool, thinks: settings.thinks })
  const body: Json = { messages }
  if (system.length > 0) body.system = system
  const inference = inferenceConfig(chat, settings)
  if (Object.keys(inference).length > 0) body.inferenceConfig = inference
  if (tools) body.toolConfig = tools
  if (format.outputConfig) body.outputConfig = format.outputConfig
  const rest = merged(untranslated(chat, family), settings.fields, parallel(chat, family, tools))
  const extra = merged(rest, asObject(chat.additionalModelRequestFields) ?? {})
  if (Object.keys(extra).length > 0) body.additionalModelRequestFields = extra
  for (const name of OWN_FIELDS) if (chat[name] !== undefined && chat[name] !== null) body[name] = chat[name]
  return { ...body, ...tierOf(chat) }
}

function inferenceConfig(chat: ChatRequest, { maxTokens, dropsSampling }: ReturnType<typeof modelFields>): Json {
  const out: Json = { ...asObject(chat.inferenceConfig) }
  if (maxTokens !== null) out.maxTokens = maxTokens
  // Claude refuses these next to thinking; OpenAI's reasoning models ignore or refuse them too.
  const { temperature, top_p } = chat
  if (typeof temperature === "number" && (!dropsSampling || temperature === 1)) out.temperature = temperature
  if (typeof top_p === "number" && (!dropsSampling || top_p >= 0.95)) out.topP = top_p
  const stop = typeof chat.stop === "string" ? [chat.stop] : chat.stop
  if (stop && stop.length > 0) out.stopSequences = stop
  return out
}

function untranslated(chat: ChatRequest, family: Family): Json {
  const out: Json = {}
  for (const [field, value] of Object.entries(chat)) {
    if (TRANSLATED.has(field) || ignoredParams.has(field) || value === undefined || value === null) continue
    if (CLAUDE_FIELDS.has(field) && family !== "claude" && family !== "other") continue
    if (!unsupportedParams.includes(field)) out[field] = value
    else if (!isNeutral(field, value))
      throw new GatewayError("unsupported_params", `This model does not support \`${field}\`. Leave it out.`, {
        param: field,
      })
  }
  return out
}

/** One call at a time can be asked of Claude only, by its own `tool_choice`. */
function parallel(chat: ChatRequest, family: Family, tools: Json | null): Json {
  if (typeof chat.parallel_tool_calls !== "boolean" || !tools) return {}
  if (family !== "claude" && family !== "other") return {}
  if (chat.parallel_tool_calls) return {}
  const choice = asObject(tools.toolChoice)
  const name = asText(asObject(choice?.tool)?.name)
  const type = name ? "tool" : choice?.any ? "any" : "auto"
  return { tool_choice: { type, ...(name ? { name } : {}), disable_parallel_tool_use: true } }
}

/** Amazon's models search the web by a tool of their own. */
function search(chat: ChatRequest, family: Family): { type: string; [k: string]: unknown }[] {
  if (!asObject(chat.web_search_options)) return []
  if (family === "nova" || family === "nova2") return [{ type: "systemTool", systemTool: { name: "nova_grounding" } }]
  throw new GatewayError("unsupported_params", "This model does not support `web_search_options`. Leave it out.", {
    param: "web_search_options",
  })
}

function tierOf(chat: ChatRequest): Json {
  const own = asObject(chat.serviceTier)
  if (own) return { serviceTier: own }
  const tier = asText(chat.service_tier)
  if (tier === null || tier === "auto") return {}
  if (SERVICE_TIERS.has(tier)) return { serviceTier: { type: tier } }
  const message = `This model supports \`service_tier\` ${["auto", ...SERVICE_TIERS].join(", ")} only.`
  throw new GatewayError("unsupported_params", message, { param: "service_tier" })
}

/** Later ones win; objects of the same name are put together. */
function merged(...all: readonly Json[]): Json {
  const out: Json = {}
  for (const fields of all)
    for (const [name, value] of Object.entries(fields)) {
      const before = asObject(out[name])
      const now = asObject(value)
      out[name] = before && now ? { ...before, ...now } : value
    }
  return out
}
