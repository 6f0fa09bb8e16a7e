import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { config } from "./config"
import type { ReloadReport } from "./context"
import { allowedMethods, buildRoutes, matchAdmin } from "./dispatch"
import { models } from "./models"
import { adminHarness, type Harness, plainKey } from "./test-harness"

let gw: Harness
let report: ReloadReport = { ok: true, findings: [], models: 2 }
beforeAll(async () => {
  gw = await adminHarness({ reloadConfig: async () => report })
})
afterAll(() => gw.drop())

describe("the route table", () => {
  test("a path that is not ours is nobody's", () => {
    for (const path of [
      "/",
      "/key",
      "/key/",
      "/key/generate/",
      "/KEY/GENERATE",
      "/key//generate",
      "/nothing",
      "/__proto__",
      "/v1/chat/completions",
    ]) {
      expect([matchAdmin("GET", path), matchAdmin("POST", path), allowedMethods(path)], path).toEqual([null, null, []])
    }
  })

  test("a path of ours with another method names the methods it has", () => {
    expect(matchAdmin("GET", "/key/generate")).toBeNull()
    expect(allowedMethods("/key/generate")).toEqual(["POST"])
    expect(matchAdmin("POST", "/spend/logs/abc")).toBeNull()
    expect(allowedMethods("/spend/logs/abc")).toEqual(["GET"])
  })

  test("an exact path goes before a pattern, and patterns decode", () => {
    expect(matchAdmin("GET", "/spend/logs/v2")?.endpoint.path).toBe("/spend/logs/v2")
    expect(matchAdmin("GET", "/spend/logs/a%2Fb")?.params).toEqual({ request_id: "a/b" })
    expect(matchAdmin("GET", "/spend/logs/%zz")).toBeNull()
    expect(matchAdmin("GET", "/spend/logs/")).toBeNull()
  })

  test("two endpoints of one method and path fail at start", () => {
    expect(() => buildRoutes([models, models])).toThrow(/two management endpoints/)
    expect(() => buildRoutes([config, models])).not.toThrow()
  })
})

describe("what is refused (S9)", () => {
  test("what is refused changes nothing", async () => {
    const count = async () => (await gw.call("GET /key/list")).body.total_count
    const [before, made] = [await count(), await gw.newKey()]
    const caller = plainKey(made.token)
    await gw.call("POST /key/generate", { caller, body: {} })
    await gw.call("POST /key/delete", { caller, body: { keys: [made.token] } })
    await gw.call("POST /key/update", { caller, body: { key: made.token, max_budget: 1e6, allowed_routes: ["/*"] } })
    expect(await count()).toBe(before + 1)
    expect((await gw.call("GET /key/info", { caller })).body.info).toMatchObject({
      max_budget: null,
      allowed_routes: [],
    })
  })

  test("permission is decided before the input is looked at", async () => {
    const answer = await gw.call("POST /key/generate", { caller: plainKey("t"), body: "{not json" })
    expect([answer.status, answer.body.error.type]).toEqual([403, "permission_error"])
  })
})

describe("what is not there yet", () => {
  test.each([
    "POST /team/bulk_member_add",
    "GET /team/metadata_schema",
    "PATCH /team/abc",
    "POST /user/bulk_update",
    "GET /budget/settings",
    "GET /organization/settings",
    "GET /tag/dau",
    "POST /key/health",
    "GET /health/history",
    "POST /config/callback/delete",
  ])("501: %s", async (route) => {
    const answer = await gw.call(route)
    expect([answer.status, answer.body.error.code]).toEqual([501, "not_implemented"])
    expect(answer.body.error.message).toContain("not part of this release yet")
    expect((await gw.call(route, { caller: plainKey("t") })).status).toBe(403)
  })
})

describe("POST /config/reload", () => {
  test("200 with the report", async () => {
    report = {
      ok: true,
      findings: [{ severity: "warning", where: "config.yaml:3:1", message: "not yet in effect" }],
      models: 2,
    }
    expect((await gw.call("POST /config/reload")).body).toEqual(report)
  })

  test("400 with every finding when the new config was not taken", async () => {
    report = {
      ok: false,
      findings: [{ severity: "error", where: "config.yaml:7:3", message: "unknown key modle" }],
      models: 2,
    }
    const answer = await gw.call("POST /config/reload")
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ ...report, error: { code: "invalid_request" } })
    expect(answer.body.error.message).toContain("config.yaml:7:3: unknown key modle")
  })
})

describe("failures", () => {
  test("an answer is never stored by anybody in between", async () => {
    expect((await gw.call("GET /key/list")).headers["cache-control"]).toBe("no-store")
    expect((await gw.call("GET /key/info")).headers["cache-control"]).toBe("no-store")
  })

  test("503 without a word about the database when it is away (S42)", async () => {
    const away = await adminHarness()
    await away.db.close()
    for (const route of ["GET /key/list", "GET /spend/logs/v2", "POST /key/generate"]) {
      const answer = await away.call(route, { body: {} })
      expect(answer.status, route).toBe(503)
      expect(JSON.stringify(answer.body)).not.toMatch(/select|insert|postgres|socket|node_modules|\/tmp/i)
    }
    await away.drop()
  })

  test("500 without a word about the cause, which is in the log", async () => {
    const broken = await adminHarness({
      reloadConfig: () => Promise.reject(new Error("select secret from /etc/passwd")),
    })
    const answer = await broken.call("POST /config/reload")
    expect(answer.status).toBe(500)
    expect(JSON.stringify(answer.body)).not.toContain("passwd")
    expect(broken.state.logged.join("")).toContain("passwd")
    await broken.drop()
  })
})
