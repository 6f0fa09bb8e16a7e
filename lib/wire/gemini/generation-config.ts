import { GatewayError } from "#lib/core/errors"
import type { ChatRequest, ResponseFormat } from "../chat"
import { asObject, asText, type Json } from "../read-json"
import { toGeminiSchema, toJsonSchema } from "./schema"
import { thinkingFromHub, thinkingToHub } from "./thinking"
import { JSON_SCHEMA_SINCE } from "./tools"
import { camel, camelKeys, modelVersion } from "./types"

/** Fields that are the same but for their names: Gemini's, the hub's. */
const SAME: readonly (readonly [gemini: string, hub: string])[] = [
  ["temperature", "temperature"],
  ["topP", "top_p"],
  ["topK", "top_k"],
  ["candidateCount", "n"],
  ["seed", "seed"],
  ["presencePenalty", "presence_penalty"],
  ["frequencyPenalty", "frequency_penalty"],
  ["responseLogprobs", "logprobs"],
  ["logprobs", "top_logprobs"],
]
/** Settings only Gemini has that clients of other dialects may send at the top of their request, in either spelling. */
const OWN = new Set([
  "topK",
  "mediaResolution",
  "speechConfig",
  "responseModalities",
  "thinkingConfig",
  "imageConfig",
  "audioTimestamp",
  "responseMimeType",
  "responseSchema",
  "responseJsonSchema",
  "enableEnhancedCivicAnswers",
  "routingConfig",
])

/** Hub fields that say something in `generationConfig`. */
const SETTINGS: ReadonlySet<string> = new Set([
  ...SAME.map(([, hub]) => hub),
  "max_tokens",
  "max_completion_tokens",
  "stop",
  "response_format",
  "reasoning_effort",
  "thinking",
  "modalities",
])

/**
 * A Gemini client's own body with what a deployment presets in the hub's words (`temperature` …) where Gemini has it. What the client
 * said itself wins.
 */
export function withPresets(body: Json, model: string): Json {
  const presets = Object.entries(body).filter(([name]) => SETTINGS.has(name))
  if (presets.length === 0) return body
  const rest = Object.fromEntries(Object.entries(body).filter(([name]) => !SETTINGS.has(name)))
  const { generationConfig, generation_config, ...others } = rest
  const said = camelKeys(asObject(generationConfig ?? generation_config) ?? {})
  const chat: ChatRequest = { ...Object.fromEntries(presets), model, messages: [] }
  return { ...others, generationConfig: { ...generationConfigFromHub(chat, undefined), ...said } }
}

/** True for a hub field that belongs into `generationConfig` under its own name. */
export function isGenerationField(name: string): boolean {
  return OWN.has(camel(name))
}

/** Hub → `generationConfig`. `kept` is what an earlier Gemini request said that the hub cannot. */
export function generationConfigFromHub(chat: ChatRequest, kept: Json | undefined): Json {
  const out: Json = {}
  for (const [name, value] of Object.entries(chat))
    if (isGenerationField(name) && value !== undefined && value !== null) out[camel(name)] = value
  for (const [gemini, hub] of SAME) if (chat[hub] !== undefined && chat[hub] !== null) out[gemini] = chat[hub]
  if (out.candidateCount === 1) delete out.candidateCount
  if (out.responseLogprobs === false) delete out.responseLogprobs
  const limit = chat.max_completion_tokens ?? chat.max_tokens
  if (limit !== undefined && limit !== null) out.maxOutputTokens = limit
  const stop = typeof chat.stop === "string" ? [chat.stop] : chat.stop
  if (stop && stop.length > 0) out.stopSequences = stop
  Object.assign(out, formatFromHub(chat), modalitiesFromHub(chat))
  const thinking = thinkingFromHub(chat, asObject(kept?.thinkingConfig) ?? asObject(out.thinkingConfig))
  if (thinking) out.thinkingConfig = thinking
  return { ...out, ...kept }
}

/** `generationConfig` → hub fields, and what of it the hub cannot say. */
export function generationConfigToHub(value: unknown): { readonly fields: Json; readonly rest: Json } {
  const rest = camelKeys(asObject(value) ?? {})
  const fields: Json = {}
  const take = (name: string) => {
    const given = rest[name]
    delete rest[name]
    return given ?? undefined
  }
  for (const [gemini, hub] of SAME) {
    const given = take(gemini)
    if (given !== undefined) fields[hub] = given
  }
  const limit = take("maxOutputTokens")
  if (limit !== undefined) fields.max_tokens = limit
  const stop = take("stopSequences")
  if (Array.isArray(stop) && stop.length > 0) fields.stop = stop
  const format = formatToHub({
    mime: take("responseMimeType"),
    json: take("responseJsonSchema"),
    schema: take("responseSchema"),
  })
  if (format) fields.response_format = format
  const modalities = take("responseModalities")
  if (Array.isArray(modalities)) fields.modalities = modalities.map((item) => String(item).toLowerCase())
  if (rest.thinkingConfig) rest.thinkingConfig = camelKeys(asObject(rest.thinkingConfig) ?? {})
  return { fields: { ...fields, ...thinkingToHub(rest.thinkingConfig) }, rest }
}

function formatFromHub(chat: ChatRequest): Json {
  const format = chat.response_format
  if (!format || format.type === "text") return {}
  const json = { responseMimeType: "application/json" }
  if (format.type === "json_object") {
    // LiteLLM's form of a schema: beside the type.
    const schema = asObject(format.response_schema)
    return schema ? { ...json, ...schemaField(chat, schema) } : json
  }
  const wanted = format.type === "json_schema" ? asObject(format.json_schema) : null
  if (!wanted) {
    const message =
      '`response_format` must be {"type": "text"}, {"type": "json_object"} or a `json_schema` with a schema.'
    throw new GatewayError("invalid_request", message, { param: "response_format" })
  }
  const mime = asText(format.mime_type)
  const schema = asObject(wanted.schema)
  return { ...json, ...(mime ? { responseMimeType: mime } : {}), ...(schema ? schemaField(chat, schema) : {}) }
}

function schemaField(chat: ChatRequest, schema: Json): Json {
  const version = modelVersion(chat.model ?? "")
  if (version === 0 || version >= JSON_SCHEMA_SINCE) return { responseJsonSchema: schema }
  return { responseSchema: toGeminiSchema(schema) }
}

function formatToHub(given: { mime: unknown; json: unknown; schema: unknown }): ResponseFormat | null {
  const gemini = asObject(given.schema)
  const schema = asObject(given.json) ?? (gemini ? toJsonSchema(gemini) : null)
  const mime = asText(given.mime)
  if (mime === "text/plain" && !schema) return { type: "text" }
  if (!schema) return mime === "application/json" ? { type: "json_object" } : null
  const plain = mime === null || mime === "application/json"
  const name =
    asText(schema.title)
      ?.replace(/[^\w-]/g, "_")
      .slice(0, 64) || "answer"
  return { type: "json_schema", json_schema: { name, schema }, ...(plain ? {} : { mime_type: mime }) }
}

/** `modalities` and `audio.voice`; Gemini speaks PCM, whatever format was asked for. */
function modalitiesFromHub(chat: ChatRequest): Json {
  const out: Json = {}
  if (Array.isArray(chat.modalities)) out.responseModalities = chat.modalities.map((item) => String(item).toUpperCase())
  const voiceName = asText(asObject(chat.audio)?.voice)
  if (voiceName) out.speechConfig = { voiceConfig: { prebuiltVoiceConfig: { voiceName } } }
  return out
}
