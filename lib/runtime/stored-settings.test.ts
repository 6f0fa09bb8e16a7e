import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Database } from "#lib/db/open"
import { scratchDatabase } from "#lib/db/scratch"
import { type Harness, harness, type SendOptions } from "#lib/testing/harness"

const SECRET = "Zq-a-secret-of-the-settings-93"
const YAML = `litellm_settings: {num_retries: 4}
general_settings: {store_prompts_in_spend_logs: false}
router_settings: {fallbacks: [{free: [unpriced]}]}
`

let db: Database
let drop: () => Promise<void>
let gw: Harness
let other: Harness
beforeAll(async () => {
  ;({ db, drop } = await scratchDatabase())
  const env = { TOLLGATE_SALT_KEY: "a-salt-key-of-these-tests-and-long", OPENAI_API_KEY: "k" }
  gw = await harness({ yaml: YAML, database: db, env })
  other = await harness({ yaml: YAML, database: db, env })
})
afterAll(async () => {
  await gw.close()
  await other.close()
  await drop()
})

interface Listed {
  readonly field_name: string
  readonly [field: string]: unknown
}
const post = (path: string, body: unknown, options?: SendOptions) => gw.send("POST", path, body, options)
const setting = async (config_type: string, field_name: string, at: Harness = gw) =>
  (await at.send("GET", `/config/field/info?config_type=${config_type}&field_name=${field_name}`)).json
const versions = async () => (await gw.send("GET", "/config/versions")).json as { versions: Listed[]; current: number }
const prompts = { general_settings: { store_prompts_in_spend_logs: true } }

describe("the configuration in force", () => {
  it("tells of each value where it comes from, what it does, and whether it does anything", async () => {
    const list = (await gw.send("GET", "/config/list")).json as unknown as Listed[]
    expect(list.length).toBeGreaterThan(400)
    const of = (name: string) => list.find(({ field_name }) => field_name === name)
    expect(of("num_retries")).toMatchObject({
      config_type: "litellm_settings",
      field_type: "Integer",
      field_value: 4,
      origin: "file",
      place: "test.yaml:6",
      stored_in_db: false,
      in_effect: true,
    })
    expect(of("client_ttl")).toMatchObject({ origin: "default", field_value: 3600, in_effect: false, place: null })
    expect(of("master_key")).toMatchObject({ locked: expect.stringContaining("master key"), is_secret: true })
    expect(of("routing_strategy")).toMatchObject({ kind: "choice", options: expect.arrayContaining(["least-busy"]) })
    expect(of("cache_params.ttl")?.field_description).toBe("Seconds an answer is kept; 600 unless set.")
  })

  it("is one text without secrets", async () => {
    const { text, status } = await gw.send("GET", "/config/yaml")
    expect(status).toBe(200)
    expect(text).toContain("num_retries: 4")
    expect(text).not.toContain("mock-secret")
  })
})

describe("settings changed while the gateway runs", () => {
  it("count at once, in every process, before the file; deleting one has the file count again", async () => {
    const saved = await post("/config/field/update", {
      config_type: "litellm_settings",
      field_name: "num_retries",
      field_value: 1,
    })
    expect([saved.status, saved.json.version]).toEqual([200, 1])
    const path = "litellm_settings.num_retries"
    expect(saved.json.changes).toEqual([{ path, before: 4, after: 1, before_origin: "file", after_origin: "database" }])
    for (const at of [gw, other]) {
      await expect.poll(() => at.gateway.data.routing.retries).toBe(1)
      expect(await setting("litellm_settings", "num_retries", at)).toMatchObject({
        field_value: 1,
        origin: "database",
        stored_in_db: true,
        file_value: 4,
        file_place: "test.yaml:6",
      })
    }
    await post("/config/field/delete", { config_type: "litellm_settings", field_name: "num_retries" })
    for (const at of [gw, other]) await expect.poll(() => at.gateway.data.routing.retries).toBe(4)
  })

  it("a bad one changes nothing and is told with its path and what was meant", async () => {
    const { current } = await versions()
    const bad = {
      router_settings: { num_retires: 3, timeout: "soon" },
      litellm_settings: { fallbacks: [{ free: ["unpricd-nowhere"] }] },
    }
    const preview = await post("/config/preview", bad)
    expect([preview.status, preview.json.ok]).toEqual([200, false])
    const findings = preview.json.findings as Record<string, unknown>[]
    expect(findings).toContainEqual(
      expect.objectContaining({
        path: "router_settings.num_retires",
        where: "stored settings",
        hint: "did you mean num_retries?",
      }),
    )
    expect(findings).toContainEqual(expect.objectContaining({ severity: "error", path: "router_settings.timeout" }))
    expect(preview.json.changes).toContainEqual(
      expect.objectContaining({ path: "router_settings.timeout", after: "soon", after_origin: "database" }),
    )
    const refused = await post("/config/update", bad)
    expect(refused.status).toBe(400)
    expect(refused.json).toMatchObject({ ok: false, error: { type: "invalid_request_error" } })
    expect(refused.json.findings).toEqual(findings)
    expect((await versions()).current).toBe(current)
    const { json } = await gw.send("GET", "/audit?page_size=1")
    expect((json.audit_logs as Listed[])[0]?.route).toBe("POST /config/field/delete")
  })

  it.each([
    ["master_key", "sk-another-master-key-4711", "the master key opens"],
    ["database_url", "postgres://elsewhere", "before anything stored"],
    ["allowed_routes", ["/v1/models"], "could not be taken back"],
    ["store_model_in_db", false, "whether stored settings count"],
    ["max_request_size_mb", 0, "at least 0.1"],
    ["drain_endpoint_token", "os.environ/LITELLM_MASTER_KEY", "only variables of providers"],
    [
      "pass_through_endpoints",
      [{ path: "/x", target: "https://x.example", headers: { a: "Bearer os.environ/DATABASE_URL" } }],
      "only variables of providers",
    ],
    ["drain_endpoint_token", "[redacted]", "hidden value"],
  ])("%s is refused with words", async (field_name, field_value, words) => {
    const { status, json } = await post("/config/field/update", { field_name, field_value })
    expect([status, (json.error as { message: string }).message]).toEqual([400, expect.stringContaining(words)])
  })

  it("secrets are sealed in the database and hidden everywhere, references are not", async () => {
    const saved = await post("/config/update", {
      general_settings: { drain_endpoint_token: SECRET },
      litellm_settings: { openai_key: "os.environ/OPENAI_API_KEY", cache_params: { ttl: 12 } },
    })
    expect(saved.status, saved.text).toBe(200)
    const rows = JSON.stringify(await db.sql`select * from settings_versions`)
    const audit = (await gw.send("GET", "/audit")).text
    const texts = [saved.text, rows, audit, (await gw.send("GET", "/config/list")).text, gw.logged.join("")]
    for (const text of [...texts, (await gw.send("GET", "/config/yaml")).text]) expect(text).not.toContain(SECRET)
    expect(await setting("general_settings", "drain_endpoint_token")).toMatchObject({ field_value: "[redacted]" })
    const referred = await setting("litellm_settings", "openai_key")
    expect(referred).toMatchObject({ field_value: "os.environ/OPENAI_API_KEY", variable: "OPENAI_API_KEY" })
  })

  it("are versions one goes back to; going back is one too, and what is the same is none", async () => {
    const before = await versions()
    await post("/config/update", prompts)
    const changed = await versions()
    expect(changed.current).toBe(before.current + 1)
    expect(changed.versions[0]).toMatchObject({
      version: before.current + 1,
      created_by: "master",
      changes: [{ path: "general_settings.store_prompts_in_spend_logs", before: false, after: true }],
    })
    expect((await post("/config/update", prompts)).json.version).toBe(changed.current)
    const plan = await post("/config/preview", { version: before.current })
    expect(plan.json.changes).toMatchObject([{ path: "general_settings.store_prompts_in_spend_logs", after: false }])
    const back = await post("/config/rollback", { version: before.current })
    expect([back.status, back.json.version]).toEqual([200, changed.current + 1])
    expect(gw.gateway.data.rules.storePrompts).toBe(false)
    expect((await versions()).versions[0]).toMatchObject({ restored: before.current })
    expect(await setting("general_settings", "drain_endpoint_token")).toMatchObject({ field_value: "[redacted]" })
    expect((await post("/config/rollback", { version: 4711 })).status).toBe(404)
  })

  it("a save made for an older version is refused", async () => {
    const { current } = await versions()
    const late = await post("/config/update", { ...prompts, expected_version: current - 1 })
    expect([late.status, (late.json.error as { message: string }).message]).toEqual([
      409,
      expect.stringContaining(`version ${current} counts`),
    ])
    expect((await versions()).current).toBe(current)
  })

  it("are in the audit log with what differs", async () => {
    await post("/config/update", { litellm_settings: { num_retries: 2 } })
    const { json } = await gw.send("GET", "/audit?page_size=1")
    expect((json.audit_logs as Listed[])[0]).toMatchObject({
      table_name: "LiteLLM_Config",
      route: "POST /config/update",
    })
    expect((json.audit_logs as Listed[])[0]?.changes).toContainEqual({
      object_id: "settings",
      field: "litellm_settings.num_retries",
      before: null,
      after: 2,
    })
  })
})

describe("a gateway that starts on stored settings", () => {
  it("takes them; with a file they contradict it runs without, and says so", async () => {
    await post("/config/update", { litellm_settings: { num_retries: 7, default_fallbacks: ["free"] } })
    const env = { TOLLGATE_SALT_KEY: "a-salt-key-of-these-tests-and-long", OPENAI_API_KEY: "k" }
    const again = await harness({ yaml: YAML, database: db, env })
    expect(again.gateway.data.routing.retries).toBe(7)
    await again.close()
    const models = `model_list:\n  - {model_name: one, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k}}\n`
    const changed = await harness({ yaml: models, database: db, env })
    expect(changed.gateway.data.routing.retries).toBe(2)
    const { text } = await changed.send("GET", "/config/findings")
    expect(text).toContain("settings changed over the API are left out")
    await changed.close()
  })

  it("leaves them aside and takes none where store_model_in_db is false", async () => {
    const closed = await harness({ yaml: "general_settings: {store_model_in_db: false}\n", database: db })
    expect(closed.gateway.data.routing.retries).toBe(2)
    const { status, json } = await closed.send("POST", "/config/update", { litellm_settings: { num_retries: 1 } })
    expect([status, (json.error as { message: string }).message]).toEqual([
      400,
      expect.stringContaining("store_model_in_db is false"),
    ])
    await closed.close()
  })
})
