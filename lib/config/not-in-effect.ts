import { type Finding, finding, type Path, type Place } from "./finding"
import { effectOf, isCharged } from "./in-effect"
import { configSchema } from "./schema"
import { isPricingKey } from "./schema/pricing"
import { type Shape, shapeOf } from "./schema/walk"
import type { MapNode, Node } from "./tree"

interface Unused {
  readonly at: Place
  readonly path: Path
  times: number
}

/** Reports each key that parses and that nothing acts on yet: once a key, where it stands first. */
export function notInEffect(root: MapNode): Finding[] {
  const unused = new Map<string, Unused>()
  visit({ node: root, shape: shapeOf(configSchema), pattern: "", path: [] }, unused)
  return [...unused.values()].map(({ at, path, times }) => {
    const hint = times > 1 ? `also in ${times - 1} other ${times === 2 ? "place" : "places"}` : undefined
    return finding("info", at, path, { message: "accepted, not yet in effect", hint })
  })
}

interface Visit {
  readonly node: Node
  readonly shape: Shape
  readonly pattern: string
  readonly path: Path
}

function visit({ node, shape, pattern, path }: Visit, unused: Map<string, Unused>): void {
  if (node.kind === "list" && shape.kind === "list") {
    const item = shapeOf(shape.item)
    node.items.forEach(
      (one, i) => void visit({ node: one, shape: item, pattern: `${pattern}[]`, path: [...path, i] }, unused),
    )
  }
  if (node.kind !== "map" || shape.kind !== "object") return
  for (const [key, entry] of node.entries) {
    const schema = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined
    if (schema === undefined && (!shape.open || !isPricingKey(key) || isCharged(key))) continue
    const below = pattern === "" ? key : `${pattern}.${key}`
    const effect = effectOf(below)
    if (effect === "part" && schema)
      visit({ node: entry.node, shape: shapeOf(schema), pattern: below, path: [...path, key] }, unused)
    if (effect !== "none") continue
    const seen = unused.get(below)
    if (seen) seen.times++
    else unused.set(below, { at: entry.key, path: [...path, key], times: 1 })
  }
}
