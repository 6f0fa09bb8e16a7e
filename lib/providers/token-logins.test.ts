import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest"
import type { Deployment } from "#lib/router/deployment"
import { made } from "./test-made"

interface Seen {
  readonly request: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly form: Readonly<Record<string, string>>
}

const dir = mkdtempSync(join(tmpdir(), "token-logins-"))
const seen: Seen[] = []
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600
/** Answers every way these login servers answer at once: each reader takes its own. */
const server = createServer(async (request, response) => {
  let body = ""
  for await (const part of request) body += String(part)
  const form = Object.fromEntries(new URLSearchParams(body))
  seen.push({ request: `${request.method} ${request.url}`, headers: request.headers, form })
  const gigachat = request.url === "/gigachat"
  const answer = { access_token: "token-of-the-login", token: "token-of-the-login", expires_on: `${inAnHour()}` }
  response.writeHead(200, { "content-type": "application/json" })
  response.end(JSON.stringify({ ...answer, expires_at: gigachat ? inAnHour() * 1000 : inAnHour() }))
})

let url: string
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
beforeEach(() => {
  seen.length = 0
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(dir, { recursive: true })
})

/** Signs two requests of this deployment: the one login they share. */
async function login({ sign, origin, headers }: Deployment): Promise<Seen | undefined> {
  if (sign === null) throw new Error("this deployment signs nothing")
  const signal = new AbortController().signal
  for (let i = 0; i < 2; i++) {
    const added = await sign({ method: "POST", url: `${origin}/x`, headers, body: "{}", signal })
    expect(added).toEqual({ authorization: "Bearer token-of-the-login" })
  }
  expect(seen).toHaveLength(1)
  return seen[0]
}

const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`

it("databricks: a service principal at the workspace's own login", async () => {
  const asked = await login(made("databricks/m", { api_base: url, client_id: "id", client_secret: "secret" }))
  expect(asked?.request).toBe("POST /oidc/v1/token")
  expect(asked?.headers.authorization).toBe(basic("id:secret"))
  expect(asked?.form).toEqual({ grant_type: "client_credentials", scope: "all-apis" })
})

it("watsonx: the key for a token of IBM's IAM", async () => {
  const params = { api_base: "https://eu-de.ml.cloud.ibm.com", project_id: "p", api_key: "ibm-key" }
  const asked = await login(made("watsonx/m", params, { WATSONX_IAM_URL: `${url}/identity/token` }))
  expect(asked?.request).toBe("POST /identity/token")
  expect(asked?.form).toEqual({ grant_type: "urn:ibm:params:oauth:grant-type:apikey", apikey: "ibm-key" })
})

it("github_copilot: a GitHub token for one of Copilot", async () => {
  const asked = await login(
    made("github_copilot/m", { api_key: "ghu_1" }, { GITHUB_COPILOT_TOKEN_URL: `${url}/v2/token` }),
  )
  expect(asked?.request).toBe("GET /v2/token")
  expect(asked?.headers.authorization).toBe("token ghu_1")
})

it("gigachat: the authorization key for a token of its scope", async () => {
  const asked = await login(made("gigachat/m", { api_key: "a2V5", gigachat_auth_url: `${url}/gigachat` }))
  expect(asked?.headers).toMatchObject({ authorization: "Basic a2V5", rquid: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  expect(asked?.form).toEqual({ scope: "GIGACHAT_API_PERS" })
})

const azure = (env: Record<string, string>, params = {}) =>
  made("azure/m", { api_base: "https://r.openai.azure.com", ...params }, env)

it("azure: a workload identity's file, read for each token", async () => {
  const file = join(dir, "federated")
  const env = {
    AZURE_TENANT_ID: "t",
    AZURE_CLIENT_ID: "c",
    AZURE_FEDERATED_TOKEN_FILE: file,
    AZURE_AUTHORITY_HOST: `${url}/`,
  }
  const deployment = azure(env)
  writeFileSync(file, "assertion-of-the-cluster\n")
  const asked = await login(deployment)
  expect(asked?.request).toBe("POST /t/oauth2/v2.0/token")
  expect(asked?.form).toMatchObject({
    client_assertion: "assertion-of-the-cluster",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    scope: "https://cognitiveservices.azure.com/.default",
  })
})

it("azure: a workload identity's file that is gone is an error of the login", async () => {
  const env = { AZURE_TENANT_ID: "t", AZURE_CLIENT_ID: "c", AZURE_FEDERATED_TOKEN_FILE: join(dir, "gone") }
  await expect(login(azure(env))).rejects.toMatchObject({ kind: "upstream_auth" })
  expect(seen).toEqual([])
})

it("azure: the managed identity of an App Service", async () => {
  const env = { IDENTITY_ENDPOINT: `${url}/msi`, IDENTITY_HEADER: "header-1", AZURE_CLIENT_ID: "user-assigned" }
  const asked = await login(azure(env))
  const query = new URL(asked?.request.split(" ")[1] ?? "", url).searchParams
  expect(Object.fromEntries(query)).toEqual({
    resource: "https://cognitiveservices.azure.com",
    client_id: "user-assigned",
    "api-version": "2019-08-01",
  })
  expect(asked?.headers["x-identity-header"]).toBe("header-1")
})

it("azure: a scope of its own", async () => {
  const params = {
    tenant_id: "t",
    client_id: "c",
    client_secret: "s3cret",
    azure_scope: "https://ai.azure.com/.default",
  }
  const asked = await login(azure({ AZURE_AUTHORITY_HOST: url }, params))
  expect(asked?.form.scope).toBe("https://ai.azure.com/.default")
})
