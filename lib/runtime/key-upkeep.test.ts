import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { makeLog } from "#lib/core/log"
import { type Harness, harness } from "#lib/testing/harness"
import { KeyUpkeep } from "./key-upkeep"

const DAY_MS = 86_400_000

let gw: Harness
const logged: string[] = []
beforeAll(async () => {
  gw = await harness()
})
afterAll(() => gw.close())
beforeEach(() => {
  gw.clock.addedMs = 0
  logged.length = 0
})

/** What another process than the gateway's own would do: several may run at once. */
function upkeep(): KeyUpkeep {
  const admin = gw.gateway.admin({ kind: "master", role: "proxy_admin", keyId: "master", key: null })
  const log = makeLog("debug", (line) => logged.push(line))
  return new KeyUpkeep({ db: gw.db, clock: gw.clock, log, models: admin.models, keyChanged: admin.keyChanged })
}
const rounds = async () => void (await Promise.all([upkeep().round(), upkeep().round()]))
const told = (event: string) => logged.filter((line) => line.includes(event))
const chat = (key: string) =>
  gw.send(
    "POST",
    "/v1/chat/completions",
    { model: "usage-100-20", messages: [{ role: "user", content: "Hello" }] },
    { key },
  )
const info = async (key: string) => (await gw.send("GET", `/key/info?key=${key}`)).json.info as Record<string, unknown>

describe("a soft budget", () => {
  it("refuses nobody, and is told once in each window, of keys and of teams", async () => {
    await gw.send("POST", "/team/new", { team_id: "soft", soft_budget: 0.0001 })
    const key = await gw.key({ team_id: "soft", soft_budget: 0.0003, budget_duration: "1d", key_alias: "careful" })
    expect((await chat(key)).status).toBe(200)
    await gw.flush()
    await rounds()
    expect(told("soft_budget_crossed")).toHaveLength(1)
    expect(JSON.parse(told("soft_budget_crossed")[0] ?? "")).toMatchObject({
      event_group: "team",
      id: "soft",
      spend: 0.00018,
    })
    expect(await info(key)).toMatchObject({ soft_budget_crossed: false })
    expect((await chat(key)).status).toBe(200)
    await gw.flush()
    await rounds()
    await rounds()
    expect(told("soft_budget_crossed")).toHaveLength(2)
    expect(await info(key)).toMatchObject({ soft_budget_crossed: true })
    gw.clock.addedMs = DAY_MS
    await rounds()
    expect(await info(key)).toMatchObject({ soft_budget_crossed: false })
    for (let i = 0; i < 2; i++) expect((await chat(key)).status).toBe(200)
    await gw.flush()
    await rounds()
    expect(told("soft_budget_crossed")).toHaveLength(3)
  })
})

describe("a key that rotates by itself", () => {
  const claim = (key: string, by?: string) =>
    gw.send("POST", `/key/${key}/rotated`, {}, by === undefined ? {} : { key: by })

  it("gets a new secret when it is time, which its old one fetches once; both work until the next", async () => {
    const key = await gw.key({ auto_rotate: true, rotation_interval: "30d" })
    await rounds()
    expect((await claim(key, key)).status).toBe(404)
    gw.clock.addedMs = 30 * DAY_MS
    await rounds()
    expect(told("key_rotated")).toHaveLength(1)
    expect((await chat(key)).status).toBe(200)
    expect((await claim(key, await gw.key())).status).toBe(403)
    const claimed = await claim(key, key)
    expect(claimed.status).toBe(200)
    const fresh = claimed.json.key as string
    expect((await claim(key, key)).status).toBe(404)
    expect((await chat(fresh)).status).toBe(200)
    expect(await info(fresh)).toMatchObject({ rotation_count: 1, auto_rotate: true, rotation_interval: "30d" })
    gw.clock.addedMs = 60 * DAY_MS
    await rounds()
    expect((await chat(key)).status).toBe(401)
    expect((await chat(fresh)).status).toBe(200)
    expect((await claim(fresh)).status).toBe(200)
  })

  it("is left alone while nobody has fetched its last secret, and nothing of a secret is in the database or the log", async () => {
    const key = await gw.key({ auto_rotate: true, rotation_interval: "1d" })
    gw.clock.addedMs = DAY_MS
    await rounds()
    gw.clock.addedMs = 2 * DAY_MS
    await rounds()
    expect(told("key_rotated")).toHaveLength(1)
    const claimed = await claim(key)
    expect(claimed.status).toBe(200)
    expect((await chat(claimed.json.key as string)).status).toBe(200)
    const rows = JSON.stringify(await gw.db.sql`select * from keys`)
    expect(`${rows}${logged.join("")}${gw.logged.join("")}`).not.toContain(claimed.json.key as string)
  })

  it("needs an interval", async () => {
    const sent = await gw.send("POST", "/key/generate", { auto_rotate: true })
    expect([sent.status, (sent.json.error as { param: string }).param]).toEqual([400, "rotation_interval"])
    const key = await gw.key({ auto_rotate: true, rotation_interval: "1d" })
    expect((await gw.send("POST", "/key/update", { key, rotation_interval: null })).status).toBe(400)
    await gw.send("POST", "/key/update", { key, auto_rotate: false })
    expect(await info(key)).toMatchObject({ auto_rotate: false, key_rotation_at: null })
  })
})
