import type { CancelSignal } from "#lib/core/cancel"
import type { SseEvent } from "#lib/core/sse"
import type { ChatRequest } from "#lib/wire/chat"
import type { Dialect } from "#lib/wire/dialect"
import type { Codec, Kind } from "#lib/wire/kinds"
import type { ProviderField } from "./provider-field"

/** How a request proves itself to a provider: key in, headers out. */
export type Auth = (apiKey: string) => Record<string, string>

/** What a deployment was given: for providers whose address, path or login depends on more than a key. */
export interface Given {
  /** The provider's own model name. */
  readonly model: string
  /** Empty when none is set. */
  readonly apiKey: string
  /** `litellm_params`. */
  readonly params: Readonly<Record<string, unknown>>
  readonly env: Readonly<Record<string, string | undefined>>
}

/** A request that still has to prove who sends it. */
export interface Unsigned {
  readonly method: "POST" | "GET" | "PUT" | "PATCH" | "DELETE"
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer | null
  readonly signal: CancelSignal
}

/** Headers to add to this very request: a signature, a token that is fetched and kept. Throws GatewayError `upstream_auth`. */
export type Signer = (request: Unsigned) => Promise<Record<string, string>>

/** Where one deployment is reached, when that is not the base URL and the key alone. */
export interface Connection {
  /** No trailing slash; used when neither `api_base` nor an environment variable names another. */
  readonly baseUrl?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly sign?: Signer
  /** Request fields that every call to this deployment carries (a project's id), unless the client sends its own. */
  readonly defaults?: Readonly<Record<string, unknown>>
  /** The model's name without what only said where it is (`<region>/…`). */
  readonly model?: string
  /** Names under which the price list may know the model (a region's copy of it), best first; the model's own when absent. */
  readonly pricedAs?: readonly string[]
}

/** Bytes of a provider's stream → events, for those that do not send SSE. Synchronous, with its state inside. */
export interface EventDecoder {
  push(block: Buffer): SseEvent[]
}

/** How a provider serves chat. */
export interface ChatService {
  readonly dialect: Dialect
  /** Appended to the base URL; may hold a query. */
  readonly path:
    | string
    | ((call: { readonly model: string; readonly stream: boolean; readonly given: Given }) => string)
  /** OpenAI parameters this provider refuses; dropped with `drop_params`, an error otherwise. */
  readonly unsupported?: readonly string[]
  /** What this provider wants said differently, in hub terms. Pure; returns a new request or the same. */
  readonly adapt?: (chat: ChatRequest) => ChatRequest
  /** One of these is in the text of every request that `adapt` changes; absent: it may change any. */
  readonly adaptsWhen?: readonly string[]
  /** The last word on the body in the provider's dialect (`anthropic_version` …). Pure. */
  readonly amend?: (
    body: Record<string, unknown>,
    call: { readonly model: string; readonly stream: boolean },
  ) => Record<string, unknown>
  /** For streams that are not SSE. */
  readonly decoder?: () => EventDecoder
  /** The same models in other dialects: a client that speaks one of them is served there without translation. */
  readonly also?: readonly ChatService[]
  /** Only for models of these modes (catalog, `model_info.mode`). */
  readonly modes?: readonly string[]
  /** Images must come inside the request: those given by address are fetched first. */
  readonly inlineMedia?: true
}

/** How a provider serves one of the other kinds of call. */
export interface KindService {
  readonly codec: Codec
  /** Appended to the base URL; may hold a query. */
  readonly path: string | ((call: { readonly model: string; readonly given: Given }) => string)
}

/** What a provider serves. A function chooses by the model's name; null = not this model. */
export type Serves = { readonly chat?: ChatService | ((model: string, given: Given) => ChatService) } & {
  readonly [K in Kind]?: KindService | ((model: string) => KindService | null)
}

/** A provider: where it is, how it is paid, what it speaks. Data, and at most a few small functions. */
export interface Provider {
  /** The prefix in `provider/model`. */
  readonly id: string
  /** Other prefixes that mean the same. */
  readonly aliases?: readonly string[]
  /** Null when only the config knows (a self-hosted server). */
  readonly baseUrl: string | null
  /** Environment variables that may hold the base URL, first match wins. */
  readonly baseUrlEnv?: readonly string[]
  /** Environment variables that may hold the key, first match wins; empty = none is needed. */
  readonly keyEnv: readonly string[]
  /** False when the provider works without a key (a local server). */
  readonly needsKey: boolean
  readonly auth: Auth
  readonly headers?: Readonly<Record<string, string>>
  /** For addresses and logins that depend on more than the key. Throws an Error naming what is missing and how to give it. */
  readonly connect?: (given: Given) => Connection
  /** What `connect` reads of a deployment, for forms; the key and the address are known without it. */
  readonly fields?: readonly ProviderField[]
  readonly serves: Serves
  /** Where a model's realtime sessions are, in OpenAI's protocol; appended to the base URL. Null or absent: nowhere. */
  readonly realtime?: (call: { readonly model: string; readonly given: Given }) => string | null
  /**
   * Where OpenAI's endpoints that keep things are (files, batches, vector stores, fine-tuning jobs), below the base URL: "" = right
   * there. Absent: it has none.
   */
  readonly objects?: string | ((given: Given) => string)
  /** Its usage says what a call cost, in dollars, and that is what it charges. */
  readonly reportsCost?: true
  /** The provider name in the price catalog, where it differs from `id`. */
  readonly catalogId?: string
}

/** Checks a declaration at start-up, so that a slip shows at once and not at the first request. */
export function defineProvider(provider: Provider): Provider {
  if (!/^[a-z0-9_.-]+$/.test(provider.id)) throw new Error(`provider id "${provider.id}" is not a prefix`)
  if (provider.baseUrl?.endsWith("/")) throw new Error(`provider ${provider.id}: the base URL ends with a slash`)
  return provider
}
