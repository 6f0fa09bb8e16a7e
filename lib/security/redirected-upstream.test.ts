import { createServer } from "node:net"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

/** Where an attacker waits. It counts and never answers: who connects has already lost. */
const trap = createServer((socket) => {
  caught++
  socket.destroy()
})
let caught = 0
let evil = ""
let gw: Harness

beforeAll(async () => {
  await new Promise<void>((resolve) => trap.listen(0, "127.0.0.1", resolve))
  const address = trap.address()
  evil = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/v1`
  gw = await harness()
})
afterAll(async () => {
  await gw.close()
  await new Promise((resolve) => trap.close(resolve))
})
beforeEach(() => {
  caught = 0
  gw.mock.reset()
})

/** Names under which LiteLLM, its SDKs and their clients take an address or the credentials that go there. */
const NAMES = [
  "api_base",
  "api-base",
  "apiBase",
  "ApiBase",
  "API_BASE",
  "base_url",
  "baseURL",
  "baseUrl",
  "BASE_URL",
  "base-url",
  "api_host",
  "apiHost",
  "api_url",
  "api_key",
  "apiKey",
  "api_version",
  "endpoint_url",
  "azure_endpoint",
  "azureEndpoint",
  "AZURE_ENDPOINT",
  "azure_ad_token",
  "aws_bedrock_runtime_endpoint",
  "AWS_BEDROCK_RUNTIME_ENDPOINT",
  "aws_sts_endpoint",
  "aws_access_key_id",
  "aws_secret_access_key",
  "aws_session_token",
  "aws_role_name",
  "aws_profile_name",
  "aws_web_identity_token",
  "vertex_api_base",
  "vertex_credentials",
  "s3_endpoint_url",
  "langfuse_host",
  "LANGFUSE_HOST",
  "proxy",
  "proxies",
  "http_proxy",
  "HTTPS_PROXY",
  "user_config",
  "model_list",
  "litellm_embedding_config",
  "litellm_params",
]

const PLACES: Record<string, (name: string) => Record<string, unknown>> = {
  "the top": (name) => ({ [name]: evil }),
  "an object at the top": (name) => ({ [name]: { api_base: evil, url: evil } }),
  metadata: (name) => ({ metadata: { [name]: evil } }),
  litellm_metadata: (name) => ({ litellm_metadata: { a: { b: [{ [name]: evil }] } } }),
  "an entry of fallbacks": (name) => ({ fallbacks: [{ model: "ok", [name]: evil }] }),
  "deep in fallbacks": (name) => ({ fallbacks: [{ ok: [{ model: "ok", params: { [name]: evil } }] }] }),
  extra_body: (name) => ({ extra_body: { [name]: evil } }),
  cache: (name) => ({ cache: { [name]: evil } }),
  router_settings_override: (name) => ({ router_settings_override: { model_group_alias: { [name]: evil } } }),
}

const ask = (more: Record<string, unknown> = {}) => ({
  model: "ok",
  messages: [{ role: "user", content: "Hi" }],
  ...more,
})
const PATHS = ["/v1/chat/completions", "/v1/messages", "/openai/deployments/ok/chat/completions"]

describe("a request cannot choose where the gateway connects (S1)", () => {
  it("the list has the forty spellings and more", () => {
    expect(new Set(NAMES).size).toBeGreaterThanOrEqual(40)
  })

  it.each(Object.entries(PLACES))("by a field of its body: %s", async (_place, put) => {
    for (const name of NAMES) {
      for (const path of PATHS) {
        const sent = await gw.send("POST", path, ask({ max_tokens: 9, ...put(name) }))
        expect([path, name, sent.status, sent.text.includes(name)]).toEqual([path, name, 400, true])
        expect(sent.text).not.toContain("mock-secret")
      }
    }
    expect([caught, gw.mock.stats().received]).toEqual([0, 0])
  })

  it("by a name written with escapes, or given twice", async () => {
    for (const body of [
      `{"model":"ok","messages":[{"role":"user","content":"Hi"}],"\\u0061pi_base":"${evil}"}`,
      `{"api_base":"${evil}","model":"ok","messages":[{"role":"user","content":"Hi"}],"api_base":null}`,
    ]) {
      expect((await gw.send("POST", "/v1/chat/completions", body)).status).toBe(400)
    }
    expect([caught, gw.mock.stats().received]).toEqual([0, 0])
  })

  const HEADERS = [
    "x-litellm-api-base",
    "x-litellm-base-url",
    "x-api-base",
    "api-base",
    "base-url",
    "x-base-url",
    "openai-base-url",
    "x-portkey-custom-host",
    "x-target-url",
    "x-upstream-url",
    "x-forwarded-host",
    "host",
    "forwarded",
    "location",
    "x-original-url",
    "x-rewrite-url",
    "openai-organization",
    "proxy-authorization",
  ]

  it("by a header: it is neither obeyed nor sent on", async () => {
    for (const name of HEADERS) {
      const sent = await gw.send("POST", "/v1/chat/completions", ask(), { headers: { [name]: evil } })
      expect([name, sent.status]).toEqual([name, 200])
    }
    expect(caught).toBe(0)
    expect(gw.mock.requests()).toHaveLength(HEADERS.length)
    expect(JSON.stringify(gw.mock.requests().map(({ headers }) => headers))).not.toContain(evil)
  })

  it("by the query", async () => {
    const query = NAMES.map((name) => `${name}=${encodeURIComponent(evil)}`).join("&")
    for (const path of PATHS) {
      expect((await gw.send("POST", `${path}?${query}`, ask({ max_tokens: 9 }))).status).toBe(200)
    }
    expect(caught).toBe(0)
    expect(gw.mock.requests().every((request) => !request.path.includes("api_base"))).toBe(true)
  })

  it("by the model's name", async () => {
    for (const model of [
      evil,
      `openai/${evil}`,
      `openai@${evil}`,
      `ok?api_base=${evil}`,
      `../../${evil}`,
      `ok#${evil}`,
    ]) {
      const sent = await gw.send("POST", "/v1/chat/completions", ask({ model }))
      expect(sent.status).toBe(200)
    }
    expect(caught).toBe(0)
    expect(gw.mock.requests().every((request) => request.path === "/v1/chat/completions")).toBe(true)
  })

  it("by what an admin stores in a key", async () => {
    const fields = {
      config: { api_base: evil },
      router_settings: { model_list: [{ api_base: evil }] },
      metadata: { api_base: evil },
    }
    const key = await gw.key({ ...fields, aliases: { fast: `openai/${evil}` }, permissions: { api_base: evil } })
    for (const model of ["ok", "fast"]) {
      expect((await gw.send("POST", "/v1/chat/completions", ask({ model }), { key })).status).toBe(200)
    }
    expect(caught).toBe(0)
  })

  it("by the management API: a test of a deployment leads nowhere but where the deployment does, and no model is added with a secret of the gateway's own (S12)", async () => {
    for (const name of NAMES) {
      const test = { model_id: "x", [name]: evil, litellm_params: { api_base: evil } }
      expect([400, 404]).toContain((await gw.send("POST", "/health/test_connection", test)).status)
    }
    const model = {
      model_name: "evil",
      litellm_params: { model: "openai/x", api_base: evil },
    }
    for (const name of ["PATH", "DATABASE_URL", "LITELLM_MASTER_KEY", "TOLLGATE_SALT_KEY", "DATABASE_API_KEY"]) {
      const params = { ...model.litellm_params, api_key: `os.environ/${name}` }
      expect((await gw.send("POST", "/model/new", { ...model, litellm_params: params })).status).toBe(400)
    }
    expect((await gw.send("POST", "/v1/chat/completions", ask({ model: "evil" }))).status).toBe(200)
    expect(caught).toBe(0)
  })

  it("the trap sees: a deployment of the config that points there does connect", async () => {
    const other = await harness({
      yaml: `model_list: [{model_name: theirs, litellm_params: {model: openai/x, api_base: "${evil}", api_key: none, num_retries: 0}}]`,
    })
    await other.send("POST", "/v1/chat/completions", ask({ model: "theirs" }))
    expect(caught).toBeGreaterThan(0)
    await other.close()
  })
})
