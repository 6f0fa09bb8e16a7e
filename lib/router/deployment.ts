import type { Catalog, CatalogModel } from "#lib/catalog/catalog"
import { type Price, priceOf } from "#lib/catalog/price"
import { sha256Hex } from "#lib/core/ids"
import { registerSecret } from "#lib/core/log"
import type { ChatService, Connection, Given, KindService, Provider, Signer } from "#lib/providers/provider"
import { type ResolveHints, resolveModel } from "#lib/providers/resolve"
import type { Codec, Kind } from "#lib/wire/kinds"
import { askedForResponses, type ChatDoor, mainService } from "./chat-door"
import { type DeploymentParams, requestDefaults } from "./deployment-params"
import { type MediaRules, mediaRules } from "./judge-media"

/** One entry of `model_list`, as the config gives it. */
export interface ModelEntry {
  readonly model_name: string
  readonly litellm_params: DeploymentParams
  readonly model_info?: Readonly<Record<string, unknown>> | undefined
}

/** One place a model group can be served from, ready to be called. Holds secrets: never serialise it (see `view.ts`). */
export interface Deployment {
  readonly id: string
  /** The model group (`model_name`). */
  readonly group: string
  readonly provider: Provider
  /** The provider's own model name. */
  readonly model: string
  /** Origin and base path, no query. */
  readonly apiBase: string
  readonly origin: string
  /** How it serves chat; null when it serves other kinds of call only. */
  readonly chat: ChatService | null
  /** Path and query of a whole answer and of a stream. */
  readonly chatPath: string
  readonly chatStreamPath: string
  /** The other kinds of call it serves. */
  readonly kinds: Readonly<Partial<Record<Kind, ServedKind>>>
  /** Where the same models are served in other dialects. */
  readonly also: readonly ChatDoor[]
  /** Path and query of realtime sessions; null when it has none. */
  readonly realtimePath: string | null
  /** Adds what proves each single request; null when the headers are enough. */
  readonly sign: Signer | null
  readonly headers: Readonly<Record<string, string>>
  /** Request fields this deployment adds when the client did not send them. */
  readonly defaults: Readonly<Record<string, unknown>>
  /** The path below which its provider has files, batches, vector stores and fine-tuning jobs; null = it has none. */
  readonly objectsPath: string | null
  readonly price: Price | null
  readonly maxInputTokens: number | null
  readonly maxOutputTokens: number | null
  readonly mode: string
  readonly timeoutMs: number
  readonly streamTimeoutMs: number
  readonly retries: number | null
  readonly dropParams: boolean
  readonly additionalDropParams: readonly string[]
  readonly allowedParams: readonly string[]
  /** Which images, files and sounds it may be sent. */
  readonly media: MediaRules
  readonly entry: ModelEntry
}

/** A kind of call as one deployment serves it. */
export interface ServedKind {
  readonly codec: Codec
  /** Path and query. */
  readonly path: string
}

export interface DeploymentDefaults {
  readonly catalog: Catalog
  readonly env: Readonly<Record<string, string | undefined>>
  readonly timeoutMs: number
  readonly streamTimeoutMs: number
  readonly dropParams: boolean
}

/**
 * Builds a deployment. Throws an Error naming what is missing: an unknown provider, no base URL, no key (and which
 * environment variable would hold it).
 */
export function makeDeployment(entry: ModelEntry, given: DeploymentDefaults): Deployment {
  const params = entry.litellm_params
  const resolved = resolveModel(params.model, hintsOf(params, given))
  const { provider } = resolved
  const { model: named, responses } = askedForResponses(resolved.model)
  const apiKey = params.api_key ?? firstSet(provider.keyEnv, given.env) ?? ""
  if (apiKey === "" && provider.needsKey && params.api_base === undefined) throw new Error(missingKey(provider))
  registerSecret(apiKey)
  const asked: Given = { model: named, apiKey, params, env: given.env }
  const connection = provider.connect?.(asked) ?? {}
  const model = connection.model ?? named
  const base = baseUrl(provider, connection, { params, env: given.env })
  keepOut(base, params.extra_headers ?? {})
  const info = entry.model_info ?? {}
  const names = info.base_model === undefined ? (connection.pricedAs ?? [model]) : [String(info.base_model)]
  const known = firstKnown(given.catalog, provider.catalogId ?? provider.id, names)
  const mode = typeof info.mode === "string" ? info.mode : (known?.mode ?? "chat")
  const serves = provider.serves.chat
  const offered = typeof serves === "function" ? serves(model, asked) : (serves ?? null)
  const main = offered === null || NOT_CHAT.has(mode) ? null : mainService(offered, { mode, responses })
  // A model that only completes text is spoken to in that dialect, whatever the client speaks.
  const chat = (mode === "completion" ? main?.also?.find(({ modes }) => modes?.includes(mode)) : undefined) ?? main
  const pathOf = (service: ChatService | null, stream: boolean) =>
    service === null ? "" : joinPath(base, pathFor(service, { model, stream, given: asked }))
  const seconds = (value: number | undefined, fallbackMs: number) => (value === undefined ? fallbackMs : value * 1000)
  const timeoutMs = seconds(params.timeout, given.timeoutMs)
  return {
    id: typeof info.id === "string" ? info.id : derivedId(entry),
    group: entry.model_name,
    provider,
    model,
    apiBase: `${base.origin}${base.pathname === "/" ? "" : base.pathname}`,
    origin: base.origin,
    chat,
    chatPath: pathOf(chat, false),
    chatStreamPath: pathOf(chat, true),
    also: (chat?.also ?? [])
      .filter(({ modes }) => modes === undefined || modes.includes(mode))
      .map((service) => ({ service, path: pathOf(service, false), streamPath: pathOf(service, true) })),
    kinds: servedKinds(provider, base, { ...asked, model }),
    realtimePath: realtimePathOf(provider, base, { ...asked, model }),
    sign: connection.sign ?? null,
    objectsPath: objectsPath(provider, base, asked),
    headers: headersOf(provider, connection, { apiKey, params }),
    defaults: { ...connection.defaults, ...requestDefaults(params) },
    price: priceOf(params) ?? priceOf(info) ?? known?.price ?? null,
    maxInputTokens: numberOf(info.max_input_tokens) ?? known?.maxInputTokens ?? null,
    maxOutputTokens: numberOf(info.max_output_tokens) ?? known?.maxOutputTokens ?? null,
    mode,
    timeoutMs,
    streamTimeoutMs: seconds(params.stream_timeout ?? params.timeout, given.streamTimeoutMs),
    retries: params.num_retries ?? params.max_retries ?? null,
    dropParams: params.drop_params ?? given.dropParams,
    additionalDropParams: params.additional_drop_params ?? [],
    allowedParams: params.allowed_openai_params ?? [],
    media: mediaRules(params, given.env, base),
    entry,
  }
}

function objectsPath({ objects }: Provider, base: URL, given: Given): string | null {
  if (objects === undefined) return null
  const path = base.pathname === "/" ? "" : base.pathname
  return `${path}${typeof objects === "string" ? objects : objects(given)}`
}

function headersOf(
  provider: Provider,
  connection: Connection,
  { apiKey, params }: { readonly apiKey: string; readonly params: DeploymentParams },
): Record<string, string> {
  return {
    "content-type": "application/json",
    "accept-encoding": "identity",
    "user-agent": "tollgate",
    ...provider.headers,
    ...provider.auth(apiKey),
    ...connection.headers,
    ...(params.organization === undefined ? {} : { "openai-organization": params.organization }),
    ...lowerCased(params.extra_headers ?? {}),
  }
}

/** Headers whose values are no secrets: blotting them out would only garble the log. */
const PLAIN_HEADERS =
  /^(accept|content-type|user-agent|http-referer|referer|x-title|anthropic-(version|beta)|openai-beta)$/i

/** Registers what else a deployment is reached with and may be a secret: its headers, a login or a query in its address. */
export function keepOut(base: URL, headers: Readonly<Record<string, string>>): void {
  for (const value of [base.username, base.password, ...base.searchParams.values()]) {
    registerSecret(value)
    registerSecret(encodeURIComponent(value))
  }
  for (const [name, value] of Object.entries(headers))
    if (!PLAIN_HEADERS.test(name)) for (const part of value.split(/\s+/)) registerSecret(part)
}

function firstKnown(catalog: Catalog, provider: string, names: readonly string[]): CatalogModel | null {
  for (const name of names) {
    const known = catalog.find(provider, name)
    if (known !== null) return known
  }
  return null
}

const numberOf = (value: unknown): number | null => (typeof value === "number" && value > 0 ? value : null)

function firstSet(names: readonly string[], env: Readonly<Record<string, string | undefined>>): string | undefined {
  for (const name of names) if (env[name]) return env[name]
  return undefined
}

function hintsOf(params: DeploymentParams, { env, catalog }: DeploymentDefaults): ResolveHints {
  const { custom_llm_provider: customProvider, api_base: apiBase } = params
  return { customProvider, apiBase, env, providerOfBareName: catalog.providerOf }
}

function missingKey(provider: Provider): string {
  return `${provider.id} needs a key: set api_key (os.environ/NAME) or the environment variable ${provider.keyEnv.join(" or ")}`
}

function missingBase({ id, baseUrlEnv = [] }: Provider): string {
  const variable = baseUrlEnv.length === 0 ? "" : `, or the environment variable ${baseUrlEnv.join(" or ")}`
  return `${id} needs api_base: the address of your server${variable}`
}

/** An address without a scheme that names a port, an IP address or a machine of one's own: `localhost:8000`, `gpu-box`. */
const isNear = (address: string): boolean => /^(?:[^/]*:\d+(?:\/|$)|[^./]+(?:\/|$)|\d+(?:\.\d+){3})/.test(address)

function baseUrl(provider: Provider, connection: Connection, { params, env }: Pick<Given, "params" | "env">): URL {
  const given = typeof params.api_base === "string" ? params.api_base : undefined
  const text = given ?? firstSet(provider.baseUrlEnv ?? [], env) ?? connection.baseUrl ?? provider.baseUrl
  if (text === null) throw new Error(missingBase(provider))
  const full = text.includes("://") ? text : `${isNear(text) ? "http" : "https"}://${text}`
  const url = URL.canParse(full) ? new URL(full) : null
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Error(`api_base is not an http(s) URL: ${text.slice(0, 80)}`)
  url.pathname = url.pathname.replace(/\/+$/, "")
  return url
}

/** Base path + service path, without doubling a `/v1` people like to add, or the whole path they paste. */
function joinPath(base: URL, service: string): string {
  const path = base.pathname === "/" ? "" : base.pathname
  const [bare = "", query] = service.split("?", 2)
  const search = query === undefined ? base.search : base.search === "" ? `?${query}` : `${base.search}&${query}`
  if (path.endsWith(bare)) return `${path}${search}`
  const version = /^\/v\d+[a-z0-9]*(?=\/)/.exec(bare)?.[0] ?? ""
  const doubled = version !== "" && path.endsWith(version)
  return `${path}${doubled ? bare.slice(version.length) : bare}${search}`
}

/** Modes of models that cannot chat: asked for a chat they would only answer with a puzzling error. */
const NOT_CHAT = new Set(["embedding", "rerank", "moderation", "audio_transcription", "ocr", "realtime"])

function servedKinds(provider: Provider, base: URL, given: Given): Partial<Record<Kind, ServedKind>> {
  const { chat: _chat, ...kinds } = provider.serves
  const out: Partial<Record<Kind, ServedKind>> = {}
  for (const [kind, serves] of Object.entries(kinds)) {
    const service: KindService | null = typeof serves === "function" ? serves(given.model) : serves
    if (service === null) continue
    const path = typeof service.path === "string" ? service.path : service.path({ model: given.model, given })
    out[kind as Kind] = { codec: service.codec, path: joinPath(base, path) }
  }
  return out
}

function realtimePathOf({ realtime }: Provider, base: URL, given: Given): string | null {
  const path = realtime?.({ model: given.model, given }) ?? null
  return path === null ? null : joinPath(base, path)
}

function pathFor(chat: ChatService, call: { model: string; stream: boolean; given: Given }): string {
  return typeof chat.path === "string" ? chat.path : chat.path(call)
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

/** Stable over restarts and key rotations: made of everything but the key. */
function derivedId(entry: ModelEntry): string {
  const { api_key: _secret, ...rest } = entry.litellm_params
  return sha256Hex(JSON.stringify([entry.model_name, rest])).slice(0, 16)
}
