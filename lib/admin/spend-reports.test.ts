import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { sha256Hex } from "#lib/core/ids"
import { type Harness, harness } from "#lib/testing/harness"

/** One answer of `usage-100-20` costs this. */
const COST_USD = 0.00018

let gw: Harness
/** Keys: of a member of the team blue, of another one, of the team's admin, and of a user without a team. */
let mia: string
let max: string
let boss: string
let solo: string
let day: string

beforeAll(async () => {
  gw = await harness({
    yaml: "litellm_settings: {default_internal_user_params: {available_teams: [open, blue, nowhere]}}",
  })
  day = new Date(gw.clock.now()).toISOString().slice(0, 10)
  await gw.send("POST", "/organization/new", { organization_id: "acme", organization_alias: "Acme" })
  await gw.send("POST", "/team/new", {
    team_id: "blue",
    organization_id: "acme",
    members_with_roles: [{ user_id: "mia" }, { user_id: "max" }, { user_id: "boss", role: "admin" }],
  })
  await gw.send("POST", "/team/new", { team_id: "open", team_alias: "Open to all", team_member_budget: 5 })
  mia = await gw.key({ team_id: "blue", user_id: "mia", key_alias: "mia's" })
  max = await gw.key({ team_id: "blue", user_id: "max" })
  boss = await gw.key({ user_id: "boss" })
  await gw.send("POST", "/user/new", { user_id: "solo", auto_create_key: false })
  solo = await gw.key({ user_id: "solo" })
  for (const key of [mia, mia, max, solo]) await chat(key)
  await chat(mia, { model: "ok" })
})
afterAll(() => gw.close())

const chat = (key: string, more: Record<string, unknown> = {}) =>
  gw.send(
    "POST",
    "/v1/chat/completions",
    { model: "usage-100-20", messages: [{ role: "user", content: "Hello" }], max_tokens: 20, ...more },
    { key },
  )

type Row = { api_key: string; total_cost: number; model_details: { model: string; requests: number }[] }
async function report(path: string, key?: string): Promise<Row[]> {
  const joint = path.includes("?") ? "&" : "?"
  const options = key === undefined ? {} : { key }
  const sent = await gw.send("GET", `${path}${joint}start_date=${day}&end_date=${day}`, undefined, options)
  expect(sent.status, sent.text).toBe(200)
  return sent.json as unknown as Row[]
}
async function refused(path: string, key?: string): Promise<[number, unknown]> {
  const joint = path.includes("?") ? "&" : "?"
  const options = key === undefined ? {} : { key }
  const sent = await gw.send("GET", `${path}${joint}start_date=${day}&end_date=${day}`, undefined, options)
  return [sent.status, (sent.json.error as { param?: unknown } | undefined)?.param]
}
const keysOf = (rows: readonly Row[]) => rows.map((row) => row.api_key).sort()
const tokens = (...keys: string[]) => keys.map(sha256Hex).sort()

describe("what a team spent by key and model", () => {
  it("is what the log has of each key, and the same as a table", async () => {
    const rows = await report("/team/spend/report?team_id=blue")
    expect(rows).toMatchObject([
      {
        api_key: sha256Hex(mia),
        key_alias: "mia's",
        model_details: [
          { model: "usage-100-20", team_id: "blue", requests: 2, total_cost: 2 * COST_USD, total_input_tokens: 200 },
          { model: "ok", team_id: "blue", requests: 1 },
        ],
      },
      { api_key: sha256Hex(max), total_cost: COST_USD, total_input_tokens: 100, total_output_tokens: 20 },
    ])
    const csv = await gw.send("GET", `/team/spend/report?team_id=blue&start_date=${day}&end_date=${day}&format=csv`)
    const lines = csv.text.trim().split(/\r?\n/)
    expect(lines[0]).toBe("api_key,key_alias,team_id,model,requests,prompt_tokens,completion_tokens,spend")
    expect(lines).toHaveLength(4)
    expect(lines[1]).toContain(`blue,usage-100-20,2,200,40,${2 * COST_USD}`)
  })

  it("is told by day, too", async () => {
    const path = "/team/daily/activity?team_ids=blue,open"
    const { results } = (await report(path)) as unknown as { results: { breakdown: Record<string, never> }[] }
    const keys = {
      [sha256Hex(mia)]: { metrics: { api_requests: 3 }, metadata: { key_alias: "mia's", team_id: "blue" } },
      [sha256Hex(max)]: { metrics: { api_requests: 1, spend: COST_USD } },
    }
    expect(results).toMatchObject([
      { breakdown: { api_keys: keys, entities: { blue: { metrics: { api_requests: 4 }, api_key_breakdown: keys } } } },
    ])
    const csv = await gw.send("GET", `${path}&start_date=${day}&end_date=${day}&format=csv`)
    expect(csv.text).toMatch(/^date,team,alias,api_requests,[^\n]+\n\S+,blue,,4,0,/)
  })

  it("is seen whole by its admin, and by a member as far as it is their own", async () => {
    expect(keysOf(await report("/team/spend/report?team_id=blue", boss))).toEqual(tokens(mia, max))
    expect(keysOf(await report("/team/spend/report", mia))).toEqual(tokens(mia))
    expect(await refused("/team/spend/report?team_id=blue", solo)).toEqual([403, "team_id"])
  })
})

describe("what a key, a user and an organization spent", () => {
  it("is one's own without a name, and nobody else's", async () => {
    expect(keysOf(await report("/key/spend/report", mia))).toEqual(tokens(mia))
    expect(keysOf(await report(`/key/spend/report?api_key=${solo}`))).toEqual(tokens(solo))
    expect(await report(`/key/spend/report?api_key=${sha256Hex(solo)}`, mia)).toEqual([])
    expect(keysOf(await report("/user/spend/report", solo))).toEqual(tokens(solo))
    expect(keysOf(await report("/user/spend/report?internal_user_id=mia"))).toEqual(tokens(mia))
    expect(await refused("/user/spend/report?internal_user_id=mia", solo)).toEqual([403, "internal_user_id"])
    expect(keysOf(await report("/organization/spend/report?organization_id=acme"))).toEqual(tokens(mia, max))
    expect((await refused("/organization/spend/report?organization_id=acme", mia))[0]).toBe(403)
  })

  it("needs days in their order, and somebody to ask about", async () => {
    expect(await refused("/user/spend/report")).toEqual([400, "internal_user_id"])
    const dates = "start_date=2026-03-02&end_date=2026-03-01"
    expect((await gw.send("GET", `/key/spend/report?api_key=${mia}&${dates}`)).status).toBe(400)
    expect((await gw.send("GET", `/key/spend/report?api_key=${mia}&start_date=soon&end_date=${day}`)).status).toBe(400)
  })
})

describe("use by model and day", () => {
  it("adds up to everything, and to one's own for a user", async () => {
    const all = (await report("/global/activity/model")) as unknown as { model: string; sum_api_requests: number }[]
    expect(all.map(({ model, sum_api_requests: n }) => [model, n])).toEqual([
      ["usage-100-20", 4],
      ["ok", 1],
    ])
    const own = await report("/global/activity/model", solo)
    expect(own).toEqual([
      {
        model: "usage-100-20",
        daily_data: [{ date: day, api_requests: 1, total_tokens: 120 }],
        sum_api_requests: 1,
        sum_total_tokens: 120,
      },
    ])
  })
})

describe("teams that are open to every user", () => {
  it("can be joined by oneself, as a plain member with the team's limits", async () => {
    const open = await gw.send("GET", "/team/available", undefined, { key: solo })
    expect(open.json).toEqual([
      { team_id: "open", team_alias: "Open to all", models: [] },
      { team_id: "blue", team_alias: null, models: [] },
    ])
    const join = (fields: Record<string, unknown>, key = solo) =>
      gw.send("POST", "/team/member_add", { team_id: "open", ...fields }, { key })
    expect((await join({ member: { user_id: "mia" } })).status, "somebody else").toBe(403)
    expect((await join({ member: { user_id: "solo", role: "admin" } })).status, "as its admin").toBe(403)
    expect((await join({ member: { user_id: "solo" }, max_budget_in_team: 99 })).status, "with a budget").toBe(403)
    expect((await join({ member: [{ user_id: "solo" }, { user_id: "mia" }] })).status, "with others").toBe(403)
    const joined = await join({ member: [{ role: "user", user_id: "solo" }] })
    expect([joined.status, joined.json.updated_team_memberships]).toMatchObject([
      200,
      [{ user_id: "solo", max_budget: 5 }],
    ])
    await gw.send("POST", "/team/member_update", { team_id: "open", user_id: "solo", max_budget_in_team: 1 })
    expect((await join({ member: { user_id: "solo" } })).status, "again, for the limits of the new").toBe(403)
    expect((await gw.send("GET", "/team/available", undefined, { key: solo })).json).toHaveLength(1)
  })
})

describe("the reset of all spend", () => {
  it("begins new windows of keys and teams, and leaves every record as it was", async () => {
    const limit = { max_budget: COST_USD, budget_duration: "1mo" }
    const key = await gw.key({ ...limit, model_max_budget: { "usage-100-20": COST_USD }, team_id: "blue" })
    expect([(await chat(key)).status, (await chat(key)).status]).toEqual([200, 429])
    expect((await gw.send("POST", "/global/spend/reset", {}, { key: boss })).status).toBe(403)
    const logged = async () =>
      (await gw.db.sql`select count(*)::int as n, sum(spend_nano)::text as nano from spend_logs`)[0]
    await gw.flush()
    const before = await logged()
    const reset = await gw.send("POST", "/global/spend/reset", {})
    expect(reset.json).toMatchObject({ status: "success", teams: 1 })
    expect(await logged()).toEqual(before)
    const info = (await gw.send("GET", `/key/info?key=${key}`)).json.info
    expect(info).toMatchObject({ spend: 0, total_spend: COST_USD })
    expect((await chat(key)).status).toBe(200)
    expect((await chat(key)).status).toBe(429)
    await gw.flush()
    expect((await gw.send("GET", "/spend/verify")).json).toMatchObject({ ok: true, differences: [] })
  })
})
