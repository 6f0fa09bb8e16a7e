import { apiWords } from "./words/api"

/** What the gateway answered instead of what was asked for. `message` is fit to show. */
export class ApiError extends Error {
  /** The whole answer, where it was JSON. */
  body: unknown = null

  constructor(
    message: string,
    /** HTTP status; 0 when no answer came at all. */
    readonly status: number,
    readonly code: string,
  ) {
    super(message)
    this.name = "ApiError"
  }
}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>

const TIMEOUT_MS = 30_000
const SENT_AT = "tollgate.sent-to-login"
const LOGIN_PAUSE_MS = 10_000

/** GET `path` with `query` (null, undefined and "" are left out); throws ApiError. Without a session it goes to the login page. */
export function apiGet<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return call<T>(withQuery(path, query), { method: "GET" }, { signal })
}

interface CallLimits {
  readonly signal?: AbortSignal | undefined
  /** For what takes longer than management does. */
  readonly timeoutMs?: number | undefined
  /** It goes on when the page is left meanwhile. */
  readonly keepalive?: boolean | undefined
}

/** POST a JSON body to `path`; throws ApiError. Without a session it goes to the login page. */
export function apiPost<T>(path: string, body: unknown = {}, limits: CallLimits = {}): Promise<T> {
  return call<T>(path, withJson("POST", body), limits)
}

/** PATCH with a JSON body; otherwise as `apiPost`. */
export function apiPatch<T>(path: string, body: unknown): Promise<T> {
  return call<T>(path, withJson("PATCH", body))
}

/** DELETE with `query`; otherwise as `apiGet`. */
export function apiDelete<T>(path: string, query: Query = {}, limits: CallLimits = {}): Promise<T> {
  return call<T>(withQuery(path, query), { method: "DELETE" }, limits)
}

function withJson(method: string, body: unknown): RequestInit {
  return { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) }
}

/** `path?query`, without the empty values. */
export function withQuery(path: string, query: Query): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") params.set(name, String(value))
  }
  const text = params.toString()
  return text === "" ? path : `${path}?${text}`
}

async function call<T>(
  path: string,
  init: RequestInit,
  { signal, timeoutMs = TIMEOUT_MS, keepalive = false }: CallLimits = {},
): Promise<T> {
  const limit = AbortSignal.timeout(timeoutMs)
  const answer = await send(path, { ...init, keepalive, signal: signal ? AbortSignal.any([signal, limit]) : limit })
  if (answer.ok) return (await answer.json()) as T
  const error = await errorOf(answer)
  if (answer.status === 401) toLogin()
  throw error
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, credentials: "same-origin", cache: "no-store" })
  } catch (e) {
    if (e instanceof DOMException && e.name === "AbortError") throw e
    if (e instanceof DOMException && e.name === "TimeoutError") {
      throw new ApiError(apiWords.timedOut, 0, "timeout")
    }
    throw new ApiError(apiWords.unreachable, 0, "unreachable")
  }
}

/** The gateway's own words (`{"error":{message,code}}`), or a sentence about the status when the body is something else. */
export async function errorOf(answer: Response): Promise<ApiError> {
  try {
    const body = (await answer.json()) as { error?: { message?: unknown; code?: unknown } }
    const message = body.error?.message
    const code = body.error?.code
    if (typeof message === "string") {
      const error = new ApiError(message, answer.status, typeof code === "string" ? code : "")
      error.body = body
      return error
    }
  } catch {
    // Not JSON, e.g. a page from a proxy in between: the status has to do.
  }
  return new ApiError(apiWords.status(answer.status), answer.status, "")
}

/** A session that ended is no error to read: the login page brings the visitor back to where they were. */
function toLogin(): void {
  if (window.location.pathname.startsWith("/ui/login") || wasJustSent()) return
  window.location.assign(loginHref())
}

/** The login page, which brings the visitor back to where they are. */
export function loginHref(): string {
  return `/ui/login?next=${encodeURIComponent(`${window.location.pathname}${window.location.search}`)}`
}

/**
 * True when the visitor was sent to the login a moment ago: it let them in again at once, so the session is good and something
 * else is refused. Sending them once more would go round for ever; the page shows the error instead.
 */
function wasJustSent(): boolean {
  const sentAtMs = Number(sessionStorage.getItem(SENT_AT) ?? 0)
  if (Date.now() - sentAtMs < LOGIN_PAUSE_MS) return true
  sessionStorage.setItem(SENT_AT, String(Date.now()))
  return false
}
