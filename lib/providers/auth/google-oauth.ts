import { createSign } from "node:crypto"
import { type Clock, systemClock } from "#lib/core/clock"
import { GatewayError } from "#lib/core/errors"
import type { Signer } from "../provider"
import type { GoogleCredentials } from "./google-credentials"
import { federatedRequest } from "./google-federation"
import { bearerOf, keptToken, type TokenRequest } from "./oauth-token"

const SCOPE = "https://www.googleapis.com/auth/cloud-platform"
const JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
const ASSERTION_SECONDS = 3_600
const METADATA_PATH = "/computeMetadata/v1/instance/service-accounts/default/token"

/**
 * Signs requests with an access token of Google's (developers.google.com/identity/protocols/oauth2/service-account). The token is
 * fetched when a call needs one and kept until shortly before its end; calls that come together share one exchange.
 */
export function googleOauth(credentials: GoogleCredentials, provider: string, clock: Clock = systemClock): Signer {
  const sign = bearerOf(keptToken({ provider, request: () => tokenRequest(credentials, clock) }, clock))
  // A user's own login has no project: Google wants to know whom to charge.
  if (credentials.type !== "authorized_user" || credentials.project === null) return sign
  const { project } = credentials
  return async (request) => ({ ...(await sign(request)), "x-goog-user-project": project })
}

function tokenRequest(credentials: GoogleCredentials, clock: Clock): TokenRequest | Promise<TokenRequest> {
  if (credentials.type === "external_account") return federatedRequest(credentials, SCOPE)
  if (credentials.type === "metadata")
    return {
      url: `http://${credentials.host}${METADATA_PATH}`,
      method: "GET",
      headers: { "metadata-flavor": "Google" },
    }
  if (credentials.type === "service_account")
    return { url: credentials.tokenUrl, form: { grant_type: JWT_GRANT, assertion: assertion(credentials, clock) } }
  const { tokenUrl, clientId, clientSecret, refreshToken } = credentials
  return {
    url: tokenUrl,
    form: {
      grant_type: "refresh_token",
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    },
  }
}

/** A JWT that the service account signs for itself (RFC 7523), good for an hour. */
function assertion(account: Extract<GoogleCredentials, { type: "service_account" }>, clock: Clock): string {
  const now = Math.floor(clock.now() / 1000)
  const head = { alg: "RS256", typ: "JWT", ...(account.keyId === "" ? {} : { kid: account.keyId }) }
  const claims = { iss: account.email, scope: SCOPE, aud: account.tokenUrl, iat: now, exp: now + ASSERTION_SECONDS }
  const text = [head, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".")
  try {
    return `${text}.${createSign("RSA-SHA256").update(text).sign(account.privateKey).toString("base64url")}`
  } catch {
    throw new GatewayError("upstream_auth", "The private_key of the deployment's Google credentials is no RSA key.")
  }
}
