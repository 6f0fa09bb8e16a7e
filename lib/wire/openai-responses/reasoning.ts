import type { ChatMessage, ThinkingBlock } from "../chat"
import { asObject, asObjects, asText, parseJson } from "../read-json"
import { type Item, THINKING_MARK } from "./types"

/** What a reasoning item says in words: the reasoning itself where it is shown, else its summary. */
export function reasoningText(item: Readonly<Record<string, unknown>>): string {
  const said = asObjects(item.content).map((part) => asText(part.text) ?? "")
  if (said.some((text) => text !== "")) return said.join("")
  return asObjects(item.summary)
    .map((part) => asText(part.text) ?? "")
    .join("\n\n")
}

/** Thinking blocks this gateway put into a reasoning item's `encrypted_content`; null for a provider's own. */
export function thinkingBlocks(item: Readonly<Record<string, unknown>>): ThinkingBlock[] | null {
  const sealed = asText(item.encrypted_content)
  if (!sealed?.startsWith(THINKING_MARK)) return null
  const text = Buffer.from(sealed.slice(THINKING_MARK.length), "base64url").toString("utf8")
  const blocks = asObjects(parseJson(text)).filter((block) => asObject(block)?.type !== undefined)
  return blocks.length > 0 ? (blocks as unknown as ThinkingBlock[]) : null
}

/** Signed thinking as a client keeps and returns it: opaque, in the field meant for that. */
export function sealed(blocks: readonly ThinkingBlock[]): string {
  return THINKING_MARK + Buffer.from(JSON.stringify(blocks), "utf8").toString("base64url")
}

/** Does a request's text hold thinking that another provider signed? */
export function holdsSealed(text: string): boolean {
  return text.includes(THINKING_MARK)
}

/** Input items without such thinking: a provider of Responses refuses what it did not encrypt itself. */
export function withoutSealed(input: unknown): unknown {
  if (!Array.isArray(input)) return input
  return input.filter((item: unknown) => {
    const given = asObject(item)
    return given?.type !== "reasoning" || thinkingBlocks(given) === null
  })
}

/** A message's reasoning as an item; null when it has none. */
export function reasoningItem(
  message: Pick<ChatMessage, "reasoning_content" | "thinking_blocks">,
  id: string,
): Item | null {
  const blocks = message.thinking_blocks ?? []
  const text = message.reasoning_content ?? blocks.map((b) => (b.type === "thinking" ? b.thinking : "")).join("")
  if (text === "" && blocks.length === 0) return null
  return {
    id,
    type: "reasoning",
    summary: text === "" ? [] : [{ type: "summary_text", text }],
    ...(blocks.length > 0 ? { encrypted_content: sealed(blocks) } : {}),
  }
}
