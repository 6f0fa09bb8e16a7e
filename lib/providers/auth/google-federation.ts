import { readFile } from "node:fs/promises"
import { GatewayError } from "#lib/core/errors"
import { redact } from "#lib/core/log"
import type { TokenRequest } from "./oauth-token"

/** An identity of another provider that Google trusts (cloud.google.com/iam/docs/workload-identity-federation). */
export interface ExternalAccount {
  readonly type: "external_account"
  readonly audience: string
  readonly subjectTokenType: string
  readonly tokenUrl: string
  readonly source: SubjectTokenSource
  readonly project: string | null
}

/** Where the other provider's token is found: in a file that is renewed, or at an address of the machine's own. */
export interface SubjectTokenSource {
  readonly file: string | null
  readonly url: string | null
  readonly headers: Readonly<Record<string, string>>
  /** The member of a JSON text that holds it; null when the text is the token. */
  readonly field: string | null
}

const TIMEOUT_MS = 10_000
const EXCHANGE_GRANT = "urn:ietf:params:oauth:grant-type:token-exchange"
const ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"

/** The exchange of the other provider's token, read anew, for Google's (RFC 8693). */
export async function federatedRequest(account: ExternalAccount, scope: string): Promise<TokenRequest> {
  return {
    url: account.tokenUrl,
    form: {
      grant_type: EXCHANGE_GRANT,
      audience: account.audience,
      scope,
      requested_token_type: ACCESS_TOKEN,
      subject_token_type: account.subjectTokenType,
      subject_token: await subjectToken(account.source),
    },
  }
}

async function subjectToken(source: SubjectTokenSource): Promise<string> {
  let token: unknown
  try {
    const text = source.file === null ? await fetched(source) : await readFile(source.file, "utf8")
    token = source.field === null ? text.trim() : (JSON.parse(text) as Record<string, unknown>)[source.field]
  } catch (e) {
    const detail = redact(e instanceof Error ? `${e.name} ${(e as { code?: string }).code ?? ""}` : "unknown")
    throw new GatewayError("upstream_auth", NO_TOKEN, { detail, cause: e })
  }
  if (typeof token !== "string" || token === "") throw new GatewayError("upstream_auth", NO_TOKEN)
  return token
}

const NO_TOKEN = "The identity token named by the deployment's Google credentials could not be read."

async function fetched({ url, headers }: SubjectTokenSource): Promise<string> {
  const answer = await fetch(url ?? "", { headers, redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!answer.ok) throw new Error(`status ${answer.status}`)
  return answer.text()
}
