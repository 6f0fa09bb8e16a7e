const PIECE_CHARS = 200

/** Cuts text where a tokenizer would cut anyway, and hard every 200 characters, so that no input makes counting slow. */
function pieces(text: string): string[] {
  const out: string[] = []
  let start = 0
  while (start < text.length) {
    let end = Math.min(text.length, start + PIECE_CHARS)
    if (end < text.length) {
      const space = text.lastIndexOf(" ", end)
      if (space > start) end = space
    }
    out.push(text.slice(start, end))
    start = end
  }
  return out
}

/**
 * Counts tokens with OpenAI's o200k encoding, the best general guess when a provider reports no usage. The tokenizer
 * is loaded on first need (it is large and most gateways never need it).
 */
export async function countTokens(text: string): Promise<number> {
  if (text === "") return 0
  const { countTokens: count } = await import("gpt-tokenizer/encoding/o200k_base")
  let sum = 0
  for (const piece of pieces(text)) sum += count(piece, { allowedSpecial: "all" })
  return sum
}
