import { catalogEntry } from "./catalog-entry"
import type { Message } from "./options"
import { countMessage, tokenCounter } from "./token-counter"

/** How far to trim. */
export interface TrimOptions {
  model?: string | undefined
  /** Share of the model's window to fill. */
  trim_ratio?: number | undefined
  /** Tokens to keep; absent: `trim_ratio` of the model's window. */
  max_tokens?: number | undefined
}

const CUT_MARK = ".."

/**
 * Shortens a conversation until it fits: system messages stay, then the newest messages are kept, a tool's answer never without the
 * call it belongs to; when not even the last one fits, its text is cut in the middle. Comes back unchanged when it fits, or when
 * neither `max_tokens` nor the model's window is known.
 */
export async function trimMessages<M extends Message>(messages: readonly M[], options: TrimOptions = {}): Promise<M[]> {
  const { model, trim_ratio: ratio = 0.75, max_tokens: max } = options
  const window = model === undefined ? null : (catalogEntry({ model })?.maxInputTokens ?? null)
  const limit = max ?? (window === null ? null : Math.floor(window * ratio))
  if (limit === null || (await tokenCounter({ messages })) <= limit) return [...messages]
  const system = messages.filter(isSystem)
  let left = limit - (await tokenCounter({ messages: system }))
  const kept: M[][] = []
  for (const turn of turnsOf(messages.filter((message) => !isSystem(message))).reverse()) {
    const cost = await sum(turn)
    if (cost > left) {
      const only = turn[0]
      if (kept.length === 0 && turn.length === 1 && only) kept.unshift([await cut(only, left)])
      break
    }
    left -= cost
    kept.unshift(turn)
  }
  return [...system, ...kept.flat()]
}

const isSystem = ({ role }: Message) => role === "system" || role === "developer"

/** Messages that only make sense together: an assistant's tool calls and the answers to them. */
function turnsOf<M extends Message>(messages: readonly M[]): M[][] {
  const turns: M[][] = []
  for (const message of messages) {
    const last = turns.at(-1)
    if (last && (message.role === "tool" || message.role === "function")) last.push(message)
    else turns.push([message])
  }
  return turns
}

async function sum(turn: readonly Message[]): Promise<number> {
  let tokens = 0
  for (const message of turn) tokens += await countMessage(message)
  return tokens
}

/** The message with as much of its text's beginning and end as fits. */
async function cut<M extends Message>(message: M, limit: number): Promise<M> {
  const { content } = message
  if (typeof content !== "string") return message
  let most = content.length
  let fits = { ...message, content: "" }
  for (let least = 0; least < most; ) {
    const length = Math.ceil((least + most) / 2)
    const half = Math.floor(length / 2)
    const shorter = {
      ...message,
      content: `${content.slice(0, length - half)}${CUT_MARK}${content.slice(content.length - half)}`,
    }
    if ((await countMessage(shorter)) <= limit) {
      fits = shorter
      least = length
    } else most = length - 1
  }
  return fits
}
