import { GatewayError } from "#lib/core/errors"
import { usdFromNano } from "#lib/core/money"
import type { Candidate, Survey, Verdict } from "./survey"

const LIMITS: Readonly<Partial<Record<Verdict, string>>> = {
  "over rpm": "requests per minute",
  "over tpm": "tokens per minute",
  "over max_parallel_requests": "parallel requests",
}

/** The error for a group of which no deployment can be asked now: names what is used up and when it is free again. */
export function noRoom({ group, candidates }: Survey, nowMs: number): GatewayError {
  const fitting = candidates.filter((c) => c.verdict !== "tags do not fit")
  if (fitting.length === 0)
    return new GatewayError(
      "model_access_denied",
      `No deployment of ${group.name} has the tags of this request. Send other tags, or give a deployment the tag default.`,
      { param: "tags" },
    )
  const possible = fitting.filter((c) => c.verdict !== "context window too small")
  if (possible.length === 0)
    return new GatewayError(
      "context_window_exceeded",
      `In every deployment of ${group.name} the prompt is longer than the model's context length. Shorten it, or use a model with a larger window.`,
      { param: "messages" },
    )
  const soonest = possible.reduce((a, b) =>
    (b.untilMs ?? Number.POSITIVE_INFINITY) < (a.untilMs ?? Number.POSITIVE_INFINITY) ? b : a,
  )
  return worded(group.name, soonest, nowMs)
}

function worded(group: string, { verdict, detail, untilMs, deployment }: Candidate, nowMs: number): GatewayError {
  const seconds = untilMs === null ? null : Math.max(1, Math.ceil((untilMs - nowMs) / 1000))
  const again = seconds === null ? "" : ` Try again in ${seconds} seconds.`
  const wait = seconds === null ? {} : { retryAfterSeconds: seconds }
  if (verdict === "over budget" || verdict === "over provider budget") {
    const whose = verdict === "over budget" ? `a deployment of ${group}` : `the provider ${deployment.provider.id}`
    return overBudget(whose, Number(detail), { resetAt: untilMs, nowMs })
  }
  const limit = LIMITS[verdict]
  const why =
    limit === undefined ? "they failed lately and are given a rest" : `the limit of ${detail} ${limit} is reached`
  return new GatewayError("rate_limited", `No deployments available for selected model ${group}: ${why}.${again}`, wait)
}

/** 429: a budget of a deployment or provider is used up. `whose` is its name, for people. */
export function overBudget(
  whose: string,
  limitNano: number,
  { resetAt, nowMs }: { readonly resetAt: number | null; readonly nowMs: number },
): GatewayError {
  const reset =
    resetAt === null ? "It does not reset; an admin can raise it." : `It resets at ${new Date(resetAt).toISOString()}.`
  const wait = resetAt === null ? {} : { retryAfterSeconds: Math.max(1, Math.ceil((resetAt - nowMs) / 1000)) }
  const say = `Budget has been exceeded! The budget of ${whose}, $${usdFromNano(limitNano)}, is used up. ${reset}`
  return new GatewayError("budget_exceeded", say, { ...wait, status: 429 })
}
