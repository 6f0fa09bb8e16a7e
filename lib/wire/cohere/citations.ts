import { asCount, asObject, asObjects, asText, type Json } from "../read-json"

/** Where Cohere's citations are kept as they came (LiteLLM's name). */
export const CITATIONS = "citations"

/**
 * Cohere's citations of the answer's text → OpenAI's `url_citation` annotations, one for each source; a source without an address
 * is named `source:<id>` (LiteLLM's form). Citations of the thinking or the tool plan have no place in the text.
 * @param offsetOf where in the whole text the content block of this index begins
 */
export function annotationsOf(
  citations: readonly Json[],
  offsetOf: (contentIndex: number) => number = () => 0,
): Json[] {
  return citations.flatMap((citation) => {
    if (citation.type === "THINKING_CONTENT" || citation.type === "PLAN") return []
    const offset = offsetOf(asCount(citation.content_index) ?? 0)
    const place = {
      start_index: (asCount(citation.start) ?? 0) + offset,
      end_index: (asCount(citation.end) ?? 0) + offset,
    }
    return asObjects(citation.sources).map((source) => {
      const cited = asObject(source.document) ?? asObject(source.tool_output)
      const title = asText(cited?.title) ?? ""
      const url = asText(source.url) ?? asText(cited?.url) ?? `source:${asText(source.id) ?? "unknown"}`
      return { type: "url_citation", url_citation: { ...place, title, url } }
    })
  })
}

/** The citations of a hub message or delta: as they came from Cohere, or made of its annotations. */
export function citationsFromHub(message: Json, text: string): Json[] {
  const original = asObjects(asObject(message.provider_specific_fields)?.[CITATIONS])
  if (original.length > 0) return original
  return asObjects(message.annotations).flatMap((annotation) => {
    const cited = asObject(annotation.url_citation)
    if (!cited) return []
    const start = asCount(cited.start_index) ?? 0
    const end = asCount(cited.end_index) ?? 0
    const url = asText(cited.url) ?? ""
    const document = { id: url, title: asText(cited.title) ?? "", url }
    const sources = [{ type: "document", id: url, document }]
    return [{ start, end, text: text.slice(start, end), sources, type: "TEXT_CONTENT" }]
  })
}
