import { asObject, type Json } from "../read-json"
import { camel } from "./types"

/**
 * The request a client of `countTokens` wants counted: given at the top, or whole as `generateContentRequest`. Without a model, which
 * is in the path.
 */
export function countedRequest(fields: Readonly<Record<string, unknown>>): Json {
  const out: Json = {}
  for (const [name, value] of Object.entries(fields)) {
    const inner = camel(name) === "generateContentRequest" ? asObject(value) : null
    if (inner) Object.assign(out, inner)
    else out[name] = value
  }
  delete out.model
  return out
}
