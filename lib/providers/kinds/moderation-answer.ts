import { asObject, asObjects, type Json } from "#lib/wire/read-json"

/** OpenAI's categories (platform.openai.com/docs/guides/moderation); clients read them by name. */
const CATEGORIES = [
  "hate",
  "hate/threatening",
  "harassment",
  "harassment/threatening",
  "illicit",
  "illicit/violent",
  "self-harm",
  "self-harm/intent",
  "self-harm/instructions",
  "sexual",
  "sexual/minors",
  "violence",
  "violence/graphic",
] as const

/**
 * An answer in which every result has OpenAI's categories: one that the provider's model does not know is not flagged, scores 0,
 * and was applied to no kind of input, which is how OpenAI says that it was not judged. Categories of the provider's own stay.
 */
export function withCategories(body: Json): Json {
  return { ...body, results: asObjects(body.results).map(withAll) }
}

function withAll(result: Json): Json {
  const applied = asObject(result.category_applied_input_types)
  const judged = asObject(result.categories)
  const all = (of: (name: string) => unknown) => Object.fromEntries(CATEGORIES.map((name) => [name, of(name)]))
  return {
    ...result,
    categories: { ...all(() => false), ...judged },
    category_scores: { ...all(() => 0), ...asObject(result.category_scores) },
    category_applied_input_types: { ...all((name) => (judged?.[name] === undefined ? [] : ["text"])), ...applied },
  }
}
