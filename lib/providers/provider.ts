import type { Dialect } from "#lib/wire/dialect"

/** How a request proves itself to a provider: key in, headers out. */
export type Auth = (apiKey: string) => Record<string, string>

/** How a provider serves chat. */
export interface ChatService {
  readonly dialect: Dialect
  /** Appended to the base URL. */
  readonly path: string
  /** OpenAI parameters this provider refuses; dropped with `drop_params`, an error otherwise. */
  readonly unsupported?: readonly string[]
  /** Renames in the request body after translation: hub name → provider's name. */
  readonly rename?: Readonly<Record<string, string>>
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
  readonly serves: { readonly chat?: ChatService }
  /** The provider name in the price catalog, where it differs from `id`. */
  readonly catalogId?: string
}

/** Checks a declaration at start-up, so that a slip shows at once and not at the first request. */
export function defineProvider(provider: Provider): Provider {
  if (!/^[a-z0-9_.-]+$/.test(provider.id)) throw new Error(`provider id "${provider.id}" is not a prefix`)
  if (provider.baseUrl?.endsWith("/")) throw new Error(`provider ${provider.id}: the base URL ends with a slash`)
  return provider
}
