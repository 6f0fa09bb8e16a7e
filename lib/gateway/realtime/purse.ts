import type { Call } from "#lib/gateway/call"
import type { Runtime } from "#lib/gateway/runtime"
import { FREE } from "#lib/gateway/serve-cached"
import { aliased, authorizeAccounts } from "#lib/identity/access"
import type { Account } from "#lib/identity/account"
import type { Caller } from "#lib/identity/caller"
import { chargedAccounts, withParts } from "#lib/identity/charged-accounts"
import { type AdmitDeps, admit, seeMoney, type Ticket } from "#lib/quota/admit"
import type { Estimate } from "#lib/quota/estimate"
import { groupOf, type Plan } from "#lib/router/plan"

/** Whoever pays for a session: `call` says who asks, for whom, and for which model. */
export interface Purse {
  readonly rt: Runtime
  readonly call: Call
  readonly plan: Plan
}

type Revise = NonNullable<AdmitDeps["revise"]>

const isGauge = (key: string): boolean => key.startsWith("parallel:")
/** `max_parallel_requests` counts sessions, everything else the responses in them. */
const session: Revise = (wants) => wants.filter(({ key }) => isGauge(key))
const response: Revise = (wants) => wants.filter(({ key }) => !isGauge(key))
/** What happened already is charged whatever the limits say. */
const bygone: Revise = (wants) => response(wants).map((want) => ({ ...want, limit: Number.POSITIVE_INFINITY }))

/** Takes a session's place, and sees that there is money for something to be said. Throws 401, 429. */
export async function admitSession(purse: Purse, caller: Caller): Promise<void> {
  const place = await take(purse, caller, { estimate: FREE, revise: session })
  purse.call.onEnd((bill) => place.settle(bill))
  await seePurse(purse, caller)
}

/** Throws 429 when a budget is used up; nothing is taken. */
export async function seePurse(purse: Purse, caller: Caller): Promise<void> {
  await seeMoney(purse.rt.quota, caller, await chargedOf(purse, caller))
}

/** Reserves for `call`, one response. `begun`: it runs already, or is over, and is charged in any case. Throws 401, 429. */
export async function admitResponse(
  purse: Purse,
  caller: Caller,
  { estimate, begun }: { readonly estimate: Estimate; readonly begun: boolean },
): Promise<void> {
  const { call } = purse
  const ticket = await take(purse, caller, { estimate, revise: begun ? bygone : response })
  call.windowStartedAt = ticket.windowStartedAt
  call.chargedTo = ticket.chargedTo
  call.onEnd((bill) => ticket.settle(bill))
}

interface Taking {
  readonly estimate: Estimate
  readonly revise: Revise
}

async function take(purse: Purse, caller: Caller, { estimate, revise }: Taking): Promise<Ticket> {
  return await admit({ ...purse.rt.quota, revise }, caller, await chargedOf(purse, caller), estimate)
}

async function chargedOf({ rt, call, plan }: Purse, caller: Caller): Promise<readonly Account[]> {
  const accounts = await chargedAccounts(rt.identity, caller, call.attribution())
  if (accounts !== caller.key?.accounts) authorizeAccounts(accounts) // 401
  return withParts(caller, accounts, [aliased(caller, call.parsed?.body.model ?? ""), groupOf(plan)])
}
