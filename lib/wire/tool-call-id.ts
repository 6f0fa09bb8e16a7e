const MARK = "__thought__"

/**
 * A call's id with its thought signature inside (LiteLLM's form): clients of any dialect hand an id back unchanged, and Gemini 3
 * refuses a call that comes back without its signature.
 */
export function withSignature(id: string, signature: string | null): string {
  return signature ? `${id}${MARK}${signature}` : id
}

/** The two halves of an id made by `withSignature`; the signature is null when there is none. */
export function splitSignature(id: string): { readonly id: string; readonly signature: string | null } {
  const at = id.indexOf(MARK)
  if (at === -1) return { id, signature: null }
  return { id: id.slice(0, at), signature: id.slice(at + MARK.length) || null }
}

/** Could ids in this text of a request carry signatures? */
export function mentionsSignature(text: string): boolean {
  return text.includes(MARK)
}

const IDS = new Set(["id", "tool_call_id", "tool_use_id", "call_id"])
const HOLDERS = new Set(["content", "tool_calls"])

/**
 * A request's `messages` or `input` (in the hub's, Anthropic's or the Responses API's words) with its calls' and results' ids as they
 * are without signatures: other providers refuse such long ids (OpenAI beyond 40 characters). The same value when there is nothing to cut.
 */
export function withoutSignatures<T>(value: T): T {
  if (Array.isArray(value)) {
    const list = value.map((item: unknown) => withoutSignatures(item))
    return list.some((item, index) => item !== value[index]) ? (list as T) : value
  }
  if (typeof value !== "object" || value === null) return value
  let out: Record<string, unknown> | null = null
  for (const [name, field] of Object.entries(value)) {
    const cut = IDS.has(name) && typeof field === "string" ? splitSignature(field).id : inside(name, field)
    if (cut !== field) out = { ...(out ?? value), [name]: cut }
  }
  return (out as T | null) ?? value
}

function inside(name: string, field: unknown): unknown {
  if (!HOLDERS.has(name)) return field
  const signed =
    name === "tool_calls" && Array.isArray(field) && field.some((call) => withoutOwnSignature(call) !== call)
  return withoutSignatures(signed ? field.map(withoutOwnSignature) : field)
}

/** The hub keeps a signature beside its call as well. */
function withoutOwnSignature(call: unknown): unknown {
  const fields = (call as { provider_specific_fields?: { thought_signature?: unknown } } | null)
    ?.provider_specific_fields
  if (fields?.thought_signature === undefined) return call
  const { provider_specific_fields: _signature, ...rest } = call as Record<string, unknown>
  return rest
}
