import { setTimeout as sleep } from "node:timers/promises"
import { abortSignalOf, type CancelSignal } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import type { Sender } from "#lib/providers/send"
import { type Answer, attempt } from "./attempt"
import type { ChatBody } from "./chat-body"
import type { Deployment } from "./deployment"
import type { Plan } from "./plan"
import { simpleShuffle } from "./strategies/simple-shuffle"

/** What one try came to; every log row keeps its tries. */
export interface AttemptRecord {
  readonly model_id: string
  readonly provider: string
  readonly model: string
  readonly status: number
  readonly error: string | null
  readonly started_ms: number
  readonly duration_ms: number
}

export interface ExecuteInput {
  readonly plan: Plan
  readonly body: ChatBody
  readonly signal: CancelSignal
  readonly sender: Sender
  /** Chooses among equals; injected so that tests can fix it. 0 ≤ n < 1. */
  readonly random: () => number
  readonly now: () => number
  readonly onSend: (deployment: Deployment) => void
}

export interface Executed {
  readonly answer: Answer
  readonly deployment: Deployment
  readonly attempts: readonly AttemptRecord[]
  /** Model groups tried before the one that answered. */
  readonly fallbacks: number
}

/** Carries the tries of a call that failed for good to the log. */
export class ExecuteFailure extends Error {
  constructor(
    readonly failure: GatewayError,
    readonly attempts: readonly AttemptRecord[],
    readonly deployment: Deployment | null,
  ) {
    super(failure.message)
  }
}

const MAX_WAIT_SECONDS = 10

/**
 * Tries the plan's deployments until one answers: retries inside a group, never on the deployment that just failed while
 * another is there; then the fallback groups in order. A stream counts as answered with its first event. Throws
 * ExecuteFailure with the last error.
 */
export async function execute(input: ExecuteInput): Promise<Executed> {
  const attempts: AttemptRecord[] = []
  const startedAt = input.now()
  let last: { failure: GatewayError; deployment: Deployment } | null = null
  for (const [fallbacks, group] of input.plan.groups.entries()) {
    let tried: Deployment[] = []
    const retries = group.retries
    for (let round = 0; round <= retries; round++) {
      const fresh = group.deployments.filter((d) => !tried.includes(d))
      if (fresh.length === 0) tried = []
      const deployment = simpleShuffle(fresh.length > 0 ? fresh : group.deployments, input.random)
      tried.push(deployment)
      const from = input.now()
      const record = (status: number, error: string | null) =>
        attempts.push({
          model_id: deployment.id,
          provider: deployment.provider.id,
          model: deployment.model,
          status,
          error,
          started_ms: from - startedAt,
          duration_ms: input.now() - from,
        })
      try {
        const answer = await attempt(deployment, { ...input, onSend: () => input.onSend(deployment) })
        record(200, null)
        return { answer, deployment, attempts, fallbacks }
      } catch (e) {
        const failure = GatewayError.from(e)
        record(failure.status, failure.message)
        last = { failure, deployment }
        if (failure.kind === "client_closed" || !retryable(failure)) break
        const others = group.deployments.length > tried.length
        // It may still be working on the first: asking the same one again would pay twice.
        if (!others && failure.kind === "upstream_timeout") break
        if (round < retries && !others && !(await waited(failure, round, input))) break
      }
    }
    if (last && !mayFallBack(last.failure)) break
  }
  const failure = last?.failure ?? new GatewayError("internal", "This model has no deployment.")
  throw new ExecuteFailure(failure, attempts, last?.deployment ?? null)
}

/** Another try may help: the provider was busy, broken or out of reach. */
function retryable(e: GatewayError): boolean {
  switch (e.kind) {
    case "upstream_rate_limited":
    case "upstream_failed":
    case "upstream_unavailable":
    case "upstream_unreachable":
    case "upstream_timeout":
      return true
    default:
      return false
  }
}

/** Another model group may help; the client's own mistakes and its going away are final. */
function mayFallBack(e: GatewayError): boolean {
  return (
    retryable(e) || e.kind === "upstream_auth" || e.kind === "model_not_found" || e.kind === "context_window_exceeded"
  )
}

/** Waits before the same deployment is tried again: what the provider asked for, or 0.25 s doubled each round, with jitter. False when that is too long. */
async function waited(e: GatewayError, round: number, input: ExecuteInput): Promise<boolean> {
  const seconds = e.retryAfterSeconds ?? 0.25 * 2 ** round * (0.75 + input.random() / 2)
  if (seconds > MAX_WAIT_SECONDS) return false
  try {
    await sleep(seconds * 1000, undefined, { signal: abortSignalOf(input.signal) })
    return true
  } catch {
    return false
  }
}
