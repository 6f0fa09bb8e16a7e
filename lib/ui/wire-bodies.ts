import { prettyJson } from "./conversation"
import type { LogDetail } from "./log-row"
import { logWireWords } from "./words/log-detail"

/** A body on its way, as text to read; null: the log has none. */
export interface WireBody {
  readonly id: "client_in" | "provider_out" | "provider_in" | "client_out"
  readonly title: string
  readonly text: string | null
}

/** The four bodies of a request in the order they went: JSON is laid out, events stay as they are. */
export function wireBodies({ request, response, wire }: Pick<LogDetail, "request" | "response" | "wire">): WireBody[] {
  const provider = wire?.provider ?? null
  return [
    { id: "client_in", title: logWireWords.clientAsked, text: readable(request) },
    { id: "provider_out", title: logWireWords.providerAsked, text: readable(provider?.request) },
    { id: "provider_in", title: logWireWords.providerAnswered, text: readable(provider?.response) },
    { id: "client_out", title: logWireWords.clientAnswered, text: readable(wire?.client_response ?? response) },
  ]
}

function readable(body: unknown): string | null {
  if (body === null || body === undefined) return null
  if (typeof body !== "string") return prettyJson(body)
  try {
    return prettyJson(JSON.parse(body))
  } catch {
    return body
  }
}

/** A field that is not on both sides alike, by its path (`messages.0.content`). */
export interface Change {
  readonly kind: "dropped" | "added" | "changed"
  readonly path: string
}

const MAX_DEPTH = 4
const MAX_CHANGES = 40

/** What was done to a JSON body on its way; null when one of them is no JSON object. */
export function bodyChanges(before: string | null, after: string | null): Change[] | null {
  const [a, b] = [objectOf(before), objectOf(after)]
  return a === null || b === null ? null : changes(a, b, "").slice(0, MAX_CHANGES)
}

function changes(before: unknown, after: unknown, path: string): Change[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  const deep = path === "" || path.split(".").length < MAX_DEPTH
  if (!deep || !isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ kind: "changed", path }]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const at = path === "" ? name : `${path}.${name}`
    if (!Object.hasOwn(after, name)) return [{ kind: "dropped" as const, path: at }]
    if (!Object.hasOwn(before, name)) return [{ kind: "added" as const, path: at }]
    return changes(before[name], after[name], at)
  })
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null
}

function objectOf(text: string | null): Record<string, unknown> | null {
  try {
    const value = JSON.parse(text ?? "") as unknown
    return isContainer(value) && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}
