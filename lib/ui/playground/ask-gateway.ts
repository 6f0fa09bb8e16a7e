import { SseDecoder } from "#lib/core/sse"
import { ApiError, errorOf } from "../api"
import { apiWords } from "../words/api"
import { playgroundWords } from "../words/playground"

/** Long answers take minutes. */
const TIMEOUT_MS = 600_000
const CALL_ID = "x-litellm-call-id"

export interface GatewayAsk {
  /** Below the gateway's own address: `/v1/chat/completions`. */
  readonly path: string
  readonly key: string
  /** JSON, or a form with files. */
  readonly body: Readonly<Record<string, unknown>> | FormData
  readonly signal: AbortSignal
}

/**
 * Asks the gateway as any client does: with a key, and without the session. Throws ApiError with the gateway's words when it
 * refuses, and DOMException (AbortError) when `signal` says stop.
 */
export async function askGateway({ path, key, body, signal }: GatewayAsk): Promise<Response> {
  const isForm = body instanceof FormData
  const answer = await reach(path, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, ...(!isForm && { "content-type": "application/json" }) },
    body: isForm ? body : JSON.stringify(body),
    credentials: "omit",
    cache: "no-store",
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  })
  if (!answer.ok) throw await errorOf(answer)
  return answer
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init)
  } catch (e) {
    if (e instanceof DOMException) throw e
    throw new ApiError(apiWords.unreachable, 0, "unreachable")
  }
}

/** The id by which the request log knows this answer; null when the gateway gave none. */
export function callIdOf(answer: Response): string | null {
  return answer.headers.get(CALL_ID)
}

/** The `data` of each event of a stream, as they arrive. */
export async function* eventsOf(answer: Response): AsyncGenerator<string> {
  const reader = answer.body?.getReader()
  if (!reader) return
  const decoder = new SseDecoder()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      for (const { data } of decoder.push(value)) yield data
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** Did the person stop it? */
export function wasStopped(e: unknown): boolean {
  return e instanceof DOMException && e.name === "AbortError"
}

/** Any failure in words fit to show. */
export function wordsOf(e: unknown): string {
  if (e instanceof DOMException && e.name === "TimeoutError") return playgroundWords.tookTooLong
  return e instanceof Error ? e.message : String(e)
}
