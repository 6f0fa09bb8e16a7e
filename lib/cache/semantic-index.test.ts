import { describe, expect, it } from "vitest"
import { unitVector, vectorBytes, vectorFrom } from "#lib/core/vector"
import { scratchDatabase } from "#lib/db/scratch"
import { PostgresVectorStore } from "#lib/store/postgres/vector-store"
import { MAX_CANDIDATES, SemanticIndex } from "./semantic-index"

const NOW = 1_800_000_000_000
const clock = { at: NOW, now: () => clock.at }
const vector = (...values: number[]) => unitVector(values) ?? new Float32Array()
const kept = (key: string, given: Float32Array, ttlMs = 60_000) => ({ key, vector: given, expiresAt: NOW + ttlMs })

describe("in memory", () => {
  it("the nearest comes first, and what is less similar than asked not at all", async () => {
    const index = new SemanticIndex({ clock, store: null })
    await index.add("s", kept("right", vector(1, 0)))
    await index.add("s", kept("near", vector(0.9, 0.1)))
    await index.add("s", kept("far", vector(0, 1)))
    await index.add("other", kept("elsewhere", vector(1, 0)))
    await index.add("s", kept("another model's", vector(1, 0, 0)))
    expect((await index.near("s", vector(1, 0), 0.9)).map(({ key }) => key)).toEqual(["right", "near"])
    index.forget("s", "right")
    expect((await index.near("s", vector(1, 0), 0.9)).map(({ key }) => key)).toEqual(["near"])
  })

  it("is bounded: the newest of a scope stay, and scopes nobody asks for go", async () => {
    const index = new SemanticIndex({ clock, store: null })
    for (let i = 0; i <= MAX_CANDIDATES; i++) await index.add("s", kept(`k${i}`, vector(1, 0)))
    const keys = (await index.near("s", vector(1, 0), 0.5)).map(({ key }) => key)
    expect([keys.length, keys.includes("k0")]).toEqual([MAX_CANDIDATES, false])
    const small = new SemanticIndex({ clock, store: null, maxBytes: 2_000 })
    for (const scope of ["a", "b", "c", "d", "e"]) await small.add(scope, kept("k", vector(1, 0)))
    const left = await Promise.all(["a", "e"].map((scope) => small.near(scope, vector(1, 0), 0.5)))
    expect(left.map((near) => near.length)).toEqual([0, 1])
  })

  it("forgets what has expired", async () => {
    const index = new SemanticIndex({ clock, store: null })
    await index.add("s", kept("short", vector(1, 0), 10))
    clock.at = NOW + 11
    expect(await index.near("s", vector(1, 0), 0.5)).toEqual([])
    clock.at = NOW
  })
})

it("in Postgres, each process sees what others add and change, and nothing of what was cleared", async () => {
  const { db, drop } = await scratchDatabase()
  const open = () => new SemanticIndex({ clock, store: new PostgresVectorStore(db, clock) })
  const [one, two] = [open(), open()]
  const keys = async (index: SemanticIndex) => (await index.near("s", vector(1, 0), 0.9)).map(({ key }) => key)
  await one.add("s", kept("a", vector(1, 0)))
  expect([await keys(one), await keys(two)]).toEqual([["a"], ["a"]])
  await two.add("s", kept("a", vector(0, 1)))
  await two.add("s", kept("b", vector(1, 0)))
  expect(await keys(one)).toEqual(["b"])
  await one.delete(["b"])
  expect([await keys(one), await keys(open())]).toEqual([[], []])
  await one.clear()
  expect([...(await db.sql`select 1 from semantic_vectors`)]).toEqual([])
  await drop()
})

it("a vector comes back from its bytes as it was, and what is none is refused", () => {
  const made = vector(3, 4)
  expect([...vectorFrom(vectorBytes(made))]).toEqual([...made])
  expect(made[0]).toBeCloseTo(0.6)
  for (const wrong of [[], [0, 0], [1, "2"], [Number.NaN], "text", null]) expect(unitVector(wrong)).toBeNull()
})
