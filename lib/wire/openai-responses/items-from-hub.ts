import { GatewayError } from "#lib/core/errors"
import type { ChatMessage } from "../chat"
import { asObject, asObjects, asText, type Json } from "../read-json"
import { contentFromHub, textOf } from "./content"
import { itemsToHub } from "./items-to-hub"
import { thinkingBlocks } from "./reasoning"
import { type Item, RAW_ITEMS } from "./types"

/** Hub messages → `instructions` (the system message at the top, when it is plain text) and input items. */
export function itemsFromHub(messages: readonly ChatMessage[]): { instructions: string | undefined; input: Item[] } {
  const [first, ...rest] = messages
  const top =
    first?.role === "system" && typeof first.content === "string" && rest.length > 0 && rawItems(first) === null
  const told = top ? rest : messages
  return {
    instructions: top ? String(first.content) : undefined,
    input: told.flatMap((message, index) => messageItems(message, `messages[${index + (top ? 1 : 0)}]`)),
  }
}

function messageItems(message: ChatMessage, at: string): Item[] {
  const raw = rawItems(message)
  if (raw) return raw
  if (message.role === "assistant") return assistantItems(message, at)
  if (message.role === "tool" || message.role === "function") return [resultItem(message, at)]
  const { content } = message
  const plain = typeof content === "string" ? content : contentFromHub(content, "input")
  return [{ type: "message", role: message.role, content: plain }]
}

/**
 * The items a message was made of, when they still say what it says: a client or a guardrail that changed the text or the calls
 * gets its version sent. Reasoning that this gateway translated is nothing the provider could read.
 */
function rawItems(message: ChatMessage): Item[] | null {
  const items = asObjects(asObject(message.provider_specific_fields)?.[RAW_ITEMS]) as Item[]
  if (items.length === 0) return null
  const again = itemsToHub(items)
  const [one] = again
  if (again.length !== 1 || !one || essence(one) !== essence(message)) return null
  return items.filter((item) => item.type !== "reasoning" || thinkingBlocks(item) === null)
}

function essence(message: ChatMessage): string {
  const calls = (message.tool_calls ?? []).map((call) => [call.id, call.function?.name, call.function?.arguments])
  const { content } = message
  const parts = typeof content === "string" ? content : textOf(content)
  return JSON.stringify([message.role, parts, message.refusal ?? "", calls, message.tool_call_id ?? null])
}

function assistantItems(message: ChatMessage, at: string): Item[] {
  const items: Item[] = []
  const content = contentFromHub(message.content, "output")
  if (message.refusal) content.push({ type: "refusal", refusal: message.refusal })
  if (content.length > 0) items.push({ type: "message", role: "assistant", content })
  for (const [index, call] of (message.tool_calls ?? []).entries())
    items.push(callItem(call, `${at}.tool_calls[${index}]`))
  const legacy = asObject(message.function_call)
  if (legacy && !message.tool_calls) {
    const name = asText(legacy.name) ?? ""
    items.push({ type: "function_call", call_id: `call_${name}`, name, arguments: asText(legacy.arguments) ?? "{}" })
  }
  return items
}

function callItem(value: unknown, at: string): Item {
  const call: Json | null = asObject(value)
  const called = asObject(call?.function)
  const custom = asObject(call?.custom)
  if (!call || (!called && !custom))
    throw new GatewayError("invalid_request", `\`${at}\` must be an object with a \`function\`.`, { param: at })
  const id = asText(call.id) ?? ""
  if (custom)
    return { type: "custom_tool_call", call_id: id, name: asText(custom.name) ?? "", input: asText(custom.input) ?? "" }
  const args = asText(called?.arguments) ?? ""
  const namespace = asText(call.namespace) ? { namespace: call.namespace } : {}
  return { type: "function_call", call_id: id, name: asText(called?.name) ?? "", arguments: args || "{}", ...namespace }
}

function resultItem(message: ChatMessage, at: string): Item {
  const id = message.role === "function" ? `call_${asText(message.name) ?? ""}` : message.tool_call_id
  if (!id)
    throw new GatewayError("invalid_request", `\`${at}.tool_call_id\` is missing.`, { param: `${at}.tool_call_id` })
  const { content } = message
  const output = typeof content === "string" || !content ? (content ?? "") : contentFromHub(content, "input")
  return { type: "function_call_output", call_id: id, output }
}
