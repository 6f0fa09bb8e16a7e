import type { z } from "zod"
import { closest } from "#lib/core/closest"
import { type Finding, finding, type Path } from "./finding"
import { isSecretPath } from "./secret-key"
import { type MapNode, type Node, nodeAt, placeOfKey, placeOfValue } from "./tree"
import { unknownKeyWords } from "./unknown-key"

type Issue = z.core.$ZodIssue

/** Turns what the schema objects to into findings in words of our own, at the place it was written. */
export function explainIssues(issues: readonly Issue[], root: MapNode): Finding[] {
  return issues.flatMap((issue) => explain(issue, issue.path as Path, root))
}

function explain(issue: Issue, path: Path, root: MapNode): Finding[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const at = [...path, key]
      return finding("error", placeOfKey(root, at), at, unknownKeyWords(path, key))
    })
  }
  const node = nodeAt(root, path)
  if (node === undefined) return [missing(path, root)]
  if (issue.code === "invalid_union") {
    const inner = bestBranch(issue.errors)
    if (inner) return inner.flatMap((one) => explain(one, [...path, ...(one.path as Path)], root))
  }
  return [finding("error", placeOfValue(root, path), path, wordsFor(issue, node, path))]
}

/** The alternative whose kind was right and whose inside is wrong; null when no kind was right. */
function bestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  return (
    branches.find(
      (branch) => branch.length > 0 && branch.every((one) => one.path.length > 0 || one.code === "unrecognized_keys"),
    ) ?? null
  )
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
}

function wordsFor(issue: Issue, node: Node, path: Path): { message: string; hint?: string | undefined } {
  const found = describe(node, path)
  if (issue.code === "invalid_type")
    return {
      message: `expected ${EXPECTED[issue.expected] ?? issue.expected}, found ${found}`,
      hint: kindHint(issue.expected, node),
    }
  if (issue.code === "invalid_union") {
    const kinds = issue.errors.flatMap((branch) =>
      branch.flatMap((one) => (one.code === "invalid_type" ? [EXPECTED[one.expected] ?? one.expected] : [])),
    )
    return { message: `expected ${[...new Set(kinds)].join(" or ")}, found ${found}` }
  }
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String)
    const [near] = node.kind === "scalar" ? closest(String(node.value), values, 1) : []
    return { message: `expected one of ${values.join(", ")}; found ${found}`, hint: near && `did you mean ${near}?` }
  }
  if (issue.code === "too_small")
    return {
      message: issue.origin === "string" ? "must not be empty" : `must be at least ${issue.minimum}, found ${found}`,
    }
  if (issue.code === "too_big") return { message: `must be at most ${issue.maximum}, found ${found}` }
  return { message: `this value is not right: found ${found}` }
}

function kindHint(expected: string, node: Node): string | undefined {
  if (expected === "array" && node.kind === "scalar")
    return "write a list: [one, two], or one line each beginning with -"
  if (expected === "array") return "each entry of a list begins with -"
  if ((expected === "object" || expected === "record") && node.kind === "list")
    return "leave out the - in front of the keys"
  if ((expected === "object" || expected === "record") && node.kind === "scalar")
    return "its keys go on the lines below, two spaces further in"
  if (expected === "string" && node.kind !== "scalar") return "put the text in quotes if it holds { or ["
  return undefined
}

/** What stands there, in words. A value that could be a secret is never repeated, only its kind. */
function describe(node: Node, path: Path): string {
  if (node.kind === "list") return "a list"
  if (node.kind === "map") return "a map"
  const value = node.value
  const hidden = isSecretPath(path) || node.variable !== undefined
  if (value === null) return "nothing"
  if (typeof value === "boolean") return hidden ? "true or false" : String(value)
  if (typeof value === "number") return hidden ? "a number" : `the number ${value}`
  if (value === "") return "an empty text"
  if (hidden) return node.variable === undefined ? "text" : `text (from the variable ${node.variable})`
  return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`
}

const MISSING: Readonly<Record<string, { message: string; hint: string }>> = {
  "model_list[].model_name": {
    message: "this model has no model_name",
    hint: "the name clients ask for, e.g. model_name: gpt-4o",
  },
  "model_list[].litellm_params": {
    message: "this model has no litellm_params",
    hint: "with model: openai/gpt-4o and api_key under it",
  },
  "model_list[].litellm_params.model": {
    message: "this model has no litellm_params.model",
    hint: "the provider and its model, e.g. model: openai/gpt-4o",
  },
}

function missing(path: Path, root: MapNode): Finding {
  const pattern = path
    .map((step) => (typeof step === "number" ? "[]" : `.${step}`))
    .join("")
    .replace(/^\./, "")
  const parent = path.slice(0, -1)
  const at = typeof parent.at(-1) === "number" ? placeOfValue(root, parent) : placeOfKey(root, parent)
  return finding("error", at, path, MISSING[pattern] ?? { message: `\`${String(path.at(-1))}\` is missing` })
}
