import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Caller } from "#lib/identity/caller"
import { adminHarness, type Harness, MASTER } from "./test-harness"
import { newPerson } from "./test-people"

let gw: Harness
let dana: Caller
let erin: Caller
let admin: Caller
beforeAll(async () => {
  gw = await adminHarness()
  dana = await newPerson(gw, "dana")
  erin = await newPerson(gw, "erin", { user_role: "internal_user_viewer" })
  admin = await newPerson(gw, "boss", { user_role: "proxy_admin" })
})
afterAll(() => gw.drop())

const save = (caller: Caller, fields: Record<string, unknown>) =>
  gw.call("POST /saved_view/new", {
    caller,
    body: { page: "logs", name: "Failures", query: "status=failure", ...fields },
  })
const change = (caller: Caller, body: Record<string, unknown>) => gw.call("POST /saved_view/update", { caller, body })
const forget = (caller: Caller, id: string) => gw.call("POST /saved_view/delete", { caller, body: { view_id: id } })
const names = async (caller: Caller, query = {}) =>
  (await gw.call("GET /saved_view/list", { caller, query })).body.views.map(({ name }: { name: string }) => name)

describe("saved views", () => {
  test("each person has their own, the master key too; they are listed by name, for one page or all", async () => {
    for (const [caller, name, page] of [
      [dana, "b", "logs"],
      [dana, "a", "logs"],
      [dana, "weeks", "usage"],
      [erin, "hers", "logs"],
      [MASTER, "operator", "logs"],
    ] as const)
      expect((await save(caller, { name, page })).status).toBe(200)
    expect(await names(dana)).toEqual(["a", "b", "weeks"])
    expect(await names(dana, { page: "logs" })).toEqual(["a", "b"])
    expect(await names(erin)).toEqual(["hers"])
    expect(await names({ ...MASTER, kind: "session" })).toEqual(["operator"])
  })

  test("a view takes another name, other filters, and goes; nobody else's hand reaches it", async () => {
    const { body: view } = await save(dana, { name: " slow ", query: "?range=7d" })
    expect(view).toMatchObject({ name: "slow", query: "range=7d", shared: false, mine: true, can_change: true })
    const id = view.view_id
    for (const other of [erin, admin, MASTER].map((caller) => change(caller, { view_id: id, name: "x" })).entries())
      expect([other[0], (await other[1]).status]).toEqual([other[0], 404])
    expect((await forget(erin, id)).status).toBe(404)
    const changed = await change(dana, { view_id: id, name: "slower", query: "range=30d" })
    expect(changed.body).toMatchObject({ view_id: id, name: "slower", query: "range=30d" })
    expect((await forget(dana, id)).body).toEqual({ view_id: id })
    expect(await names(dana)).not.toContain("slower")
  })

  test("an admin shares one with everybody; others see it and leave it as it is", async () => {
    const refused = await save(dana, { name: "for all", shared: true })
    expect([refused.status, refused.body.error.param]).toEqual([403, "shared"])
    const own = await save(dana, { name: "for all" })
    expect((await change(dana, { view_id: own.body.view_id, shared: true })).status).toBe(403)
    const { body: shared } = await save(admin, { name: "for all", query: "q=1", shared: true })
    const { views } = (await gw.call("GET /saved_view/list", { caller: erin })).body
    expect(views).toContainEqual({ ...shared, mine: false, can_change: false })
    expect((await change(erin, { view_id: shared.view_id, name: "mine now" })).status).toBe(403)
    expect((await forget(erin, shared.view_id)).status).toBe(403)
    // Another admin may put it away.
    expect((await change(MASTER, { view_id: shared.view_id, shared: false })).status).toBe(200)
    expect((await gw.call("GET /saved_view/list", { caller: erin })).body.views).not.toContainEqual(shared)
  })

  test("400 with the field's name: no name, too long, taken, an unknown page, one too many; nothing is written", async () => {
    const bad = [
      await save(dana, { name: "  " }),
      await save(dana, { name: "n".repeat(61) }),
      await save(dana, { name: "a" }),
      await save(dana, { name: "long", query: "q".repeat(2001) }),
      await save(dana, { name: "nowhere", page: "moon" }),
      await save(dana, { name: "more", colour: "red" }),
    ]
    expect(bad.map(({ status, body }) => [status, body.error.param])).toEqual([
      [400, "name"],
      [400, "name"],
      [400, "name"],
      [400, "query"],
      [400, "page"],
      [400, "colour"],
    ])
    for (let i = 0; i < 50; i++) await save(dana, { page: "audit", name: `n${i}` })
    const full = await save(dana, { page: "audit", name: "one too many" })
    expect([full.status, full.body.error.param]).toEqual([400, "page"])
    expect(await names(dana, { page: "audit" })).toHaveLength(50)
    const taken = await change(dana, {
      view_id: (await gw.call("GET /saved_view/list", { caller: dana })).body.views[0].view_id,
      name: "n7",
    })
    expect([taken.status, taken.body.error.param]).toEqual([400, "name"])
  })

  test("the audit log has who kept what, before and after; a user who is deleted leaves none behind", async () => {
    const { body: view } = await save(erin, { name: "audited" })
    await change(erin, { view_id: view.view_id, query: "q=2" })
    const { audit_logs: rows } = (await gw.call("GET /audit", { query: { object_id: view.view_id } })).body
    expect(rows).toMatchObject([
      { action: "updated", table_name: "saved_views", changed_by: "erin" },
      { action: "created", table_name: "saved_views", changed_by: "erin" },
    ])
    expect(rows[0].changes).toMatchObject([{ field: "query", before: "status=failure", after: "q=2" }])
    await gw.call("POST /user/delete", { body: { user_ids: ["erin"] } })
    expect(await names(await newPerson(gw, "erin"))).toEqual([])
  })
})
