import { readFileSync, rmSync, statSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { parseConfig } from "#lib/config/load"
import { makeLog } from "#lib/core/log"
import { type Harness, harness, MASTER_KEY } from "#lib/testing/harness"
import { buildGateway } from "./build"

const SECRET = "stored-secret-4711"

let gw: Harness
beforeAll(async () => {
  gw = await harness({
    yaml: `model_list:\n  - {model_name: fixed, litellm_params: {model: openai/ok, api_base: "$MOCK/v1", api_key: k}, model_info: {id: fixed-1, db_model: true}}\n`,
    env: { SPARE_API_KEY: "key-of-the-environment" },
  })
})
afterAll(() => gw.close())

const params = (more: Record<string, unknown> = {}) => ({
  model: "openai/ok",
  api_base: `${gw.mock.url}/v1`,
  api_key: SECRET,
  ...more,
})
const add = (name: string, id: string, more: Record<string, unknown> = {}) =>
  gw.send("POST", "/model/new", { model_name: name, litellm_params: params(more), model_info: { id } })
const chat = (model: string) =>
  gw.send("POST", "/v1/chat/completions", { model, messages: [{ role: "user", content: "Hi" }] })
const infoOf = async (id: string) => {
  const { json } = await gw.send("GET", `/model/info?litellm_model_id=${id}`)
  return (json.data as Record<string, Record<string, unknown>>[])[0]
}

describe("a model added while the gateway runs", () => {
  it("serves at once, is listed as added, and shows no secret", async () => {
    expect((await chat("added")).status).toBe(404)
    const made = await add("added", "added-1", { rpm: 100 })
    expect(made.status).toBe(200)
    expect(made.json).toMatchObject({
      model_id: "added-1",
      litellm_params: { api_key: "[redacted]", rpm: 100 },
      model_info: { db_model: true },
    })
    const sent = await chat("added")
    expect([sent.status, sent.headers["x-litellm-model-id"]]).toEqual([200, "added-1"])
    expect(await infoOf("added-1")).toMatchObject({ model_info: { db_model: true } })
    expect(await infoOf("fixed-1")).toMatchObject({ model_info: { db_model: false } })
    for (const text of [made.text, (await gw.send("GET", "/model/info")).text, gw.logged.join("")])
      expect(text).not.toContain(SECRET)
  })

  it("joins the group of the config's deployments of its name", async () => {
    expect((await add("fixed", "added-2")).status).toBe(200)
    const ids = new Set<string | undefined>()
    for (let i = 0; i < 40; i++) ids.add((await chat("fixed")).headers["x-litellm-model-id"])
    expect([...ids].sort()).toEqual(["added-2", "fixed-1"])
  })

  it("is encrypted in the database, with a key in the data directory that only its owner reads (S17)", async () => {
    const rows = await gw.db.sql`select * from models`
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(SECRET)
    expect(JSON.stringify(rows)).not.toContain(gw.mock.url)
    expect(statSync(join(gw.dataDir, "salt-key")).mode & 0o777).toBe(0o600)
  })

  it("changes by what is given; null removes; a secret sent back as it was shown stays", async () => {
    const changed = await gw.send("PATCH", "/model/added-1/update", {
      litellm_params: { model: "openai/500", api_key: "[redacted]", rpm: null },
    })
    expect(changed.json).toMatchObject({ litellm_params: { model: "openai/500", api_key: "[redacted]" } })
    expect(changed.json.litellm_params).not.toHaveProperty("rpm")
    expect((await chat("added")).status).toBe(502)
    const again = await gw.send("POST", "/model/update", {
      model_name: "renamed",
      litellm_params: { model: "openai/ok" },
      model_info: { id: "added-1" },
    })
    expect(again.status).toBe(200)
    expect([(await chat("added")).status, (await chat("renamed")).status]).toEqual([404, 200])
    expect(gw.mock.requests().at(-1)?.headers.authorization).toBe(`Bearer ${SECRET}`)
  })

  it("is blocked and unblocked, and is seen meanwhile", async () => {
    expect((await gw.send("POST", "/model/block", { model_id: "added-1" })).json).toMatchObject({ blocked: true })
    expect((await chat("renamed")).status).toBe(404)
    expect(await infoOf("added-1")).toMatchObject({ model_info: { blocked: true } })
    await gw.send("POST", "/model/unblock", { model_id: "added-1" })
    expect((await chat("renamed")).status).toBe(200)
  })

  it("survives a reload of the config, and is gone when it is deleted", async () => {
    expect((await gw.send("POST", "/config/reload", {})).json).toMatchObject({ ok: true })
    expect((await chat("renamed")).status).toBe(200)
    expect((await gw.send("POST", "/model/delete", { id: "added-1" })).status).toBe(200)
    expect((await chat("renamed")).status).toBe(404)
    expect((await gw.send("POST", "/model/delete", { id: "added-1" })).status).toBe(404)
  })

  it("keeps references to variables, and takes only those of providers (S12)", async () => {
    expect((await add("by-reference", "ref-1", { api_key: "os.environ/SPARE_API_KEY" })).status).toBe(200)
    expect((await chat("by-reference")).status).toBe(200)
    expect(gw.mock.requests().at(-1)?.headers.authorization).toBe("Bearer key-of-the-environment")
    const stolen = await add("stolen", "s-1", { api_key: "os.environ/DATABASE_URL" })
    expect([stolen.status, stolen.text]).toEqual([400, expect.stringContaining("os.environ/DATABASE_URL")])
  })
})

describe("what is refused", () => {
  it("400 with the words of the loader, or of whoever would build the deployment", async () => {
    const wrong: [Record<string, unknown>, string][] = [
      [{ model: "nobody/gpt" }, "nobody"],
      [{ rpm: -1 }, "litellm_params.rpm"],
      [{ api_base: "ftp://example.com" }, "api_base is not an http(s) URL"],
      [{ api_key: "[redacted]" }, "hidden value"],
      [{ api_key: "os.environ/MISSING_API_KEY" }, "MISSING_API_KEY is not set"],
    ]
    for (const [more, says] of wrong) {
      const refused = await add("wrong", "w-1", more)
      expect([refused.status, refused.text]).toEqual([400, expect.stringContaining(says)])
      expect(refused.text).not.toContain(SECRET)
    }
    expect((await add("fixed", "fixed-1")).status).toBe(400)
    expect((await gw.db.sql`select 1 from models where model_name = 'wrong'`).length).toBe(0)
  })

  it("400 for changing what the config file says; 404 for what is nowhere; 403 for a key", async () => {
    const change = { litellm_params: { rpm: 1 } }
    expect((await gw.send("PATCH", "/model/fixed-1/update", change)).text).toContain("comes from the config file")
    expect((await gw.send("PATCH", "/model/nowhere/update", change)).status).toBe(404)
    const key = await gw.key()
    expect((await gw.send("POST", "/model/new", {}, { key })).status).toBe(403)
  })

  it("400 for a new address with a stored key", async () => {
    const moved = { litellm_params: { api_base: "http://127.0.0.1:9/v1" } }
    const refused = await gw.send("PATCH", "/model/added-2/update", moved)
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining("give api_key too")])
    const given = { litellm_params: { ...moved.litellm_params, api_key: "key-of-another-address" } }
    expect((await gw.send("PATCH", "/model/added-2/update", given)).status).toBe(200)
  })
})

describe("another process", () => {
  const start = (options: { dataDir: string; databaseUrl?: string; env?: Record<string, string>; logged?: string[] }) =>
    buildGateway({
      config: parseConfig("model_list: []", { file: "other.yaml" }),
      loadConfig: () => Promise.reject(new Error("no reload was expected")),
      masterKey: MASTER_KEY,
      databaseUrl: options.databaseUrl,
      database: { ...gw.db, close: async () => undefined },
      dataDir: options.dataDir,
      catalogFile: new URL("../catalog/models.json", import.meta.url).pathname,
      env: options.env ?? { SPARE_API_KEY: "x" },
      log: makeLog("info", (line) => options.logged?.push(line)),
      progress: () => undefined,
      trustedProxies: 0,
    })

  it("serves what is added here without a restart", async () => {
    const other = await start({ dataDir: gw.dataDir })
    try {
      await add("shared", "shared-1")
      await expect.poll(() => other.data.routing.groups.find("shared")?.[0]?.id).toBe("shared-1")
      await gw.send("POST", "/model/delete", { id: "shared-1" })
      await expect.poll(() => other.data.routing.groups.find("shared")).toBeNull()
    } finally {
      await other.stop()
    }
  })

  it("with a wrong salt key starts, names the models it cannot read, and serves the rest", async () => {
    const logged: string[] = []
    const path = join(gw.dataDir, "salt-key")
    const right = readFileSync(path)
    await add("unreadable", "unreadable-1")
    const other = await start({ dataDir: gw.dataDir, env: { TOLLGATE_SALT_KEY: "wrong" }, logged })
    try {
      expect(other.data.routing.groups.find("unreadable")).toBeNull()
      const said = logged.join("")
      expect(said).toContain("the stored model unreadable (unreadable-1): it was encrypted with another salt key")
      expect(said).not.toContain(SECRET)
      expect(readFileSync(path)).toEqual(right)
    } finally {
      await other.stop()
    }
  })

  it("with a database of somebody else and no salt key says what to set", async () => {
    const dataDir = join(gw.dataDir, "elsewhere")
    const other = await start({ dataDir, databaseUrl: "postgres://elsewhere" })
    try {
      const context = other.admin({ kind: "master", role: "proxy_admin", keyId: "master", key: null })
      expect(() => context.models.seal("x", {})).toThrow("Set TOLLGATE_SALT_KEY (or LITELLM_SALT_KEY)")
    } finally {
      await other.stop()
      rmSync(dataDir, { recursive: true, force: true })
    }
  })
})
