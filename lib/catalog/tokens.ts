import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { MAX_PIECE_CHARS, TokenTable } from "./token-table"

let loading: Promise<TokenTable> | null = null

/** Read on first need: most gateways never count. */
function tokenTable(): Promise<TokenTable> {
  const file = createRequire(import.meta.url).resolve(
    /* turbopackIgnore: true */ "gpt-tokenizer/data/o200k_base.tiktoken",
  )
  loading ??= readFile(/* turbopackIgnore: true */ file).then((bytes) => new TokenTable(bytes))
  return loading
}

/** Cuts text where a tokenizer would cut anyway, and hard every 200 characters, so that no input makes counting slow. */
function pieces(text: string): string[] {
  const out: string[] = []
  let start = 0
  while (start < text.length) {
    let end = Math.min(text.length, start + MAX_PIECE_CHARS)
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
 * Counts tokens with OpenAI's o200k encoding, the best general guess when a provider reports no usage. The names of special
 * tokens count as the text they are, as providers read them in a prompt.
 */
export async function countTokens(text: string): Promise<number> {
  if (text === "") return 0
  const table = await tokenTable()
  let sum = 0
  for (const piece of pieces(text)) sum += table.count(piece)
  return sum
}
