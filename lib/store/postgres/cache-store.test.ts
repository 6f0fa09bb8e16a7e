import { expect, it } from "vitest"
import { scratchDatabase } from "#lib/db/scratch"
import { cacheContract } from "#lib/store/cache-contract"
import { PostgresCacheStore } from "./cache-store"

cacheContract("answers in Postgres", async () => {
  const { db, drop } = await scratchDatabase()
  let now = Date.now()
  const store = new PostgresCacheStore(db, { now: () => now })
  const pass = async (ms: number) => {
    now += ms
  }
  return { store, pass, end: drop }
})

it("rows over their time are removed as new ones come", async () => {
  const { db, drop } = await scratchDatabase()
  let now = Date.now()
  const store = new PostgresCacheStore(db, { now: () => now })
  await store.set("old", "value", 1_000)
  now += 120_000
  await store.set("new", "value", 1_000)
  expect((await db.sql`select key from response_cache`).map(({ key }) => key)).toEqual(["new"])
  await drop()
})
