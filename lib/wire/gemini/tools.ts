import { GatewayError } from "#lib/core/errors"
import type { ChatRequest, ChatTool, ToolChoice } from "../chat"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { toGeminiSchema, toJsonSchema } from "./schema"
import { camel, camelKeys, modelVersion } from "./types"

/** From this version on a schema is sent as it is (`parametersJsonSchema`). */
export const JSON_SCHEMA_SINCE = 2.5
/** From this version on functions and Google's own tools may be given together. */
const MIXED_SINCE = 3
/** Names of tools that Google runs: its own, OpenAI's, LiteLLM's, and Anthropic's without their dates. */
const SERVER_TOOLS: Readonly<Record<string, string>> = {
  web_search: "googleSearch",
  web_search_preview: "googleSearch",
  web_fetch: "urlContext",
  googleSearch: "googleSearch",
  googleSearchRetrieval: "googleSearchRetrieval",
  enterpriseWebSearch: "enterpriseWebSearch",
  codeExecution: "codeExecution",
  code_interpreter: "codeExecution",
  urlContext: "urlContext",
  googleMaps: "googleMaps",
  computerUse: "computerUse",
  fileSearch: "fileSearch",
}

/** Client's `tools` → hub: a function tool a declaration; Google's own tools ride along as `{type: <name>, <name>: {…}}`. */
export function toolsToHub(value: unknown): ChatTool[] {
  const tools = Array.isArray(value) ? asObjects(value) : asObjects([value])
  return tools.flatMap((given) => {
    const { functionDeclarations, ...rest } = camelKeys(given)
    const declared = asObjects(functionDeclarations).map(functionToHub)
    const own = Object.entries(rest).map(([type, settings]): ChatTool => ({ type, [type]: settings }))
    return [...declared, ...own]
  })
}

function functionToHub(declaration: Json): ChatTool {
  const { name, description, parameters, parametersJsonSchema, ...rest } = camelKeys(declaration)
  const gemini = asObject(parameters)
  const schema = asObject(parametersJsonSchema) ?? (gemini ? toJsonSchema(gemini) : null)
  return {
    type: "function",
    function: {
      name: asText(name) ?? "",
      ...(asText(description) ? { description: String(description) } : {}),
      ...(schema ? { parameters: schema } : {}),
      ...rest,
    },
  }
}

/** Hub tools → Gemini's: all functions in one entry, each of Google's own in its own. Throws `unsupported_params` for any other. */
export function toolsFromHub(chat: ChatRequest): Json[] {
  const version = modelVersion(chat.model ?? "")
  const out: Json[] = []
  const functions: Json[] = []
  for (const [index, tool] of (chat.tools ?? []).entries()) {
    if (!tool.function) out.push(serverTool(tool, index))
    else if (functions.push(functionFromHub(tool, version)) === 1) out.push({ functionDeclarations: functions })
  }
  if (asObject(chat.web_search_options) && !out.some((tool) => "googleSearch" in tool)) out.push({ googleSearch: {} })
  return out
}

function functionFromHub(tool: ChatTool, version: number): Json {
  const { name, description, parameters, strict: _strict, ...rest } = (tool.function ?? {}) as Json
  const out: Json = { name, ...rest }
  if (asText(description) !== null) out.description = description
  const schema = asObject(parameters)
  if (!schema || Object.keys(schema).length === 0) return out
  if (version === 0 || version >= JSON_SCHEMA_SINCE) out.parametersJsonSchema = schema
  // An object without properties is refused by older models; no parameters mean the same.
  else if (schema.type !== "object" || Object.keys(asObject(schema.properties) ?? {}).length > 0)
    out.parameters = toGeminiSchema(schema)
  return out
}

function serverTool(tool: ChatTool, index: number): Json {
  const { type, ...rest } = tool
  const [first] = Object.keys(rest)
  const bare = (type ?? "").replace(/_\d{8}$/, "")
  const name = SERVER_TOOLS[bare] ?? SERVER_TOOLS[camel(bare)]
  if (name) return { [name]: asObject(rest[type]) ?? asObject(rest[name]) ?? {} }
  // Any other tool of Google's: its own name with its settings under it, with or without a type that says so again.
  if (first && first !== "custom" && (type === undefined || type === null || type === first)) return camelKeys(rest)
  const message = `This model does not support tools of the type ${String(type)}. Use functions or Google's own tools.`
  throw new GatewayError("unsupported_params", message, { param: `tools[${index}]` })
}

/** `toolConfig` → the hub's `tool_choice`, and what of it the hub cannot say. */
export function toolChoiceToHub(value: unknown): { readonly choice: ToolChoice | Json | null; readonly rest: Json } {
  const { functionCallingConfig, ...rest } = camelKeys(asObject(value) ?? {})
  const config = camelKeys(asObject(functionCallingConfig) ?? {})
  const mode = asText(config.mode)?.toUpperCase()
  const names = Array.isArray(config.allowedFunctionNames) ? config.allowedFunctionNames.map(String) : []
  if (mode === "NONE") return { choice: "none", rest }
  if (mode === "AUTO") return { choice: "auto", rest }
  if (mode === "VALIDATED") return { choice: "auto", rest: { ...rest, functionCallingConfig: config } }
  if (mode !== "ANY") return { choice: null, rest }
  const [only] = names
  if (names.length === 0) return { choice: "required", rest }
  if (names.length === 1 && only) return { choice: { type: "function", function: { name: only } }, rest }
  const tools = names.map((name) => ({ type: "function", function: { name } }))
  return { choice: { type: "allowed_tools", allowed_tools: { mode: "required", tools } }, rest }
}

/** The hub's `tool_choice` → `toolConfig`; `kept` is what an earlier Gemini request said beside it. Null when nothing is said. */
export function toolConfigFromHub(chat: ChatRequest, tools: readonly Json[], kept: Json | undefined): Json | null {
  const out: Json = { ...kept }
  const functions = tools.some((tool) => "functionDeclarations" in tool)
  const config = functions ? callingConfig(chat.tool_choice) : null
  if (config && !(config.mode === "AUTO" && out.functionCallingConfig)) out.functionCallingConfig = config
  if (functions && tools.length > 1 && modelVersion(chat.model ?? "") >= MIXED_SINCE)
    out.includeServerSideToolInvocations ??= true
  return Object.keys(out).length > 0 ? out : null
}

function callingConfig(choice: ToolChoice | null | undefined): Json | null {
  if (choice === undefined || choice === null) return null
  if (choice === "auto" || choice === "none") return { mode: choice.toUpperCase() }
  // Mistral's and Anthropic's word for it.
  const any: unknown = "any"
  if (choice === "required" || choice === any) return { mode: "ANY" }
  const given: Json = asObject(choice) ?? {}
  const name = asText(asObject(given.function)?.name) ?? asText(given.name)
  if (name) return { mode: "ANY", allowedFunctionNames: [name] }
  const allowed = asObject(given.allowed_tools) ?? given
  const names = asObjects(allowed.tools).map((tool) => asText(asObject(tool.function)?.name) ?? asText(tool.name) ?? "")
  if (given.type === "allowed_tools" && names.length > 0)
    return { mode: allowed.mode === "required" ? "ANY" : "VALIDATED", allowedFunctionNames: names }
  if (given.type === "any") return { mode: "ANY" }
  if (given.type === "auto" || given.type === "none") return { mode: given.type.toUpperCase() }
  const message =
    'This model does not support this tool_choice; use "auto", "required", "none" or {"type":"function",…}.'
  throw new GatewayError("unsupported_params", message, { param: "tool_choice" })
}
