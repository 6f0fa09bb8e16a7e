import { asObject, asObjects, asText, type Json } from "../read-json"

/** How the client knows a tool that was offered to the model as a plain function. */
export interface Origin {
  readonly kind: "function" | "custom" | "local_shell"
  readonly name: string
  readonly namespace?: string
}

export interface OfferedTools {
  /** Everything that can be said as a function, as one. */
  readonly functions: Json[]
  /** Tools that run at OpenAI, or mean something there only. */
  readonly others: Json[]
  /** The function's name → what the client called it. */
  readonly origins: ReadonlyMap<string, Origin>
}

const LOCAL_SHELL = "local_shell"
const LOCAL_SHELL_TOOL: Json = {
  type: "function",
  name: LOCAL_SHELL,
  description: "Runs a command on the user's machine and returns its output.",
  parameters: {
    type: "object",
    properties: {
      command: { type: "array", items: { type: "string" }, description: "The program and its arguments." },
      working_directory: { type: "string", description: "Where to run it." },
      timeout_ms: { type: "number", description: "After how many milliseconds to stop it." },
    },
    required: ["command"],
  },
}

/** All tools of a request, those that came with a tool search or half-way included, with custom tools as functions. */
export function offeredTools(asked: Readonly<Record<string, unknown>>): OfferedTools {
  const functions: Json[] = []
  const others: Json[] = []
  const origins = new Map<string, Origin>()
  const offer = (tool: Json, namespace?: string): void => {
    if (tool.type === "namespace") {
      for (const inner of asObjects(tool.tools)) offer(inner, asText(tool.name) ?? "")
      return
    }
    const plain = asFunction(tool, namespace)
    const name = asText(plain?.name)
    if (!plain || name === null) others.push(tool)
    else if (!origins.has(name)) {
      functions.push(plain)
      const kind = tool.type === "custom" || tool.type === LOCAL_SHELL ? tool.type : "function"
      origins.set(name, { kind, name: asText(tool.name) ?? name, ...(namespace === undefined ? {} : { namespace }) })
    }
  }
  for (const tool of asObjects(asked.tools)) offer(tool)
  for (const item of asObjects(asked.input))
    if (item.type === "additional_tools" || item.type === "tool_search_output")
      for (const tool of asObjects(item.tools)) offer(tool)
  return { functions, others, origins }
}

/** The name by which a tool in a namespace is offered as a plain function. */
export function flatName(name: unknown, namespace: unknown): string {
  const own = asText(name) ?? ""
  return asText(namespace) ? `${namespace}__${own}` : own
}

function asFunction(tool: Json, namespace: string | undefined): Json | null {
  if (tool.type === LOCAL_SHELL) return LOCAL_SHELL_TOOL
  const name = flatName(tool.name, namespace)
  if (tool.type === "function") {
    const { type, description, parameters, strict } = tool
    return { type, name, description, parameters, strict }
  }
  return tool.type === "custom"
    ? { type: "function", name, description: customDescription(tool), parameters: FREE_TEXT }
    : null
}

const FREE_TEXT = {
  type: "object",
  properties: { input: { type: "string", description: "The whole input of the tool, as plain text." } },
  required: ["input"],
  additionalProperties: false,
}

/** A grammar cannot be enforced elsewhere, but a model can read it. */
function customDescription(tool: Json): string {
  const format = asObject(tool.format)
  const description = asText(tool.description) ?? ""
  if (format?.type !== "grammar") return description
  return `${description}\n\n\`input\` must follow this ${asText(format.syntax) ?? "lark"} grammar:\n${asText(format.definition) ?? ""}`
}
