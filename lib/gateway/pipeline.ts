import { Cancel } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import { type Incoming, json, type Reply } from "#lib/core/http"
import { aliased, authorizeAccounts, authorizeModel, authorizeRoute, mayUseModel } from "#lib/identity/access"
import { authenticate, authenticateHash, presentedKey } from "#lib/identity/authenticate"
import type { Caller } from "#lib/identity/caller"
import { chargedAccounts, withParts } from "#lib/identity/charged-accounts"
import { authorizeDoor, isOpen } from "#lib/identity/door-rules"
import { admit } from "#lib/quota/admit"
import { execute } from "#lib/router/execute"
import { groupOf, planRoute } from "#lib/router/plan"
import { WireTape } from "#lib/router/wire-tape"
import { Call } from "./call"
import { estimateOf } from "./estimate-of"
import { intend } from "./intend"
import { keyHeaders } from "./key-headers"
import type { ModelOperation, Operation } from "./operation"
import { refuse } from "./refuse"
import { requireParams } from "./required-params"
import { respond } from "./respond"
import { routingAsk } from "./routing-ask"
import type { Runtime } from "./runtime"
import { FREE, findCached, serveCached } from "./serve-cached"
import { withMemory } from "./with-memory"

/** Who calls an endpoint that asks for no key: charged to nobody but the gateway as a whole. */
const ANYBODY: Caller = { kind: "key", role: "internal_user_viewer", keyId: "", key: null }
/** For providers that are to be read to their end although the client left. */
const NEVER = new Cancel()

/**
 * The data path of every call, in the order things happen. Nothing else decides order. What is known already is not awaited: a
 * turn of the promise queue costs as much as most of these steps.
 */
export async function handle(
  op: Operation,
  req: Incoming,
  rt: Runtime,
  params: Readonly<Record<string, string>>,
): Promise<Reply> {
  const call = new Call(op, req, rt.clock.now())
  try {
    const known = callerOf(op, req, rt) // 401
    const caller = known instanceof Promise ? await known : known
    if (known instanceof Promise) call.authMs = rt.clock.now() - call.startedAt
    call.caller = caller
    call.door = rt.rules.door
    if (!call.gatewaysOwn)
      authorize(caller, params.endpoint === undefined ? op.paths : [writtenPath(op, params.endpoint)], rt) // 403
    if (op.kind === "local")
      return json(200, await op.run(rt, caller, params, req), { "x-litellm-call-id": call.callId })
    if (op.kind === "raw") {
      const reply = await op.reply(rt, caller, params, req)
      return { ...reply, headers: { ...reply.headers, "x-litellm-call-id": call.callId } }
    }
    if (op.relay !== undefined) return await op.relay(req, rt, call, params)
    const bytes = await req.bytes(rt.rules.maxBodyBytes) // 413
    const pathModel = params.model ?? null
    const parsed =
      op.read === undefined
        ? op.parse(bytes.toString("utf8"), pathModel) // 400
        : await op.read(bytes, { contentType: req.headers.get("content-type"), pathModel }) // 400
    call.parsed = op.recall === undefined ? parsed : await op.recall(parsed, rt, caller) // 404
    if (!call.gatewaysOwn) requireParams(rt.rules.door, caller, call) // 400
    return framed(op, req, await answer(op, req, rt, call))
  } catch (e) {
    return framed(op, req, await refuse(op, e, call, rt))
  }
}

function authorize(caller: Caller, paths: readonly string[], rt: Runtime): void {
  authorizeRoute(caller, paths)
  authorizeDoor(rt.rules.door, caller, paths)
}

/** Of what is passed on, each path can be allowed for itself. */
function writtenPath({ paths: [path = ""] }: Operation, endpoint: string): string {
  return path.replace(":endpoint", () => endpoint)
}

function callerOf(op: Operation, req: Incoming, rt: Runtime): Caller | Promise<Caller> {
  const { behalf } = req
  if (op.open === true) return ANYBODY
  if (behalf !== undefined) return authenticateHash(rt.identity, behalf.keyHash)
  const { keyHeader } = rt.identity
  const headers = keyHeaders(op, req, keyHeader)
  if (isOpen(rt.rules.door, op.paths) && presentedKey(headers, keyHeader) === null) return ANYBODY
  return authenticate(rt.identity, headers)
}

function framed(op: Operation, req: Incoming, reply: Reply): Reply {
  return op.kind === "model" && op.framed !== undefined ? op.framed(reply, req) : reply
}

async function answer(op: ModelOperation, req: Incoming, rt: Runtime, call: Call): Promise<Reply> {
  const { caller, parsed: read } = call
  if (caller === null || read === null) throw new GatewayError("internal", "A call was answered before it was read.")
  const own = call.gatewaysOwn
  const model = own ? read.body.model : aliased(caller, read.body.model)
  if (!own) authorizeModel(caller, model, rt.routing.groups.accessGroups) // 403
  const plan = planRoute(
    rt.routing,
    model,
    read.routing,
    (group) => own || mayUseModel(caller, group, rt.routing.groups.accessGroups),
  ) // 404
  const remembers = read.body.json.integrate_memory !== undefined
  const parsed = remembers ? await withMemory(read, { op, rt, call, caller }) : read // 400
  call.parsed = parsed
  const asked = { caller, parsed, plan }
  const hit = rt.cache === null ? null : await findCached(rt, call, asked) // 400
  const estimate = hit === null ? estimateOf(rt, { caller, parsed, tier: call.tier }, plan) : FREE
  const named = chargedAccounts(rt.identity, caller, call.attribution())
  const accounts = named instanceof Promise ? await named : named
  if (accounts !== caller.key?.accounts) authorizeAccounts(accounts) // 401
  const charged = withParts(caller, accounts, [model, groupOf(plan)])
  const admitted = admit(own ? { ...rt.quota, moneyOnly: true } : rt.quota, caller, charged, estimate) // 429
  const ticket = admitted instanceof Promise ? await waited(call, rt, admitted) : admitted
  call.windowStartedAt = ticket.windowStartedAt
  call.chargedTo = ticket.chargedTo
  call.rates = ticket.rates
  call.onEnd((bill) => ticket.settle(bill))
  if (hit !== null) return await serveCached({ op, rt, call, asked, hit })
  const signal = rt.rules.cancelOnDisconnect ? req.signal : NEVER
  const executed = await execute({
    plan,
    body: parsed.body,
    signal,
    sender: rt.rules.storePrompts ? taped(call, rt.sender) : rt.sender,
    random: rt.random,
    now: () => rt.clock.now(),
    onSend: (deployment, ticket) => {
      call.servedFrom(ticket)
      intend(rt, call, { deployment, estimate })
    },
    ask: routingAsk(rt, call, estimate),
  })
  const held = executed.ticket
  if (held !== null) call.onEnd((bill) => held.settle(bill))
  const reply = await respond({ op, rt, call, caller, estimate, executed })
  const { answer, deployment } = executed
  return op.keep === undefined ? reply : await op.keep(reply, { rt, caller, parsed, answer, deployment })
}

/** Other processes had to be asked for room: how long that took is noted. */
async function waited<T>(call: Call, { clock }: Runtime, room: Promise<T>): Promise<T> {
  const from = clock.now()
  try {
    return await room
  } finally {
    call.limitsMs = clock.now() - from
  }
}

/** What is sent and comes back goes into the log too. */
function taped(call: Call, sender: Runtime["sender"]): Runtime["sender"] {
  const tape = new WireTape()
  call.tape = tape
  return tape.recording(sender)
}
