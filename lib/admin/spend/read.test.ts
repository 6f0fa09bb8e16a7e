import { afterAll, beforeAll, expect, test } from "vitest"
import { scratchDatabase } from "#lib/db/scratch"
import { readSnapshot } from "./read"

let scratch: Awaited<ReturnType<typeof scratchDatabase>>
beforeAll(async () => {
  scratch = await scratchDatabase()
})
afterAll(() => scratch.drop())

test("a report is planned for what is asked, however often its like was asked before", async () => {
  const generic = await readSnapshot(scratch.db, async (sql) => {
    for (let i = 0; i < 8; i++)
      await sql`select sum(spend_nano) from subject_hourly where kind = ${`kind ${i}`} and hour >= ${new Date(i)}`
    return sql<{ plans: number }[]>`
      select coalesce(sum(generic_plans), 0)::int as plans from pg_prepared_statements where statement like 'select sum(spend_nano)%'`
  })
  expect(generic[0]?.plans).toBe(0)
})
