import { z } from "zod"
import { usdFromNano } from "#lib/core/money"
import type { AdminContext } from "../context"
import { readSnapshot } from "../spend/read"
import type { RepriceAsk } from "./ask"
import { repricer, SKIPS, type Skip } from "./bill"
import { type Cursor, nextRows } from "./rows"

const ROWS_AT_ONCE = 5_000
const MAX_NAMED = 100

const count = z.number()
const usd = z.number()
const Changes = z
  .array(z.object({ name: z.string(), requests: count, difference: usd.describe("Dollars") }))
  .describe(`The ${MAX_NAMED} that change most`)

export const Preview = z.object({
  rows: count.describe("Requests that were looked at"),
  changed: count.describe("Of them, those that cost something else"),
  skipped: z.object(Object.fromEntries(SKIPS.map((skip) => [skip, count])) as Record<Skip, typeof count>),
  spend_before: usd,
  spend_after: usd,
  difference: usd,
  by_key: Changes,
  by_team: Changes,
  by_model: Changes,
})

/** What a run would change, from one snapshot; nothing is written. */
export async function previewReprice(ctx: AdminContext, ask: RepriceAsk): Promise<z.output<typeof Preview>> {
  const bill = repricer(ctx, ask)
  const [byKey, byTeam, byModel] = [new Sums(), new Sums(), new Sums()]
  const skipped = Object.fromEntries(SKIPS.map((skip) => [skip, 0])) as Record<Skip, number>
  let [rows, changed, before, after] = [0, 0, 0, 0]
  await readSnapshot(ctx.db, async (sql) => {
    for (let cursor: Cursor | null = null, last = false; !last; ) {
      const page = await nextRows(sql, ask, { after: cursor, limit: ROWS_AT_ONCE })
      last = page.length < ROWS_AT_ONCE
      for (const row of page) {
        cursor = { at: row.started_at, id: row.request_id }
        const made = bill(row)
        const nano = "skip" in made ? row.spend_nano : made.nano
        rows++
        before += row.spend_nano
        after += nano
        if ("skip" in made) skipped[made.skip]++
        if (nano === row.spend_nano) continue
        changed++
        byKey.add(row.api_key, nano - row.spend_nano)
        byTeam.add(row.team_id ?? "", nano - row.spend_nano)
        byModel.add(row.model_group, nano - row.spend_nano)
      }
    }
  })
  return {
    rows,
    changed,
    skipped,
    spend_before: usdFromNano(before),
    spend_after: usdFromNano(after),
    difference: usdFromNano(after - before),
    by_key: byKey.largest(),
    by_team: byTeam.largest(),
    by_model: byModel.largest(),
  }
}

class Sums {
  readonly #of = new Map<string, { requests: number; nano: number }>()

  add(name: string, nano: number): void {
    const sum = this.#of.get(name) ?? { requests: 0, nano: 0 }
    this.#of.set(name, { requests: sum.requests + 1, nano: sum.nano + nano })
  }

  largest(): z.output<typeof Changes> {
    return [...this.#of]
      .sort(([, a], [, b]) => Math.abs(b.nano) - Math.abs(a.nano))
      .slice(0, MAX_NAMED)
      .map(([name, { requests, nano }]) => ({ name, requests, difference: usdFromNano(nano) }))
  }
}
