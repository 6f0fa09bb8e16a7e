import { GatewayError } from "#lib/core/errors"
import type { ChatService } from "#lib/providers/provider"
import { environment } from "./environment"
import { type ModelName, modelName } from "./model-name"
import { resolved } from "./resolve-name"

/** OpenAI's chat parameters, each with a value that asks for something. */
const PARAMS: Readonly<Record<string, unknown>> = {
  frequency_penalty: 0.5,
  function_call: "auto",
  functions: [{ name: "f", parameters: { type: "object", properties: {} } }],
  logit_bias: { 1: 1 },
  logprobs: true,
  max_completion_tokens: 64,
  max_tokens: 64,
  modalities: ["text", "audio"],
  n: 2,
  parallel_tool_calls: false,
  prediction: { type: "content", content: "x" },
  presence_penalty: 0.5,
  reasoning_effort: "low",
  response_format: { type: "json_object" },
  seed: 1,
  service_tier: "auto",
  stop: ["x"],
  stream: true,
  stream_options: { include_usage: true },
  temperature: 0.5,
  tool_choice: "auto",
  tools: [{ type: "function", function: { name: "f", parameters: { type: "object", properties: {} } } }],
  top_logprobs: 2,
  top_p: 0.5,
  user: "u",
  verbosity: "low",
  web_search_options: {},
}
const NEEDS_TOOLS = new Set(["tool_choice", "parallel_tool_calls"])

/** OpenAI's chat parameters a provider takes; null when it serves no chat. Throws BadRequestError for an unknown provider. */
export function getSupportedOpenaiParams(name: string | ModelName, customLlmProvider?: string): string[] | null {
  const asked = modelName(name, customLlmProvider)
  const { provider, model } = resolved(asked)
  const serves = provider.serves.chat
  const given = { model, apiKey: asked.api_key ?? "", params: { ...asked }, env: environment() }
  const chat = typeof serves === "function" ? serves(model, given) : serves
  if (chat === undefined) return null
  return Object.keys(PARAMS).filter((param) => isTaken(chat, model, param))
}

/** The same for lists: empty where there is nothing to say. */
export function supportedParamsOf(asked: ModelName): string[] {
  try {
    return getSupportedOpenaiParams(asked) ?? []
  } catch {
    return []
  }
}

/** Asks the translation itself: what it cannot say it refuses by name. */
function isTaken(chat: ChatService, model: string, param: string): boolean {
  if (chat.unsupported?.includes(param)) return false
  const tools = NEEDS_TOOLS.has(param) ? { tools: PARAMS.tools } : {}
  const request = { model, messages: [{ role: "user" as const, content: "x" }], ...tools, [param]: PARAMS[param] }
  try {
    chat.dialect.fromHub.request(structuredClone(request) as Parameters<typeof chat.dialect.fromHub.request>[0])
    return true
  } catch (e) {
    return !(GatewayError.is(e) && e.kind === "unsupported_params")
  }
}
