import { environmentName } from "#lib/secrets/env"
import type { Node } from "./tree"

/** The variable a value refers to as it was written (`os.environ/NAME`); null when it is a value of its own. */
export function variableOf(node: Node): string | null {
  return node.kind === "scalar" && typeof node.value === "string" ? environmentName(node.value) : null
}

/** Is there such a reference in it, at any depth? */
export function refers(node: Node): boolean {
  if (node.kind === "scalar") return variableOf(node) !== null
  const inner = node.kind === "list" ? node.items : [...node.entries.values()].map((entry) => entry.node)
  return inner.some(refers)
}
