import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { createJob, findJob } from "#lib/admin/reprice/run"
import { priceOf } from "#lib/catalog/price"
import { makeLog } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { scratchDatabase } from "#lib/db/scratch"
import type { Caller } from "#lib/identity/caller"
import { rowLine } from "#lib/ledger/spend-row"
import { writeRowsOnce } from "#lib/ledger/write-rows"
import { spendRow } from "#lib/testing/spend-row"
import { LedgerUpkeep } from "./ledger-upkeep"

const EVENING = Date.parse("2026-03-10T22:00:00Z")
const HOUR = 3_600_000
const caller: Caller = { kind: "master", role: "proxy_admin", keyId: "master", key: null }

let db: Database
let drop: () => Promise<void>
let now: number
let logged: string[]

beforeEach(async () => {
  ;({ db, drop } = await scratchDatabase())
  now = EVENING
  logged = []
})
afterEach(() => drop())

const price = priceOf({ input_cost_per_token: 1e-6, output_cost_per_token: 1e-6 })
function parts() {
  if (price === null) throw new Error("no price")
  return {
    db,
    caller,
    clock: { now: () => now },
    log: makeLog("debug", (line) => logged.push(line)),
    priceOfRow: () => ({ price, version: "v", believesProvider: false }),
    keyChanged: async () => undefined,
    accountChanged: async () => undefined,
  }
}
/** The log began before the last night. */
const oldRequest = () =>
  writeRowsOnce({ db }, [rowLine(spendRow({ request_id: "old", started_at: EVENING - 48 * HOUR }))])
const checks = () => db.sql<{ ok: boolean; at: Date }[]>`select ok, at from ledger_checks order by id`

describe("the nightly check", () => {
  test("is made once a night by one of all processes, and at once when a night was missed; a log that began today waits for its first", async () => {
    await new LedgerUpkeep(parts()).round()
    expect(await checks()).toHaveLength(0)
    await oldRequest()
    const [one, other] = [new LedgerUpkeep(parts()), new LedgerUpkeep(parts())]
    await Promise.all([one.round(), other.round()])
    expect(await checks()).toHaveLength(1)
    now += 4 * HOUR
    await one.round()
    expect(await checks()).toHaveLength(1)
    now += 2 * HOUR
    await Promise.all([one.round(), other.round(), one.round()])
    expect((await checks()).map(({ at }) => at.toISOString())).toEqual([
      "2026-03-10T22:00:00.000Z",
      "2026-03-11T04:00:00.000Z",
    ])
    now += 72 * HOUR
    await other.round()
    expect(await checks()).toHaveLength(3)
    expect(logged.join("")).toContain("all sums of money agree")
  })

  test("a difference is an error in the log, and is kept", async () => {
    await writeRowsOnce({ db }, [rowLine(spendRow({ request_id: "r", started_at: EVENING - 48 * HOUR }))])
    await db.sql`update usage_hourly set spend_nano = 93`
    await new LedgerUpkeep(parts()).round()
    expect(await checks()).toMatchObject([{ ok: false }])
    expect(logged.join("")).toMatch(/"level":"error".*does not agree with itself.*"booked_nano":"93"/)
  })
})

test("a re-price run whose process died is brought to its end", async () => {
  await writeRowsOnce({ db }, [rowLine(spendRow({ request_id: "r", started_at: EVENING, model_id: "d" }))])
  const ask = { startMs: EVENING, endMs: EVENING + HOUR, model: null, provider: null, price: null }
  const id = await createJob(parts(), ask)
  await new LedgerUpkeep(parts()).round()
  expect(await findJob({ db }, id)).toMatchObject({ rows: 1, changed: 1, beforeNano: 100, afterNano: 15_000 })
})

test("when the database is away a round says so, and ends", async () => {
  await db.close()
  await new LedgerUpkeep(parts()).round()
  expect(logged.join("")).toContain("could not be looked after")
})
