import { similarityOf } from "#lib/core/vector"
import type { MemorySettings } from "./settings"

const CHARS_PER_TOKEN = 4

/** The facts that matter most for a question, nearest first, within the bounds of the settings. */
export function chooseFacts(
  facts: readonly { readonly text: string; readonly vector: Float32Array | null }[],
  question: Float32Array,
  { maxRecalled, maxRecalledTokens }: Pick<MemorySettings, "maxRecalled" | "maxRecalledTokens">,
): string[] {
  const near = facts.map(({ text, vector }) => ({ text, near: vector === null ? -1 : similarityOf(vector, question) }))
  near.sort((a, b) => b.near - a.near)
  const chosen: string[] = []
  let chars = 0
  for (const { text } of near) {
    if (chosen.length >= maxRecalled) break
    if (chars + text.length > maxRecalledTokens * CHARS_PER_TOKEN) continue
    chosen.push(text)
    chars += text.length
  }
  return chosen
}
