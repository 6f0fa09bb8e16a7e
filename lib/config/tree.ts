import type { Path, Place } from "./finding"

type Scalar = string | number | boolean | null

/** A value that knows where it was written. Includes, `os.environ/` and repairs change it in place before it is checked. */
export type Node = ScalarNode | MapNode | ListNode

export interface ScalarNode extends Place {
  readonly kind: "scalar"
  value: Scalar
  /** As written, without quotes; what `value` was read from. */
  readonly source: string
  /** True when it was written between quotes or as a block: meant as text. */
  readonly quoted: boolean
  /** The variable it came from, when it was `os.environ/NAME`. */
  variable?: string
}

export interface MapNode extends Place {
  readonly kind: "map"
  readonly entries: Map<string, Entry>
}

interface ListNode extends Place {
  readonly kind: "list"
  readonly items: Node[]
}

/** A key of a map, with its own place, and its value. */
export interface Entry {
  readonly key: Place
  node: Node
}

/** The value under a path, or undefined. */
export function nodeAt(root: Node, path: Path): Node | undefined {
  let node: Node | undefined = root
  for (const step of path) {
    if (node?.kind === "map") node = node.entries.get(String(step))?.node
    else if (node?.kind === "list" && typeof step === "number") node = node.items[step]
    else return undefined
  }
  return node
}

/** The entry (key and value) a path ends with, or undefined when its last step is no key of a map. */
function entryAt(root: Node, path: Path): Entry | undefined {
  const parent = nodeAt(root, path.slice(0, -1))
  return parent?.kind === "map" ? parent.entries.get(String(path.at(-1))) : undefined
}

/** Where a path's value stands; of what is not there, the nearest thing around it. */
export function placeOfValue(root: Node, path: Path): Place {
  for (let length = path.length; length >= 0; length--) {
    const node = nodeAt(root, path.slice(0, length))
    if (node) return node
  }
  return root
}

/** Where a path's key stands; an item of a list stands for itself. */
export function placeOfKey(root: Node, path: Path): Place {
  return entryAt(root, path)?.key ?? placeOfValue(root, path)
}

/** The plain value, for the schema. */
export function plain(node: Node): unknown {
  if (node.kind === "scalar") return node.value
  if (node.kind === "list") return node.items.map(plain)
  const out: Record<string, unknown> = {}
  for (const [key, { node: value }] of node.entries) out[key] = plain(value)
  return out
}

/** Calls `visit` for every scalar below `node`, with its path. */
export function eachScalar(node: Node, visit: (scalar: ScalarNode, path: Path) => void, path: Path = []): void {
  if (node.kind === "scalar") visit(node, path)
  else if (node.kind === "list") node.items.forEach((item, i) => void eachScalar(item, visit, [...path, i]))
  else for (const [key, entry] of node.entries) eachScalar(entry.node, visit, [...path, key])
}

/** An empty map at a place. */
export function emptyMap(at: Place): MapNode {
  return { kind: "map", file: at.file, line: at.line, column: at.column, entries: new Map() }
}
