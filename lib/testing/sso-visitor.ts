import type { Harness, Sent } from "./harness"
import type { MockIssuer } from "./mock-issuer"

/** What the gateway's public address is in these tests. */
export const SSO_BASE = "https://gateway.example.com"

/** The variables that make a gateway a client of this issuer. */
export const ssoClient = (issuer: MockIssuer) => ({
  GENERIC_CLIENT_ID: issuer.clientId,
  GENERIC_CLIENT_SECRET: issuer.clientSecret,
  GENERIC_ISSUER: issuer.url,
  PROXY_BASE_URL: `${SSO_BASE}/`,
})

/** Claims of somebody with a verified address. */
export const ssoPerson = (sub: string, claims: Record<string, unknown> = {}) => ({
  sub,
  email: `${sub}@example.com`,
  email_verified: true,
  name: `Name of ${sub}`,
  ...claims,
})

/** `name=value` of the cookie an answer sets. */
export const cookieOf = (answer: Sent) => answer.headers["set-cookie"]?.split(";")[0] ?? ""

/** Why nobody was logged in; null when somebody was. */
export const reasonOf = (answer: Sent) => /^\/ui\/login\?error=(\w+)$/.exec(answer.headers.location ?? "")?.[1] ?? null

/** Somebody with a browser in front of this gateway. */
export class SsoVisitor {
  readonly #on: Harness

  constructor(on: Harness) {
    this.#on = on
  }

  get(path: string, cookie?: string): Promise<Sent> {
    const headers = cookie === undefined ? {} : { cookie }
    return this.#on.send("GET", path, undefined, { key: null, headers })
  }

  /** Sent off, logged in at the issuer, and on the way back. */
  async gone(query = ""): Promise<{ off: Sent; cookie: string; back: URL }> {
    const off = await this.get(`/sso/key/generate${query}`)
    const at = await fetch(off.headers.location ?? "", { redirect: "manual" })
    return { off, cookie: cookieOf(off), back: new URL(at.headers.get("location") ?? "") }
  }

  /** The whole way: what the callback answers. */
  async loggedIn(query = ""): Promise<Sent> {
    const { cookie, back } = await this.gone(query)
    return this.get(`${back.pathname}${back.search}`, cookie)
  }

  /** Who is logged in after that answer. */
  async me(answer: Sent): Promise<Record<string, unknown>> {
    return (await this.get("/user/info", cookieOf(answer))).json.user_info as Record<string, unknown>
  }
}
