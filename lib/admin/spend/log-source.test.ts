import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { derivedRequestId } from "#lib/core/ids"
import { ensurePartitions } from "#lib/ledger/partitions"
import { adminHarness, type Harness } from "../test-harness"
import { startOfRequest } from "./log-source"

const END = Date.parse("2026-03-10T00:00:00Z")
const MINUTE = 60_000
const ROWS = 60_000
let gw: Harness

/** Sixty thousand requests, one a minute; whoever is rare has some of the oldest. */
beforeAll(async () => {
  gw = await adminHarness()
  for (let at = END - ROWS * MINUTE; at < END; at += 7 * 1440 * MINUTE) await ensurePartitions(gw.db, at)
  const row = (i: number) => {
    const started_at = END - (ROWS - i) * MINUTE
    const rare = i % 100 === 0 && i < 1_000
    const request_id = derivedRequestId(started_at, `row ${i}`)
    return {
      request_id,
      call_id: rare ? `call-${i}` : request_id,
      started_at,
      end_user: rare ? "rare" : "busy",
      status: rare ? ("failure" as const) : ("success" as const),
      error_code: rare ? "odd" : null,
      model_id: rare ? "old-deployment" : "new-deployment",
    }
  }
  for (let i = 0; i < ROWS; i += 20_000) await gw.logs(Array.from({ length: 20_000 }, (_, n) => row(i + n)))
  await gw.db.sql`vacuum (analyze) spend_logs`
}, 60_000)
afterAll(() => gw.drop())

const page = async (query: Record<string, string>) => (await gw.call("GET /spend/logs/v2", { query })).body

describe("a page of a long log", () => {
  test.each([
    ["a customer of long ago", { end_user: "rare" }],
    ["failures of long ago", { status_filter: "failure" }],
    ["an error code of long ago", { error_code: "odd" }],
  ])("finds %s, all of them, newest first", async (_what, query) => {
    const { data, total, total_is_capped, next_cursor } = await page(query)
    expect([data.length, total, total_is_capped, next_cursor]).toEqual([10, 10, false, null])
    const times = data.map((row: { startTime: string }) => row.startTime)
    expect(times).toEqual([...times].sort().reverse())
  })

  test("in the hours of a customer, cursors walk through every row once", async () => {
    const seen: string[] = []
    for (let cursor: string | null = ""; cursor !== null; ) {
      const got: { data: { request_id: string }[]; next_cursor: string | null } = await page({
        end_user: "rare",
        page_size: "3",
        cursor,
      })
      seen.push(...got.data.map((row) => row.request_id))
      cursor = got.next_cursor
    }
    expect(new Set(seen).size).toBe(10)
    expect(seen).toEqual([...seen].sort().reverse())
  })

  test("a search nothing leads to reads a part at a time: the page ends early, and its cursor goes on from there", async () => {
    const first = await page({ model_id: "old-deployment" })
    expect([first.data.length, first.total_is_capped]).toEqual([0, true])
    expect(first.next_cursor).not.toBeNull()
    const ends: number[] = []
    for (let cursor: string | null = first.next_cursor; cursor !== null; ) {
      const part: { data: unknown[]; next_cursor: string | null } = await page({ model_id: "old-deployment", cursor })
      ends.push(part.data.length)
      cursor = part.next_cursor
    }
    expect(ends.reduce((sum, rows) => sum + rows, 0)).toBe(10)
    expect(ends.length).toBe(2)
  })

  test("a page far down begins where the one before it ended, and ends with the log", async () => {
    const at = async (n: number) => (await page({ page: String(n), page_size: "100" })).data
    const [before, after] = [await at(499), await at(500)]
    expect(Date.parse(before[99].startTime) - Date.parse(after[0].startTime)).toBe(MINUTE)
    expect(await at(ROWS / 100 + 1)).toEqual([])
    const failures = (n: number) => page({ status_filter: "failure", page_size: "4", page: String(n) })
    expect((await Promise.all([1, 2, 3, 4].map(failures))).map(({ data }) => data.length)).toEqual([4, 4, 2, 0])
  })

  test("a search reads what it may once: its pages, its count and where it goes on are of the same rows", async () => {
    const first = await page({ model_id: "new-deployment", page_size: "100" })
    const third = await page({ model_id: "new-deployment", page_size: "100", page: "3" })
    expect([first.total, first.total_is_capped, first.data.length, third.data.length]).toEqual([10_000, true, 100, 100])
    expect(Date.parse(first.data[0].startTime) - Date.parse(third.data[0].startTime)).toBe(200 * MINUTE)
    const following = await page({ model_id: "new-deployment", page_size: "100", cursor: first.next_cursor })
    expect(following.data).toEqual((await page({ model_id: "new-deployment", page_size: "100", page: "2" })).data)
  })

  test("a search finds letters whatever their case, those of other alphabets too", async () => {
    const [row] = (await page({ page_size: "1" })).data
    await gw.db.sql`update spend_logs set key_alias = 'Ärger im Büro' where request_id = ${row.request_id}`
    for (const search of ["ärger", "ÄRGER IM", "im b", "IM B"])
      expect(
        (await page({ search, page_size: "5" })).data.map((one: { request_id: string }) => one.request_id),
      ).toEqual([row.request_id])
  })

  test("an id of ours and one of a client lead to their row, wherever it is", async () => {
    const [row] = (await page({ end_user: "rare", page_size: "1" })).data
    expect(startOfRequest(row.request_id)).toBe(Date.parse(row.startTime))
    expect((await page({ request_id: row.request_id })).data).toEqual([row])
    expect((await page({ request_id: row.call_id })).data).toEqual([row])
    expect((await gw.call(`GET /spend/logs/${row.request_id}`)).body).toMatchObject(row)
    expect((await gw.call("GET /spend/logs", { query: { request_id: row.request_id } })).body).toHaveLength(1)
    expect((await page({ request_id: "nobody-has-it" })).data).toEqual([])
  })

  test("the plans read no partition from end to end", async () => {
    const plans = await gw.db.sql.begin(async (sql) => {
      const id = derivedRequestId(END - MINUTE, "row x")
      const explained = [
        await sql`explain select * from spend_logs where started_at = ${new Date(END - MINUTE)} and request_id = ${id}`,
        await sql`explain select * from spend_logs order by started_at desc, request_id desc limit 50`,
        await sql`explain select * from spend_logs where call_id = 'call-100' and call_id <> request_id`,
        await sql`explain select * from spend_logs where api_key = 'x' order by started_at desc, request_id desc limit 50`,
        await sql`explain select * from spend_logs where error_code = 'odd' and status <> 'success'
          order by started_at desc, request_id desc limit 50`,
        await sql`explain select started_at, request_id from spend_logs order by started_at desc, request_id desc limit 1 offset 50000`,
      ]
      return explained.map((lines) => lines.map((line) => String(line["QUERY PLAN"])).join("\n"))
    })
    for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on spend_logs_w202602/)
    expect(plans[5]).toMatch(/Index Only Scan/)
  })
})
