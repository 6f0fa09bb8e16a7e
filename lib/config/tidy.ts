import type { z } from "zod"
import { type Finding, finding, type Path } from "./finding"
import { shapeOf } from "./schema/walk"
import { isCertainSecret } from "./secret-key"
import { eachScalar, type MapNode, type Node, nodeAt, type ScalarNode } from "./tree"

/** A key without a value counts as not set, as in LiteLLM. Takes such keys out; says so where one line says nothing. */
export function dropEmpty(root: MapNode, schema: z.core.$ZodType): Finding[] {
  const findings: Finding[] = []
  const visit = (node: Node, at: z.core.$ZodType, path: Path) => {
    const shape = shapeOf(at)
    if (node.kind === "list" && shape.kind === "list")
      node.items.forEach((item, i) => void visit(item, shape.item, [...path, i]))
    if (node.kind !== "map" || shape.kind === "list" || shape.kind === "value") return
    if (shape.kind === "choice") {
      for (const option of shape.options) visit(node, option, path)
      return
    }
    for (const [key, entry] of node.entries) {
      const inner = shape.kind === "map" ? shape.value : Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined
      if (inner === undefined) continue
      const below = [...path, key]
      if (shape.kind === "map" || entry.node.kind !== "scalar" || entry.node.value !== null)
        visit(entry.node, inner, below)
      else {
        node.entries.delete(key)
        const leaf = shapeOf(inner).kind === "value" || shapeOf(inner).kind === "choice"
        if (leaf && entry.node.source === "")
          findings.push(finding("warning", entry.key, below, { message: "has no value and counts as not set" }))
      }
    }
  }
  visit(root, schema, [])
  return findings
}

/** Spaces and line breaks around a secret break every request with it: they are taken off, with a warning. */
export function trimSecrets(root: MapNode): Finding[] {
  const findings: Finding[] = []
  eachScalar(root, (scalar, path) => {
    const key = path.at(-1)
    if (typeof scalar.value !== "string" || typeof key !== "string" || !isCertainSecret(key)) return
    const trimmed = scalar.value.trim()
    if (trimmed === scalar.value) return
    scalar.value = trimmed
    const where = scalar.variable === undefined ? "" : ` in the variable ${scalar.variable}`
    findings.push(
      finding("warning", scalar, path, { message: `has spaces or a line break around it${where}; they are removed` }),
    )
  })
  return findings
}

/** Puts right what is well meant in a deployment's connection: `base_url`, a trailing slash, a missing scheme. */
export function tidyConnections(root: MapNode): Finding[] {
  const findings: Finding[] = []
  for (const [list, map] of [
    ["model_list", "litellm_params"],
    ["credential_list", "credential_values"],
  ] as const) {
    const entries = nodeAt(root, [list])
    if (entries?.kind !== "list") continue
    entries.items.forEach((_, i) => {
      const params = nodeAt(root, [list, i, map])
      if (params?.kind === "map") tidyOne(params, [list, i, map], findings)
    })
  }
  return findings
}

function tidyOne(params: MapNode, path: Path, findings: Finding[]): void {
  const other = params.entries.get("base_url")
  if (other) {
    const taken = params.entries.has("api_base")
    params.entries.delete("base_url")
    if (!taken) params.entries.set("api_base", other)
    const message = taken
      ? "`base_url` is called api_base here; there is an api_base too, and it counts"
      : "`base_url` is called api_base here; it is read as that"
    findings.push(finding("warning", other.key, [...path, "base_url"], { message, hint: "did you mean api_base?" }))
  }
  const base = params.entries.get("api_base")?.node
  if (base?.kind === "scalar" && typeof base.value === "string" && base.value !== "")
    tidyUrl(base, [...path, "api_base"], findings)
}

function tidyUrl(base: ScalarNode, path: Path, findings: Finding[]): void {
  const text = String(base.value)
  const trimmed = text.trim().replace(/(?<!\/)\/+$/, "")
  if (trimmed !== text && trimmed !== "") {
    base.value = trimmed
    findings.push(finding("warning", base, path, { message: "ends with a slash or a space; it is read without" }))
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) && !trimmed.startsWith("$")) {
    const message = "has no http:// or https:// in front; http:// is assumed"
    findings.push(finding("warning", base, path, { message, hint: "write the whole address" }))
  }
}
