import { cacheContract } from "#lib/store/cache-contract"
import { MemoryCacheStore } from "./cache-store"

cacheContract("answers in memory", async () => {
  let now = 1_000_000
  const store = new MemoryCacheStore({ now: () => now })
  const pass = async (ms: number) => {
    now += ms
  }
  return { store, pass, end: async () => undefined }
})
