import { afterAll, expect, it } from "vitest"
import { scratchDatabase } from "./scratch"

const made: { drop(): Promise<void> }[] = []
const scratch = async () => {
  const one = await scratchDatabase()
  made.push(one)
  return one.db
}
afterAll(() => Promise.all(made.map((one) => one.drop())))

it("scratch databases are migrated and apart from each other", async () => {
  const [a, b] = await Promise.all([scratch(), scratch()])
  await a.sql`insert into keys (token, key_name) values ('t', 'sk-...t')`
  expect(await a.sql`select token from keys`).toEqual([{ token: "t" }])
  expect(await b.sql`select token from keys`).toEqual([])
})

it("a dropped scratch database is gone from the server", async () => {
  const db = await scratch()
  const { drop, db: other } = await scratchDatabase()
  const name = other.sql.options.database
  const named = () => db.sql`select 1 from pg_database where datname = ${name}`
  expect(await named()).toHaveLength(1)
  await drop()
  expect(await named()).toHaveLength(0)
})
