import { asObject, asObjects, asText, type Json } from "../read-json"
import type { Block } from "./types"

/**
 * One of Converse's citations (API_runtime_Citation) as an annotation of the hub: a web page is OpenAI's `url_citation`, a place in
 * a document or search result a `file_citation` with the place as Bedrock gave it. `start` and `end` count characters of the answer.
 */
export function annotation(citation: Json, start: number, end: number): Json {
  const location = asObject(citation.location) ?? {}
  const source = asText(citation.source)
  const url = asText(asObject(location.web)?.url) ?? (source && /^https?:/i.test(source) ? source : null)
  const title = asText(citation.title) ?? asText(asObject(location.web)?.domain)
  const span = { start_index: start, end_index: end, ...(title === null ? {} : { title }) }
  if (url !== null) return { type: "url_citation", url_citation: { ...span, url } }
  const quotes = asObjects(citation.sourceContent).map((part) => asText(part.text) ?? "")
  const place = Object.keys(location).length > 0 ? { location } : {}
  return { type: "file_citation", file_citation: { ...span, quote: quotes.join(""), ...place } }
}

/** The annotations of a whole answer's text. */
export function annotationsOf(blocks: readonly Block[]): Json[] {
  const out: Json[] = []
  let at = 0
  for (const block of blocks) {
    const cited = asObject(block.citationsContent)
    const texts = cited ? asObjects(cited.content).map((part) => asText(part.text) ?? "") : [asText(block.text) ?? ""]
    const end = at + texts.join("").length
    for (const citation of asObjects(cited?.citations)) out.push(annotation(citation, at, end))
    at = end
  }
  return out
}
