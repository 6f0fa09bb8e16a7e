import { type Finding, finding } from "./finding"
import { type MapNode, nodeAt } from "./tree"

const SERVED = ["local", "redis", "postgres"]
const ELSEWHERE = ["redis-semantic", "valkey-semantic", "qdrant-semantic"]
const SEMANTIC = ["local-semantic", "postgres-semantic", ...ELSEWHERE]
const KEY = ["litellm_settings", "cache_params", "type"]

/**
 * A type of cache that is not served: the gateway starts all the same, without one. Semantic types are served from another store than
 * their name says.
 */
export function cacheCheck(root: MapNode): Finding[] {
  const node = nodeAt(root, KEY)
  if (node?.kind !== "scalar" || typeof node.value !== "string" || SERVED.includes(node.value)) return []
  if (ELSEWHERE.includes(node.value)) {
    const message = "answers and vectors are kept in the gateway's own database; no other store is asked"
    return [finding("info", node, KEY, { message })]
  }
  if (SEMANTIC.includes(node.value)) return []
  const message = "is not supported: nothing is cached"
  return [finding("warning", node, KEY, { message, hint: `served are ${[...SERVED, ...SEMANTIC].join(", ")}` })]
}
