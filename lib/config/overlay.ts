import { emptyMap, type MapNode, type Node } from "./tree"

/** Settings by path (`litellm_settings.cache_params.ttl`), as somebody wrote them: references to variables not yet replaced. */
export type Overlay = Readonly<Record<string, unknown>>

/** What findings call the file of settings that are in no file. */
export const STORED_SETTINGS = "stored settings"

/** Where findings say such a setting stands. */
export const STORED_PLACE = { file: STORED_SETTINGS, line: 1, column: 1 }

/** Puts each setting at its path, in place of what the file says there. */
export function layOver(root: MapNode, overlay: Overlay): void {
  for (const [path, value] of Object.entries(overlay)) {
    const steps = path.split(".")
    const last = steps.pop() ?? ""
    let map = root
    for (const step of steps) map = mapAt(map, step)
    map.entries.set(last, { key: STORED_PLACE, node: nodeOf(value) })
  }
}

function mapAt(map: MapNode, step: string): MapNode {
  const found = map.entries.get(step)?.node
  if (found?.kind === "map") return found
  const made = emptyMap(STORED_PLACE)
  map.entries.set(step, { key: STORED_PLACE, node: made })
  return made
}

function nodeOf(value: unknown): Node {
  if (Array.isArray(value)) return { kind: "list", ...STORED_PLACE, items: value.map(nodeOf) }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(
      ([key, inner]) => [key, { key: STORED_PLACE, node: nodeOf(inner) }] as const,
    )
    return { kind: "map", ...STORED_PLACE, entries: new Map(entries) }
  }
  const scalar = typeof value === "number" || typeof value === "boolean" || typeof value === "string" ? value : null
  return {
    kind: "scalar",
    ...STORED_PLACE,
    value: scalar,
    source: String(scalar ?? ""),
    quoted: typeof value === "string",
  }
}
