import { Cancel } from "#lib/core/cancel"
import type { Answer } from "#lib/router/attempt"
import type { ChatBody } from "#lib/router/chat-body"
import type { Deployment, ModelEntry } from "#lib/router/deployment"
import { ExecuteFailure, execute } from "#lib/router/execute"
import type { Plan } from "#lib/router/plan"
import type { Dialect } from "#lib/wire/dialect"
import { type Call, mayTryAnother, retriesOf, type Served } from "./call"
import { chatBodyOf } from "./chat-body-of"
import { deploymentDefaults, deploymentOf } from "./deployment-of"
import { sender } from "./engine"
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

/** A failed call, and the deployment it failed on last. */
export class AskFailure extends Error {
  constructor(
    readonly failure: unknown,
    readonly deployment: Deployment | null,
  ) {
    super("the call failed")
  }
}

/** Asks the model of the options, then their fallbacks, in the dialect the caller speaks. Throws AskFailure with the last failure. */
export async function askModel(call: Call, dialect: Dialect): Promise<Asked> {
  const candidates = candidatesOf(call.options)
  for (const [fallbacks, options] of candidates.entries()) {
    try {
      const asked = await askOne(options, dialect)
      return { ...asked, served: { ...asked.served, fallbacks } }
    } catch (e) {
      const failure = e instanceof AskFailure ? e : new AskFailure(e, null)
      const last = fallbacks === candidates.length - 1
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

async function askOne(options: CallOptions, dialect: Dialect): Promise<Asked> {
  const { params, body: fields, modelInfo } = splitOptions(options)
  const entry: ModelEntry = { model_name: params.model, litellm_params: params, model_info: modelInfo }
  const deployment = deploymentOf(entry, deploymentDefaults())
  const body = chatBodyOf(dialect, params.model, fields)
  // A mock says the same each time: asking it again is of use only when that was asked for.
  const retries = isMocked(params) ? (options.num_retries ?? 0) : retriesOf(options)
  const plan: Plan = { groups: [{ name: params.model, deployments: [deployment], retries }] }
  return askPlan(plan, body, options.signal)
}

/** Runs a plan: retries and the plan's own fallbacks. Throws AskFailure. */
export async function askPlan(plan: Plan, body: ChatBody, signal: AbortSignal | undefined): Promise<Asked> {
  let asked: Deployment | null = null
  try {
    const { answer, deployment, attempts, fallbacks } = await execute({
      plan,
      body,
      signal: signal ?? new Cancel(),
      sender: mockingSender(sender, () => asked?.entry.litellm_params ?? null),
      random: Math.random,
      now: Date.now,
      onSend: (to) => {
        asked = to
      },
    })
    return { answer, body, served: { deployment, retries: attempts.length - 1 - fallbacks, fallbacks } }
  } catch (e) {
    if (e instanceof ExecuteFailure) throw new AskFailure(e.failure, e.deployment)
    throw new AskFailure(e, asked)
  }
}
