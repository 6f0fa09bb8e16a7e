import { setTimeout as sleep } from "node:timers/promises"
import { abortSignalOf, type CancelSignal } from "#lib/core/cancel"
import { type ErrorKind, GatewayError } from "#lib/core/errors"
import type { Sender } from "#lib/providers/send"
import { agreedSurvey } from "./agreed-survey"
import { type Answer, attempt } from "./attempt"
import { type ChatBody, withParams } from "./chat-body"
import { type Choice, choose } from "./choose"
import type { Deployment } from "./deployment"
import type { GroupNote } from "./group-note"
import type { Plan, PlannedGroup } from "./plan"
import { backoffSeconds, MAX_WAIT_SECONDS, mayFallBack, retriesFor, retryWhere } from "./retry"
import { PLAIN_ASK, type RoutingAsk } from "./routing-ask"
import { routingFacts } from "./routing-facts"
import type { Ticket } from "./ticket"

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

/** One request on its way to whoever may answer it; `A` is what an answer is. */
export interface RouteInput<A> {
  readonly plan: Plan
  readonly signal: CancelSignal
  /** Chooses among equals; 0 ≤ n < 1. */
  readonly random: () => number
  readonly now: () => number
  /** A deployment is written to; the ticket is what the try holds of its limits. */
  readonly onSend: (deployment: Deployment, ticket: Ticket | null) => void
  readonly ask?: RoutingAsk
  /** Asks one deployment of the group once; throws GatewayError. */
  call(deployment: Deployment, onSend: () => void, group: PlannedGroup): Promise<A>
  /** Output tokens of an answer, for its speed; null = none were counted. */
  tokens(answer: A): number | "streaming" | null
}

export interface Routed<A> {
  readonly answer: A
  readonly deployment: Deployment
  readonly attempts: readonly AttemptRecord[]
  /** Tries that were repeated inside a model group. */
  readonly retries: number
  /** Model groups tried before the one that answered. */
  readonly fallbacks: number
  /** What the answer holds of its deployment's limits; to be settled when the call ends. Null: nothing. */
  readonly ticket: Ticket | null
  /** How deployments were chosen; null when there was nothing to choose. */
  readonly routing: readonly GroupNote[] | null
}

/** Carries the tries of a call that failed for good to the log. */
export class ExecuteFailure extends Error {
  constructor(
    readonly failure: GatewayError,
    readonly attempts: readonly AttemptRecord[],
    readonly deployment: Deployment | null,
    readonly routing: readonly GroupNote[] | null = null,
  ) {
    super(failure.message)
  }
}

interface Won<A> {
  readonly answer: A
  readonly deployment: Deployment
  readonly ticket: Ticket | null
}

/** The state of one request while it is routed. */
interface Run<A> {
  readonly input: RouteInput<A>
  readonly ask: RoutingAsk
  readonly startedAt: number
  readonly attempts: AttemptRecord[]
  notes: GroupNote[] | null
  /** The last true failure, or that there was no room when there was none. */
  last: GatewayError | null
  deployment: Deployment | null
  retries: number
}

/**
 * Tries the plan's deployments until one answers: retries inside a group, never on the deployment that just failed while
 * another is healthy; then the groups that the failure leads to. Throws ExecuteFailure with the last error.
 */
export async function route<A>(input: RouteInput<A>): Promise<Routed<A>> {
  const { plan } = input
  const run: Run<A> = {
    input,
    ask: input.ask ?? PLAIN_ASK,
    startedAt: input.now(),
    attempts: [],
    notes: null,
    last: null,
    deployment: null,
    retries: 0,
  }
  const max = plan.maxFallbacks ?? Number.POSITIVE_INFINITY
  const seen: PlannedGroup[] = []
  let waiting: readonly PlannedGroup[] = plan.groups.slice(0, 1)
  for (;;) {
    const group = waiting.find((g) => !seen.includes(g))
    if (group === undefined || seen.length > max) break
    seen.push(group)
    const won = await tryGroup(run, group)
    if (won !== null)
      return {
        ...won,
        attempts: run.attempts,
        retries: run.retries,
        fallbacks: seen.length - 1,
        routing: run.notes,
      }
    if (run.last === null || !mayFallBack(run.last.kind)) break
    // What a fallback itself falls back to comes before what is left of the first list.
    waiting = [...followers(plan, group, run.last.kind), ...waiting]
  }
  const failure = run.last ?? new GatewayError("internal", "This model has no deployment.")
  throw new ExecuteFailure(failure, run.attempts, run.deployment, run.notes)
}

function followers(plan: Plan, group: PlannedGroup, kind: ErrorKind): readonly PlannedGroup[] {
  if (plan.after !== undefined) return plan.after(group, kind)
  const next = plan.groups[plan.groups.indexOf(group) + 1]
  return next === undefined ? [] : [next]
}

/** One model group, until an answer, or until nothing more can be hoped for here. */
async function tryGroup<A>(run: Run<A>, group: PlannedGroup): Promise<Won<A> | null> {
  const tried: Deployment[] = []
  for (let round = 0; ; round++) {
    const chosen = choose({ plan: run.input.plan, group, ask: run.ask, tried, random: run.input.random })
    const choice = chosen instanceof Promise ? await chosen : chosen
    if (choice.note !== null && (round === 0 || choice.deployment === null)) {
      run.notes ??= []
      run.notes.push(choice.note)
    }
    if (choice.deployment === null) {
      // After a true failure, that its deployment is now set aside is no news to the client.
      if (tried.length === 0) run.last = choice.refusal
      return null
    }
    if (round > 0) run.retries++
    const failure = await tryOnce(run, group, choice)
    if (!GatewayError.is(failure)) return failure
    tried.push(choice.deployment)
    run.last = failure
    run.deployment = choice.deployment
    if (!(await mayTryAgain(run, { group, tried, round, failure }))) return null
  }
}

async function tryOnce<A>(
  run: Run<A>,
  group: PlannedGroup,
  { deployment, ticket }: Choice,
): Promise<Won<A> | GatewayError> {
  const { input } = run
  const from = input.now()
  const record = (status: number, error: string | null, durationMs: number) =>
    run.attempts.push({
      model_id: deployment.id,
      provider: deployment.provider.id,
      model: deployment.model,
      status,
      error,
      started_ms: from - run.startedAt,
      duration_ms: durationMs,
    })
  const sent = () => {
    if (ticket !== null) ticket.sent = true
    input.onSend(deployment, ticket)
  }
  const router = input.plan.router
  try {
    const answer = await input.call(deployment, sent, group)
    const durationMs = input.now() - from
    record(200, null, durationMs)
    if (router !== undefined) {
      router.state.cooldowns.succeeded(deployment.id, input.now())
      const { settings } = router
      if (settings.strategy.needs === "latency" && group.deployments.length > 1)
        measured(run, deployment, { tokens: input.tokens(answer), durationMs })
      if (run.ask.affinityKey !== null)
        router.state.pin(`${group.name} ${run.ask.affinityKey}`, deployment.id, settings.affinity.ttlMs)
    }
    return { answer, deployment, ticket }
  } catch (e) {
    const failure = GatewayError.from(e)
    record(failure.status, failure.message, input.now() - from)
    ticket?.failed()
    if (router !== undefined) noteFailure(run, group, { deployment, failure, durationMs: input.now() - from })
    return failure
  }
}

function measured<A>(
  run: Run<A>,
  { id }: Deployment,
  { tokens, durationMs }: { tokens: number | "streaming" | null; durationMs: number },
): void {
  const state = run.input.plan.router?.state
  if (tokens === "streaming") state?.firstToken.add(id, durationMs, run.input.now())
  else if (tokens !== null) state?.perToken.add(id, durationMs / Math.max(1, tokens), run.input.now())
}

function noteFailure<A>(
  run: Run<A>,
  group: PlannedGroup,
  { deployment, failure, durationMs }: { deployment: Deployment; failure: GatewayError; durationMs: number },
): void {
  const router = run.input.plan.router
  if (router === undefined) return
  const { id } = deployment
  router.state.cooldowns.failed(
    {
      id,
      kind: failure.kind,
      retryAfterSeconds: failure.retryAfterSeconds,
      groupSize: group.deployments.length,
      cooldownSeconds: routingFacts(deployment).cooldownSeconds,
    },
    router.settings.cooldown,
    run.input.now(),
  )
  // A timeout is as slow as it gets: not knowing how slow must not make it look unseen, that is, fast.
  if (failure.kind === "upstream_timeout" && router.settings.strategy.needs === "latency")
    measured(run, deployment, { tokens: run.ask.stream ? "streaming" : 1, durationMs })
}

interface Failed {
  readonly group: PlannedGroup
  readonly tried: readonly Deployment[]
  readonly round: number
  readonly failure: GatewayError
}

/** Is another round worth it? Waits first when only deployments that failed already are left. */
async function mayTryAgain<A>(run: Run<A>, { group, tried, round, failure }: Failed): Promise<boolean> {
  const where = retryWhere(failure.kind, group)
  if (where === "nowhere" || round >= retriesFor(failure.kind, group)) return false
  const router = run.input.plan.router
  if (await freshIsNext(run, group, tried)) return true
  if (where === "elsewhere") return false
  const least = router?.settings.retryAfterSeconds ?? 0
  const seconds = backoffSeconds(failure, { round, least, random: run.input.random })
  if (seconds > MAX_WAIT_SECONDS) return false
  try {
    await sleep(seconds * 1000, undefined, { signal: abortSignalOf(run.input.signal) })
    return true
  } catch {
    return false
  }
}

/** Would the next round ask a deployment that has not failed yet? One that rests or has no room cannot be asked. */
async function freshIsNext<A>(run: Run<A>, group: PlannedGroup, tried: readonly Deployment[]): Promise<boolean> {
  const { router } = run.input.plan
  if (group.deployments.every((d) => tried.includes(d))) return false
  if (router === undefined) return true
  const { chosen } = (await agreedSurvey({ group, ask: run.ask, router, tried, random: () => 0 })).found
  return chosen !== null && !tried.includes(chosen)
}

export interface ExecuteInput {
  readonly plan: Plan
  readonly body: ChatBody
  readonly signal: CancelSignal
  readonly sender: Sender
  /** Chooses among equals; injected so that tests can fix it. 0 ≤ n < 1. */
  readonly random: () => number
  readonly now: () => number
  readonly onSend: RouteInput<Answer>["onSend"]
  /** What of the request matters when a deployment is chosen; absent: nothing is known of it. */
  readonly ask?: RoutingAsk
}

export type Executed = Routed<Answer>

/** A chat request through its plan: see `route`. A stream counts as answered with its first event. */
export function execute(input: ExecuteInput): Promise<Executed> {
  return route<Answer>({
    ...input,
    call: (deployment, onSend, { params }) =>
      attempt(deployment, {
        ...input,
        body: params === undefined ? input.body : withParams(input.body, params),
        onSend,
      }),
    tokens: (answer) => (answer.kind === "stream" ? "streaming" : (answer.usage?.completion_tokens ?? null)),
  })
}
