import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { CacheStore } from "./cache-store"

/** A store to test, and its clock. */
export interface CacheUnderTest {
  readonly store: CacheStore
  /** Time passes. */
  pass(ms: number): Promise<void>
  end(): Promise<void>
}

/** What every store of answers promises, wherever it keeps them. */
export function cacheContract(name: string, make: () => Promise<CacheUnderTest>): void {
  describe(name, () => {
    let made: CacheUnderTest
    beforeAll(async () => {
      made = await make()
    })
    afterAll(async () => {
      await made.store.close()
      await made.end()
    })

    it("gives back what was kept, every character of it", async () => {
      const value = JSON.stringify({ text: "naïve \u0000 \ud83d\ude00 'quotes' \\ \t", list: [1, null] })
      await made.store.set("one", value, 1_000)
      expect(await made.store.get("one")).toBe(value)
      expect(await made.store.get("other")).toBeNull()
      await made.store.set("one", "newer", 1_000)
      expect(await made.store.get("one")).toBe("newer")
    })

    it("forgets it when its time is over", async () => {
      await made.store.set("short", "value", 40)
      await made.store.set("long", "value", 60_000)
      await made.pass(50)
      expect([await made.store.get("short"), await made.store.get("long")]).toEqual([null, "value"])
    })

    it("deletes what is named, clears everything", async () => {
      for (const key of ["a", "b", "c"]) await made.store.set(key, key, 60_000)
      await made.store.delete(["a", "unknown"])
      expect([await made.store.get("a"), await made.store.get("b")]).toEqual([null, "b"])
      await made.store.clear()
      expect([await made.store.get("b"), await made.store.get("c")]).toEqual([null, null])
      await made.store.ping()
    })
  })
}
