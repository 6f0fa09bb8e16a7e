type Fields = Readonly<Record<string, unknown>>

/** The last question of a conversation, and the request without it. */
export interface SplitRequest {
  readonly text: string
  /** The same fields with the question's words taken out: what must be equal. */
  readonly rest: Fields
}

/** Where the conversation stands in a body, by call type. */
const CONVERSATION: Readonly<Record<string, string>> = {
  acompletion: "messages",
  anthropic_messages: "messages",
  aresponses: "input",
}

/**
 * Splits the words of the last user message off; earlier turns, the system prompt, tools and formats are in the rest. Null when
 * the last turn is not a user's, or not text alone, or the endpoint has no conversation.
 */
export function splitQuestion(callType: string, fields: Fields): SplitRequest | null {
  const name = CONVERSATION[callType]
  if (name === undefined) return null
  const turns = fields[name]
  if (typeof turns === "string") return asked(turns, { ...fields, [name]: "" })
  if (!Array.isArray(turns)) return null
  const last: unknown = turns.at(-1)
  if (typeof last !== "object" || last === null || (last as Fields).role !== "user") return null
  const content = wordless((last as Fields).content)
  if (content === null) return null
  return asked(content.text, { ...fields, [name]: [...turns.slice(0, -1), { ...last, content: content.rest }] })
}

function asked(text: string, rest: Fields): SplitRequest | null {
  return text.trim() === "" ? null : { text, rest }
}

/** Content of text alone → its text, and the same without it. */
function wordless(content: unknown): { text: string; rest: unknown } | null {
  if (typeof content === "string") return { text: content, rest: "" }
  if (!Array.isArray(content)) return null
  const parts = content as Fields[]
  const plain = parts.every(
    (part) =>
      typeof part === "object" &&
      part !== null &&
      (part.type === "text" || part.type === "input_text") &&
      typeof part.text === "string",
  )
  if (!plain) return null
  return { text: parts.map(({ text }) => text).join("\n"), rest: parts.map((part) => ({ ...part, text: "" })) }
}
