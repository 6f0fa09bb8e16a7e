import type { Usage } from "#lib/wire/chat"
import type { Message } from "./options"
import { tokenCounter } from "./token-counter"

/** The usage of a call whose provider reported none, counted from its texts. */
export async function countUsage(request: Readonly<Record<string, unknown>>, answerText: string): Promise<Usage> {
  const { messages, tools } = request as { messages?: readonly Message[]; tools?: readonly unknown[] | null }
  const prompt = await tokenCounter({ messages, tools })
  const completion = await tokenCounter({ text: answerText })
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
}
