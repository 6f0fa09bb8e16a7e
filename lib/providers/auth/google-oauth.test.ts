import { createVerify, generateKeyPairSync } from "node:crypto"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { Cancel } from "#lib/core/cancel"
import type { Unsigned } from "../provider"
import { findGoogleCredentials } from "./google-credentials"
import { googleOauth } from "./google-oauth"

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
})
const seen: { path: string; form: URLSearchParams; flavor: unknown }[] = []
let status = 200
/** Google's token endpoint and metadata server; every token is a new one. */
const server = createServer(async (request, response) => {
  let body = ""
  for await (const part of request) body += String(part)
  seen.push({ path: request.url ?? "", form: new URLSearchParams(body), flavor: request.headers["metadata-flavor"] })
  response.writeHead(status, { "content-type": "application/json" })
  const token = { access_token: `google-token-${seen.length}`, expires_in: 3599, token_type: "Bearer" }
  response.end(JSON.stringify(status === 200 ? token : { error: "invalid_grant", error_description: "Bad assertion" }))
})
const folder = mkdtempSync(join(tmpdir(), "tollgate-google-"))
const request: Unsigned = { method: "POST", url: "https://x/", headers: {}, body: "{}", signal: new Cancel() }
const clock = { ms: 1_800_000_000_000, now: () => clock.ms }
let origin = ""

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
beforeEach(() => {
  seen.length = 0
  status = 200
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const account = () => ({
  type: "service_account",
  project_id: "p-1",
  private_key_id: "kid-1",
  private_key: privateKey,
  client_email: "gate@p-1.iam.gserviceaccount.com",
  token_uri: `${origin}/token`,
})
const user = () => ({
  type: "authorized_user",
  client_id: "client-1",
  client_secret: "client-secret-1",
  refresh_token: "refresh-token-1",
  quota_project_id: "p-2",
  token_uri: `${origin}/token`,
})
const signer = (params: Record<string, unknown>, env: Record<string, string> = {}) =>
  googleOauth(findGoogleCredentials({ params, env }), "vertex_ai", clock)

describe("Google's login", () => {
  it("a service account signs its own assertion and gets a token for it", async () => {
    expect(await signer({ vertex_credentials: account() })(request)).toEqual({ authorization: "Bearer google-token-1" })
    const { form, path } = seen[0] ?? { form: new URLSearchParams(), path: "" }
    expect(path).toBe("/token")
    expect(form.get("grant_type")).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer")
    const [head = "", claims = "", signature = ""] = (form.get("assertion") ?? "").split(".")
    const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as unknown
    expect(read(head)).toEqual({ alg: "RS256", typ: "JWT", kid: "kid-1" })
    const now = clock.ms / 1000
    expect(read(claims)).toEqual({
      iss: "gate@p-1.iam.gserviceaccount.com",
      scope: "https://www.googleapis.com/auth/cloud-platform",
      aud: `${origin}/token`,
      iat: now,
      exp: now + 3600,
    })
    const verify = createVerify("RSA-SHA256").update(`${head}.${claims}`)
    expect(verify.verify(publicKey, Buffer.from(signature, "base64url"))).toBe(true)
  })

  it("fifty calls at once share one exchange, and the token is kept until shortly before its end", async () => {
    const sign = signer({ vertex_credentials: JSON.stringify(account()) })
    const all = await Promise.all(Array.from({ length: 50 }, () => sign(request)))
    expect(new Set(all.map((headers) => headers.authorization))).toEqual(new Set(["Bearer google-token-1"]))
    clock.ms += 50 * 60_000
    await sign(request)
    expect(seen).toHaveLength(1)
    clock.ms += 9 * 60_000
    expect(await sign(request)).toEqual({ authorization: "Bearer google-token-2" })
    expect(seen).toHaveLength(2)
  })

  it("a user's own login refreshes its token and names who is charged", async () => {
    const path = join(folder, "user.json")
    writeFileSync(path, JSON.stringify(user()))
    expect(await signer({}, { GOOGLE_APPLICATION_CREDENTIALS: path })(request)).toEqual({
      authorization: "Bearer google-token-1",
      "x-goog-user-project": "p-2",
    })
    expect(Object.fromEntries(seen[0]?.form ?? [])).toEqual({
      grant_type: "refresh_token",
      client_id: "client-1",
      client_secret: "client-secret-1",
      refresh_token: "refresh-token-1",
    })
  })

  it("finds the login of gcloud, and without any asks the metadata server", async () => {
    writeFileSync(join(folder, "application_default_credentials.json"), JSON.stringify(user()))
    expect(findGoogleCredentials({ params: {}, env: { CLOUDSDK_CONFIG: folder } }).type).toBe("authorized_user")
    const env = { CLOUDSDK_CONFIG: join(folder, "none"), GCE_METADATA_HOST: new URL(origin).host }
    expect(await signer({}, env)(request)).toEqual({ authorization: "Bearer google-token-1" })
    expect(seen[0]?.path).toBe("/computeMetadata/v1/instance/service-accounts/default/token")
    expect(seen[0]?.flavor).toBe("Google")
  })

  it("another provider's token is read anew for every exchange", async () => {
    const file = join(folder, "identity.json")
    const external = {
      type: "external_account",
      audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      token_url: `${origin}/token`,
      credential_source: { file, format: { type: "json", subject_token_field_name: "id_token" } },
    }
    const sign = signer({ vertex_credentials: external })
    await expect(sign(request)).rejects.toMatchObject({ kind: "upstream_auth" })
    writeFileSync(file, JSON.stringify({ id_token: "identity-1" }))
    expect(await sign(request)).toEqual({ authorization: "Bearer google-token-1" })
    expect(Object.fromEntries(seen[0]?.form ?? [])).toMatchObject({
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      audience: external.audience,
      subject_token: "identity-1",
      subject_token_type: external.subject_token_type,
    })
    const aws = { ...external, credential_source: { environment_id: "aws1", url: "http://x" } }
    expect(() => signer({ vertex_credentials: aws })).toThrow(/neither a file nor a url/)
    const other = { ...external, service_account_impersonation_url: "https://x" }
    expect(() => signer({ vertex_credentials: other })).toThrow(/impersonates/)
  })

  it("a refused login is the deployment's fault, in words without the key", async () => {
    status = 400
    const failure = await signer({ vertex_credentials: account() })(request).then(
      () => null,
      (e: unknown) => e,
    )
    expect(failure).toMatchObject({ kind: "upstream_auth", status: 401 })
    expect(JSON.stringify(failure)).not.toContain("PRIVATE KEY")
    const broken = signer({ vertex_credentials: { ...account(), private_key: "no key at all" } })
    await expect(broken(request)).rejects.toMatchObject({ kind: "upstream_auth" })
  })
})
