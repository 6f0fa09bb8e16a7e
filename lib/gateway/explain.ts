import { GatewayError } from "#lib/core/errors"
import type { Incoming } from "#lib/core/http"
import { usdFromNano } from "#lib/core/money"
import { aliased, authorizeAccounts, authorizeModel, authorizeRoute, mayUseModel } from "#lib/identity/access"
import type { Caller } from "#lib/identity/caller"
import { chargedAccounts, withParts } from "#lib/identity/charged-accounts"
import { authorizeDoor } from "#lib/identity/door-rules"
import { admit } from "#lib/quota/admit"
import type { Estimate } from "#lib/quota/estimate"
import { explainRoute, type RouteExplained } from "#lib/router/explain"
import { groupOf, type Plan, planRoute } from "#lib/router/plan"
import { Call } from "./call"
import { estimateOf } from "./estimate-of"
import type { ModelOperation } from "./operation"
import { requireParams } from "./required-params"
import { routingAsk } from "./routing-ask"
import type { Runtime } from "./runtime"

/** One stage of the data path, as it would go. */
export interface Gate {
  readonly gate: "key" | "route" | "request" | "model" | "budget and limits" | "guardrails" | "cache" | "deployments"
  readonly verdict: "pass" | "refuse"
  readonly detail: string
}

export interface Explained {
  readonly verdict: "answered" | "refused"
  /** What the client would be told. */
  readonly error: { readonly status: number; readonly code: string; readonly message: string } | null
  readonly gates: readonly Gate[]
  /** Whoever would be asked first. */
  readonly chosen: {
    readonly model_id: string
    readonly model_group: string
    readonly provider: string
    readonly model: string
  } | null
  readonly fallbacks: number
  readonly expected: {
    readonly prompt_tokens: number
    readonly completion_tokens: number
    readonly reserved_cost: number
  } | null
  /** The model groups that were looked at, with every candidate. */
  readonly routing: RouteExplained["groups"]
}

export interface Hypothetical {
  readonly op: ModelOperation
  /** Who would be calling; throws what the key gate refuses with. */
  readonly caller: () => Caller | Promise<Caller>
  readonly body: string
  readonly req: Incoming
}

/** Walks the stages of `handle` in their order and says how each would go. Nobody is called; what is reserved is given back at once. */
export async function explain(rt: Runtime, asked: Hypothetical): Promise<Explained> {
  const call = new Call(asked.op, asked.req, rt.clock.now())
  call.door = rt.rules.door
  const gates: Gate[] = []
  let at: Gate["gate"] = "key"
  const passed = (next: Gate["gate"], detail: string) => {
    gates.push({ gate: at, verdict: "pass", detail })
    at = next
  }
  try {
    const caller = await asked.caller()
    call.caller = caller
    passed(
      "route",
      caller.key === null ? "the administrator's key" : `the key ${caller.key.keyAlias ?? caller.key.keyName}`,
    )
    authorizeRoute(caller, asked.op.paths)
    authorizeDoor(rt.rules.door, caller, asked.op.paths)
    passed("request", `may call ${asked.op.paths[0]}`)
    call.parsed = asked.op.parse(asked.body, null)
    requireParams(rt.rules.door, caller, call)
    passed("model", "can be read")
    const model = aliased(caller, call.parsed.body.model)
    authorizeModel(caller, model, rt.routing.groups.accessGroups)
    const plan = planRoute(rt.routing, model, call.parsed.routing, (group) =>
      mayUseModel(caller, group, rt.routing.groups.accessGroups),
    )
    passed("budget and limits", `${model}, served by ${plan.groups[0]?.deployments.length ?? 0} of the deployments`)
    const estimate = estimateOf(rt, { caller, parsed: call.parsed, tier: call.tier }, plan)
    await wouldAdmit(rt, call, { caller, model, plan, estimate })
    passed("guardrails", "there is room in each")
    passed("cache", "none is configured")
    passed("deployments", "none is configured")
    return await routed(rt, { gates, plan, estimate, call })
  } catch (e) {
    const failure = GatewayError.from(e)
    gates.push({ gate: at, verdict: "refuse", detail: failure.message })
    return { verdict: "refused", error: told(failure), gates, chosen: null, fallbacks: 0, expected: null, routing: [] }
  }
}

/** Takes what the request would take, and gives all of it back in the same turn. */
async function wouldAdmit(
  rt: Runtime,
  call: Call,
  { caller, model, plan, estimate }: { caller: Caller; model: string; plan: Plan; estimate: Estimate },
): Promise<void> {
  const accounts = await chargedAccounts(rt.identity, caller, call.attribution())
  if (accounts !== caller.key?.accounts) authorizeAccounts(accounts)
  const charged = withParts(caller, accounts, [model, groupOf(plan)])
  const ticket = await admit(rt.quota, caller, charged, estimate)
  ticket.settle({ costNano: 0, totalTokens: 0, counted: false })
}

interface Routing {
  readonly gates: Gate[]
  readonly plan: Plan
  readonly estimate: Estimate
  readonly call: Call
}

async function routed(rt: Runtime, { gates, plan, estimate, call }: Routing): Promise<Explained> {
  const { router } = plan
  if (router === undefined)
    throw new GatewayError("internal", "This gateway routes by chance: there is nothing to explain.")
  const found = await explainRoute({ ...plan, router }, routingAsk(rt, call, estimate), rt.random)
  const { deployment, failure, groups, fallbacks } = found
  gates.push({
    gate: "deployments",
    verdict: deployment === null ? "refuse" : "pass",
    detail: deployment === null ? (failure?.message ?? "") : `${deployment.id} of ${groups.at(-1)?.model_group}`,
  })
  return {
    verdict: deployment === null ? "refused" : "answered",
    error: failure === null ? null : told(failure),
    gates,
    chosen:
      deployment === null
        ? null
        : {
            model_id: deployment.id,
            model_group: groups.at(-1)?.model_group ?? deployment.group,
            provider: deployment.provider.id,
            model: deployment.model,
          },
    fallbacks,
    expected: {
      prompt_tokens: estimate.promptTokens,
      completion_tokens: Math.round(estimate.expectedCompletionTokens),
      reserved_cost: usdFromNano(estimate.reserveNano),
    },
    routing: groups,
  }
}

const told = ({ status, code, message }: GatewayError) => ({ status, code, message })
