import type { Configuration, CustomFetch } from "openid-client"
import type { Claims } from "./identity"
import type { Pending } from "./pending"
import type { SsoProvider } from "./settings"
import { SsoError } from "./sso-error"

const TIMEOUT_SECONDS = 8
/** What an issuer answers is a few kilobytes. */
const MAX_ANSWER_BYTES = 1024 * 1024
/** An issuer that could not be found is asked again after this. */
const RETRY_MS = 5_000
const MAX_KEPT = 16
const MAX_PROFILE_CLAIMS = 500

type Library = typeof import("openid-client")

/** Talks to the issuers: where to send somebody, and who came back. What is found out about one is kept. */
export class Issuers {
  /** By how the provider is configured: a reload that changes nothing asks nobody again. */
  readonly #found = new Map<string, { configuration: Promise<Configuration>; failedAtMs: number | null }>()
  #library: Promise<Library> | null = null

  /** Where to send the visitor. Throws `sso_unreachable`. */
  async begin(provider: SsoProvider, redirectUri: string): Promise<{ url: string; checks: Pending["checks"] }> {
    const library = await this.#load()
    const configuration = await this.#configuration(provider)
    const checks = {
      state: library.randomState(),
      nonce: library.randomNonce(),
      verifier: library.randomPKCECodeVerifier(),
    }
    const url = library.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: provider.scope,
      state: checks.state,
      // Without an issuer there is no id token to carry it back.
      ...(provider.where.kind === "issuer" ? { nonce: checks.nonce } : {}),
      code_challenge: await library.calculatePKCECodeChallenge(checks.verifier),
      code_challenge_method: "S256",
    })
    return { url: url.href, checks }
  }

  /** The claims of who came back to `returned`, our callback with its query. Throws SsoError, whatever was wrong. */
  async finish(provider: SsoProvider, returned: URL, { checks }: Pick<Pending, "checks">): Promise<Claims> {
    if (returned.searchParams.get("error") === "access_denied") throw new SsoError("sso_denied")
    const library = await this.#load()
    const configuration = await this.#configuration(provider)
    try {
      return await claimsOf(library, configuration, { provider, returned, checks })
    } catch (e) {
      if (e instanceof SsoError) throw e
      const unreachable = e instanceof Error && (e.name === "TimeoutError" || e.name === "TypeError")
      throw new SsoError(unreachable ? "sso_unreachable" : "sso_failed", inWords(e), e)
    }
  }

  #load(): Promise<Library> {
    this.#library ??= import("openid-client")
    return this.#library
  }

  async #configuration(provider: SsoProvider): Promise<Configuration> {
    const name = JSON.stringify(provider)
    const known = this.#found.get(name)
    if (known !== undefined && (known.failedAtMs === null || Date.now() - known.failedAtMs < RETRY_MS))
      return known.configuration
    const entry = { configuration: this.#configure(provider), failedAtMs: null as number | null }
    if (this.#found.size >= MAX_KEPT) this.#found.clear()
    this.#found.set(name, entry)
    try {
      return await entry.configuration
    } catch (e) {
      entry.failedAtMs = Date.now()
      throw e
    }
  }

  async #configure(provider: SsoProvider): Promise<Configuration> {
    const library = await this.#load()
    try {
      return await (provider.where.kind === "issuer"
        ? discovered(library, provider, provider.where.url)
        : written(library, provider, provider.where))
    } catch (e) {
      throw new SsoError("sso_unreachable", `the issuer of ${provider.id} cannot be used: ${inWords(e)}`, e)
    }
  }
}

async function discovered(library: Library, provider: SsoProvider, url: string): Promise<Configuration> {
  const { clientId, clientSecret } = provider
  const configuration = await library.discovery(
    new URL(url),
    clientId,
    clientSecret ?? undefined,
    clientSecret === null ? library.None() : sendSecret(library, clientSecret),
    {
      timeout: TIMEOUT_SECONDS,
      [library.customFetch]: bounded,
      ...(url.startsWith("http:") ? { execute: [library.allowInsecureRequests] } : {}),
    },
  )
  // The signature is checked too, though the token comes from the issuer itself over TLS.
  library.enableNonRepudiationChecks(configuration)
  return configuration
}

/** In the body, unless the issuer says that it wants it in the header. */
function sendSecret(library: Library, secret: string): ReturnType<Library["ClientSecretPost"]> {
  return (as, client, body, headers) => {
    const methods = as.token_endpoint_auth_methods_supported
    const inHeader = methods !== undefined && !methods.includes("client_secret_post")
    const send = inHeader ? library.ClientSecretBasic(secret) : library.ClientSecretPost(secret)
    send(as, client, body, headers)
  }
}

function written(
  library: Library,
  { clientId, clientSecret }: SsoProvider,
  { authorization, token, userinfo }: { authorization: string; token: string; userinfo: string },
): Configuration {
  const configuration = new library.Configuration(
    {
      issuer: new URL(authorization).origin,
      authorization_endpoint: authorization,
      token_endpoint: token,
      userinfo_endpoint: userinfo,
    },
    clientId,
    clientSecret ?? undefined,
    clientSecret === null ? library.None() : library.ClientSecretBasic(clientSecret),
  )
  configuration.timeout = TIMEOUT_SECONDS
  configuration[library.customFetch] = withoutIdToken
  if ([token, userinfo].some((address) => address.startsWith("http:"))) library.allowInsecureRequests(configuration)
  return configuration
}

interface Returned {
  readonly provider: SsoProvider
  readonly returned: URL
  readonly checks: Pending["checks"]
}

async function claimsOf(library: Library, configuration: Configuration, given: Returned): Promise<Claims> {
  const { provider, returned, checks } = given
  const issuer = provider.where.kind === "issuer"
  const tokens = await library.authorizationCodeGrant(configuration, returned, {
    pkceCodeVerifier: checks.verifier,
    expectedState: checks.state,
    ...(issuer ? { expectedNonce: checks.nonce, idTokenExpected: true } : {}),
  })
  const idToken = tokens.claims()
  if (idToken === undefined) return profileAt(library, configuration, tokens.access_token)
  const { userinfo_endpoint: endpoint } = configuration.serverMetadata()
  const profile =
    endpoint === undefined ? {} : await library.fetchUserInfo(configuration, tokens.access_token, idToken.sub)
  // What is signed wins.
  return { ...profile, ...idToken }
}

async function profileAt(library: Library, configuration: Configuration, accessToken: string): Promise<Claims> {
  const endpoint = configuration.serverMetadata().userinfo_endpoint ?? ""
  const answer = await library.fetchProtectedResource(configuration, accessToken, new URL(endpoint), "GET")
  const profile: unknown = answer.ok ? await answer.json() : null
  if (typeof profile !== "object" || profile === null || Object.keys(profile).length > MAX_PROFILE_CLAIMS)
    throw new SsoError("sso_failed", `the userinfo endpoint answered with ${answer.status} and no claims`)
  return profile as Claims
}

/** fetch, with an end to what an answer may have; redirects lead nowhere. */
const bounded: CustomFetch = async (url, options) => {
  const answer = await fetch(url, { ...options, redirect: "manual" } as RequestInit)
  const chunks: Uint8Array[] = []
  let total = 0
  for await (const chunk of answer.body ?? []) {
    total += chunk.length
    if (total > MAX_ANSWER_BYTES) throw new SsoError("sso_failed", "the issuer's answer is too large")
    chunks.push(chunk)
  }
  const empty = answer.status === 204 || answer.status === 304
  return new Response(empty ? null : Buffer.concat(chunks), { status: answer.status, headers: answer.headers })
}

/** An id token that cannot be checked must not count, so it is taken out of the answer before anybody reads it. */
const withoutIdToken: CustomFetch = async (url, options) => {
  const answer = await bounded(url, options)
  const text = await answer.text()
  try {
    const { id_token: _unchecked, ...rest } = JSON.parse(text) as Record<string, unknown>
    return new Response(JSON.stringify(rest), { status: answer.status, headers: answer.headers })
  } catch {
    return new Response(text, { status: answer.status, headers: answer.headers })
  }
}

/** The library's own words, which quote neither tokens nor secrets; what the issuer wrote is cut short. */
function inWords(e: unknown): string {
  if (!(e instanceof Error)) return "unknown"
  const { error, error_description: description } = e as { error?: unknown; error_description?: unknown }
  const cause = e.cause instanceof Error ? ` (${e.cause.message})` : ""
  const said =
    typeof error === "string" ? ` [${error}${typeof description === "string" ? `: ${description}` : ""}]` : ""
  return `${e.message}${cause}${said}`.slice(0, 300)
}
