import { Cancel } from "#lib/core/cancel"
import type { Answer } from "#lib/router/answer"
import { attempt } from "#lib/router/attempt"
import type { ChatBody } from "#lib/router/chat-body"
import type { Deployment, ModelEntry } from "#lib/router/deployment"
import { ExecuteFailure, route } from "#lib/router/execute"
import type { Plan } from "#lib/router/plan"
import type { RoutingAsk } from "#lib/router/routing-ask"
import { type Call, mayTryAnother, retriesOf, type Served } from "./call"
import { deploymentDefaults, deploymentOf } from "./deployment-of"
import { sender } from "./engine"
import { pretending } from "./mock-kind"
import { isMocked, mockingSender } from "./mock-response"
import type { CallOptions, Fallback } from "./options"
import { providerNamed } from "./resolve-name"
import { splitOptions, withoutLogin } from "./split-options"

/** What a call came to. */
export interface Asked {
  readonly answer: Answer
  readonly served: Served
  readonly body: ChatBody
}

/** Makes the request of one candidate: what is asked of it, and with which parameters it is reached. */
export type MakeBody = (asked: {
  readonly model: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly params: Readonly<Record<string, unknown>>
}) => ChatBody

/** Asks the one model, or model group, that these options name. Throws AskFailure. */
export type AskOne = (options: CallOptions, makeBody: MakeBody) => Promise<Asked>

/** Under this name a Router hands itself along with the options; names of options are texts, so it meets none of them. */
export const VIA = Symbol("router")

/** A failed call, and the deployment it failed on last. */
export class AskFailure extends Error {
  constructor(
    readonly failure: unknown,
    readonly deployment: Deployment | null,
  ) {
    super("the call failed")
  }
}

/** Asks the model of the options, then their fallbacks. Throws AskFailure with the last failure. */
export async function askModel(call: Call, makeBody: MakeBody): Promise<Asked> {
  const askOne = (call.options as { [VIA]?: AskOne })[VIA] ?? askProvider
  const candidates = candidatesOf(call.options)
  for (const [earlier, options] of candidates.entries()) {
    try {
      const asked = await askOne(options, makeBody)
      return { ...asked, served: { ...asked.served, fallbacks: asked.served.fallbacks + earlier } }
    } catch (e) {
      const failure = e instanceof AskFailure ? e : new AskFailure(e, null)
      const last = earlier === candidates.length - 1
      if (last || !mayTryAnother(failure.failure, call.options.signal)) throw failure
    }
  }
  throw new TypeError("there is always a first candidate")
}

/** The call's own options, and those of each fallback. A model of another provider gets none of the first one's login. */
function candidatesOf(options: CallOptions): CallOptions[] {
  const { fallbacks: named = [], ...own } = options
  const provider = providerNamed(own)
  const withModel = (fallback: Fallback): CallOptions => {
    const same = providerNamed(fallback) === provider && provider !== "" && fallback.custom_llm_provider === undefined
    return { ...(same ? own : withoutLogin(own)), ...fallback }
  }
  return [own, ...named.map((each) => withModel(typeof each === "string" ? { model: each } : each))]
}

/** Asks a provider directly: a plan of one deployment, made of the options. */
async function askProvider(options: CallOptions, makeBody: MakeBody): Promise<Asked> {
  const { params, body: fields, modelInfo } = splitOptions(options)
  const entry: ModelEntry = { model_name: params.model, litellm_params: params, model_info: modelInfo }
  const deployment = deploymentOf(entry, deploymentDefaults())
  const body = makeBody({ model: params.model, fields, params })
  // A mock says the same each time: asking it again is of use only when that was asked for.
  const retries = isMocked(params) ? (options.num_retries ?? 0) : retriesOf(options)
  const plan: Plan = { groups: [{ name: params.model, deployments: [deployment], retries }] }
  return askPlan({ plan, body, signal: options.signal })
}

export interface AskPlanInput {
  readonly plan: Plan
  readonly body: ChatBody
  readonly signal: AbortSignal | undefined
  readonly ask?: RoutingAsk
  /** The deployment as this one call reaches it; absent: as it is. */
  readonly aim?: (deployment: Deployment) => Deployment
}

/** Runs a plan: its retries and its own fallbacks. Throws AskFailure. */
export async function askPlan({ plan, body, signal: own, ask, aim = (as) => as }: AskPlanInput): Promise<Asked> {
  const signal = own ?? new Cancel()
  let asked: Deployment | null = null
  const door = mockingSender(sender, () => asked?.entry.litellm_params ?? null)
  try {
    const routed = await route<Answer>({
      plan,
      signal,
      random: Math.random,
      now: Date.now,
      onSend: () => undefined,
      ...(ask === undefined ? {} : { ask }),
      call: (deployment, onSend) => {
        asked = aim(deployment)
        const asking = pretending(body, asked.entry.litellm_params)
        return attempt(asked, { body: asking, signal, sender: door, onSend })
      },
      tokens: (answer) => (answer.kind === "stream" ? "streaming" : (answer.usage?.completion_tokens ?? null)),
    })
    const { answer, retries, fallbacks, ticket } = routed
    return { answer, body, served: { deployment: asked ?? routed.deployment, retries, fallbacks, ticket } }
  } catch (e) {
    if (e instanceof ExecuteFailure) throw new AskFailure(e.failure, e.deployment)
    throw new AskFailure(e, asked)
  }
}
