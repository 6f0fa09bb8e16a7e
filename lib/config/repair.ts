import type { z } from "zod"
import { type Finding, finding, type Path } from "./finding"
import { type MapNode, nodeAt, type ScalarNode } from "./tree"

type Issue = z.core.$ZodIssue

const NUMBER = /^[-+]?(?:\d[\d_]*)?(?:\.\d+|\d\.?)(?:[eE][-+]?\d{1,3})?$/
const YES = /^(?:true|yes|on|1)$/i
const NO = /^(?:false|no|off|0)$/i

/**
 * Reads a scalar as the kind the schema wants when there is no doubt what is meant: a number in quotes, `yes` for true
 * (which LiteLLM's YAML 1.1 parser takes), a number where text belongs. A variable is text by nature, so its value is
 * converted without a word; the rest is worth a warning. Returns null when nothing could be done.
 */
export function repair(issue: Issue, path: Path, root: MapNode): Finding[] | null {
  if (issue.code === "invalid_union") {
    for (const branch of issue.errors) {
      const [only] = branch
      if (branch.length !== 1 || only === undefined || only.path.length > 0) continue
      const repaired = repair(only, path, root)
      if (repaired) return repaired
    }
    return null
  }
  const node = nodeAt(root, path)
  if (issue.code !== "invalid_type" || node?.kind !== "scalar" || node.value === null) return null
  const words = convert(node, issue.expected)
  if (words === null) return null
  return words === "" ? [] : [finding("warning", node, path, { message: words, hint: hintFor(issue.expected) })]
}

function hintFor(expected: string): string {
  return expected === "string" ? "put it in quotes" : "leave out the quotes"
}

/** Changes the node in place. Returns what to warn of, "" for nothing, null when it cannot be read as that kind. */
function convert(node: ScalarNode, expected: string): string | null {
  const { value } = node
  const silent = node.variable !== undefined || !node.quoted
  if ((expected === "number" || expected === "int") && typeof value === "string") {
    const number = toNumber(value)
    if (number === null) return null
    node.value = number
    return silent ? "" : "a number in quotes; it is read as a number"
  }
  if (expected === "boolean" && typeof value !== "boolean") {
    const text = String(value).trim()
    if (!YES.test(text) && !NO.test(text)) return null
    node.value = YES.test(text)
    return silent ? "" : "text in quotes; it is read as true or false"
  }
  if (expected === "string" && typeof value !== "string") {
    node.value = node.source
    return `a ${typeof value === "number" ? "number" : "true or false"} where text belongs; it is read as text`
  }
  return null
}

function toNumber(text: string): number | null {
  const trimmed = text.trim()
  if (trimmed.length > 40 || !NUMBER.test(trimmed)) return null
  const number = Number(trimmed.replaceAll("_", ""))
  return Number.isFinite(number) ? number : null
}
