import type { ChatMessage, ChatResponse } from "../chat"
import { asObject, asObjects, type Json } from "../read-json"
import { annotationsFromHub } from "./annotations"
import { CallItems } from "./call-items"
import { textOf } from "./content"
import { envelope, responseId, stem } from "./envelope"
import { statusFromHub } from "./finish-reason"
import { publishItem } from "./published-shape"
import { reasoningItem } from "./reasoning"
import { outputToHub } from "./response-to-hub"
import { type Item, RAW_ITEMS } from "./types"
import { usageFromHub } from "./usage"

/** Hub → the response a client expects. `asked` is its own request: what it offered as custom tool is called as one. */
export function responseFromHub(
  chat: ChatResponse,
  asked?: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const choice = chat.choices[0]
  const logprobs = asObjects(asObject(choice?.logprobs)?.content)
  const output = choice
    ? outputItems(choice.message, { stem: stem(chat.id), calls: new CallItems(asked), logprobs })
    : []
  return envelope(
    {
      id: responseId(chat.id),
      created: chat.created,
      model: chat.model,
      ...statusFromHub(choice?.finish_reason),
      output,
      usage: usageFromHub(chat.usage),
      serviceTier: chat.service_tier,
    },
    asked,
  )
}

interface Making {
  readonly stem: string
  readonly calls: CallItems
  readonly logprobs: readonly Json[]
}

function outputItems(message: ChatMessage, making: Making): Item[] {
  const raw = asObjects(asObject(message.provider_specific_fields)?.[RAW_ITEMS]) as Item[]
  if (raw.length > 0 && saysTheSame(raw, message)) {
    for (const item of raw) publishItem(item)
    return raw
  }
  const items: Item[] = []
  const reasoning = reasoningItem(message, `rs_${making.stem}`)
  if (reasoning) items.push(reasoning)
  const content = contentParts(message, making.logprobs)
  if (content.length > 0 || !message.tool_calls?.length)
    items.push({ id: `msg_${making.stem}`, type: "message", status: "completed", role: "assistant", content })
  message.tool_calls?.forEach((call, index) => {
    items.push(making.calls.item(call, { id: `${making.stem}_${index}`, status: "completed" }))
  })
  return items
}

/** A guardrail may have changed the answer since the items were read: then they are no longer what is to be said. */
function saysTheSame(raw: readonly Item[], message: ChatMessage): boolean {
  const { message: again } = outputToHub(raw)
  const essence = ({ content, refusal, tool_calls }: ChatMessage) =>
    JSON.stringify([textOf(content), refusal ?? "", tool_calls ?? []])
  return essence(again) === essence(message)
}

function contentParts(message: ChatMessage, logprobs: readonly Json[]): Json[] {
  const parts: Json[] = []
  const text = textOf(message.content)
  if (text !== "")
    parts.push({ type: "output_text", text, annotations: annotationsFromHub(message.annotations), logprobs })
  if (message.refusal) parts.push({ type: "refusal", refusal: message.refusal })
  return parts
}
