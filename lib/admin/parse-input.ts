import type { z } from "zod"
import { closest } from "#lib/core/closest"
import { GatewayError } from "#lib/core/errors"

const MAX_DEPTH = 64

/** The input an endpoint works with. Throws `invalid_request` with the field as `param` and words that say what to do. */
export function parseInput<I extends z.ZodObject>(schema: I, raw: unknown): z.output<I> {
  refuseUnstorable(raw)
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  const fields = Object.keys(schema.shape)
  const issues = parsed.error.issues.slice(0, 5)
  const param = issues[0] ? fieldOf(issues[0]) : ""
  throw new GatewayError("invalid_request", issues.map((issue) => words(issue, raw, fields)).join(" "), {
    ...(param === "" ? {} : { param }),
  })
}

/** The query as an object. A name given twice is refused: which one counts would be a guess. Empty values count as absent. */
export function queryObject(query: URLSearchParams): Record<string, string> {
  const entries = [...query].filter(([, value]) => value !== "")
  const seen = new Set<string>()
  for (const [name] of entries) {
    if (seen.has(name)) {
      throw new GatewayError("invalid_request", `${name} is given twice. Give it once.`, { param: name })
    }
    seen.add(name)
  }
  return Object.fromEntries(entries)
}

/** The JSON object in a body; an empty body is an empty object. */
export function bodyObject(text: string): unknown {
  if (text.trim() === "") return {}
  try {
    return JSON.parse(text)
  } catch (e) {
    // The parser's own message quotes the body, which may hold a key: only the place is passed on.
    const place = e instanceof Error ? /at position \d+/.exec(e.message)?.[0] : undefined
    const where = place === undefined ? "" : ` It breaks ${place}.`
    throw new GatewayError("invalid_request", `The body is not valid JSON.${where} Send a JSON object.`)
  }
}

function fieldOf(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String)
  return (issue.code === "unrecognized_keys" ? [...path, issue.keys[0] ?? ""] : path).join(".")
}

function words(issue: z.core.$ZodIssue, raw: unknown, fields: readonly string[]): string {
  const field = issue.path.map(String).join(".")
  if (field === "" && issue.code === "invalid_type") return "Send a JSON object."
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownField(key, field, fields)).join(" ")
  if (valueAt(raw, issue.path) === undefined) return `${field} is required.`
  if (issue.code === "invalid_type") return `${field} must be ${article(expectedType(issue))}.`
  if (issue.code === "invalid_value" && issue.values.length > 1) {
    const values = issue.values.includes("true") ? ["true", "false"] : issue.values
    return `${field} must be one of ${values.map((value) => JSON.stringify(value)).join(", ")}.`
  }
  if (issue.code === "too_small") return `${field} must be at least ${bound(issue.minimum, issue.origin)}.`
  if (issue.code === "too_big") return `${field} must be at most ${bound(issue.maximum, issue.origin)}.`
  return `${field}: ${issue.message}`
}

function expectedType(issue: z.core.$ZodIssueInvalidType): string {
  if (issue.expected === "int") return "whole number"
  if (issue.expected === "array") return "list"
  return issue.expected === "record" ? "object" : issue.expected
}

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`
}

function bound(limit: number | bigint, origin: string): string {
  if (origin === "string") return `${limit} characters long`
  return origin === "array" ? `${limit} entries long` : String(limit)
}

function unknownField(key: string, parent: string, fields: readonly string[]): string {
  const shown = key.length > 64 ? `${key.slice(0, 64)}…` : key
  const [near] = parent === "" ? closest(key, fields, 1) : []
  const hint =
    near === undefined ? "Remove it, or see /openapi.json for the fields there are." : `Did you mean "${near}"?`
  return `Unknown field "${shown}". ${hint}`
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined
    value = Object.hasOwn(value, step) ? (value as Record<PropertyKey, unknown>)[step] : undefined
  }
  return value
}

/** Text Postgres cannot hold (NUL, half a surrogate pair) and nesting no honest client sends are the client's mistake, not a 500. */
function refuseUnstorable(raw: unknown): void {
  const todo: { value: unknown; depth: number; field: string }[] = [{ value: raw, depth: 0, field: "" }]
  for (let item = todo.pop(); item; item = todo.pop()) {
    const { value, depth, field } = item
    if (typeof value === "string") refuseText(value, field)
    if (typeof value !== "object" || value === null) continue
    if (depth >= MAX_DEPTH) {
      throw new GatewayError("invalid_request", `${field} is nested deeper than ${MAX_DEPTH} levels.`, { param: field })
    }
    for (const [key, inner] of Object.entries(value)) {
      const name = field === "" ? key : field
      refuseText(key, name)
      todo.push({ value: inner, depth: depth + 1, field: name })
    }
  }
}

function refuseText(text: string, field: string): void {
  if (!text.includes("\u0000") && text.isWellFormed()) return
  const name = field.replaceAll("\u0000", "").toWellFormed()
  throw new GatewayError("invalid_request", `${name || "The input"} contains a character that cannot be stored.`, {
    param: name,
  })
}
