import { asObject, asText, type Json } from "../read-json"

/**
 * Gemini's generateContent (ai.google.dev/api/generate-content), in the spelling of its REST documentation (camelCase). Types name
 * only the fields we touch; parts of kinds we do not know (server tools, executable code …) ride along.
 */
export interface Part {
  text?: string
  thought?: boolean
  thoughtSignature?: string
  [k: string]: unknown
}

export interface Content {
  role: "user" | "model"
  parts: Part[]
}

/** Where raw parts that the hub has no words for are kept on a message or a delta (`provider_specific_fields`). */
export const RAW_PARTS = "content_parts"

/** Where signatures of text parts are kept there (LiteLLM's name). */
export const TEXT_SIGNATURES = "thought_signatures"

/**
 * A hub request's own drawer for settings only Gemini has (safety settings, what is left of generation and tool config). A symbol
 * survives a spread and never reaches another provider's JSON, where an unknown field would be refused.
 */
export const GEMINI_SETTINGS = Symbol.for("tollgate.gemini.settings")

export interface GeminiSettings {
  readonly generationConfig?: Json
  readonly toolConfig?: Json
  readonly safetySettings?: unknown
}

/** `snake_case` → `camelCase`: Google's JSON takes either, and its older samples use the first. */
export function camel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
}

/** The same object with its own field names (not those below) in camelCase. */
export function camelKeys(value: Json): Json {
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [camel(name), field]))
}

const NESTED = new Set([
  "inlineData",
  "fileData",
  "functionCall",
  "functionResponse",
  "videoMetadata",
  "toolCall",
  "toolResponse",
])

/** A part with its own names and those of the message inside it in camelCase. */
export function readPart(value: Json): Part {
  const part = camelKeys(value)
  for (const [name, field] of Object.entries(part)) {
    const inner = NESTED.has(name) ? asObject(field) : null
    if (inner) part[name] = camelKeys(inner)
  }
  return part
}

/** True for a part that is visible text. */
export function isText(part: Part): boolean {
  return asText(part.text) !== null && part.thought !== true
}

/** Major and minor of a model's name as one number (`gemini-2.5-flash` → 2.5, `gemini-3-pro-preview` → 3); 0 when it has none. */
export function modelVersion(model: string): number {
  const match = /gemini-(\d{1,2}(?:\.\d{1,2})?)(?!\d)/.exec(model)
  return match ? Number(match[1]) : 0
}
