import { GatewayError } from "#lib/core/errors"
import type { ChatService } from "#lib/providers/provider"
import type { ChatRequest } from "#lib/wire/chat"
import { isNeutralValue } from "#lib/wire/openai-chat/neutral-value"
import { canSearch } from "#lib/wire/openai-responses/chat-only"
import { presetsFromHub } from "#lib/wire/openai-responses/presets"
import { holdsSealed, withoutSealed } from "#lib/wire/openai-responses/reasoning"
import { mentionsSignature, withoutSignatures } from "#lib/wire/tool-call-id"
import type { ChatBody } from "./chat-body"
import { doorFor } from "./chat-door"
import type { Deployment } from "./deployment"
import { GATEWAY_FIELDS } from "./gateway-fields"
import { usageOnRequest } from "./usage-on-request"

export interface ProviderBody {
  readonly payload: string
  /** Client and provider speak the same dialect: the answer passes through untouched. */
  readonly native: boolean
}

/**
 * The body for one provider. The same dialect on both sides and nothing to change: the client's own text with the model's
 * name (and the wish for usage) spliced in. Throws `unsupported_params` for what the provider cannot do.
 */
export function providerBody(
  deployment: Deployment,
  body: ChatBody,
  door = doorFor(deployment, body.dialect.id),
): ProviderBody {
  if (door === null) throw new GatewayError("invalid_request", "This model does not chat.")
  const { service } = door
  const native = service.dialect.id === body.dialect.id
  if (native) {
    const spliced = untouched(deployment, service, body) ? splice(deployment, body) : null
    if (spliced !== null) return { payload: spliced, native }
  }
  const source: Record<string, unknown> = native ? { ...body.json } : { ...body.chat() }
  for (const field of Object.keys(source)) if (GATEWAY_FIELDS.has(field)) delete source[field]
  const stateful = native && body.dialect.id === RESPONSES
  if (stateful && holdsSealed(body.text)) source.input = withoutSealed(source.input)
  if (!service.dialect.signedIds && (!native || mentionsSignature(body.text))) cutSignatures(source)
  if (!forwardsMetadata(source, stateful)) delete source.metadata
  for (const field of deployment.additionalDropParams) delete source[field]
  const defaults = stateful ? presetsFromHub(deployment.defaults) : deployment.defaults
  for (const [field, value] of Object.entries(defaults)) source[field] ??= value
  if (!native && body.dialect.id === RESPONSES) withdrawOffers(source, service)
  if (!native && !DEMANDING.has(body.dialect.id)) withdrawThinking(source, service)
  if (!native || body.dialect.id === "openai-chat") refuseUnsupported(deployment, service, source)
  source.model = deployment.model
  const { stream } = body
  const amended = (sent: Record<string, unknown>) => service.amend?.(sent, { model: deployment.model, stream }) ?? sent
  if (!native) {
    const chat = service.adapt?.(source as ChatRequest) ?? (source as ChatRequest)
    return { payload: JSON.stringify(amended(service.dialect.fromHub.request(chat))), native }
  }
  if (body.stream && usageOnRequest(service.dialect)) {
    source.stream_options = { ...(source.stream_options as object | undefined), include_usage: true }
  }
  const adapted = body.dialect.id === "openai-chat" ? service.adapt?.(source as unknown as ChatRequest) : undefined
  return { payload: JSON.stringify(amended(adapted ?? source)), native }
}

function untouched(deployment: Deployment, service: ChatService, body: ChatBody): boolean {
  for (const field of Object.keys(body.json)) if (GATEWAY_FIELDS.has(field) || field === "metadata") return false
  if (deployment.additionalDropParams.length > 0 || Object.keys(deployment.defaults).length > 0) return false
  if (service.amend !== undefined || (body.dialect.id === RESPONSES && holdsSealed(body.text))) return false
  if (body.dialect.id === "openai-chat" && !asMeant(service, body)) return false
  if (!service.dialect.signedIds && mentionsSignature(body.text)) return false
  return true
}

/** OpenAI chat that holds nothing this service refuses or says otherwise. The words of its quirks are looked for first. */
function asMeant({ adapt, adaptsWhen, unsupported = [] }: ChatService, { json, text, chat }: ChatBody): boolean {
  for (const param of unsupported) if (json[param] !== undefined) return false
  if (adapt === undefined || adaptsWhen?.every((word) => !text.includes(word))) return true
  if (adaptsWhen === undefined) return false
  const said = chat()
  return adapt(said) === said
}

const MODEL_FIELD = /"model"\s*:\s*"((?:[^"\\]|\\.)*)"/

/**
 * Replaces the model's name in the text. Null when that is not certain to be right: the name `"model"` occurs twice (a tool
 * may have a field of that name), or an escape could hide a second `model` member.
 */
function splice(deployment: Deployment, body: ChatBody): string | null {
  const at = body.text.indexOf('"model"')
  if (at === -1 || body.text.indexOf('"model"', at + 7) !== -1 || body.text.includes("\\u00")) return null
  const match = MODEL_FIELD.exec(body.text.slice(at))
  if (match === null || match.index !== 0 || match[1] !== body.model) return null
  const named = `${body.text.slice(0, at)}"model":${JSON.stringify(deployment.model)}${body.text.slice(at + match[0].length)}`
  if (!body.stream || body.wantsUsage || !usageOnRequest(body.dialect)) return named
  if (body.json.stream_options !== undefined) return null
  const open = named.indexOf("{")
  return `${named.slice(0, open + 1)}"stream_options":{"include_usage":true},${named.slice(open + 1)}`
}

const RESPONSES = "openai-responses"
/** A web search offered beside the client's own tools is no condition: a provider that has none answers without. */
function withdrawOffers(source: Record<string, unknown>, service: ChatService): void {
  if (Array.isArray(source.tools) && !canSearch(service.dialect)) delete source.web_search_options
}

/** Dialects in which an effort is asked for. In the others thinking is a budget that may be used, and an answer without is one, too. */
const DEMANDING = new Set(["openai-chat", RESPONSES])
function withdrawThinking(source: Record<string, unknown>, { unsupported = [] }: ChatService): void {
  if (!unsupported.includes("reasoning_effort")) return
  delete source.reasoning_effort
  delete source.thinking
}

/**
 * OpenAI keeps `metadata` (strings only) for stored completions, and for responses, which are stored unless `store` is false;
 * everything else in it is meant for the gateway.
 */
function forwardsMetadata(source: Record<string, unknown>, stateful: boolean): boolean {
  const metadata = source.metadata
  if (typeof metadata !== "object" || metadata === null) return false
  if (typeof (metadata as { user_id?: unknown }).user_id === "string" && Object.keys(metadata).length === 1) return true
  const stored = stateful ? source.store !== false : source.store === true
  return stored && Object.values(metadata).every((value) => typeof value === "string")
}

function refuseUnsupported(deployment: Deployment, service: ChatService, source: Record<string, unknown>): void {
  for (const param of service.unsupported ?? []) {
    if (source[param] === undefined || source[param] === null || deployment.allowedParams.includes(param)) continue
    if (!deployment.dropParams && !isNeutralValue(param, source[param])) {
      const how = `Leave it out, or set drop_params: true for this deployment.`
      throw new GatewayError(
        "unsupported_params",
        `${deployment.provider.id} does not support the parameter ${param}. ${how}`,
        { param },
      )
    }
    delete source[param]
  }
}

/** A conversation that a Gemini model began goes on elsewhere. */
function cutSignatures(source: Record<string, unknown>): void {
  for (const field of ["messages", "input"])
    if (Array.isArray(source[field])) source[field] = withoutSignatures(source[field])
}
