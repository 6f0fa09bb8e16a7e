import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto"
import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"

/** What is wrong with the next id tokens. */
export type Spoiled =
  | "nonce"
  | "audience"
  | "expired"
  | "issuer"
  | "algorithm none"
  | "unknown key"
  | "another key"
  | "no id token"

/** An OpenID issuer on this machine: discovery, keys, the code flow with PKCE, the userinfo endpoint. Whoever comes is logged in. */
export interface MockIssuer {
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string
  /** The claims of whoever comes next, in the id token. */
  person: Record<string, unknown>
  /** Those the userinfo endpoint adds. */
  profile: Record<string, unknown>
  spoiled: Spoiled | null
  /** It answers the token endpoint with this status. */
  failing: number | null
  close(): Promise<void>
}

interface Grant {
  readonly redirectUri: string
  readonly challenge: string
  readonly nonce: string | null
}

const KID = "the-only-key"

/** Starts one on a free port. */
export async function startMockIssuer(): Promise<MockIssuer> {
  const issuer = new Issuer()
  const server = createServer(async (req, res) => {
    const { status, body = {}, location } = await issuer.answer(req)
    res.writeHead(status, { "content-type": "application/json", ...(location === undefined ? {} : { location }) })
    res.end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  issuer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(issuer, {
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}

class Issuer implements Omit<MockIssuer, "close"> {
  url = ""
  readonly clientId = "the-gateway"
  readonly clientSecret = "the-gateways-secret"
  person: Record<string, unknown> = { sub: "person-1", email: "ada@example.com", email_verified: true, name: "Ada" }
  profile: Record<string, unknown> = {}
  spoiled: Spoiled | null = null
  failing: number | null = null
  readonly #keys = generateKeyPairSync("rsa", { modulusLength: 2048 })
  readonly #stranger = generateKeyPairSync("rsa", { modulusLength: 2048 })
  readonly #grants = new Map<string, Grant>()

  async answer(req: IncomingMessage): Promise<Answer> {
    const asked = new URL(req.url ?? "/", this.url)
    switch (asked.pathname) {
      case "/.well-known/openid-configuration":
        return { status: 200, body: discovery(this.url) }
      case "/jwks":
        return { status: 200, body: { keys: [{ ...this.#keys.publicKey.export({ format: "jwk" }), kid: KID }] } }
      case "/authorize":
        return this.#authorize(asked.searchParams)
      case "/token":
        return this.#token(new URLSearchParams(await textOf(req)), req.headers.authorization)
      case "/userinfo":
        return req.headers.authorization === "Bearer an-access-token"
          ? { status: 200, body: { sub: this.person.sub, ...this.profile } }
          : { status: 401 }
      default:
        return { status: 404 }
    }
  }

  #authorize(query: URLSearchParams): Answer {
    const redirectUri = query.get("redirect_uri") ?? ""
    const code = randomBytes(16).toString("hex")
    this.#grants.set(code, { redirectUri, challenge: query.get("code_challenge") ?? "", nonce: query.get("nonce") })
    const back = new URL(redirectUri)
    back.searchParams.set("code", code)
    back.searchParams.set("state", query.get("state") ?? "")
    return { status: 302, location: back.href }
  }

  #token(form: URLSearchParams, authorization: string | undefined): Answer {
    if (this.failing !== null) return { status: this.failing, body: { error: "server_error" } }
    const code = form.get("code") ?? ""
    const grant = this.#grants.get(code)
    this.#grants.delete(code)
    if (!this.#knows(form, authorization)) return { status: 401, body: { error: "invalid_client" } }
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url")
    if (grant === undefined || grant.redirectUri !== form.get("redirect_uri") || grant.challenge !== challenge)
      return { status: 400, body: { error: "invalid_grant" } }
    const token = grant.nonce === null ? "an.unchecked.token" : this.#idToken(grant.nonce)
    const withToken = this.spoiled === "no id token" ? {} : { id_token: token }
    return { status: 200, body: { access_token: "an-access-token", token_type: "Bearer", ...withToken } }
  }

  /** By header or in the body. */
  #knows(form: URLSearchParams, authorization: string | undefined): boolean {
    const header = Buffer.from((authorization ?? "").replace(/^Basic /, ""), "base64").toString()
    if (header !== "")
      return header.split(":").map(decodeURIComponent).join(":") === `${this.clientId}:${this.clientSecret}`
    return form.get("client_id") === this.clientId && form.get("client_secret") === this.clientSecret
  }

  #idToken(nonce: string): string {
    const { spoiled } = this
    const now = Math.floor(Date.now() / 1000)
    const payload = {
      iss: spoiled === "issuer" ? "https://somebody.example" : this.url,
      aud: spoiled === "audience" ? "another-client" : this.clientId,
      iat: spoiled === "expired" ? now - 7_200 : now,
      exp: spoiled === "expired" ? now - 3_600 : now + 300,
      nonce: spoiled === "nonce" ? "another-nonce" : nonce,
      ...this.person,
    }
    if (spoiled === "algorithm none") return `${part({ alg: "none" })}.${part(payload)}.`
    const kid = spoiled === "unknown key" ? "a-key-nobody-published" : KID
    const { privateKey } = spoiled === "another key" ? this.#stranger : this.#keys
    return signed(part({ alg: "RS256", kid }), part(payload), privateKey)
  }
}

interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly location?: string
}

const discovery = (url: string) => ({
  issuer: url,
  authorization_endpoint: `${url}/authorize`,
  token_endpoint: `${url}/token`,
  userinfo_endpoint: `${url}/userinfo`,
  jwks_uri: `${url}/jwks`,
  response_types_supported: ["code"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
  code_challenge_methods_supported: ["S256"],
})

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")

function signed(header: string, payload: string, key: KeyObject): string {
  const signer = createSign("RSA-SHA256").update(`${header}.${payload}`)
  return `${header}.${payload}.${signer.sign(key).toString("base64url")}`
}

async function textOf(req: IncomingMessage): Promise<string> {
  let text = ""
  for await (const chunk of req) text += String(chunk)
  return text
}
