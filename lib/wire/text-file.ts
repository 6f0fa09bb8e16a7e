import type { ContentPart } from "./chat"
import { asObject, asText } from "./read-json"

const TEXT = /^data:(?:text\/[\w.+-]+|application\/json)(?:;charset=[\w-]+)?;base64,/i

/** The words of a text file a client attached (its name first), for providers that take no files; null for any other file. */
export function textOfFile(part: ContentPart): string | null {
  const file = asObject(part.file)
  const data = asText(file?.file_data)
  const match = data === null ? null : TEXT.exec(data.slice(0, 100))
  if (data === null || !match) return null
  const text = Buffer.from(data.slice(match[0].length), "base64").toString("utf8")
  const name = asText(file?.filename)
  return name === null ? text : `${name}\n${text}`
}
