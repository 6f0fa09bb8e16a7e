import { afterAll, beforeAll, expect, test } from "vitest"
import { providers } from "#lib/providers/index"
import type { ProviderField } from "#lib/providers/provider-field"
import { adminHarness, type Harness, plainKey } from "./test-harness"

let gw: Harness
beforeAll(async () => {
  gw = await adminHarness()
})
afterAll(() => gw.drop())

type Listed = { litellm_provider: string; credential_fields: (Record<string, unknown> & { key: string })[] }

async function fieldsOf(id: string) {
  const { body } = await gw.call("GET /public/providers/fields")
  return (body as Listed[]).find((row) => row.litellm_provider === id)?.credential_fields ?? []
}

test("every provider has a form: where it is reached, and with which key", async () => {
  const { body } = await gw.call("GET /public/providers/fields")
  expect((body as Listed[]).map((row) => row.litellm_provider).sort()).toEqual(providers.map(({ id }) => id).sort())
  for (const { litellm_provider: id, credential_fields: fields } of body as Listed[]) {
    const keys = fields.map(({ key }) => key)
    expect(keys, id).toContain("api_base")
    expect(new Set(keys).size, id).toBe(keys.length)
  }
  expect((await gw.call("GET /public/providers")).body).toContain("anthropic")
})

test("the fields are the provider's own: its key's variable, its address, its region, project and logins", async () => {
  expect(await fieldsOf("groq")).toMatchObject([
    { key: "api_key", field_type: "password", tooltip: "Empty: GROQ_API_KEY of the gateway's environment." },
    { key: "api_base", placeholder: "https://api.groq.com/openai/v1", required: false },
  ])
  const keysOf = async (id: string) => (await fieldsOf(id)).map(({ key }) => key)
  expect(await keysOf("azure")).toEqual(expect.arrayContaining(["api_key", "api_base", "api_version", "tenant_id"]))
  expect(await keysOf("bedrock")).toEqual(expect.arrayContaining(["aws_region_name", "aws_secret_access_key"]))
  expect(await keysOf("vertex_ai")).toEqual(["api_base", "vertex_project", "vertex_location", "vertex_credentials"])
})

test("what is a secret is asked for as one", () => {
  const secret = /secret|token$|credentials|access_key|password/
  const fields: ProviderField[] = providers.flatMap((provider) => provider.fields ?? [])
  const open = fields.filter(({ key, kind }) => secret.test(key) && kind === undefined)
  expect(open.map(({ key }) => key)).toEqual([])
})

test("the models of a provider come with their prices; who may not read models gets none, an unknown provider is an error", async () => {
  const { body } = await gw.call("GET /model/catalog", { query: { provider: "anthropic" }, caller: plainKey("t") })
  expect(body.data).toContainEqual({
    model: "claude-haiku-4-5",
    mode: "chat",
    input_cost_per_token: 1e-6,
    output_cost_per_token: 5e-6,
    max_input_tokens: 200_000,
  })
  const unknown = await gw.call("GET /model/catalog", { query: { provider: "nobody" } })
  expect([unknown.status, unknown.body.error.param]).toEqual([400, "provider"])
})
