import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { registerSecret } from "#lib/core/log"
import { asObject, asText } from "#lib/wire/read-json"
import type { Given } from "../provider"
import type { ExternalAccount, SubjectTokenSource } from "./google-federation"

/** What Google logs a program in with (google.aip.dev/auth/4110): a service account's key, a user's own login, another provider's identity, or the machine's. */
export type GoogleCredentials =
  | ExternalAccount
  | {
      readonly type: "service_account"
      readonly email: string
      readonly privateKey: string
      readonly keyId: string
      readonly tokenUrl: string
      readonly project: string | null
    }
  | {
      readonly type: "authorized_user"
      readonly clientId: string
      readonly clientSecret: string
      readonly refreshToken: string
      readonly tokenUrl: string
      /** Who is charged, and the project when none is named. */
      readonly project: string | null
    }
  | { readonly type: "metadata"; readonly host: string; readonly project: null }

const TOKEN_URL = "https://oauth2.googleapis.com/token"
const METADATA_HOST = "metadata.google.internal"
const WELL_KNOWN = "application_default_credentials.json"

/**
 * The first that is there: `vertex_credentials` (a path, JSON or an object), GOOGLE_APPLICATION_CREDENTIALS, the login of
 * `gcloud auth application-default login`, the metadata server.
 * @throws Error naming what is wrong with credentials that were given
 */
export function findGoogleCredentials({ params, env }: Pick<Given, "params" | "env">): GoogleCredentials {
  const given = givenCredentials({ params, env })
  if (given !== null) return read(given.value, given.name)
  const file = wellKnownFile(env)
  if (file !== null && existsSync(file)) return read(file, "the login of gcloud")
  return { type: "metadata", host: env.GCE_METADATA_HOST || METADATA_HOST, project: null }
}

/** Credentials someone named, and by which name; null when they have to be found. */
export function givenCredentials({
  params,
  env,
}: Pick<Given, "params" | "env">): { value: unknown; name: string } | null {
  for (const name of ["vertex_credentials", "vertex_ai_credentials"])
    if (params[name]) return { value: params[name], name }
  for (const name of ["VERTEXAI_CREDENTIALS", "GOOGLE_APPLICATION_CREDENTIALS"])
    if (env[name]) return { value: env[name], name }
  return null
}

function wellKnownFile(env: Given["env"]): string | null {
  if (env.CLOUDSDK_CONFIG) return join(env.CLOUDSDK_CONFIG, WELL_KNOWN)
  if (env.APPDATA) return join(env.APPDATA, "gcloud", WELL_KNOWN)
  return env.HOME ? join(env.HOME, ".config", "gcloud", WELL_KNOWN) : null
}

function read(value: unknown, name: string): GoogleCredentials {
  const fields = typeof value === "string" ? parse(value, name) : value
  if (typeof fields !== "object" || fields === null) throw new Error(`${name} holds no credentials`)
  const field = (key: string): string => {
    const found = (fields as Record<string, unknown>)[key]
    return typeof found === "string" ? found : ""
  }
  const need = (key: string): string => {
    const found = field(key)
    if (found === "") throw new Error(`${name} has no ${key}: it is no complete Google credentials file`)
    return found
  }
  const type = field("type")
  const project = field("project_id") || field("quota_project_id") || null
  const tokenUrl = field("token_uri") || field("token_url") || TOKEN_URL
  if (type === "service_account") {
    const privateKey = need("private_key")
    registerSecret(privateKey)
    return { type, email: need("client_email"), privateKey, keyId: field("private_key_id"), tokenUrl, project }
  }
  if (type === "authorized_user") {
    const [clientSecret, refreshToken] = [need("client_secret"), need("refresh_token")]
    registerSecret(clientSecret)
    registerSecret(refreshToken)
    return { type, clientId: need("client_id"), clientSecret, refreshToken, tokenUrl, project }
  }
  if (type === "external_account") {
    if (field("service_account_impersonation_url") !== "")
      throw new Error(`${name} impersonates a service account: grant its roles to the identity itself, or give a key`)
    const source = sourceOf(asObject((fields as Record<string, unknown>).credential_source), name)
    return { type, audience: need("audience"), subjectTokenType: need("subject_token_type"), tokenUrl, source, project }
  }
  throw new Error(
    `${name} holds credentials of the type "${type.slice(0, 40)}"; service_account, authorized_user and external_account are understood`,
  )
}

function sourceOf(given: Record<string, unknown> | null, name: string): SubjectTokenSource {
  const [file, url] = [asText(given?.file), asText(given?.url)]
  // Amazon's machines and programs to run are named in other ways.
  if (given?.environment_id || (file === null && url === null))
    throw new Error(`${name} has a credential_source that is neither a file nor a url`)
  const format = asObject(given?.format)
  const headers = Object.entries(asObject(given?.headers) ?? {}).map(([header, value]) => [header, String(value)])
  return {
    file,
    url,
    headers: Object.fromEntries(headers),
    field: format?.type === "json" ? (asText(format.subject_token_field_name) ?? "access_token") : null,
  }
}

/** Credentials as text: JSON, or the path of a file that holds it. The words of an error never repeat them. */
function parse(text: string, name: string): unknown {
  const json = text.trimStart().startsWith("{")
  let content = text
  if (!json) {
    try {
      content = readFileSync(text, "utf8")
    } catch (e) {
      throw new Error(`${name} names a file that cannot be read (${(e as { code?: string }).code ?? "no such file"})`)
    }
  }
  try {
    return JSON.parse(content)
  } catch {
    throw new Error(`${name} is not JSON`)
  }
}
