import { Cancel } from "#lib/core/cancel"
import { operations } from "#lib/gateway/operations/index"
import { handle } from "#lib/gateway/pipeline"
import type { LateAnswer, Runtime } from "#lib/gateway/runtime"
import { BodyReader } from "#lib/providers/body-reader"
import type { Sender } from "#lib/providers/send"
import type { Deployment } from "#lib/router/deployment"
import type { Counters } from "#lib/store/counters"
import { ownIncoming, textOf } from "./own-incoming"

/**
 * Bills an answer that a provider gave long after it was asked: a row of its own batch, a response made in the background. It walks
 * the way of every request, with this answer in the place of the provider, so that it is priced, charged and logged like one; what it
 * cost is charged also when a budget was used up meanwhile, for the provider is paid. The same request id is booked once. Never
 * throws for what is the request's own fault: then the log says what could not be billed.
 */
export async function billLate(rt: Runtime, late: LateAnswer): Promise<void> {
  const { endpoint, body, keyHash, requestId, startedAt, booked, callId, serviceTier, deployment } = late
  const op = operations.find((each) => each.kind === "model" && each.paths.includes(endpoint))
  if (op === undefined) throw new Error(`no operation serves ${endpoint}`)
  const behalf = { keyHash, requestId, startedAt, booked, serviceTier, gatewaysOwn: true }
  const headers = { "x-litellm-call-id": callId }
  const incoming = ownIncoming({
    endpoint,
    body: JSON.stringify({ ...body, model: deployment.group, store: false, stream: false }),
    headers,
    signal: new Cancel(),
    behalf,
  })
  const reply = await handle(op, incoming, answering(rt, late), {})
  const text = await textOf(reply)
  if (reply.status >= 400)
    rt.log.warn("an answer that came late could not be billed", { request_id: requestId, refusal: text.slice(0, 300) })
}

/** The same runtime, in which one deployment answers everything with one answer; nothing is learned of it. */
function answering(rt: Runtime, { deployment, answer }: LateAnswer): Runtime {
  const { groups } = rt.routing
  const only: readonly Deployment[] = [{ ...deployment, retries: 0, defaults: {} }]
  return {
    ...rt,
    cache: null,
    sender: giving(answer),
    quota: { ...rt.quota, counters: charging(rt.quota.counters) },
    routing: { groups: { ...groups, find: () => only, whyNot: () => null }, fallbacks: {}, retries: 0 },
  }
}

function giving(answer: string): Sender {
  return {
    async send({ onSend }) {
      onSend?.()
      const body = new BodyReader({ pause: () => undefined, resume: () => undefined, abort: () => undefined })
      body.push(Buffer.from(answer))
      body.finish(null)
      return { status: 200, header: (name) => (name === "content-type" ? "application/json" : null), body }
    },
    close: async () => undefined,
  }
}

/** Counters that refuse nothing: what does not fit is not held, and charged all the same. */
function charging(counters: Counters): Counters {
  let held = true
  return {
    async take(wants) {
      const taken = await counters.take(wants)
      held = taken.ok
      return { ok: true }
    },
    settle: (settlements) => counters.settle(held ? settlements : settlements.map((each) => ({ ...each, held: 0 }))),
    peek: (key) => counters.peek(key),
  }
}
