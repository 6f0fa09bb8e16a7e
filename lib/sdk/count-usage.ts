import type { ChatRequest, Usage } from "#lib/wire/chat"
import { tokenCounter } from "./token-counter"

/** The usage of a call whose provider reported none, counted from its texts. */
export async function countUsage({ messages, tools }: ChatRequest, answerText: string): Promise<Usage> {
  const prompt = await tokenCounter({ messages, tools })
  const completion = await tokenCounter({ text: answerText })
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
}
