import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { LeaseAsk, LeaseStore } from "./leases"

/** A place where limits are divided, to test. */
export interface LeasesUnderTest {
  /** Another process on it. */
  join(name: string): LeaseStore
  /** This process was last seen so many seconds ago. */
  silence(name: string, seconds: number): Promise<void>
  end(): Promise<void>
}

const asking = (counter: string, more: Partial<LeaseAsk> = {}): LeaseAsk => ({
  counter,
  has: 0,
  need: 1,
  limit: 100,
  seed: 0,
  held: 1,
  spare: 0,
  mayOverdraw: false,
  ...more,
})

/** Processes of one test after the other, on the place that is tested. */
class World {
  made: LeasesUnderTest | null = null
  readonly #open: LeaseStore[] = []
  #count = 0

  place(): LeasesUnderTest {
    if (this.made === null) throw new Error("the place is not open yet")
    return this.made
  }

  /** Some processes that serve, and nobody else; the counter is nobody's yet. */
  async serving(processes: number): Promise<{ stores: LeaseStore[]; counter: string }> {
    await Promise.all(this.#open.splice(0).map((store) => store.leave([])))
    const stores = Array.from({ length: processes }, () => this.place().join(`process-${++this.#count}`))
    for (const store of stores) await store.beat()
    this.#open.push(...stores)
    return { stores, counter: `rpm:team:a b/ü:${++this.#count}` }
  }

  async two(): Promise<{ a: LeaseStore; b: LeaseStore; counter: string }> {
    const { stores, counter } = await this.serving(2)
    const [a, b] = stores
    if (a === undefined || b === undefined) throw new Error("there are two")
    return { a, b, counter }
  }
}

/** What every place promises where processes divide limits on rates and gauges. */
export function leaseContract(name: string, make: () => Promise<LeasesUnderTest>): void {
  describe(name, () => {
    const world = new World()
    beforeAll(async () => {
      world.made = await make()
    })
    afterAll(() => world.place().end())
    sharing(world)
    endings(world)
  })
}

function sharing(world: World): void {
  it("who is alone has all of it at once", async () => {
    const { stores, counter } = await world.serving(1)
    expect(await stores[0]?.ask(asking(counter))).toMatchObject({ granted: 100, others: 0, alone: true, spent: 0 })
    expect(await stores[0]?.ask(asking(counter))).toMatchObject({ granted: 0, others: 0 })
  })

  it("several get what they need and a share of the rest, and all of them never more than there is", async () => {
    const { stores, counter } = await world.serving(3)
    const answers = await Promise.all(
      Array.from({ length: 150 }, (_, i) => stores[i % 3]?.ask(asking(counter, { limit: 140 }))),
    )
    const granted = answers.map((answer) => answer?.granted ?? 0)
    expect(granted.reduce((sum, one) => sum + one, 0)).toBe(140)
    expect(answers.every((answer) => answer?.alone === false)).toBe(true)
    expect(Math.max(...granted)).toBeLessThan(140)
  })

  it("what is written is what there is: less of it is free for others, nothing of it gives it back", async () => {
    const { a, b, counter } = await world.two()
    await a.ask(asking(counter, { need: 100 }))
    expect((await b.ask(asking(counter))).granted).toBe(0)
    await a.write([{ counter, amount: 60, held: 10, spare: 20 }])
    expect(await b.ask(asking(counter, { need: 41 }))).toMatchObject({
      granted: 0,
      others: 60,
      othersHeld: 10,
      othersSpare: 20,
    })
    expect((await b.ask(asking(counter, { need: 40 }))).granted).toBe(40)
    await a.write([{ counter, amount: 0, held: 0, spare: 0 }])
    expect((await b.ask(asking(counter, { need: 60 }))).granted).toBe(60)
  })

  it("the rest may be overdrawn by one, when nobody holds anything", async () => {
    const { a, b, counter } = await world.two()
    await a.ask(asking(counter, { need: 95 }))
    await a.write([{ counter, amount: 95, held: 5, spare: 0 }])
    expect((await b.ask(asking(counter, { need: 50, mayOverdraw: true }))).granted).toBe(0)
    await a.write([{ counter, amount: 95, held: 0, spare: 0 }])
    expect(await b.ask(asking(counter, { need: 50, mayOverdraw: true }))).toMatchObject({
      granted: 50,
      overdrawn: true,
    })
    expect((await a.ask(asking(counter, { need: 50, mayOverdraw: true }))).granted).toBe(0)
  })
}

function endings(world: World): void {
  it("who leaves frees what it has, but for what it used of a rate", async () => {
    const { a, b, counter } = await world.two()
    await a.ask(asking(counter, { need: 100 }))
    await a.ask(asking(`parallel:${counter}`, { need: 100 }))
    await a.leave([{ counter, amount: 30, held: 0, spare: 0 }])
    expect(await b.beat()).toMatchObject({ others: 0 })
    expect((await b.ask(asking(counter))).granted).toBe(70)
    expect((await b.ask(asking(`parallel:${counter}`))).granted).toBe(100)
  })

  it("what a dead process held is free after five seconds, and if it lives after all it learns so", async () => {
    const { a, b, counter } = await world.two()
    await a.ask(asking(counter, { need: 100 }))
    await world.place().silence(a.process, 4)
    expect(await b.beat()).toMatchObject({ known: true, others: 1 })
    expect((await b.ask(asking(counter))).granted).toBe(0)
    await world.place().silence(a.process, 6)
    expect(await b.beat()).toMatchObject({ others: 0 })
    expect((await b.ask(asking(counter, { need: 100 }))).granted).toBe(100)
    expect(await a.beat()).toMatchObject({ known: false, others: 1 })
    expect(await a.beat()).toMatchObject({ known: true, others: 1 })
  })
}
