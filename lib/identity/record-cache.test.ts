import { describe, expect, it } from "vitest"
import type { KeyRecord } from "./caller"
import { RecordCache } from "./record-cache"

function record(token: string): KeyRecord {
  return { token } as KeyRecord
}

function setUp() {
  const time = { ms: 1_000 }
  const reads: string[] = []
  const cache = new RecordCache<KeyRecord>({
    what: "This key",
    read: async (token) => {
      reads.push(token)
      return record(token)
    },
    clock: { now: () => time.ms },
    ttlMs: 60_000,
    missTtlMs: 5_000,
    max: 100,
    readTimeoutMs: 900,
  })
  return { time, reads, cache }
}

describe("when news of changes may have been missed", () => {
  it("every key that is known serves once more and is read anew, however many there are", async () => {
    const { cache, reads } = setUp()
    const tokens = ["a", "b", "c", "d", "e"]
    for (const token of tokens) await cache.get(token)
    reads.length = 0
    cache.doubtAll()
    for (const token of tokens) expect(cache.get(token)).toEqual(record(token))
    expect(reads.toSorted()).toEqual(tokens)
    await new Promise((resolve) => setImmediate(resolve))
    for (const token of tokens) expect(cache.get(token)).toEqual(record(token))
    expect(reads).toHaveLength(tokens.length)
  })
})
