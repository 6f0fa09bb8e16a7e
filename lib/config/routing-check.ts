import { parseDuration } from "#lib/core/duration"
import { GatewayError } from "#lib/core/errors"
import { type Finding, finding, type Path } from "./finding"
import { type MapNode, type Node, nodeAt } from "./tree"

/** What would send requests round in circles, or be found out by the first request only. */
export function routingCheck(root: MapNode): Finding[] {
  return [...RULES.flatMap((rule) => cycles(root, rule)), ...durations(root), ...strategy(root)]
}

const RULES = ["fallbacks", "context_window_fallbacks", "content_policy_fallbacks"]

interface Edge {
  readonly from: string
  readonly to: string
  readonly at: Node
  readonly path: Path
}

/** Each fallback that leads back to a group it came from, where the circle closes. */
function cycles(root: MapNode, rule: string): Finding[] {
  const edges = ["litellm_settings", "router_settings"].flatMap((section) => edgesOf(root, [section, rule]))
  const next = new Map<string, Edge[]>()
  for (const edge of edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge])
  const done = new Set<string>()
  const found: Finding[] = []
  // Without recursion: a config may chain more groups than the stack is deep.
  for (const start of next.keys()) {
    const stack = [{ name: start, left: [...(next.get(start) ?? [])] }]
    while (stack.length > 0) {
      const top = stack[stack.length - 1]
      const edge = top?.left.shift()
      if (edge === undefined) {
        if (top !== undefined) done.add(top.name)
        stack.pop()
        continue
      }
      const index = stack.findIndex(({ name }) => name === edge.to)
      if (index !== -1) {
        const round = [...stack.slice(index).map(({ name }) => name), edge.to]
        const message = `the fallbacks go round in a circle: ${round.map((name) => name.slice(0, 80)).join(" → ")}`
        found.push(finding("error", edge.at, edge.path, { message, hint: "take one of them out" }))
      } else if (!done.has(edge.to)) stack.push({ name: edge.to, left: [...(next.get(edge.to) ?? [])] })
    }
  }
  return found
}

function edgesOf(root: MapNode, path: Path): Edge[] {
  const list = nodeAt(root, path)
  if (list?.kind !== "list") return []
  return list.items.flatMap((item, i) => {
    if (item.kind !== "map") return []
    return [...item.entries].flatMap(([from, { node }]) => {
      if (node.kind !== "list" || from === "*") return []
      return node.items.flatMap((target, j): Edge[] => {
        const at = target.kind === "map" ? nodeAt(target, ["model"]) : target
        if (at?.kind !== "scalar") return []
        return [{ from, to: String(at.value), at, path: [...path, i, from, j] }]
      })
    })
  })
}

/** Lengths of time that cannot be read. */
function durations(root: MapNode): Finding[] {
  const paths: Path[] = [
    ["litellm_settings", "budget_duration"],
    ["litellm_settings", "internal_user_budget_duration"],
    ["general_settings", "maximum_spend_logs_retention_period"],
    ["general_settings", "maximum_spend_logs_retention_interval"],
    ["general_settings", "maximum_responses_retention_period"],
  ]
  const models = nodeAt(root, ["model_list"])
  if (models?.kind === "list")
    models.items.forEach((_, i) => void paths.push(["model_list", i, "litellm_params", "budget_duration"]))
  const providers = nodeAt(root, ["router_settings", "provider_budget_config"])
  if (providers?.kind === "map")
    for (const provider of providers.entries.keys())
      for (const key of ["time_period", "budget_duration"])
        paths.push(["router_settings", "provider_budget_config", provider, key])
  return paths.flatMap((path) => {
    const node = nodeAt(root, path)
    if (node?.kind !== "scalar" || node.value === null) return []
    const problem = durationProblem(String(node.value))
    return problem === null ? [] : [finding("error", node, path, { message: problem })]
  })
}

function durationProblem(text: string): string | null {
  try {
    parseDuration(text)
    return null
  } catch (e) {
    return GatewayError.from(e).message
  }
}

/** Of LiteLLM's strategies one is not here. */
function strategy(root: MapNode): Finding[] {
  const path = ["router_settings", "routing_strategy"]
  const node = nodeAt(root, path)
  if (node?.kind !== "scalar" || node.value !== "lar1") return []
  return [
    finding("error", node, path, {
      message: "lar1 is not offered here",
      hint: "latency-based-routing comes closest",
    }),
  ]
}
