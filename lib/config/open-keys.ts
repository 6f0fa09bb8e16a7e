import { closest } from "#lib/core/closest"
import { type Finding, finding, type Path } from "./finding"
import { configSchema } from "./schema"
import { isPricingKey } from "./schema/pricing"
import { type Shape, shapeOf } from "./schema/walk"
import type { MapNode, Node } from "./tree"
import { unknownKeyWords } from "./unknown-key"

/**
 * Keys that open maps (`litellm_params`, `model_info`, `cache_params` …) keep although nobody knows them. In
 * `litellm_params` each is worth a warning; elsewhere only one that looks like a typing error.
 */
export function openKeys(root: MapNode): Finding[] {
  const findings: Finding[] = []
  visit(root, shapeOf(configSchema), [], findings)
  return findings
}

function visit(node: Node, shape: Shape, path: Path, findings: Finding[]): void {
  if (node.kind === "list" && shape.kind === "list") {
    const item = shapeOf(shape.item)
    node.items.forEach((one, i) => void visit(one, item, [...path, i], findings))
  }
  if (node.kind !== "map") return
  for (const [key, entry] of node.entries) {
    const below = [...path, key]
    if (shape.kind === "map") visit(entry.node, shapeOf(shape.value), below, findings)
    if (shape.kind !== "object") continue
    const known = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined
    if (known) visit(entry.node, shapeOf(known), below, findings)
    else if (shape.open && !isPricingKey(key)) {
      const words = wordsFor(shape, path, key)
      if (words) findings.push(finding("warning", entry.key, below, words))
    }
  }
}

function wordsFor(
  shape: Shape & { kind: "object" },
  path: Path,
  key: string,
): { message: string; hint?: string } | null {
  if (path[0] === "model_list" && path.at(-1) === "litellm_params") {
    const words = unknownKeyWords(path, key)
    if (words.message !== "unknown key") return words
    return {
      message: "not a parameter known here",
      hint: words.hint ?? "extra_body holds what the provider alone knows",
    }
  }
  const near = closest(key, Object.keys(shape.keys), 1)
  return near[0] === undefined
    ? null
    : { message: "not a key known here; it is kept", hint: `did you mean ${near[0]}?` }
}
