import { readFile } from "node:fs/promises"
import { registerSecret } from "#lib/core/log"
import type { Connection, Given } from "../provider"
import { bearerOf, keptToken, type TokenRequest } from "./oauth-token"

const SCOPE = "https://cognitiveservices.azure.com/.default"
const AUTHORITY = "https://login.microsoftonline.com"
const ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
/** The metadata service of a virtual machine (learn.microsoft.com: "managed identities, how to use a VM token"). */
const MACHINE = "http://169.254.169.254/metadata/identity/oauth2/token"

const HELP =
  "set api_key (AZURE_API_KEY), azure_ad_token (AZURE_AD_TOKEN), or tenant_id, client_id and client_secret (AZURE_TENANT_ID, " +
  "AZURE_CLIENT_ID, AZURE_CLIENT_SECRET); AZURE_CREDENTIAL=ManagedIdentityCredential uses the machine's own identity"

/**
 * How a deployment on Azure logs in. What stands in the deployment wins over the environment; a key is put in by `withKey`.
 * @throws Error naming what can be set when nothing is
 */
export function azureLogin(given: Given, id: string, withKey: (key: string) => Record<string, string>): Connection {
  const { params, env, apiKey } = given
  const ownKey = text(params.api_key) !== undefined
  const ownToken = text(params.azure_ad_token)
  const ownClient = ["tenant_id", "client_id", "client_secret"].some((name) => text(params[name]) !== undefined)
  if (!ownKey && ownToken !== undefined) return readyToken(ownToken)
  if (apiKey !== "" && (ownKey || !ownClient)) return { headers: withKey(apiKey) }
  if (!ownClient && env.AZURE_AD_TOKEN) return readyToken(env.AZURE_AD_TOKEN)
  const found = byClient(given, id) ?? byMachine(given, id)
  if (found !== null) return found
  if (apiKey !== "") return { headers: withKey(apiKey) }
  throw new Error(`${id} needs a login: ${HELP}`)
}

function readyToken(token: string): Connection {
  registerSecret(token)
  return { headers: { authorization: `Bearer ${token}` } }
}

/** A token for a client's secret, or for the file of a workload identity (RFC 7523); null when they are not all there. */
function byClient({ params, env }: Given, id: string): Connection | null {
  const tenant = text(params.tenant_id) ?? text(env.AZURE_TENANT_ID)
  const client = text(params.client_id) ?? text(env.AZURE_CLIENT_ID)
  const secret = text(params.client_secret) ?? text(env.AZURE_CLIENT_SECRET)
  const file = text(env.AZURE_FEDERATED_TOKEN_FILE)
  if (tenant === undefined || client === undefined || (secret ?? file) === undefined) return null
  if (secret !== undefined) registerSecret(secret)
  const authority = (env.AZURE_AUTHORITY_HOST || AUTHORITY).replace(/\/+$/, "")
  const request = async (): Promise<TokenRequest> => ({
    url: `${authority}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`,
    form: {
      grant_type: "client_credentials",
      client_id: client,
      scope: scopeOf(params, env),
      ...(secret === undefined
        ? { client_assertion_type: ASSERTION, client_assertion: (await readFile(file ?? "", "utf8")).trim() }
        : { client_secret: secret }),
    },
  })
  return { sign: bearerOf(keptToken({ provider: id, request })) }
}

/** The identity of the machine or App Service the gateway runs on; only where the environment says so. */
function byMachine({ params, env }: Given, id: string): Connection | null {
  const asked = env.AZURE_CREDENTIAL === "ManagedIdentityCredential"
  const endpoint = env.IDENTITY_ENDPOINT
  if (!asked && (endpoint === undefined || env.IDENTITY_HEADER === undefined)) return null
  const query = new URLSearchParams({ resource: scopeOf(params, env).replace(/\/\.default$/, "") })
  const client = text(params.client_id) ?? env.AZURE_CLIENT_ID
  if (client) query.set("client_id", client)
  const request = (): TokenRequest => {
    if (endpoint !== undefined && env.IDENTITY_HEADER !== undefined) {
      query.set("api-version", "2019-08-01")
      return { url: `${endpoint}?${query}`, method: "GET", headers: { "x-identity-header": env.IDENTITY_HEADER } }
    }
    query.set("api-version", "2018-02-01")
    return { url: `${MACHINE}?${query}`, method: "GET", headers: { metadata: "true" } }
  }
  return { sign: bearerOf(keptToken({ provider: id, request })) }
}

const scopeOf = (params: Given["params"], env: Given["env"]): string =>
  text(params.azure_scope) ?? (env.AZURE_SCOPE || SCOPE)

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined)
