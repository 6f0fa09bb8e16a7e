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
