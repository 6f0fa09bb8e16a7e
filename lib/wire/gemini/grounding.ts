import { asCount, asObject, asObjects, asText, type Json } from "../read-json"
import { isText, type Part } from "./types"

/** Candidate fields without words in the hub, and LiteLLM's names for their lists at the top of an answer. */
const LISTS: readonly (readonly [gemini: string, list: string])[] = [
  ["groundingMetadata", "vertex_ai_grounding_metadata"],
  ["urlContextMetadata", "vertex_ai_url_context_metadata"],
  ["safetyRatings", "vertex_ai_safety_results"],
  ["citationMetadata", "vertex_ai_citation_metadata"],
]

/** What candidates say about their sources, as LiteLLM lists it at the top of an answer: one entry a candidate. */
export function sourceLists(candidates: readonly Json[]): Json {
  const out: Json = {}
  for (const [name, list] of LISTS)
    if (candidates.some((candidate) => candidate[name])) out[list] = candidates.map((c) => c[name] ?? {})
  return out
}

/** The candidate's fields again, from the lists of an answer. */
export function sourceFields(answer: Json, index: number): Json {
  const out: Json = {}
  for (const [name, list] of LISTS) {
    const entry = Array.isArray(answer[list]) ? answer[list][index] : undefined
    if (Array.isArray(entry) ? entry.length > 0 : Object.keys(asObject(entry) ?? {}).length > 0) out[name] = entry
  }
  return out
}

/**
 * Sources of the text → OpenAI's `url_citation` annotations. Gemini counts places in bytes of one part, OpenAI in characters of
 * the whole text.
 * @param texts the candidate's visible texts, one a part
 */
export function annotationsOf(candidate: Json, texts: readonly string[]): Json[] {
  const grounding = asObject(candidate.groundingMetadata)
  const chunks = Array.isArray(grounding?.groundingChunks) ? grounding.groundingChunks : []
  const out: Json[] = []
  for (const support of asObjects(grounding?.groundingSupports)) {
    const segment: Json = asObject(support.segment) ?? {}
    for (const at of Array.isArray(support.groundingChunkIndices) ? support.groundingChunkIndices : []) {
      const source = sourceOf(asObject(chunks[Number(at)]))
      if (source) out.push(citation({ ...segment, ...source }, texts))
    }
  }
  const meta = asObject(candidate.citationMetadata)
  for (const cited of asObjects(meta?.citations ?? meta?.citationSources))
    if (asText(cited.uri)) out.push(citation(cited, texts))
  return out
}

/** The visible texts of these parts. */
export function visibleTexts(parts: readonly Part[]): string[] {
  return parts.filter(isText).map((part) => asText(part.text) ?? "")
}

function sourceOf(chunk: Json | null): Json | null {
  const source = asObject(chunk?.web) ?? asObject(chunk?.retrievedContext) ?? asObject(chunk?.maps)
  const uri = asText(source?.uri)
  return uri === null ? null : { uri, title: asText(source?.title) ?? "" }
}

function citation(place: Json, texts: readonly string[]): Json {
  const part = asCount(place.partIndex) ?? 0
  const before = texts.slice(0, part).join("").length
  const text = texts[part] ?? texts.join("")
  const url_citation: Json = {
    start_index: before + characters(text, asCount(place.startIndex) ?? 0),
    end_index: before + characters(text, asCount(place.endIndex) ?? 0),
    url: place.uri,
    title: asText(place.title) ?? "",
  }
  return { type: "url_citation", url_citation }
}

/** How many characters the first `bytes` bytes of a text are. */
function characters(text: string, bytes: number): number {
  return Buffer.from(text, "utf8").subarray(0, bytes).toString("utf8").length
}
