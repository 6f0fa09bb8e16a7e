import { asCount, asObject, asObjects, type Json } from "../read-json"
import { publishedTier } from "../service-tier"
import type { Item } from "./types"

/**
 * Puts a response into the shape of OpenAI's published OpenAPI document, in place: providers that speak its API leave out what its
 * newer versions have, and say null where the document has nothing. True when something was changed.
 */
export function publishResponse(body: Json): boolean {
  let changed = false
  for (const item of asObjects(body.output)) if (publishItem(item)) changed = true
  for (const name of ["usage", "user"]) {
    if (body[name] !== null) continue
    delete body[name]
    changed = true
  }
  const read = asObject(asObject(body.usage)?.input_tokens_details)
  if (read !== null && asCount(read.cache_write_tokens) === null) {
    read.cache_write_tokens = 0
    changed = true
  }
  if (body.service_tier === undefined || body.service_tier === null) return changed
  const tier = publishedTier(body.service_tier)
  if (tier === body.service_tier) return changed
  body.service_tier = tier
  return true
}

/** The same for one item of its output. */
export function publishItem(item: Item | Json): boolean {
  if (item.type !== "message") return false
  let changed = false
  for (const part of asObjects(item.content)) {
    if (part.type !== "output_text") continue
    for (const name of ["annotations", "logprobs"]) {
      if (Array.isArray(part[name])) continue
      part[name] = []
      changed = true
    }
  }
  return changed
}
