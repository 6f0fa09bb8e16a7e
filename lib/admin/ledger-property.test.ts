import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { Price } from "#lib/catalog/price"
import { UTC_CALENDAR } from "#lib/core/budget-calendar"
import { versionOf } from "#lib/router/bill"
import { seeded } from "#lib/testing/simulate-routing"
import { billed, priced } from "./reprice/test-rows"
import { adminHarness, type Harness } from "./test-harness"

const MARCH = { start_date: "2026-03-01", end_date: "2026-03-31" }

let gw: Harness
/** What every model costs now. */
let price: Price

beforeEach(async () => {
  price = priced(1000, 4000)
  gw = await adminHarness({ priceOfRow: () => ({ price, version: versionOf(price), believesProvider: false }) })
})
afterEach(() => gw.drop())

/** What may happen to money, in any order. */
async function anything(below: (n: number) => number, settled: { count: number }): Promise<string> {
  const keys = ["sk-property-key-one", "sk-property-key-two"]
  const key = keys[below(2)] ?? ""
  const person = `c${below(2)}`
  const call = async (route: string, body: Record<string, unknown>) => {
    const { status } = await gw.call(route, { body })
    return `${route} ${JSON.stringify(body)}: ${status}`
  }
  switch (below(22)) {
    case 0:
      return call("POST /key/generate", { key, spend: below(3), team_id: below(2) === 0 ? "blue" : null, user_id: "u" })
    case 1:
      return call("POST /key/update", { key, spend: below(5) })
    case 2:
      return call(`POST /key/${key}/reset_spend`, { reset_to: 0 })
    case 3:
      return call("POST /key/update", { key, budget_duration: [null, "1d", "1h", "30d"][below(4)] })
    case 4:
      return below(3) === 0 ? call("POST /key/delete", { keys: [key] }) : "nothing"
    case 5:
      return call("POST /customer/new", {
        user_id: person,
        spend: below(3),
        ...(below(2) === 0 ? { budget_duration: "1h" } : {}),
      })
    case 6:
      return below(3) === 0 ? call("POST /customer/delete", { user_ids: [person] }) : "nothing"
    case 7:
      return call("POST /team/update", { team_id: "blue", budget_duration: [null, "1h"][below(2)] })
    case 8:
      gw.state.nowMs += below(3) * 3_600_000 + below(1000)
      return `it is ${new Date(gw.state.nowMs).toISOString()}`
    case 9:
      price = priced(below(5) * 1000, below(5) * 1000 + 1)
      return "another price"
    case 10:
      return call("POST /spend/reprice", { ...MARCH, dry_run: false })
    default:
      return settle(key, person, { below, settled })
  }
}

/** A request of this key for this customer, charged to the windows everybody is in, or sometimes to those of an hour ago. */
async function settle(
  key: string,
  person: string,
  { below, settled }: { below: (n: number) => number; settled: { count: number } },
): Promise<string> {
  const found = (await gw.call("GET /key/info", { query: { key } })).body.info
  const token = found?.token ?? "master"
  const now = gw.state.nowMs - (below(4) === 0 ? 3_600_000 : 0)
  const [own] = await gw.db
    .sql`select budget_duration, window_started_at, budget_reset_at from keys where token = ${token}`
  const names = [...(found?.team_id ? ["team:blue"] : ["user:u"]), `customer:${person}`]
  const accounts = await gw.db.sql`
    select kind || ':' || id as name, budget_duration, window_started_at, budget_reset_at from accounts
    where kind || ':' || id = any(${names})`
  const windowOf = (row: Record<string, unknown>) =>
    UTC_CALENDAR.current(
      {
        budgetDuration: row.budget_duration as string | null,
        windowStartedAt: (row.window_started_at as Date).getTime(),
        budgetResetAt: (row.budget_reset_at as Date | null)?.getTime() ?? null,
      },
      now,
    ).startedAt
  const row = billed(price, {
    request_id: `p-${settled.count++}`,
    api_key: token,
    team_id: found?.team_id ?? null,
    user_id: "u",
    end_user: person,
    tags: below(2) === 0 ? ["x"] : [],
    started_at: now,
    prompt_tokens: below(1000),
    completion_tokens: below(1000),
    window_started_at: own === undefined ? 0 : windowOf(own),
    charged_to: accounts.map((account) => `${windowOf(account)}:${account.name}`),
    ...(below(5) === 0 ? { further: { searches: below(3), service_tier: "flex" } } : {}),
  })
  await gw.logs([row])
  return `${row.request_id} costs ${row.spend_nano}`
}

describe("whatever happens, and in any order", () => {
  test.each([1, 2, 3, 4, 5, 30])(
    "requests and entries come to every balance and aggregate, to the nano-dollar (seed %i)",
    async (seed) => {
      const random = seeded(seed)
      const below = (n: number) => Math.floor(random() * n)
      const settled = { count: 0 }
      await gw.call("POST /team/new", { body: { team_id: "blue" } })
      const story: string[] = []
      for (let step = 0; step < 80; step++) {
        story.push(await anything(below, settled))
        gw.state.nowMs++
        const { body } = await gw.call("GET /spend/verify")
        if (!body.ok)
          throw new Error(`${JSON.stringify(body.differences, null, 1)} after\n${story.slice(-15).join("\n")}`)
      }
      expect(settled.count).toBeGreaterThan(5)
      const preview = (await gw.call("POST /spend/reprice", { body: MARCH })).body
      const ran = (await gw.call("POST /spend/reprice", { body: { ...MARCH, dry_run: false } })).body
      expect([ran.rows, ran.changed, ran.spend_after]).toEqual([preview.rows, preview.changed, preview.spend_after])
      const again = (await gw.call("POST /spend/reprice", { body: { ...MARCH, dry_run: false } })).body
      expect(again).toMatchObject({ changed: 0, difference: 0 })
      expect((await gw.call("GET /spend/verify")).body.ok).toBe(true)
    },
  )
})
