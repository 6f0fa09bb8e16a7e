import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Database } from "#lib/db/open"
import { scratchDatabase } from "#lib/db/scratch"
import { spendRow } from "#lib/testing/spend-row"
import { rowLine, type SpendRow } from "./spend-row"
import { Totals } from "./totals"
import { writeNewRows, writeRowsOnce } from "./write-rows"

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const scratch = await scratchDatabase()
  db = scratch.db
  drop = scratch.drop
})
afterAll(() => drop())

const DAY = 86_400_000
const NOON = Date.parse("2026-03-10T12:30:00.123Z")
let made = 0

const row = (fields: Partial<SpendRow> = {}) =>
  spendRow({ request_id: `r${made++}`, started_at: NOON, first_token_at: NOON + 5, ended_at: NOON + 10, ...fields })

function writeNew(rows: readonly SpendRow[]): Promise<void> {
  const totals = new Totals()
  for (const each of rows) totals.add(each)
  return writeNewRows({ db }, rows.map(rowLine), totals)
}
const writeOnce = (rows: readonly SpendRow[]) => writeRowsOnce({ db }, rows.map(rowLine))

async function newKey(token: string): Promise<void> {
  await db.sql`insert into keys (token, key_name) values (${token}, 'sk-...test')`
}
async function state(token: string) {
  const [key] =
    await db.sql`select spend_nano, total_spend_nano, window_started_at, last_active from keys where token = ${token}`
  const [log] =
    await db.sql`select count(*)::int as rows, coalesce(sum(spend_nano), 0)::bigint as spend from spend_logs where api_key = ${token}`
  const [hourly] = await db.sql`
    select coalesce(sum(requests), 0)::int as rows, coalesce(sum(spend_nano), 0)::bigint as spend, coalesce(sum(failures), 0)::int as failures
    from usage_hourly where api_key = ${token}`
  return { key, log, hourly }
}

describe.each([
  ["new rows", writeNew],
  ["rows of which some may be there", writeOnce],
] as const)("%s", (name, write) => {
  const token = (part: string) => `${name}-${part}`

  it("log, hourly aggregates and key spend agree", async () => {
    const api_key = token("sums")
    await newKey(api_key)
    await write([
      row({ api_key }),
      row({ api_key, status: "failure", spend_nano: 7 }),
      row({ api_key, started_at: NOON + DAY, spend_nano: 1 }),
    ])
    const s = await state(api_key)
    expect(s.log).toEqual({ rows: 3, spend: 108 })
    expect(s.hourly).toEqual({ rows: 3, spend: 108, failures: 1 })
    expect(s.key).toMatchObject({ spend_nano: 108, total_spend_nano: 108, last_active: new Date(NOON + 10) })
  })

  it("what is charged to a deployment's budget has hours of its own, by the name of that budget", async () => {
    const api_key = token("deployment")
    const of = (id: string) => ({ api_key, charged_to: ["0:tag:x:deployment:y", `${DAY}:deployment:${name}/${id}`] })
    await write([row(of("1d")), row({ ...of("1d"), spend_nano: 7 }), row(of("30d:x")), row({ api_key })])
    const hours = await db.sql`
      select id, requests::int, spend_nano from subject_hourly where kind = 'deployment' and id like ${`${name}/%`} order by id`
    expect([...hours]).toEqual([
      { id: `${name}/1d`, requests: 2, spend_nano: 107 },
      { id: `${name}/30d:x`, requests: 1, spend_nano: 100 },
    ])
  })

  it("a turned budget window starts the key's spend anew; late rows of the old one count for its life only", async () => {
    const api_key = token("window")
    await newKey(api_key)
    await write([row({ api_key, window_started_at: DAY, spend_nano: 5 })])
    await write([
      row({ api_key, window_started_at: DAY, spend_nano: 1 }),
      row({ api_key, window_started_at: 2 * DAY, spend_nano: 3 }),
    ])
    await write([row({ api_key, window_started_at: DAY, spend_nano: 10 })])
    expect((await state(api_key)).key).toMatchObject({
      spend_nano: 3,
      total_spend_nano: 19,
      window_started_at: new Date(2 * DAY),
    })
  })

  it("keeps every character a request can hold, and replaces what Postgres cannot", async () => {
    const hostile = 'tab\t nl\n cr\r bs\\ \\N \\. quote\' "dq" é 🚀 {a,b} nul\0 half\ud800.'
    const kept = 'tab\t nl\n cr\r bs\\ \\N \\. quote\' "dq" é 🚀 {a,b} nul\ufffd half\ufffd.'
    const one = row({
      api_key: token("text"),
      end_user: hostile,
      tags: [hostile, ""],
      metadata: { hostile },
      request: { hostile },
    })
    await write([one])
    const [stored] = await db.sql`select * from spend_logs where request_id = ${one.request_id}`
    expect(stored).toMatchObject({
      end_user: kept,
      tags: [kept, ""],
      metadata: { hostile: kept },
      request: { hostile: kept },
      response: null,
    })
    expect(stored?.started_at).toEqual(new Date(NOON))
  })
})

describe("writing once", () => {
  it("counts a row that is there nowhere again", async () => {
    const api_key = "once"
    await newKey(api_key)
    const [first, second] = [row({ api_key }), row({ api_key })]
    await writeNew([first])
    expect(await writeOnce([first, second, second])).toBe(1)
    const s = await state(api_key)
    expect([s.log?.rows, s.hourly?.rows, s.key?.total_spend_nano]).toEqual([2, 2, 200])
  })

  it("a refused batch leaves nothing behind", async () => {
    const api_key = "refused"
    const one = row({ api_key })
    await writeNew([one])
    await expect(writeNew([row({ api_key }), one])).rejects.toMatchObject({ code: "25P02" })
    expect((await state(api_key)).hourly).toMatchObject({ rows: 1 })
  })

  it("many writers at once on the same keys and hours end with exact sums", async () => {
    const keys = ["c1", "c2", "c3"]
    for (const key of keys) await newKey(key)
    await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        writeNew(keys.flatMap((api_key) => Array.from({ length: 5 }, () => row({ api_key, spend_nano: i }))).reverse()),
      ),
    )
    for (const key of keys) expect((await state(key)).key?.total_spend_nano).toBe(5 * 66)
  })
})
