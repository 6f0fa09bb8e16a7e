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

/** The hub's annotations → Responses. */
export function annotationsFromHub(annotations: unknown): Json[] {
  return asObjects(annotations).map((note) => {
    const inner = asObject(note.url_citation)
    return inner ? { type: asText(note.type) ?? "url_citation", ...inner } : note
  })
}
