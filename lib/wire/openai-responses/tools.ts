import type { ChatRequest, ChatTool, ToolChoice } from "../chat"
import { asObject, asObjects, asText, type Json } from "../read-json"

/** Client's tools → hub. Functions and custom tools are put as chat completions has them; all others ride along as they are. */
export function toolsToHub(tools: readonly Json[]): ChatTool[] {
  return tools.map((tool) => {
    if (tool.type === "custom") {
      const { type: _type, name, description, format, ...rest } = tool
      return { type: "custom", custom: defined({ name, description, format: grammarToHub(format) }), ...rest }
    }
    if (tool.type !== "function") return tool as unknown as ChatTool
    const { type: _type, name, description, parameters, strict, ...rest } = tool
    const definition = defined({ name, description, parameters, strict })
    return { type: "function", function: definition, ...rest } as unknown as ChatTool
  })
}

/** Hub's tools → Responses. A function is not strict unless it says so: the two APIs differ in what they assume. */
export function toolsFromHub(tools: readonly ChatTool[]): Json[] {
  return tools.map((tool) => {
    const { type, function: definition, custom, cache_control: _cache, ...rest } = tool
    if (definition) {
      const { name, description, parameters, strict, ...more } = definition as Json
      const schema = parameters ?? { type: "object", properties: {} }
      return {
        type: "function",
        ...rest,
        ...more,
        name,
        ...defined({ description }),
        parameters: schema,
        strict: strict ?? false,
      }
    }
    const own = type === "custom" ? asObject(custom) : null
    if (!own) return tool as Json
    const { name, description, format, ...more } = own
    return { type: "custom", ...rest, ...more, ...defined({ name, description, format: grammarFromHub(format) }) }
  })
}

/** Chat completions wraps a grammar once more. */
function grammarToHub(format: unknown): unknown {
  const given = asObject(format)
  if (given?.type !== "grammar") return format
  const { type, ...grammar } = given
  return { type, grammar }
}

function grammarFromHub(format: unknown): unknown {
  const given = asObject(format)
  return given?.type === "grammar" ? { type: "grammar", ...asObject(given.grammar) } : format
}

/** Client's `tool_choice` → hub. */
export function toolChoiceToHub(choice: unknown): unknown {
  const given = asObject(choice)
  if (!given) return choice
  if (given.type === "function") return { type: "function", function: { name: asText(given.name) ?? "" } }
  if (given.type === "custom") return { type: "custom", custom: { name: asText(given.name) ?? "" } }
  if (given.type !== "allowed_tools") return choice
  const tools = asObjects(given.tools).map((tool) => toolChoiceToHub(tool))
  return { type: "allowed_tools", allowed_tools: { mode: given.mode ?? "auto", tools } }
}

/** The hub's `tool_choice` → Responses; undefined when it says nothing. */
export function toolChoiceFromHub(choice: ToolChoice | null | undefined): unknown {
  const given: Json | null = asObject(choice)
  if (!given) return choice ?? undefined
  const name = asText(asObject(given.function)?.name) ?? asText(asObject(given.custom)?.name)
  if (name !== null) return { type: given.type, name }
  const allowed = asObject(given.allowed_tools)
  if (given.type !== "allowed_tools" || !allowed) return given
  const tools = asObjects(allowed.tools).map((tool) => toolChoiceFromHub(tool as unknown as ToolChoice))
  return { type: "allowed_tools", mode: allowed.mode ?? "auto", tools }
}

/** `text` and `reasoning` → the hub's own fields; what those do not hold rides along. */
export function textToHub(text: unknown): Json {
  const { format, verbosity, ...more } = asObject(text) ?? {}
  return {
    ...formatToHub(asObject(format)),
    ...(verbosity === undefined || verbosity === null ? {} : { verbosity }),
    ...(Object.keys(more).length > 0 ? { text: more } : {}),
  }
}

function formatToHub(format: Json | null): Json {
  if (!format || format.type === "text") return {}
  if (format.type !== "json_schema") return { response_format: format }
  const { type, ...schema } = format
  return { response_format: { type, json_schema: schema } }
}

/** The hub's fields → `text`; undefined when they ask for nothing. */
export function textFromHub(chat: ChatRequest): Json | undefined {
  const format = chat.response_format
  const out: Json = { ...asObject(chat.text) }
  if (format?.type === "json_schema") out.format = { type: "json_schema", ...format.json_schema }
  else if (format) out.format = format
  if (chat.verbosity !== undefined && chat.verbosity !== null) out.verbosity = chat.verbosity
  return Object.keys(out).length > 0 ? out : undefined
}

/** An object without the members that are undefined. */
export function defined(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
