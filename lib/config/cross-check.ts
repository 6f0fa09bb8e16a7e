import { closest } from "#lib/core/closest"
import { globMatch } from "#lib/core/glob"
import { cacheCheck } from "./cache-check"
import { calendarCheck } from "./calendar-check"
import { type Finding, finding, type Path } from "./finding"
import { masterKeyWeakness } from "./master-key"
import { passThroughCheck } from "./pass-through-check"
import { routingCheck } from "./routing-check"
import { type MapNode, type Node, nodeAt, placeOfKey } from "./tree"

/** What no single key shows: names that must be unique, names that must exist, and habits that end badly. */
export function crossCheck(root: MapNode, strict: boolean): Finding[] {
  return [
    ...duplicates(root, "model_list", ["model_info", "id"]),
    ...duplicates(root, "credential_list", ["credential_name"]),
    ...models(root),
    ...fallbacks(root),
    ...aliases(root),
    ...routingCheck(root),
    ...cacheCheck(root),
    ...calendarCheck(root),
    ...passThroughCheck(root),
    ...masterKey(root, strict),
  ]
}

function itemsOf(root: MapNode, path: Path): readonly Node[] {
  const node = nodeAt(root, path)
  return node?.kind === "list" ? node.items : []
}

function textAt(root: Node, path: Path): string | null {
  const node = nodeAt(root, path)
  return node?.kind === "scalar" && node.value !== null && node.value !== "" ? String(node.value) : null
}

function duplicates(root: MapNode, list: string, key: Path): Finding[] {
  const first = new Map<string, { line: number; file: string }>()
  return itemsOf(root, [list]).flatMap((item, i) => {
    const name = textAt(item, key)
    const at = nodeAt(item, key)
    if (name === null || at === undefined) return []
    const before = first.get(name)
    if (before === undefined) {
      first.set(name, at)
      return []
    }
    const message = `${JSON.stringify(name)} is already used at ${before.file}:${before.line}`
    return [finding("error", at, [list, i, ...key], { message, hint: "each needs its own" })]
  })
}

/** A name alone does not say which provider serves it. */
function models(root: MapNode): Finding[] {
  return itemsOf(root, ["model_list"]).flatMap((item, i) => {
    const found: Finding[] = []
    const model = textAt(item, ["litellm_params", "model"])
    const path = ["model_list", i, "litellm_params", "model"]
    if (
      model !== null &&
      !model.includes("/") &&
      model !== "*" &&
      textAt(item, ["litellm_params", "custom_llm_provider"]) === null
    ) {
      const message = `${JSON.stringify(model)} does not say which provider serves it; it is looked up in the price catalog`
      found.push(
        finding("warning", nodeAt(root, path) ?? item, path, {
          message,
          hint: `write ${likelyProvider(model)}/${model}`,
        }),
      )
    }
    const organization = nodeAt(item, ["litellm_params", "organization"])
    if (organization?.kind === "list") {
      const message = "accepted, not yet in effect"
      found.push(
        finding("info", organization, ["model_list", i, "litellm_params", "organization"], {
          message,
          hint: "a single organization is",
        }),
      )
    }
    return found
  })
}

const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^claude/, "anthropic"],
  [/^gemini|^gemma/, "gemini"],
  [/^(?:mistral|codestral|ministral|magistral)/, "mistral"],
  [/^command/, "cohere"],
  [/^deepseek/, "deepseek"],
  [/^grok/, "xai"],
]

function likelyProvider(model: string): string {
  return FAMILIES.find(([pattern]) => pattern.test(model.toLowerCase()))?.[1] ?? "openai"
}

const RULES = ["fallbacks", "context_window_fallbacks", "content_policy_fallbacks"]

function groupNames(root: MapNode): string[] {
  const groups = itemsOf(root, ["model_list"]).flatMap((item) => textAt(item, ["model_name"]) ?? [])
  const alias = nodeAt(root, ["router_settings", "model_group_alias"])
  return [...groups, ...(alias?.kind === "map" ? alias.entries.keys() : [])]
}

/** Every model group that fallbacks lead to must exist; one they start from and nobody serves is only idle. */
function fallbacks(root: MapNode): Finding[] {
  const known = groupNames(root)
  const findings: Finding[] = []
  const check = (name: string, at: Node, path: Path, severity: "error" | "warning" = "error") => {
    if (name === "*" || known.some((group) => globMatch(group, name))) return
    findings.push(unknownGroup(name, { known, at, path, severity }))
  }
  for (const section of ["litellm_settings", "router_settings"]) {
    itemsOf(root, [section, "default_fallbacks"]).forEach((item, i) => {
      if (item.kind === "scalar") check(String(item.value), item, [section, "default_fallbacks", i])
    })
    for (const rule of RULES) {
      itemsOf(root, [section, rule]).forEach((item, i) => {
        if (item.kind !== "map") return
        for (const [from, { key, node }] of item.entries) {
          const path = [section, rule, i, from]
          check(from, { kind: "scalar", ...key, value: from, source: from, quoted: true }, path, "warning")
          if (node.kind === "list")
            for (const [j, target] of node.items.entries()) findings.push(...checkTarget(target, [...path, j], check))
        }
      })
    }
  }
  return findings
}

function checkTarget(target: Node, path: Path, check: (name: string, at: Node, path: Path) => void): Finding[] {
  if (target.kind === "scalar") check(String(target.value), target, path)
  if (target.kind !== "map") return []
  const model = nodeAt(target, ["model"])
  if (model?.kind === "scalar") check(String(model.value), model, [...path, "model"])
  return [
    finding("info", target, path, { message: "accepted, not yet in effect", hint: "the name of a model group is" }),
  ]
}

function aliases(root: MapNode): Finding[] {
  const section = nodeAt(root, ["router_settings", "model_group_alias"])
  if (section?.kind !== "map") return []
  const known = groupNames(root)
  return [...section.entries].flatMap(([alias, { node }]) => {
    const name = textAt(node, node.kind === "map" ? ["model"] : [])
    if (name === null || known.some((group) => globMatch(group, name))) return []
    const path = ["router_settings", "model_group_alias", alias]
    return [unknownGroup(name, { known, at: node, path, severity: "warning" })]
  })
}

interface Unknown {
  readonly known: readonly string[]
  readonly at: Node
  readonly path: Path
  readonly severity: "error" | "warning"
}

function unknownGroup(name: string, { known, at, path, severity }: Unknown): Finding {
  const near = closest(name, known, 2)
  const hint = near.length > 0 ? `did you mean ${near.join(" or ")}?` : "it needs an entry in model_list"
  return finding(severity, at, path, {
    message: `no model of model_list is called ${JSON.stringify(name.slice(0, 80))}`,
    hint,
  })
}

function masterKey(root: MapNode, strict: boolean): Finding[] {
  const path = ["general_settings", "master_key"]
  const node = nodeAt(root, path)
  if (node?.kind !== "scalar" || node.value === null || node.value === "") return []
  const weakness = masterKeyWeakness(String(node.value))
  if (weakness === null) return []
  const hint = "make one with: openssl rand -hex 24"
  return [
    finding(strict ? "error" : "warning", placeOfKey(root, path), path, {
      message: `the master key is ${weakness}`,
      hint,
    }),
  ]
}
