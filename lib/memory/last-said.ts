type Fields = Readonly<Record<string, unknown>>

/** What the user said last. */
export interface LastSaid {
  readonly text: string
  /** Nothing came after it: it is this request's news, not a turn of tools about it. */
  readonly isNew: boolean
}

/** The text of the last user message of a chat, messages or responses request; null when there is none. */
export function lastSaid(body: Fields): LastSaid | null {
  const turns = body.messages ?? body.input
  if (typeof turns === "string") return turns.trim() === "" ? null : { text: turns, isNew: true }
  if (!Array.isArray(turns)) return null
  for (let at = turns.length - 1; at >= 0; at--) {
    const turn = turns[at] as Fields | null
    if (turn?.role !== "user") continue
    const text = textOf(turn.content)
    if (text !== "") return { text, isNew: at === turns.length - 1 }
  }
  return null
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content.trim()
  if (!Array.isArray(content)) return ""
  const texts = (content as (Fields | null)[]).flatMap((part) => (typeof part?.text === "string" ? [part.text] : []))
  return texts.join("\n").trim()
}
