import type { ChatRequest } from "#lib/wire/chat"

/** One thing a provider wants said differently, in hub terms. Pure; the same object when there is nothing to change. */
export type Adapt = (chat: ChatRequest) => ChatRequest

/** Several of them, one after the other. */
export function adapting(...steps: readonly Adapt[]): Adapt {
  return (chat) => steps.reduce((said, step) => step(said), chat)
}
