import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

const SECRET = "credential-secret-4711"

let gw: Harness
beforeAll(async () => {
  gw = await harness({
    yaml: `model_list:
  - {model_name: fixed, litellm_params: {model: openai/ok, litellm_credential_name: of-the-config}}
credential_list:
  - {credential_name: of-the-config, credential_values: {api_base: "$MOCK/v1", api_key: key-of-the-config}}
`,
    env: { SPARE_API_KEY: "key-of-the-environment" },
  })
})
afterAll(() => gw.close())

const store = (name: string, values: Record<string, unknown>) =>
  gw.send("POST", "/credentials", { credential_name: name, credential_values: values, credential_info: { team: "a" } })
const addModel = (name: string, params: Record<string, unknown>) =>
  gw.send("POST", "/model/new", {
    model_name: name,
    litellm_params: { model: "openai/ok", ...params },
    model_info: { id: name },
  })
const chat = async (model: string) =>
  (await gw.send("POST", "/v1/chat/completions", { model, messages: [{ role: "user", content: "Hi" }] })).status

describe("a stored credential", () => {
  it("serves the models that name it, and shows no secret anywhere", async () => {
    const made = await store("openai-main", { api_base: `${gw.mock.url}/v1`, api_key: SECRET, client_id: "who-we-are" })
    expect([made.status, made.json.success]).toEqual([200, true])
    expect((await addModel("named", { litellm_credential_name: "openai-main" })).status).toBe(200)
    expect(await chat("named")).toBe(200)
    const shown = {
      credential_name: "openai-main",
      credential_values: { api_base: `${gw.mock.url}/v1`, api_key: "[redacted]", client_id: "[redacted]" },
      credential_info: { team: "a" },
    }
    expect((await gw.send("GET", "/credentials")).json).toEqual({ success: true, credentials: [shown] })
    expect((await gw.send("GET", "/credentials/by_name/openai-main")).json).toEqual(shown)
    const info = await gw.send("GET", "/model/info?litellm_model_id=named")
    expect(info.json.data).toMatchObject([{ litellm_params: { litellm_credential_name: "openai-main" } }])
    for (const text of [
      made.text,
      info.text,
      gw.logged.join(""),
      JSON.stringify(await gw.db.sql`select * from credentials`),
    ])
      expect(text).not.toContain(SECRET)
  })

  it("changes for all models that name it; a secret sent back as shown stays, and goes to no new address", async () => {
    const change = (values: Record<string, unknown>) =>
      gw.send("PATCH", "/credentials/openai-main", { credential_values: values })
    const elsewhere = await change({ api_base: "https://elsewhere.example/v1" })
    expect([elsewhere.status, (elsewhere.json.error as { code: string }).code]).toEqual([400, "invalid_request"])
    expect((await change({ api_base: `${gw.mock.url}/nothing-here`, api_key: "[redacted]" })).status).toBe(200)
    expect(await chat("named")).not.toBe(200)
    expect((await change({ api_base: `${gw.mock.url}/v1` })).status).toBe(200)
    expect(await chat("named")).toBe(200)
  })

  it("of the config serves stored models too", async () => {
    expect((await addModel("by-config", { litellm_credential_name: "of-the-config" })).status).toBe(200)
    expect(await chat("by-config")).toBe(200)
    expect(await chat("fixed")).toBe(200)
  })

  it("is not deleted while a model names it", async () => {
    const used = await gw.send("DELETE", "/credentials/openai-main")
    expect([used.status, (used.json.error as { param: string }).param]).toEqual([409, "credential_name"])
    await gw.send("POST", "/model/delete", { id: "named" })
    expect((await gw.send("DELETE", "/credentials/openai-main")).status).toBe(200)
    expect((await gw.send("GET", "/credentials/by_name/openai-main")).status).toBe(404)
  })

  it.each([
    ["a name that is taken", 400, "credential_name", { name: "twice", values: { api_key: "a" } }],
    [
      "a variable that is not a provider's",
      400,
      "credential_values",
      { name: "x", values: { api_key: "os.environ/DATABASE_URL" } },
    ],
    ["a value copied from a view", 400, null, { name: "y", values: { api_key: "[redacted]" } }],
  ])("is refused for %s, and nothing is written", async (_what, status, param, { name, values }) => {
    if (name === "twice") expect((await store(name, values)).status).toBe(200)
    const before = (await gw.send("GET", "/credentials")).json
    const made = await store(name, values)
    expect(made.status).toBe(status)
    if (param !== null) expect((made.json.error as { param: string }).param).toBe(param)
    expect((await gw.send("GET", "/credentials")).json).toEqual(before)
  })

  it("that nobody stored is refused for a model by name", async () => {
    const made = await addModel("nameless", { litellm_credential_name: "openai-mian" })
    expect(made.status).toBe(400)
    expect((made.json.error as { message: string }).message).toContain("litellm_credential_name")
  })
})
