import { StringDecoder } from "node:string_decoder"

/** A line of an input file: a request that can be made, or what is wrong with it. */
export type InputLine =
  | { readonly line: number; readonly customId: string; readonly body: string }
  | { readonly line: number; readonly customId: string | null; readonly error: LineError }

export interface LineError {
  readonly code: string
  readonly message: string
  readonly param: string | null
}

const MAX_ID_CHARS = 512
/** One request is at most as large as one that is sent alone. */
const MAX_LINE_CHARS = 100 * 1024 * 1024

/** The lines of a file that are not blank, numbered from 1, from its bytes in pieces. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<{ line: number; text: string }> {
  const decoder = new StringDecoder("utf8")
  let rest: string[] = []
  let restChars = 0
  let line = 0
  for await (const chunk of bytes) {
    const [first = "", ...others] = decoder.write(Buffer.from(chunk)).split("\n")
    rest.push(first)
    restChars += first.length
    if (restChars > MAX_LINE_CHARS) throw new RangeError(`line ${line + 1} is too long`)
    for (const next of others) {
      line++
      const text = rest.join("")
      if (text.trim() !== "") yield { line, text: line === 1 ? text.replace(/^\uFEFF/, "") : text }
      rest = [next]
      restChars = next.length
    }
  }
  const last = rest.join("") + decoder.end()
  if (last.trim() !== "") yield { line: line + 1, text: last }
}

/** What a line is held against. */
export interface Against {
  /** The ids of earlier lines; takes this one's. */
  readonly seen: Set<string>
  /** The names its model may have; null = any. */
  readonly models: readonly string[] | null
}

/** One line → the request it makes at this endpoint, or why it makes none. */
export function readLine(
  { line, text }: { line: number; text: string },
  endpoint: string,
  { seen, models }: Against,
): InputLine {
  const bad = (code: string, message: string, param: string | null, customId: string | null = null): InputLine => ({
    line,
    customId,
    error: { code, message, param },
  })
  const json = objectOf(text)
  if (json === null) return bad("invalid_json_line", "This line is not a JSON object.", null)
  const { custom_id: id, method, url, body } = json
  if (typeof id !== "string" || id === "" || id.length > MAX_ID_CHARS || id.includes("\0")) {
    const message = `The field \`custom_id\` must be a text of 1 to ${MAX_ID_CHARS} characters.`
    return bad(id === undefined ? "missing_required_parameter" : "invalid_custom_id", message, "custom_id")
  }
  if (seen.has(id))
    return bad(
      "duplicate_custom_id",
      "An earlier line has the same `custom_id`; each must be its own.",
      "custom_id",
      id,
    )
  seen.add(id)
  if (method !== "POST") return bad("invalid_method", "The field `method` must be `POST`.", "method", id)
  if (url !== endpoint)
    return bad("mismatched_endpoint", `The field \`url\` must be the batch's endpoint, \`${endpoint}\`.`, "url", id)
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return bad("invalid_request", "The field `body` must be an object: the request to make.", "body", id)
  if ((body as { stream?: unknown }).stream === true)
    return bad("invalid_request", "The field `stream` cannot be true: a batch has no streams.", "body.stream", id)
  const { model } = body as { model?: unknown }
  if (models !== null && model !== undefined && !models.includes(String(model)))
    return bad("mismatched_model", `The batch is for the model \`${models[0]}\` alone.`, "body.model", id)
  return { line, customId: id, body: JSON.stringify(body) }
}

function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
