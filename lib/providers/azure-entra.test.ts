import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

interface Seen {
  readonly path: string
  readonly body: string
  readonly authorization: string | undefined
  readonly apiKey: string | string[] | undefined
}

const ANSWER = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "gpt-4o-2024-11-20",
  choices: [{ index: 0, message: { role: "assistant", content: "from Azure" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
}

/** Azure as one deployment sees it: the login of tenant `tenant-1`, and the resource behind it. */
const seen: Seen[] = []
let refused = false
const server = createServer(async (request: IncomingMessage, response) => {
  let body = ""
  for await (const part of request) body += String(part)
  const { url: path = "", headers } = request
  seen.push({ path, body, authorization: headers.authorization, apiKey: headers["api-key"] })
  const json = (status: number, answer: unknown) => {
    response.writeHead(status, { "content-type": "application/json" })
    response.end(JSON.stringify(answer))
  }
  if (!path.startsWith("/tenant-1/")) return json(200, ANSWER)
  if (refused) return json(401, { error: "invalid_client", error_description: "AADSTS7000215: Invalid client secret" })
  json(200, { token_type: "Bearer", expires_in: 3599, access_token: "entra-token-of-the-test" })
})

let gw: Harness
let url: string
const yaml = (base: string) => `model_list:
  - model_name: mine
    litellm_params: {model: azure/my-gpt, api_base: "${base}", tenant_id: tenant-1, client_id: client-1, client_secret: client-secret-of-the-test}
`

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
beforeEach(() => {
  seen.length = 0
  refused = false
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const ask = () =>
  gw.send("POST", "/v1/chat/completions", { model: "mine", messages: [{ role: "user", content: "hi" }] })

it("a call to Azure logs in with Entra ID once and carries the token", async () => {
  gw = await harness({ yaml: yaml(url), env: { AZURE_AUTHORITY_HOST: url } })
  try {
    const first = await ask()
    const second = await ask()
    expect([first.status, second.status]).toEqual([200, 200])
    expect(first.text).toContain("from Azure")
    expect(seen.map(({ path }) => path)).toEqual([
      "/tenant-1/oauth2/v2.0/token",
      "/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21",
      "/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21",
    ])
    expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toEqual({
      grant_type: "client_credentials",
      client_id: "client-1",
      client_secret: "client-secret-of-the-test",
      scope: "https://cognitiveservices.azure.com/.default",
    })
    expect(seen[1]?.authorization).toBe("Bearer entra-token-of-the-test")
    expect(seen[1]?.apiKey).toBeUndefined()
    expect(gw.logged.join("\n")).not.toMatch(/entra-token-of-the-test|client-secret-of-the-test/)
  } finally {
    await gw.close()
  }
})

it("a refused login is the deployment's fault and shows no word of the login server to the client", async () => {
  refused = true
  gw = await harness({ yaml: yaml(url), env: { AZURE_AUTHORITY_HOST: url } })
  try {
    const reply = await ask()
    expect(reply.status).toBe(401)
    expect(reply.text).toContain("gave no token")
    expect(reply.text).not.toMatch(/AADSTS|client-secret-of-the-test|tenant-1/)
    expect(seen.every(({ path }) => path.startsWith("/tenant-1/"))).toBe(true)
  } finally {
    await gw.close()
  }
})
