import { type Finding, finding } from "./finding"
import { type MapNode, nodeAt } from "./tree"

const SERVED = ["local", "redis", "postgres"]
const KEY = ["litellm_settings", "cache_params", "type"]

/** A type of cache that is not served: the gateway starts all the same, without one. */
export function cacheCheck(root: MapNode): Finding[] {
  const node = nodeAt(root, KEY)
  if (node?.kind !== "scalar" || typeof node.value !== "string" || SERVED.includes(node.value)) return []
  const semantic = node.value.includes("semantic")
  const message = semantic ? "accepted, not yet in effect: nothing is cached" : "is not supported: nothing is cached"
  return [finding("warning", node, KEY, { message, hint: `served are ${SERVED.join(", ")}` })]
}
