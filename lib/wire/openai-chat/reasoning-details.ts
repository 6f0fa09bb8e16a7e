import type { ChatChunk, ChatMessage, ChatRequest, ChatResponse, ThinkingBlock } from "../chat"
import { asObjects, asText, type Json } from "../read-json"

/** OpenRouter's mark on thinking that came from Anthropic and is signed there (openrouter.ai/docs, reasoning tokens). */
const CLAUDE = "anthropic-claude-v1"

/** Anthropic's thinking blocks of earlier turns → OpenRouter's `reasoning_details`; what the client sends itself wins. */
export function thinkingAsDetails(chat: ChatRequest): ChatRequest {
  const wants = (message: ChatMessage) =>
    Boolean(message.thinking_blocks?.length) && message.reasoning_details === undefined
  if (!chat.messages.some(wants)) return chat
  const messages = chat.messages.map((message) => {
    if (!wants(message)) return message
    const { thinking_blocks: blocks, ...rest } = message
    return { ...rest, reasoning_details: (blocks ?? []).map(detailOf) } as ChatMessage
  })
  return { ...chat, messages }
}

function detailOf(block: ThinkingBlock, index: number): Json {
  if (block.type === "redacted_thinking")
    return { type: "reasoning.encrypted", data: block.data, format: CLAUDE, index }
  const signature = block.signature === undefined ? {} : { signature: block.signature }
  return { type: "reasoning.text", text: block.thinking, ...signature, format: CLAUDE, index }
}

/** Signed thinking of an answer → `thinking_blocks`; the details stay where they are. */
export function detailsAsThinking(chat: ChatResponse): ChatResponse {
  for (const { message } of chat.choices) {
    unfold(message)
    const blocks = asObjects(message.reasoning_details).flatMap((detail) => blockOf(detail, asText(detail.text) ?? ""))
    if (blocks.length > 0) message.thinking_blocks ??= blocks
  }
  return chat
}

/** The same for a stream: a block goes out whole, with its signature, when that arrives. */
export function detailsAsThinkingStream(): (chunk: ChatChunk) => ChatChunk {
  const texts = new Map<unknown, string>()
  return (chunk) => {
    for (const { delta } of chunk.choices) {
      unfold(delta)
      const blocks = asObjects(delta.reasoning_details).flatMap((detail) => {
        const text = (texts.get(detail.index) ?? "") + (asText(detail.text) ?? "")
        texts.set(detail.index, text)
        const done = blockOf(detail, text)
        if (done.length > 0) texts.delete(detail.index)
        return done
      })
      if (blocks.length > 0) delta.thinking_blocks ??= blocks
    }
    return chunk
  }
}

/** Some servers give the details alone: their text is the reasoning. */
function unfold(said: Json): void {
  const text = asObjects(said.reasoning_details).map((detail) => asText(detail.text) ?? "")
  if (text.join("") !== "") said.reasoning_content ??= text.join("")
}

/** The block a detail completes: none while there is no signature, or when it is not Anthropic's. */
function blockOf(detail: Json, thinking: string): ThinkingBlock[] {
  if (detail.format !== CLAUDE) return []
  const signature = asText(detail.signature)
  if (detail.type === "reasoning.text" && signature) return [{ type: "thinking", thinking, signature }]
  const data = asText(detail.data)
  return detail.type === "reasoning.encrypted" && data ? [{ type: "redacted_thinking", data }] : []
}
