import { GatewayError } from "#lib/core/errors"
import { providers } from "#lib/providers/index"
import { type Deployment, type DeploymentDefaults, type ModelEntry, makeDeployment } from "#lib/router/deployment"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { catalog } from "./engine"
import { environment } from "./environment"
import { APIError, AuthenticationError, BadRequestError } from "./exceptions"
import { isMocked, MOCK_ORIGIN } from "./mock-response"
import { providerNamed, resolvedOrNull } from "./resolve-name"
import { settings } from "./settings"

/** What deployments take over when their parameters do not say. */
export function deploymentDefaults(): DeploymentDefaults {
  return {
    catalog: catalog(),
    env: environment(),
    timeoutMs: settings.request_timeout * 1000,
    streamTimeoutMs: settings.request_timeout * 1000,
    dropParams: settings.drop_params,
  }
}

/** A deployment of this entry; one with a mocked answer needs neither key nor address. Throws BadRequestError or AuthenticationError. */
export function deploymentOf(entry: ModelEntry, defaults: DeploymentDefaults): Deployment {
  const { litellm_params: params } = entry
  try {
    return isMocked(params) ? mocked(entry, defaults) : makeDeployment(entry, defaults)
  } catch (e) {
    if (e instanceof APIError || GatewayError.is(e)) throw e
    const message = e instanceof Error ? e.message : String(e)
    const Wrong = /needs a key|credential/i.test(message) ? AuthenticationError : BadRequestError
    throw new Wrong(message, { llm_provider: providerNamed(params), model: params.model, cause: e })
  }
}

/** A deployment that is never called: it speaks the hub's own dialect to an address the mock answers for. */
function mocked(entry: ModelEntry, defaults: DeploymentDefaults): Deployment {
  const { litellm_params: params } = entry
  const speaker = providers.find(({ serves: { chat } }) => typeof chat === "object" && chat.dialect === openaiChat)
  const chat = speaker?.serves.chat
  if (speaker === undefined || typeof chat !== "object")
    throw new BadRequestError("No provider speaks the dialect of mocked answers.")
  const real = resolvedOrNull(params)
  const info = { base_model: real?.model ?? params.model, ...entry.model_info }
  const litellm_params = { ...params, custom_llm_provider: speaker.id, api_key: "mocked", api_base: MOCK_ORIGIN }
  const made = makeDeployment({ ...entry, litellm_params, model_info: info }, defaults)
  const provider = real?.provider ?? speaker
  const found = defaults.catalog.find(provider.catalogId ?? provider.id, String(info.base_model))
  const own = { chat, chatPath: "/", chatStreamPath: "/", also: [], completions: null, kinds: {} }
  return {
    ...made,
    ...own,
    provider,
    model: real?.model ?? made.model,
    price: made.price ?? found?.price ?? null,
    entry,
  }
}
