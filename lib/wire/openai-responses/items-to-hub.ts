import { GatewayError } from "#lib/core/errors"
import type { ChatMessage, ToolCall } from "../chat"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { contentToHub, textOf } from "./content"
import { reasoningText, thinkingBlocks } from "./reasoning"
import { type Item, RAW_ITEMS } from "./types"

const ROLES = new Set(["system", "developer", "user", "assistant"])

/** A message in the making, and the items it is made of. */
interface Turn {
  readonly message: ChatMessage
  readonly items: Item[]
  /** The items say something the message does not. */
  foreign: boolean
}

/**
 * Input items → hub messages. What the assistant said, thought and called in a row becomes one message, as chat completions has it;
 * items the hub has no words for are kept beside the message they stand next to.
 */
export function itemsToHub(input: readonly Json[]): ChatMessage[] {
  const turns: Turn[] = []
  const waiting: Item[] = []
  input.forEach((json, index) => {
    const item = json as Item
    const kind = kindOf(item, `input[${index}]`)
    if (kind === "foreign") {
      const last = turns[turns.length - 1]
      if (last?.message.role === "assistant" && isAnswer(item)) add(last, item)
      else waiting.push(item)
      return
    }
    const turn =
      kind === "assistant" ? assistantTurn(turns, item, waiting.length > 0) : newTurn(turns, said(item, kind))
    if (waiting.length > 0) turn.foreign = true
    turn.items.push(...waiting.splice(0))
    if (kind === "assistant") say(turn, item)
    turn.items.push(item)
  })
  const last = turns[turns.length - 1] ?? newTurn(turns, { role: "user", content: "" })
  for (const item of waiting) add(last, item)
  return turns.map(finished)
}

type Kind = "assistant" | "result" | "message" | "foreign"

function kindOf(item: Item, at: string): Kind {
  const type = asText(item.type) ?? (item.role === undefined ? null : "message")
  if (type === null) throw bad(`${at}.type`, `\`${at}\` must be an item with a \`type\`, or a message with a \`role\`.`)
  if (type === "message") {
    if (!ROLES.has(asText(item.role) ?? ""))
      throw bad(`${at}.role`, `\`${at}.role\` must be one of ${[...ROLES].join(", ")}.`)
    if (typeof item.content !== "string" && !Array.isArray(item.content))
      throw bad(`${at}.content`, `\`${at}.content\` must be a string or a list of content parts.`)
    return item.role === "assistant" ? "assistant" : "message"
  }
  if (type === "function_call" || type === "custom_tool_call" || type === "reasoning") return "assistant"
  if (type === "function_call_output" || type === "custom_tool_call_output") {
    if (asText(item.call_id) === null) throw bad(`${at}.call_id`, `\`${at}.call_id\` is missing.`)
    return "result"
  }
  return "foreign"
}

/** Items only a model's turn has, of kinds the hub has no words for. */
function isAnswer(item: Item): boolean {
  return item.type !== "compaction" && (item.type.endsWith("_call") || item.type === "mcp_list_tools")
}

function add(turn: Turn, item: Item): void {
  turn.items.push(item)
  turn.foreign = true
}

function newTurn(turns: Turn[], message: ChatMessage): Turn {
  const turn = { message, items: [], foreign: false }
  turns.push(turn)
  return turn
}

/** The turn an assistant's item belongs to: the one before, unless a second text would begin there. */
function assistantTurn(turns: Turn[], item: Item, apart: boolean): Turn {
  const last = turns[turns.length - 1]
  const spoken = last?.message.content !== null && !last?.message.tool_calls
  const again = spoken && (isMessage(item) || item.type === "reasoning")
  if (last?.message.role === "assistant" && !again && !apart) return last
  return newTurn(turns, { role: "assistant", content: null })
}

function isMessage(item: Item): boolean {
  return item.type === "message" || item.type === undefined
}

function said(item: Item, kind: Kind): ChatMessage {
  if (kind === "result") {
    const { output } = item
    const content =
      typeof output === "string" || Array.isArray(output) ? contentToHub(output) : JSON.stringify(output ?? "")
    return { role: "tool", tool_call_id: String(item.call_id), content }
  }
  const content = contentToHub(item.content)
  return {
    role: item.role as ChatMessage["role"],
    content: Array.isArray(content) && content.length === 0 ? "" : content,
  }
}

function say(turn: Turn, item: Item): void {
  const { message } = turn
  if (item.type === "reasoning") {
    const text = [message.reasoning_content ?? "", reasoningText(item)].filter((part) => part !== "").join("\n\n")
    if (text !== "") message.reasoning_content = text
    const blocks = thinkingBlocks(item)
    if (blocks) message.thinking_blocks = [...(message.thinking_blocks ?? []), ...blocks]
    return
  }
  if (!isMessage(item)) {
    message.tool_calls = [...(message.tool_calls ?? []), callToHub(item)]
    return
  }
  const text = textOf(item.content)
  const before = typeof message.content === "string" ? message.content : ""
  if (before !== "") turn.foreign = true
  message.content = before === "" ? text : `${before}\n${text}`
  const refusal = asObjects(item.content)
    .map((part) => asText(part.refusal) ?? "")
    .join("")
  if (refusal !== "") message.refusal = refusal
}

/** A call of a function or of a custom tool, whose free text becomes the one argument `input`. */
export function callToHub(item: Json): ToolCall {
  const { call_id: id, id: own, name, namespace } = item
  const args =
    item.type === "custom_tool_call" ? JSON.stringify({ input: asText(item.input) ?? "" }) : argumentsOf(item.arguments)
  return {
    id: asText(id) ?? asText(own) ?? "",
    type: "function",
    function: { name: asText(name) ?? "", arguments: args },
    ...(asText(namespace) ? { namespace } : {}),
  }
}

function argumentsOf(value: unknown): string {
  return asText(value) ?? (asObject(value) ? JSON.stringify(value) : "")
}

const PLAIN_FIELDS = new Set(["type", "role", "content", "call_id", "name", "arguments", "output", "id", "status"])

/** The items themselves are kept when the message alone could not bring them back. */
function finished({ message, items, foreign }: Turn): ChatMessage {
  const keep =
    foreign || items.some((item) => item.type === "reasoning" || item.type === "custom_tool_call" || odd(item))
  return keep ? { ...message, provider_specific_fields: { [RAW_ITEMS]: items } } : message
}

function odd(item: Item): boolean {
  return Object.keys(item).some((field) => !PLAIN_FIELDS.has(field)) || item.type === "custom_tool_call_output"
}

function bad(param: string, message: string): GatewayError {
  return new GatewayError("invalid_request", message, { param })
}
