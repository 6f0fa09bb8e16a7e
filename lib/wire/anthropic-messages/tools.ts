import { GatewayError } from "#lib/core/errors"
import type { ChatRequest, ChatTool, ToolChoice } from "../chat"
import { asObject, asText, type Json } from "../read-json"
import { toolName } from "./tool-name"

/** Client's tool definitions → hub. Server tools (any other `type`) ride along as they are. */
export function toolsToHub(tools: readonly Json[]): ChatTool[] {
  return tools.map((tool) => {
    if (tool.type !== undefined && tool.type !== null && tool.type !== "custom") return tool as unknown as ChatTool
    const { type: _type, name, description, input_schema: parameters, strict, ...rest } = tool
    const definition: Json = { name }
    if (description !== undefined) definition.description = description
    if (parameters !== undefined) definition.parameters = parameters
    if (strict !== undefined) definition.strict = strict
    return { type: "function", function: definition, ...rest } as unknown as ChatTool
  })
}

/** Hub tool definitions → Anthropic's. Throws `unsupported_params` for OpenAI's free-form custom tools. */
export function toolsFromHub(tools: readonly ChatTool[]): Json[] {
  return tools.map((tool, index) => {
    const { type, function: definition, ...rest } = tool
    if (!definition) {
      if ("custom" in rest)
        throw unsupported(`tools[${index}]`, "custom tools with free-form input; define a function tool instead")
      return tool as Json
    }
    void type
    const { name, description, parameters, strict, ...more } = definition as Json
    const out: Json = {
      name: typeof name === "string" ? toolName(name) : name,
      ...rest,
      ...more,
      input_schema: objectSchema(parameters),
    }
    if (asText(description) !== null) out.description = description
    if (typeof strict === "boolean") out.strict = strict
    return out
  })
}

/** Anthropic requires a schema whose type is object, also for a tool without parameters. */
export function objectSchema(schema: unknown): Json {
  const given = asObject(schema) ?? {}
  const out: Json = { type: "object", ...given }
  if (out.properties === undefined && Object.keys(given).length === 0) out.properties = {}
  return out
}

/** Client's `tool_choice` → the hub's two fields. */
export function toolChoiceToHub(choice: unknown): Pick<ChatRequest, "tool_choice" | "parallel_tool_calls"> {
  const given = asObject(choice)
  if (!given) return {}
  const out: Pick<ChatRequest, "tool_choice" | "parallel_tool_calls"> = {}
  if (given.type === "tool") out.tool_choice = { type: "function", function: { name: asText(given.name) ?? "" } }
  else if (given.type === "any") out.tool_choice = "required"
  else if (given.type === "none" || given.type === "auto") out.tool_choice = given.type
  if (typeof given.disable_parallel_tool_use === "boolean") out.parallel_tool_calls = !given.disable_parallel_tool_use
  return out
}

/** The hub's two fields → Anthropic's `tool_choice`; undefined when neither says anything. */
export function toolChoiceFromHub(chat: ChatRequest): Json | undefined {
  const choice = named(chat.tool_choice)
  if (chat.parallel_tool_calls !== false || choice?.type === "none") return choice
  if (!choice && !chat.tools?.length) return undefined
  return { ...(choice ?? { type: "auto" }), disable_parallel_tool_use: true }
}

function named(choice: ToolChoice | null | undefined): Json | undefined {
  if (choice === undefined || choice === null) return undefined
  if (choice === "auto" || choice === "none") return { type: choice }
  if (choice === "required") return { type: "any" }
  const given: Json = asObject(choice) ?? {}
  const name = asText(asObject(given.function)?.name)
  if (name) return { type: "tool", name: toolName(name) }
  // A client may use Anthropic's own form through the OpenAI endpoint.
  if (["auto", "any", "tool", "none"].includes(String(given.type))) return given
  throw unsupported("tool_choice", 'this tool_choice; use "auto", "required", "none" or {"type":"function",…}')
}

function unsupported(param: string, what: string): GatewayError {
  return new GatewayError("unsupported_params", `This model does not support ${what}.`, { param })
}
