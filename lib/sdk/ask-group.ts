import type { Deployment, DeploymentDefaults } from "#lib/router/deployment"
import { type Plan, planRoute, type RequestRouting, type RoutingRules } from "#lib/router/plan"
import type { RoutingAsk } from "#lib/router/routing-ask"
import { type Asked, askPlan, type MakeBody } from "./ask"
import { deploymentDefaults, deploymentOf } from "./deployment-of"
import type { CallOptions } from "./options"
import { splitOptions } from "./split-options"

const CHARS_PER_TOKEN = 4

/** Asks a model group of a router: its deployments by strategy, then what the router falls back to. Throws AskFailure. */
export async function askGroup(routing: RoutingRules, options: CallOptions, makeBody: MakeBody): Promise<Asked> {
  const { params, body: fields } = splitOptions(options)
  const { model, num_retries, max_retries, ...overrides } = params
  const plan = planRoute(routing, model, requestRouting(options), () => true)
  const body = makeBody({ model, fields, params })
  return askPlan({
    plan,
    body,
    signal: options.signal,
    ask: routingAsk(plan, fields),
    aim: aimed(overrides, deploymentDefaults()),
  })
}

/** What the options of a call say about its routing. Its own `fallbacks` are asked by whoever calls this, one after the other. */
function requestRouting(options: CallOptions): RequestRouting {
  const { num_retries: retries, max_retries: max, disable_fallbacks: disabled } = options
  return { retries: retries ?? max, disableFallbacks: disabled === true }
}

/** A deployment as one call reaches it: with the call's own key, address, timeout or mock. */
function aimed(overrides: Readonly<Record<string, unknown>>, defaults: DeploymentDefaults) {
  const own = Object.entries(overrides).filter(
    ([name, value]) => name !== "extra_headers" || Object.keys(value as object).length > 0,
  )
  if (own.length === 0) return (deployment: Deployment) => deployment
  return (deployment: Deployment): Deployment => {
    const { entry, id } = deployment
    const litellm_params = { ...entry.litellm_params, ...Object.fromEntries(own) }
    return deploymentOf({ ...entry, litellm_params, model_info: { ...entry.model_info, id } }, defaults)
  }
}

function routingAsk({ router }: Plan, fields: Readonly<Record<string, unknown>>): RoutingAsk {
  const { metadata, max_tokens: max, max_completion_tokens: most, stream } = fields as Record<string, unknown>
  const notes = (typeof metadata === "object" && metadata !== null ? metadata : {}) as Record<string, unknown>
  const reserved = typeof most === "number" ? most : typeof max === "number" ? max : 0
  const tags = fields.tags ?? notes.tags
  const session = router?.settings.affinity.session === true ? (fields.litellm_session_id ?? notes.session_id) : null
  return {
    stream: stream === true,
    expected: {
      promptTokens: Math.ceil(JSON.stringify(fields).length / CHARS_PER_TOKEN),
      reservedCompletionTokens: reserved,
      expectedCompletionTokens: reserved,
    },
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [],
    affinityKey: typeof session === "string" ? `session ${session}` : null,
  }
}
