import { countTokens } from "#lib/catalog/tokens"
import type { ContentPart } from "#lib/wire/chat"
import type { Message } from "./options"

/** What is to be counted. */
export interface TokenCounterOptions {
  /** Any name: every model is counted with OpenAI's o200k encoding, exact for OpenAI's models and a good guess for others. */
  model?: string | undefined
  text?: string | readonly string[] | undefined
  messages?: readonly Message[] | undefined
  tools?: readonly unknown[] | null | undefined
}

const PER_MESSAGE = 3
const PER_NAME = 1
const PER_REPLY = 3
/** OpenAI's figures for an image: one tile for low detail, a 1024 × 1024 picture for high. */
const LOW_IMAGE = 85
const HIGH_IMAGE = 765

/**
 * How many tokens a text or a conversation has (`messages` with their overhead as OpenAI counts it, tools as JSON). The
 * tokenizer is loaded on first use.
 */
export async function tokenCounter({ text, messages, tools }: TokenCounterOptions): Promise<number> {
  let sum = text === undefined ? 0 : await countTokens(typeof text === "string" ? text : text.join(""))
  if (messages !== undefined) {
    sum += PER_REPLY
    for (const message of messages) sum += await countMessage(message)
  }
  if (tools && tools.length > 0) sum += await countTokens(JSON.stringify(tools))
  return sum
}

/** The tokens of one message, its overhead included. */
export async function countMessage(message: Message): Promise<number> {
  let sum = PER_MESSAGE + (await countTokens(message.role))
  if (message.name !== undefined) sum += PER_NAME + (await countTokens(message.name))
  const { content } = message
  if (typeof content === "string") sum += await countTokens(content)
  else for (const part of content ?? []) sum += await countPart(part)
  if (message.tool_calls) sum += await countTokens(JSON.stringify(message.tool_calls.map((call) => call.function)))
  return sum
}

async function countPart(part: ContentPart): Promise<number> {
  if (typeof part.text === "string") return countTokens(part.text)
  if (part.image_url === undefined) return 0
  return part.image_url.detail === "high" ? HIGH_IMAGE : LOW_IMAGE
}

/** The token ids of a text (OpenAI's o200k encoding). `model` is accepted for LiteLLM's sake. */
export async function encode({ text }: { model?: string; text: string }): Promise<number[]> {
  const tokenizer = await import("gpt-tokenizer/encoding/o200k_base")
  return tokenizer.encode(text, { allowedSpecial: "all" })
}

/** The text of token ids that `encode` gave. */
export async function decode({ tokens }: { model?: string; tokens: readonly number[] }): Promise<string> {
  const tokenizer = await import("gpt-tokenizer/encoding/o200k_base")
  return tokenizer.decode([...tokens])
}
