export type Json = Record<string, unknown>

/** `value` as an object, or null: provider answers are read minimal and nullish, never trusted. */
export function asObject(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null
}

/** The objects in an array; an empty list for anything else. */
export function asObjects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((item) => asObject(item) !== null) : []
}

/** `value` as a string, or null. */
export function asText(value: unknown): string | null {
  return typeof value === "string" ? value : null
}

/** A count as providers send it: a finite number that is not negative, or null. */
export function asCount(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null
}

/** Parsed JSON, or undefined for text that is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
