import type { Call } from "./call"

/** LiteLLM's name for what a request wants to be found by in the log: in its header, its body, and the key's metadata. */
const FIELD = "spend_logs_metadata"
/** What is longer is not kept. */
const MAX_CHARS = 16_384

/**
 * What the log keeps of a request because it was asked to: of the key, over it what the body says, over it the header
 * `x-litellm-spend-logs-metadata` (JSON). Undefined when nobody asks; what is no object, or too long, is left out.
 */
export function logMetadataOf(call: Call): Record<string, unknown> | undefined {
  const header = call.logMetadataHeader()
  const ofKey = call.caller?.key?.metadata[FIELD]
  const json = call.parsed?.body.json
  const inBody = json === undefined ? undefined : (fieldOf(json.metadata) ?? fieldOf(json.litellm_metadata))
  if (header === null && ofKey === undefined && inBody === undefined) return undefined
  const all = { ...asObject(ofKey), ...asObject(inBody), ...(header === null ? {} : asObject(parsed(header))) }
  if (Object.keys(all).length === 0 || JSON.stringify(all).length > MAX_CHARS) return undefined
  return all
}

function fieldOf(metadata: unknown): unknown {
  return typeof metadata === "object" && metadata !== null ? (metadata as Record<string, unknown>)[FIELD] : undefined
}

function parsed(text: string): unknown {
  if (text.length > MAX_CHARS) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}
