import { asCount, asText, type Json } from "./read-json"

/** An address with its scheme, without characters that no address has. */
const URI = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i

/** Is this a citation of a page as OpenAI's document has it: an address, a title and a place in the text? */
export function citesPage(citation: Json | null): boolean {
  if (citation === null) return false
  const { url, title, start_index: start, end_index: end } = citation
  return URI.test(asText(url) ?? "") && typeof title === "string" && asCount(start) !== null && asCount(end) !== null
}
