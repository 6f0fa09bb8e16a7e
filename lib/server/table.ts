import { allowedMethods, type Match, matchAdmin } from "#lib/admin/dispatch"
import type { Operation } from "#lib/gateway/operation"
import { operations } from "#lib/gateway/operations/index"
import { type HealthRoute, healthRoutes } from "./health"
import { type SsoRoute, ssoRoutes } from "./sso"

/** What a path means. `denied`: the path is ours, the method is not. */
export type Route =
  | { readonly kind: "operation"; readonly op: Operation; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: "admin"; readonly match: Match }
  | { readonly kind: "health"; readonly route: HealthRoute }
  | { readonly kind: "sso"; readonly route: SsoRoute }
  | { readonly kind: "denied"; readonly allow: readonly string[] }

interface Pattern {
  readonly method: string
  readonly head: string
  /** A model's name may have slashes; whatever else stands in a path is one segment. */
  readonly name: string
  readonly tail: string
  readonly op: Operation
}

const exact = new Map<string, Operation>()
const patterns: Pattern[] = []
const NO_PARAMS = {}

for (const op of operations) {
  for (const path of op.paths) {
    const named = /(?<=\/):(\w+)/.exec(path)
    if (named !== null) {
      const { index, 0: whole, 1: name = "" } = named
      patterns.push({ method: op.method, head: path.slice(0, index), name, tail: path.slice(index + whole.length), op })
      continue
    }
    const route = `${op.method} ${path}`
    if (exact.has(route)) throw new Error(`two operations are called ${route}`)
    exact.set(route, op)
  }
}

/**
 * Method and path (as the request line has it, without the query) → route; null = not ours. Only the literal form of a path
 * matches: no decoding, no case folding, no dot segments, so that what is authorised is what is served.
 */
export function routeOf(method: string, path: string): Route | null {
  const op = exact.get(`${method} ${path}`)
  if (op !== undefined) return { kind: "operation", op, params: NO_PARAMS }
  const health = healthRoutes.get(path)
  if (health !== undefined)
    return method === "GET" || method === "HEAD"
      ? { kind: "health", route: health }
      : { kind: "denied", allow: ["GET"] }
  const sso = ssoRoutes.get(path)
  if (sso !== undefined) return method === "GET" ? { kind: "sso", route: sso } : { kind: "denied", allow: ["GET"] }
  const admin = matchAdmin(method, path)
  if (admin !== null) return { kind: "admin", match: admin }
  const named = patternRoute(method, path)
  if (named !== null) return named
  const allow = allowed(path)
  return allow.length > 0 ? { kind: "denied", allow } : null
}

function patternRoute(method: string, path: string): Route | null {
  for (const { method: wanted, head, name, tail, op } of patterns) {
    if (wanted !== method || !path.startsWith(head) || !path.endsWith(tail) || path.length <= head.length + tail.length)
      continue
    const written = path.slice(head.length, path.length - tail.length)
    const value = decoded(written)
    if (value === null) continue
    if (name === "endpoint") return { kind: "operation", op, params: { [name]: written } }
    if (name === "model" || !value.includes("/")) return { kind: "operation", op, params: { [name]: value } }
  }
  return null
}

/** What a path names; dot segments and empty segments never are a name. */
function decoded(part: string): string | null {
  try {
    const text = decodeURIComponent(part)
    return text.split("/").some((segment) => segment === "" || segment === "." || segment === "..") ? null : text
  } catch {
    return null
  }
}

function allowed(path: string): string[] {
  const methods = new Set(allowedMethods(path))
  for (const op of operations) if (op.paths.includes(path)) methods.add(op.method)
  if (methods.size > 0) return [...methods].sort()
  for (const method of new Set(patterns.map((pattern) => pattern.method)))
    if (patternRoute(method, path) !== null) methods.add(method)
  return [...methods].sort()
}
