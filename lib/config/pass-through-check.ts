import { type Finding, finding, type Path } from "./finding"
import { type MapNode, type Node, nodeAt } from "./tree"

/** What the dashboard and its login are reached by: no configuration can take it. */
const TAKEN = /^\/(?:ui|_next|api\/auth)(?:\/|$)/

/** Looks at `general_settings.pass_through_endpoints`: each needs a path of its own, and a target that is an address. */
export function passThroughCheck(root: MapNode): Finding[] {
  const list = nodeAt(root, ["general_settings", "pass_through_endpoints"])
  if (list?.kind !== "list") return []
  const paths = new Set<string>()
  return list.items.flatMap((item, i) => {
    const at: Path = ["general_settings", "pass_through_endpoints", i]
    return [...pathFindings(item, [...at, "path"], paths), ...targetFindings(item, [...at, "target"])]
  })
}

function pathFindings(item: Node, at: Path, paths: Set<string>): Finding[] {
  const node = nodeAt(item, ["path"])
  if (node?.kind !== "scalar" || typeof node.value !== "string") return []
  const path = node.value
  const say = (message: string, hint: string) => [finding("error", node, at, { message, hint })]
  if (!/^\/[^\s?#{}]+$/.test(path)) return say("this is no path", "write it like /my-endpoint")
  if (TAKEN.test(path)) return say("the dashboard is there", "choose another path")
  const same = path.replace(/\/+$/, "")
  if (paths.has(same)) return say("another endpoint has the same path", "each needs its own")
  paths.add(same)
  return []
}

function targetFindings(item: Node, at: Path): Finding[] {
  const node = nodeAt(item, ["target"])
  if (node?.kind !== "scalar" || typeof node.value !== "string") return []
  const url = URL.canParse(node.value) ? new URL(node.value) : null
  if (url !== null && /^https?:$/.test(url.protocol)) return []
  const message = "this is no http(s) URL"
  return [finding("error", node, at, { message, hint: "write it like https://api.example.com/v1/things" })]
}
