import { firstTokenMs, type LogAttempt, type LogDetail, type LogTiming } from "./log-row"
import { logTimingWords } from "./words/log-detail"
import { terms } from "./words/terms"

/** One bar of the waterfall, in milliseconds from the request's start. */
interface Span {
  readonly label: string
  readonly startMs: number
  readonly durationMs: number
  readonly tone: "gateway" | "provider" | "failed" | "stream"
}

export interface Waterfall {
  readonly totalMs: number
  readonly firstTokenMs: number | null
  readonly spans: readonly Span[]
}

/** Where the time of a request went: the gateway's own steps, each provider attempt, then the stream. */
export function waterfall(log: LogDetail): Waterfall {
  const timing = log.metadata?.timing ?? {}
  const firstMs = firstTokenMs(log)
  const gateway = gatewaySpans(timing)
  const gatewayEndMs = gateway.reduce((end, span) => Math.max(end, span.startMs + span.durationMs), 0)
  const totalMs = Math.max(timing.total_ms ?? 0, log.request_duration_ms, firstMs ?? 0, gatewayEndMs)
  const answeredMs = firstMs ?? totalMs
  const tried = (log.metadata?.attempts ?? []).flatMap((attempt, i) =>
    attemptSpan(attempt, { index: i, fromMs: gatewayEndMs, totalMs }),
  )
  const provider = tried.length > 0 ? tried : [whole(log, gatewayEndMs, answeredMs)]
  const stream: Span[] =
    firstMs !== null && totalMs > firstMs
      ? [{ label: logTimingWords.stream, startMs: firstMs, durationMs: totalMs - firstMs, tone: "stream" }]
      : []
  // An attempt lasts until its stream ends; its bar stops at the first token, where the stream's begins.
  const cut = provider.map((span) => (firstMs === null ? span : endingBy(span, firstMs)))
  return { totalMs, firstTokenMs: firstMs, spans: [...gateway, ...cut, ...stream] }
}

/** Who asks, room in the limits, and what is left until the provider was written to: parsing, routing, its connection. */
function gatewaySpans({ auth_ms: auth, limits_ms: limits, queue_ms: queue }: LogTiming): Span[] {
  const known = (auth ?? 0) + (limits ?? 0)
  const steps = [
    [terms.key, auth],
    [logTimingWords.limits, limits],
    [
      known > 0 ? logTimingWords.queue : logTimingWords.gateway,
      typeof queue === "number" ? Math.max(0, queue - known) : queue,
    ],
  ] as const
  let atMs = 0
  return steps.flatMap(([label, durationMs]) => {
    if (typeof durationMs !== "number" || durationMs < 0) return []
    const startMs = atMs
    atMs += durationMs
    return [{ label, startMs, durationMs, tone: "gateway" as const }]
  })
}

function attemptSpan(attempt: LogAttempt, at: { index: number; fromMs: number; totalMs: number }): Span[] {
  if (typeof attempt.started_ms !== "number") return []
  const startMs = clamp(at.fromMs + attempt.started_ms, at.totalMs)
  const leftMs = at.totalMs - startMs
  const durationMs = clamp(attempt.duration_ms ?? leftMs, leftMs)
  const name = [attempt.provider, attempt.model].filter(Boolean).join(" · ") || logTimingWords.attempt(at.index + 1)
  return [{ label: name, startMs, durationMs, tone: attemptFailed(attempt) ? "failed" : "provider" }]
}

/** An attempt failed when it says why, or when its HTTP status is an error. */
export function attemptFailed(attempt: LogAttempt): boolean {
  if (attempt.error) return true
  if (typeof attempt.status === "number") return attempt.status >= 400
  return typeof attempt.status === "string" && !/^(success|ok|2\d\d)$/i.test(attempt.status)
}

function whole(log: LogDetail, startMs: number, endMs: number): Span {
  const label = log.cache_hit
    ? logTimingWords.responseCache
    : [log.custom_llm_provider, log.model].filter(Boolean).join(" · ") || terms.provider
  return {
    label,
    startMs,
    durationMs: Math.max(0, endMs - startMs),
    tone: log.status === "failure" ? "failed" : "provider",
  }
}

function endingBy(span: Span, endMs: number): Span {
  if (span.tone === "failed" || span.startMs > endMs) return span
  return { ...span, durationMs: Math.min(span.durationMs, endMs - span.startMs) }
}

function clamp(ms: number, maxMs: number): number {
  return Math.min(Math.max(0, ms), Math.max(0, maxMs))
}
