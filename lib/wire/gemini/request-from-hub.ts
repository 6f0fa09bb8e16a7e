import { GatewayError } from "#lib/core/errors"
import type { ChatRequest } from "../chat"
import { asObject, asText, type Json } from "../read-json"
import { contentsFromHub } from "./contents-from-hub"
import { generationConfigFromHub, isGenerationField } from "./generation-config"
import { toolConfigFromHub, toolsFromHub } from "./tools"
import { camel, camelKeys, GEMINI_SETTINGS, type GeminiSettings, modelVersion } from "./types"
import { ignoredParams, isNeutral, unsupportedParams } from "./unsupported-params"

/** Fields that are translated below; everything else the hub does not know rides along (`labels`, `cachedContent` …). */
const TRANSLATED = new Set([
  "model",
  "messages",
  "max_tokens",
  "max_completion_tokens",
  "temperature",
  "top_p",
  "top_k",
  "n",
  "stop",
  "seed",
  "presence_penalty",
  "frequency_penalty",
  "logprobs",
  "top_logprobs",
  "tools",
  "tool_choice",
  "response_format",
  "reasoning_effort",
  "thinking",
  "modalities",
  "audio",
  "web_search_options",
  "service_tier",
])
/** Google's own request fields in the spelling a Python client may use. */
const SPELLED = new Set(["safetySettings", "cachedContent", "toolConfig", "generationConfig"])
const TIERS: Readonly<Record<string, string>> = { flex: "flex", priority: "priority" }

/** Hub → generateContent body, a fresh object without the model (it is in the path). Throws `unsupported_params`. */
export function requestFromHub(chat: ChatRequest): Record<string, unknown> {
  const settings = (chat as { [GEMINI_SETTINGS]?: GeminiSettings })[GEMINI_SETTINGS] ?? {}
  const { generationConfig, toolConfig, safetySettings, ...rest } = untranslated(chat)
  const { system, contents } = contentsFromHub(chat.messages, modelVersion(chat.model ?? ""))
  const body: Json = { ...rest, contents }
  if (system.length > 0) body.systemInstruction = { parts: system }
  const tools = toolsFromHub(chat)
  if (tools.length > 0) body.tools = tools
  const calling = toolConfigFromHub(chat, tools, { ...asObject(toolConfig), ...settings.toolConfig })
  if (calling) body.toolConfig = calling
  const config = generationConfigFromHub(chat, { ...camelled(generationConfig), ...settings.generationConfig })
  if (Object.keys(config).length > 0) body.generationConfig = config
  const safety = settings.safetySettings ?? safetySettings
  if (safety !== undefined) body.safetySettings = safety
  const tier = TIERS[asText(chat.service_tier) ?? ""]
  if (tier) body.serviceTier = tier
  return body
}

const camelled = (value: unknown): Json => camelKeys(asObject(value) ?? {})

function untranslated(chat: ChatRequest): Json {
  const out: Json = {}
  for (const [field, value] of Object.entries(chat)) {
    if (value === undefined || value === null || TRANSLATED.has(field) || ignoredParams.has(field)) continue
    if (isGenerationField(field)) continue
    if (!unsupportedParams.includes(field)) out[SPELLED.has(camel(field)) ? camel(field) : field] = value
    else if (!isNeutral(field, value))
      throw new GatewayError("unsupported_params", `This model does not support \`${field}\`. Leave it out.`, {
        param: field,
      })
  }
  return out
}
