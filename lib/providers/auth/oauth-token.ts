import { type Clock, systemClock } from "#lib/core/clock"
import { GatewayError } from "#lib/core/errors"
import { redact, registerSecret } from "#lib/core/log"
import type { Signer } from "../provider"

/** A login server hands tokens out quickly or not at all. */
const TIMEOUT_MS = 10_000
/** A token is exchanged for a new one this long before it ends, so that none ends on the way. */
const MARGIN_MS = 5 * 60_000
const DEFAULT_LIFE_SECONDS = 3_600

/** One request for a token. */
export interface TokenRequest {
  readonly url: string
  readonly method?: "GET" | "POST"
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>
}

export interface Token {
  readonly value: string
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

/** Where a deployment's tokens come from. */
export interface TokenSource {
  /** The provider's id, for errors. */
  readonly provider: string
  /** Made anew for every token: a file may have been rotated. */
  readonly request: () => TokenRequest | Promise<TokenRequest>
  /** The token of the answer; absent: `access_token` with `expires_in` or `expires_on` (RFC 6749 5.1, and Azure's). */
  readonly read?: (answer: Readonly<Record<string, unknown>>, now: number) => Token | null
}

/**
 * A token that is fetched when one is needed and kept until shortly before its end. Calls that need one at the same time share
 * one fetch; while the old one still works, a login server that fails is no failure.
 * @returns a function that resolves to the token, or throws GatewayError `upstream_auth` (refused) or `upstream_unreachable`
 */
export function keptToken(source: TokenSource, clock: Clock = systemClock): () => Promise<string> {
  let kept: Token | null = null
  let lifeMs = 0
  let fetching: Promise<Token> | null = null
  const fetchOne = async (): Promise<Token> => {
    try {
      const token = await fetchToken(source, clock)
      lifeMs = token.expiresAt - clock.now()
      kept = token
      return token
    } finally {
      fetching = null
    }
  }
  return async () => {
    const now = clock.now()
    const old = kept
    if (old !== null && old.expiresAt - now > Math.min(MARGIN_MS, lifeMs / 2)) return old.value
    fetching ??= fetchOne()
    try {
      return (await fetching).value
    } catch (e) {
      if (old !== null && old.expiresAt > now) return old.value
      throw e
    }
  }
}

/** Signs every request with the token of this source. */
export function bearerOf(token: () => Promise<string>): Signer {
  return async () => ({ authorization: `Bearer ${await token()}` })
}

async function fetchToken(source: TokenSource, clock: Clock): Promise<Token> {
  const { url, method = "POST", headers = {}, form } = await requestOf(source)
  let status: number
  let text: string
  try {
    const answer = await fetch(url, {
      method,
      headers: { accept: "application/json", ...headers },
      body: form === undefined ? null : new URLSearchParams(form),
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    status = answer.status
    text = await answer.text()
  } catch (e) {
    const detail = redact(`${hostOf(url)}: ${e instanceof Error ? `${e.message} ${String(e.cause ?? "")}` : String(e)}`)
    const message = `The login server of ${source.provider} could not be reached.`
    throw new GatewayError("upstream_unreachable", message, { cause: e, detail })
  }
  if (status >= 500) {
    const message = `The login server of ${source.provider} failed with status ${status}. Try again shortly.`
    throw new GatewayError("upstream_unavailable", message, { detail: redact(text.slice(0, 500)) })
  }
  const token = status < 300 ? tokenOf(source, text, clock.now()) : null
  if (token === null) {
    const message = `The login server of ${source.provider} gave no token (status ${status}). Check the deployment's credentials.`
    throw new GatewayError("upstream_auth", message, { detail: redact(text.slice(0, 500)) })
  }
  registerSecret(token.value)
  return token
}

async function requestOf(source: TokenSource): Promise<TokenRequest> {
  try {
    return await source.request()
  } catch (e) {
    const message = `The credentials of ${source.provider} could not be read. Check the deployment's login.`
    throw new GatewayError("upstream_auth", message, { cause: e, detail: e instanceof Error ? e.message : String(e) })
  }
}

function tokenOf(source: TokenSource, text: string, now: number): Token | null {
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof answer !== "object" || answer === null) return null
  return (source.read ?? standardToken)(answer as Record<string, unknown>, now)
}

function standardToken(answer: Readonly<Record<string, unknown>>, now: number): Token | null {
  const { access_token: value } = answer
  if (typeof value !== "string" || value === "") return null
  const seconds = Number(answer.expires_in ?? Number.NaN)
  const until = Number(answer.expires_on ?? Number.NaN) * 1000
  if (Number.isFinite(seconds)) return { value, expiresAt: now + seconds * 1000 }
  return { value, expiresAt: Number.isFinite(until) ? until : now + DEFAULT_LIFE_SECONDS * 1000 }
}

function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return "the login server's address is no URL"
  }
}
