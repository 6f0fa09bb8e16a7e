import { GatewayError } from "#lib/core/errors"
import type { ChatRequest } from "../chat"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { contentsToHub, systemToHub } from "./contents-to-hub"
import { generationConfigToHub } from "./generation-config"
import { toolChoiceToHub, toolsToHub } from "./tools"
import { camel, GEMINI_SETTINGS, type GeminiSettings } from "./types"

const SPELLED = new Set(["systemInstruction", "toolConfig", "generationConfig", "safetySettings", "cachedContent"])

/**
 * Client's generateContent request → hub. The model stands in the path and streaming in the method's name: whoever reads the path
 * adds them as `model` and `stream`. Throws `invalid_request` naming the field; fields we do not know ride along.
 */
export function requestToHub(given: Record<string, unknown>): ChatRequest {
  const body = spelled(given)
  checkRequest(body)
  const { contents, systemInstruction, tools, toolConfig, generationConfig, safetySettings, model, ...rest } = body
  const config = generationConfigToHub(generationConfig)
  const list = Array.isArray(contents) ? asObjects(contents) : [{ role: "user", parts: [{ text: String(contents) }] }]
  const chat: Json = {
    ...rest,
    ...config.fields,
    model: asText(model)?.replace(/^(?:models|tunedModels)\//, "") ?? "",
    messages: [...systemToHub(systemInstruction), ...contentsToHub(list)],
  }
  const known = tools === undefined || tools === null ? [] : toolsToHub(tools)
  if (known.length > 0) chat.tools = known
  const { choice, rest: kept } = toolChoiceToHub(toolConfig)
  if (choice) chat.tool_choice = choice
  const settings: GeminiSettings = {
    ...(Object.keys(config.rest).length > 0 ? { generationConfig: config.rest } : {}),
    ...(Object.keys(kept).length > 0 ? { toolConfig: kept } : {}),
    ...(safetySettings === undefined || safetySettings === null ? {} : { safetySettings }),
  }
  // Gemini's clients are always told the usage at the end.
  if (body.stream === true) chat.stream_options = { include_usage: true }
  if (Object.keys(settings).length > 0) Object.assign(chat, { [GEMINI_SETTINGS]: settings })
  return chat as unknown as ChatRequest
}

function spelled(body: Readonly<Json>): Json {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [SPELLED.has(camel(name)) ? camel(name) : name, value]),
  )
}

/** Throws 400 naming the field of a request that Gemini could not read either. */
export function checkRequest(given: Readonly<Record<string, unknown>>): void {
  const { contents, generationConfig: config } = spelled(given)
  if (typeof contents !== "string") {
    if (!Array.isArray(contents) || contents.length === 0)
      throw bad("contents", "`contents` must be a list with at least one content.")
    contents.forEach((item: unknown, index) => {
      const at = `contents[${index}]`
      const content = asObject(item)
      if (!content) throw bad(at, `\`${at}\` must be an object with \`role\` and \`parts\`.`)
      const role = content.role ?? "user"
      // `function` is what older clients call the side that answers calls.
      if (!["user", "model", "function", ""].includes(String(role)))
        throw bad(`${at}.role`, `\`${at}.role\` must be user or model.`)
      if (content.parts !== undefined && content.parts !== null) checkParts(content.parts, `${at}.parts`)
    })
  }
  if (config !== undefined && config !== null && !asObject(config))
    throw bad("generationConfig", "`generationConfig` must be an object.")
  const limit = asObject(config)?.maxOutputTokens
  if (
    limit !== undefined &&
    limit !== null &&
    !(typeof limit === "number" && Number.isSafeInteger(limit) && limit >= 0)
  )
    throw bad(
      "generationConfig.maxOutputTokens",
      "`generationConfig.maxOutputTokens` must be a whole number of tokens.",
    )
}

function checkParts(parts: unknown, at: string): void {
  if (!Array.isArray(parts)) throw bad(at, `\`${at}\` must be a list of parts.`)
  const wrong = parts.findIndex((part) => asObject(part) === null)
  if (wrong !== -1) throw bad(`${at}[${wrong}]`, `\`${at}[${wrong}]\` must be an object.`)
}

function bad(param: string, message: string): GatewayError {
  return new GatewayError("invalid_request", message, { param })
}
