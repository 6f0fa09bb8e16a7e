import { GatewayError } from "#lib/core/errors"
import { objectSchema } from "../anthropic-messages/tools"
import { JSON_TOOL } from "../anthropic-messages/types"
import type { ChatRequest, ChatTool, ToolChoice } from "../chat"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { canForceTools, hasNativeSchema } from "./model-family"
import { type Block, type ConverseMessage, cacheControl, cachePoint, kindOf } from "./types"

/** Hub tools → the entries of `toolConfig.tools`; Bedrock's own (`systemTool`, `cachePoint`) ride through. */
export function toolsFromHub(chat: ChatRequest): Block[] {
  return (chat.tools ?? []).flatMap((tool, index) => {
    const { type, function: definition, cache_control, ...rest } = tool
    if (definition) return [{ toolSpec: specOf(definition as Json, chat.model) }, ...cachePoint(cache_control)]
    if (asObject(rest[type])) return [{ [type]: rest[type] }]
    const anthropic = asObject(tool.input_schema)
    if (anthropic) return [{ toolSpec: specOf({ ...tool, parameters: anthropic } as Json, chat.model) }]
    throw unsupported(`tools[${index}]`, `tools of type ${type}; define a function tool instead`)
  })
}

function specOf(definition: Json, model: string): Json {
  const { name, description, parameters, strict } = definition
  const spec: Json = { name, inputSchema: { json: objectSchema(parameters) } }
  if (asText(description)) spec.description = description
  if (typeof strict === "boolean" && hasNativeSchema(model)) spec.strict = strict
  return spec
}

/** `toolConfig.tools` → hub tools. */
export function toolsToHub(value: unknown): ChatTool[] {
  const out: ChatTool[] = []
  for (const tool of asObjects(value)) {
    const last = out[out.length - 1]
    if (tool.cachePoint && last && !last.cache_control) last.cache_control = cacheControl(tool.cachePoint)
    else out.push(toolToHub(tool))
  }
  return out
}

function toolToHub(tool: Block): ChatTool {
  const spec = asObject(tool.toolSpec)
  if (!spec) return { type: kindOf(tool) ?? "unknown", ...tool }
  const { name, description, inputSchema, ...rest } = spec
  const definition: Json = { name: asText(name) ?? "", ...rest }
  if (description !== undefined) definition.description = description
  const parameters = asObject(asObject(inputSchema)?.json)
  if (parameters) definition.parameters = parameters
  return { type: "function", function: definition as unknown as NonNullable<ChatTool["function"]> }
}

/** Hub → `toolChoice`; undefined for the default. "none" is said by sending no tools, where that is possible. */
export function toolChoiceFromHub(choice: ToolChoice | null | undefined): Json | undefined {
  if (choice === undefined || choice === null || choice === "none") return undefined
  if (choice === "auto") return { auto: {} }
  if (choice === "required") return { any: {} }
  const given: Json = asObject(choice) ?? {}
  const name = asText(asObject(given.function)?.name) ?? (given.type === "tool" ? asText(given.name) : null)
  if (name) return { tool: { name } }
  if (given.type === "any") return { any: {} }
  if (given.type === "auto" || given.type === "none") return given.type === "auto" ? { auto: {} } : undefined
  throw unsupported("tool_choice", 'this tool_choice; use "auto", "required", "none" or {"type":"function",…}')
}

export function toolChoiceToHub(value: unknown): ToolChoice | undefined {
  const choice = asObject(value)
  if (!choice) return undefined
  const name = asText(asObject(choice.tool)?.name)
  if (name !== null) return { type: "function", function: { name } }
  return choice.any ? "required" : choice.auto ? "auto" : undefined
}

export interface ToolsInput {
  readonly chat: ChatRequest
  readonly messages: readonly ConverseMessage[]
  /** The answer's schema as a tool, where Bedrock cannot hold the model to it. */
  readonly json: Json | null
  readonly thinks: boolean
}

/**
 * `toolConfig`, or null for none. Bedrock wants it as soon as the conversation holds tool blocks: tools that are no longer offered
 * are declared by their names then.
 */
export function toolConfig({ chat, messages, json, thinks }: ToolsInput): Json | null {
  const used = toolNames(messages)
  const none = chat.tool_choice === "none" || asObject(chat.tool_choice)?.type === "none"
  const tools = none && used.length === 0 ? [] : toolsFromHub(chat)
  let choice = tools.length === 0 ? undefined : toolChoiceFromHub(chat.tool_choice)
  const own = tools.length > 0 && !none
  if (tools.length === 0 && used.length > 0)
    tools.push(...used.map((name) => ({ toolSpec: { name, inputSchema: { json: objectSchema(null) } } })))
  if (json) {
    tools.push({ toolSpec: json })
    // With tools of its own the model must end with one of them or with the answer.
    if (!own) choice = { tool: { name: JSON_TOOL } }
    else if (!choice || choice.auto) choice = { any: {} }
    if (!canForceTools(chat.model)) choice = undefined
  }
  if (thinks && choice && !choice.auto) choice = undefined
  if (tools.length === 0) return null
  return { tools, ...(choice ? { toolChoice: choice } : {}) }
}

/** Names of the tools a conversation has called, each once. */
function toolNames(messages: readonly ConverseMessage[]): string[] {
  const names = new Set<string>()
  for (const { content } of messages)
    for (const block of content) {
      const name = asText(asObject(block.toolUse)?.name)
      if (name) names.add(name)
      else if (block.toolResult && names.size === 0) names.add("unknown_tool")
    }
  if (names.size > 1) names.delete("unknown_tool")
  return [...names]
}

function unsupported(param: string, what: string): GatewayError {
  return new GatewayError("unsupported_params", `This model does not support ${what}.`, { param })
}
