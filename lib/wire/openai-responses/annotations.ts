import { citesPage } from "../cites-page"
import { asCount, asObject, asObjects, asText, type Json } from "../read-json"

/** Annotations of one text → the hub's (chat completions wraps them once more). `offset`: where that text begins in the whole. */
export function annotationsToHub(annotations: unknown, offset: number): Json[] {
  return asObjects(annotations).map((note) => {
    const { type, ...fields } = note
    if (type !== "url_citation") return note
    const moved: Json = { ...fields }
    for (const name of ["start_index", "end_index"]) {
      const at = asCount(fields[name])
      if (at !== null) moved[name] = at + offset
    }
    return { type, url_citation: moved }
  })
}

/** The hub's annotations → Responses: pages; of what else providers cite there is no id a client could use. */
export function annotationsFromHub(annotations: unknown): Json[] {
  return asObjects(annotations).flatMap((note) => {
    const cited = asObject(note.url_citation)
    if (cited !== null) return citesPage(cited) ? [{ type: "url_citation", ...cited }] : []
    return asText(note.file_id) === null ? [] : [note]
  })
}
