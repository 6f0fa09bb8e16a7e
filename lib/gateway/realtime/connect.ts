import type { CancelSignal } from "#lib/core/cancel"
import type { GatewayError } from "#lib/core/errors"
import type { FrameSocket } from "#lib/core/frame-socket"
import type { Incoming, Reply } from "#lib/core/http"
import { Call } from "#lib/gateway/call"
import { estimateOf } from "#lib/gateway/estimate-of"
import { realtime } from "#lib/gateway/operations/realtime"
import { refuse } from "#lib/gateway/refuse"
import { routingAsk } from "#lib/gateway/routing-ask"
import type { Runtime } from "#lib/gateway/runtime"
import { aliased, authorizeModel, authorizeRoute, mayUseModel } from "#lib/identity/access"
import { authenticate, authenticateHash, presentedKey } from "#lib/identity/authenticate"
import type { Caller } from "#lib/identity/caller"
import { authorizeDoor } from "#lib/identity/door-rules"
import { isRealtimeSecret, type RealtimeSecret } from "#lib/identity/realtime-secrets"
import type { Estimate } from "#lib/quota/estimate"
import { connectRealtime, servesRealtime } from "#lib/router/connect-realtime"
import { wrongEndpoint } from "#lib/router/exchange"
import { ExecuteFailure, type Routed, route } from "#lib/router/execute"
import { type Plan, planRoute } from "#lib/router/plan"
import { admitSession, type Purse } from "./purse"
import { headersWithKey, modelIn, parsedOf, type RealtimeAsk, readAsk } from "./realtime-ask"

/** A session that may begin: the provider's side of it is open. */
export interface Connected {
  readonly kind: "connected"
  readonly rt: Runtime
  readonly call: Call
  readonly req: Incoming
  readonly plan: Plan
  readonly routed: Routed<FrameSocket>
  /** What its secret says it is configured with; null = the client says it itself. */
  readonly session: Readonly<Record<string, unknown>> | null
}

/** Nothing was opened: an HTTP answer in place of the upgrade, or words for after it where the provider was asked and refused. */
export type Unconnected =
  | { readonly kind: "refused"; readonly reply: Reply }
  | { readonly kind: "failed"; readonly failure: GatewayError }

/** The stages of the pipeline in their order, for a session: whoever passes them is connected to a provider. Never throws. */
export async function openRealtime(req: Incoming, rt: Runtime): Promise<Connected | Unconnected> {
  const call = new Call(realtime, req, rt.clock.now())
  try {
    const { caller, secret } = await callerOf(rt, req) // 401
    call.caller = caller
    call.door = rt.rules.door
    authorizeRoute(caller, realtime.paths) // 403
    authorizeDoor(rt.rules.door, caller, realtime.paths) // 403
    const ask = readAsk(req, secret === null ? null : modelIn(secret.session)) // 400
    call.parsed = parsedOf(ask.model, {})
    const plan = planOf(rt, caller, ask) // 403, 404, 400
    const estimate = estimateOf(rt, { caller, parsed: call.parsed, tier: null }, plan)
    const purse: Purse = { rt, call, plan }
    await admitSession(purse, caller) // 429
    const routed = await connect(purse, ask, { estimate, signal: req.signal })
    return { kind: "connected", rt, call, req, plan, routed, session: secret?.session ?? null }
  } catch (e) {
    const reply = await refuse(realtime, e, call, rt)
    const wasAsked = e instanceof ExecuteFailure && e.attempts.length > 0
    return wasAsked ? { kind: "failed", failure: e.failure } : { kind: "refused", reply }
  }
}

async function callerOf(rt: Runtime, req: Incoming): Promise<{ caller: Caller; secret: RealtimeSecret | null }> {
  const headers = headersWithKey(req)
  const key = presentedKey(headers, rt.identity.keyHeader)
  if (key === null || !isRealtimeSecret(key)) return { caller: await authenticate(rt.identity, headers), secret: null }
  const secret = await rt.realtimeSecrets.find(key)
  return { caller: await authenticateHash(rt.identity, secret.keyId), secret }
}

/** Where the session can go: of each model group, the deployments that have such sessions. Throws 400 when none has. */
function planOf(rt: Runtime, caller: Caller, { model: named }: RealtimeAsk): Plan {
  const groups = rt.routing.groups.accessGroups
  const model = aliased(caller, named)
  authorizeModel(caller, model, groups)
  const plan = planRoute(rt.routing, model, {}, (group) => mayUseModel(caller, group, groups))
  const serving = plan.groups.map((group) => ({ ...group, deployments: group.deployments.filter(servesRealtime) }))
  const [first] = plan.groups
  const [deployment] = first?.deployments ?? []
  if (deployment !== undefined && serving[0]?.deployments.length === 0) throw wrongEndpoint(deployment, "realtime")
  const open = serving.filter(({ deployments }) => deployments.length > 0)
  const { after } = plan
  if (after === undefined) return { ...plan, groups: open }
  const same = (group: Plan["groups"][number]) => plan.groups.find(({ name }) => name === group.name) ?? group
  return {
    ...plan,
    groups: open,
    after: (group, kind) =>
      after(same(group), kind).flatMap(({ name }) => open.find((each) => each.name === name) ?? []),
  }
}

async function connect(
  { rt, call, plan }: Purse,
  { headers, intent }: RealtimeAsk,
  { estimate, signal }: { readonly estimate: Estimate; readonly signal: CancelSignal },
): Promise<Routed<FrameSocket>> {
  const routed = await route<FrameSocket>({
    plan,
    signal,
    random: rt.random,
    now: () => rt.clock.now(),
    onSend: () => undefined,
    ask: routingAsk(rt, call, estimate),
    call: (deployment, onSend) => connectRealtime(deployment, { headers, intent, signal, onSend }),
    tokens: () => null,
  })
  const { ticket } = routed
  if (ticket !== null) call.onEnd((bill) => ticket.settle(bill))
  return routed
}
