import { GatewayError } from "#lib/core/errors"
import type { Incoming } from "#lib/core/http"
import { aliased, authorizeModel } from "#lib/identity/access"
import type { Caller } from "#lib/identity/caller"
import type { Deployment } from "#lib/router/deployment"
import { PASS_THROUGH_PREFIXES } from "#lib/router/pass-through"
import { asText, type Json } from "#lib/wire/read-json"
import { addressOf } from "./provider-account"
import { queryOf } from "./query-of"
import type { Runtime } from "./runtime"

/** Fields that choose an account, and are not the provider's. */
export const CHOOSING = ["custom_llm_provider", "target_model_names"]

/** What a request says about whose account it is for (LiteLLM's names). */
export interface Choice {
  /** The model group whose provider is meant. */
  readonly model: string | null
  readonly provider: string | null
}

/** Reads `target_model_names` (the first counts) and `custom_llm_provider` of body, query and header. */
export function choiceOf(req: Incoming, body: Json): Choice {
  const query = queryOf(req)
  const names = body.target_model_names ?? query.get("target_model_names")
  const [first] = Array.isArray(names) ? names : (asText(names)?.split(",") ?? [])
  const provider =
    body.custom_llm_provider ?? query.get("custom_llm_provider") ?? req.headers.get("custom-llm-provider")
  return { model: asText(first)?.trim() || null, provider: asText(provider) || null }
}

/**
 * The deployment in whose account something is to be made: that of the model named, of the provider named, else the first that
 * keeps things. Throws 400 naming the field, 403, 404.
 */
export function chooseAccount(rt: Runtime, caller: Caller, { model, provider }: Choice): Deployment {
  if (model !== null) return ofModel(rt, caller, model)
  const prefixes = provider === null ? PASS_THROUGH_PREFIXES : [provider]
  for (const prefix of prefixes) {
    const deployment = rt.routing.passThrough?.(prefix, null) ?? null
    if (deployment !== null && addressOf(deployment) !== null) return deployment
  }
  if (provider !== null) {
    const say = `There is no provider "${provider.slice(0, 60)}" here that keeps such things: its admin adds a model of it to model_list, or names another one.`
    throw new GatewayError("invalid_request", say, { param: "custom_llm_provider" })
  }
  const say =
    "No provider here keeps such things. Its admin adds a model of one that does (openai/…, azure/…) to model_list."
  throw new GatewayError("not_found", say)
}

function ofModel(rt: Runtime, caller: Caller, asked: string): Deployment {
  const model = aliased(caller, asked)
  authorizeModel(caller, model, rt.routing.groups.accessGroups)
  const found = rt.routing.groups.find(model)?.find((each) => addressOf(each) !== null)
  if (found !== undefined) return found
  const say = `"${asked.slice(0, 200)}" is no model here whose provider keeps files and batches. Name another one, or leave \`target_model_names\` out.`
  throw new GatewayError("invalid_request", say, { param: "target_model_names" })
}
