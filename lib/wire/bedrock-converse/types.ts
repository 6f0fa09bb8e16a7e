import { asObject, type Json } from "../read-json"

/**
 * Amazon Bedrock's Converse API (docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html). A block is an object
 * with one member that names its kind (`{text}`, `{image: …}`, `{toolUse: …}`); kinds we do not know ride along.
 */
export type Block = Json

export interface ConverseMessage {
  role: "user" | "assistant"
  content: Block[]
}

/** Where an answer's own blocks are kept on a message or a delta, when the hub has no words for them (server tools …). */
export const RAW_BLOCKS = "converse_blocks"

/** The member that names a block's kind; null for none. */
export function kindOf(block: Block): string | null {
  return Object.keys(block)[0] ?? null
}

/** A cache point behind a block ↔ the hub's mark on the part itself. */
export function cachePoint(mark: unknown): Block[] {
  const cache = asObject(mark)
  if (!cache) return []
  return [{ cachePoint: { type: "default", ...(cache.ttl === undefined ? {} : { ttl: cache.ttl }) } }]
}

/** The hub's mark for a cache point. */
export function cacheControl(point: unknown): { type: string; ttl?: string } {
  const { type: _type, ...rest } = asObject(point) ?? {}
  return { type: "ephemeral", ...rest }
}
