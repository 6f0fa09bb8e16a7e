import { readFile } from "node:fs/promises"
import { GatewayError } from "#lib/core/errors"
import { registerSecret } from "#lib/core/log"
import type { Given } from "../provider"
import type { AwsCredentials } from "./aws-sign"
import type { Identity, RoleOf } from "./aws-sources"

type Source = () => Promise<Identity>

const DEFAULT_SESSION = "tollgate"

/**
 * Where a deployment's credentials come from, first match wins: a web identity token with a role, a role, a profile, keys of the
 * deployment, keys in the environment, and what AWS' own tools would find (profiles, containers, instances). LiteLLM's names.
 * @returns a function that fetches them; it throws GatewayError `upstream_auth`, with the reason for the log
 */
export function awsCredentials(given: Given, region: string): () => Promise<AwsCredentials> {
  const source = sourceOf(given, region)
  return async () => {
    try {
      const { expiration, ...identity } = await source()
      registerSecret(identity.secretAccessKey)
      registerSecret(identity.sessionToken)
      const { accessKeyId, secretAccessKey, sessionToken } = identity
      return {
        accessKeyId,
        secretAccessKey,
        ...(sessionToken ? { sessionToken } : {}),
        ...(expiration ? { expiresAtMs: expiration.getTime() } : {}),
      }
    } catch (e) {
      const message =
        "No AWS credentials for this deployment. Set aws_access_key_id and aws_secret_access_key, aws_role_name, aws_profile_name, or AWS_BEARER_TOKEN_BEDROCK."
      throw new GatewayError("upstream_auth", message, { cause: e, detail: e instanceof Error ? e.message : String(e) })
    }
  }
}

function sourceOf(given: Given, region: string): Source {
  const role = textOf(given, "aws_role_name")
  const token = textOf(given, "aws_web_identity_token")
  const own = ownSource(given)
  if (role === null) return own
  const asked = roleOf(given, { role, region })
  if (token === null) return async () => (await import("./aws-sources")).assumedRole(asked, own)
  return async () => (await import("./aws-sources")).webIdentity(asked, await tokenOf(token, given.env))
}

function roleOf(given: Given, { role, region }: { role: string; region: string }): RoleOf {
  const session = textOf(given, "aws_session_name") ?? DEFAULT_SESSION
  return {
    role,
    region,
    session,
    externalId: textOf(given, "aws_external_id"),
    endpoint: textOf(given, "aws_sts_endpoint"),
  }
}

/** Credentials that are the deployment's own, without a role. */
function ownSource(given: Given): Source {
  const profile = textOf(given, "aws_profile_name")
  if (profile !== null) return async () => (await import("./aws-sources")).ofProfile(profile)
  const keys = staticKeys(given)
  if (keys !== null) return async () => keys
  return async () => (await import("./aws-sources")).found()
}

function staticKeys(given: Given): Identity | null {
  const { env } = given
  const own = textOf(given, "aws_access_key_id")
  const accessKeyId = own ?? env.AWS_ACCESS_KEY_ID
  const secretAccessKey = own === null ? env.AWS_SECRET_ACCESS_KEY : textOf(given, "aws_secret_access_key")
  const sessionToken = own === null ? env.AWS_SESSION_TOKEN : textOf(given, "aws_session_token")
  if (!accessKeyId || !secretAccessKey) return null
  registerSecret(secretAccessKey)
  registerSecret(sessionToken)
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) }
}

/** A web identity token, or where it is found: `oidc/file/<path>`, `oidc/env/<name>`, `oidc/env_path/<name of a path>`. */
async function tokenOf(token: string, env: Given["env"]): Promise<string> {
  const [, where, name = ""] = /^oidc\/(file|env|env_path)\/(.+)$/.exec(token) ?? []
  if (where === undefined) return token
  if (where === "env") return env[name] ?? ""
  return (await readFile(where === "file" ? name : (env[name] ?? ""), "utf8")).trim()
}

function textOf({ params }: Given, name: string): string | null {
  const value = params[name]
  return typeof value === "string" && value !== "" ? value : null
}
