import { errorBody, GatewayError } from "#lib/core/errors"
import { json, type Reply } from "#lib/core/http"
import { authorizeManagement } from "#lib/identity/access"
import type { Caller } from "#lib/identity/caller"
import { recorded } from "./audit/record"
import type { AdminContext } from "./context"
import { fromDatabaseError } from "./database-error"
import { resources } from "./index"
import { bodyObject, queryObject } from "./parse-input"
import { permits } from "./permissions"
import { plannedEndpoint } from "./planned"
import { Answer, type Endpoint, EventsAnswer, type Resource, TextAnswer } from "./resource"

/** An endpoint found for a method and path. */
export interface Match {
  readonly endpoint: Endpoint
  /** The name of the resource it belongs to. */
  readonly resource: string
  readonly params: Readonly<Record<string, string>>
}

/** The parts of a request an endpoint reads. */
export interface AdminInput {
  readonly query: URLSearchParams
  readonly bodyText: string
  /** Aborted when the client goes away; never, when absent. */
  readonly signal?: AbortSignal
  /** The client's address. */
  readonly ip?: string | null
  /** Whom the client says it acts for: the header litellm-changed-by. */
  readonly changedBy?: string | null
}

type Found = Omit<Match, "params">

interface Routes {
  /** `/key/info` → method → endpoint. */
  readonly exact: ReadonlyMap<string, ReadonlyMap<string, Found>>
  readonly patterns: readonly { readonly parts: readonly string[]; readonly found: Found }[]
}

/** The route table of these resources. Throws when two endpoints claim the same method and path. */
export function buildRoutes(list: readonly Resource[]): Routes {
  const exact = new Map<string, Map<string, Found>>()
  const patterns: { parts: string[]; found: Found }[] = []
  const taken = new Set<string>()
  const all = list.flatMap(({ name, endpoints }) =>
    Object.values(endpoints).map((endpoint) => ({ endpoint, resource: name })),
  )
  for (const found of all) {
    const { endpoint } = found
    const route = `${endpoint.method} ${endpoint.path.replace(/:[^/]+/g, ":")}`
    if (taken.has(route)) throw new Error(`two management endpoints are called ${endpoint.method} ${endpoint.path}`)
    taken.add(route)
    if (endpoint.path.includes("/:")) patterns.push({ parts: endpoint.path.split("/"), found })
    else exact.set(endpoint.path, (exact.get(endpoint.path) ?? new Map()).set(endpoint.method, found))
  }
  return { exact, patterns }
}

const routes = buildRoutes(resources)

/** The endpoint for a method and a path (no query), or null: then the path is not ours, or `allowedMethods` says what is. */
export function matchAdmin(method: string, path: string): Match | null {
  const exact = routes.exact.get(path)
  if (exact) {
    const found = exact.get(method)
    return found ? { ...found, params: {} } : null
  }
  const found = patternMatches(path)
  const match = found.find((candidate) => candidate.endpoint.method === method)
  if (match || found.length > 0) return match ?? null
  const planned = plannedEndpoint(path)
  return planned ? { endpoint: planned, resource: "planned", params: {} } : null
}

/** The methods this path answers to; empty when there is no such path. For 405 and its `allow` header. */
export function allowedMethods(path: string): string[] {
  const exact = routes.exact.get(path)
  if (exact) return [...exact.keys()].sort()
  return patternMatches(path)
    .map((match) => match.endpoint.method)
    .sort()
}

function patternMatches(path: string): Match[] {
  const parts = path.split("/")
  return routes.patterns.flatMap(({ parts: pattern, found }) => {
    const params = parts.length === pattern.length ? paramsOf(pattern, parts) : null
    return params ? [{ ...found, params }] : []
  })
}

function paramsOf(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
  const params: Record<string, string> = {}
  for (const [i, want] of pattern.entries()) {
    const part = parts[i] ?? ""
    if (!want.startsWith(":")) {
      if (want !== part) return null
      continue
    }
    const value = decoded(part)
    if (value === null || value === "") return null
    params[want.slice(1)] = value
  }
  return params
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

/**
 * Runs an endpoint for an authenticated caller: permission, then input, then the handler. Every failure is an answer too
 * (403, 400, 404, 409 …), in OpenAI's envelope; nothing is thrown.
 */
export async function runAdmin(match: Match, input: AdminInput, ctx: AdminContext): Promise<Reply> {
  try {
    return await run(match, input, ctx)
  } catch (e) {
    return failed(fromDatabaseError(e), match.endpoint, ctx)
  }
}

async function run(match: Match, input: AdminInput, ctx: AdminContext): Promise<Reply> {
  const { endpoint, params } = match
  if (endpoint.needs !== "public") {
    authorizeManagement(ctx.caller, endpoint.path)
    if (!permits(ctx.caller, endpoint.needs)) throw notPermitted(ctx.caller, endpoint)
  }
  const raw = readsQuery(endpoint, input) ? queryObject(input.query) : bodyObject(input.bodyText)
  const signal = input.signal ?? new AbortController().signal
  const make = () => endpoint.handle(ctx, raw, { signal, params })
  const { ip = null, changedBy = null } = input
  const result = endpoint.changes ? await recorded(ctx, { ...match, raw, ip, changedBy }, make) : await make()
  if (result instanceof Answer) return json(result.status, result.value, { ...NO_STORE, ...result.headers })
  if (result instanceof TextAnswer)
    return { status: 200, headers: { ...NO_STORE, "content-type": result.contentType }, body: result.text }
  if (result instanceof EventsAnswer) return { status: 200, headers: { ...EVENTS }, body: result.events }
  return json(200, result, NO_STORE)
}

function notPermitted({ person }: Caller, { method, path }: Endpoint): GatewayError {
  const who = person === undefined ? "This key" : `The role ${person.role}`
  const say = `${who} may not use ${method} ${path}. Ask the admin of this gateway.`
  return new GatewayError("permission_denied", say)
}

function readsQuery({ method }: Endpoint, { bodyText }: AdminInput): boolean {
  return method === "GET" || (method === "DELETE" && bodyText.trim() === "")
}

const NO_STORE = { "cache-control": "no-store" }
/** Nothing in between may hold events back. */
const EVENTS = {
  "cache-control": "no-store, no-transform",
  "content-type": "text/event-stream; charset=utf-8",
  "x-accel-buffering": "no",
}

function failed(e: GatewayError, endpoint: Endpoint, ctx: AdminContext): Reply {
  if (e.status >= 500 && e.kind !== "not_implemented") {
    ctx.log.error("a management request failed", { path: endpoint.path, code: e.code, detail: e.detail })
  }
  const retry: Record<string, string> =
    e.retryAfterSeconds === undefined ? {} : { "retry-after": String(e.retryAfterSeconds) }
  return json(e.status, errorBody(e), { ...NO_STORE, ...retry })
}
