import { timingSafeEqual } from "node:crypto"
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest"
import { sameSecret } from "#lib/core/ids"
import { authenticate } from "#lib/identity/authenticate"
import { type Harness, harness, MASTER_KEY } from "#lib/testing/harness"

/** Node's own function, watched; it still does its work. */
vi.mock("node:crypto", async (original) => {
  const real = await original<typeof import("node:crypto")>()
  return { ...real, timingSafeEqual: vi.fn(real.timingSafeEqual) }
})
const compared = vi.mocked(timingSafeEqual)

let gw: Harness
beforeAll(async () => {
  gw = await harness()
})
afterAll(() => gw.close())
beforeEach(() => void compared.mockClear())

const CANDIDATES = [
  MASTER_KEY,
  "",
  "x",
  MASTER_KEY.slice(0, -1),
  `${MASTER_KEY.slice(0, -1)}x`,
  `x${MASTER_KEY.slice(1)}`,
  `${MASTER_KEY}x`,
  MASTER_KEY.toUpperCase(),
  "sk-".padEnd(4_000, "x"),
]

/** Every comparison was of two digests of the same length, neither of them a secret's own text. */
function expectDigests() {
  for (const [a, b] of compared.mock.calls) {
    const sides = [a, b].map((side) => Buffer.from(side as Uint8Array))
    expect(sides[0]?.length).toBe(sides[1]?.length)
    expect([32, 64]).toContain(sides[0]?.length)
    for (const side of sides) expect(side.toString("utf8")).not.toContain(MASTER_KEY.slice(0, 8))
  }
}

describe("comparing with the master key tells nothing by its time (S15)", () => {
  it("on the login page: one comparison in constant time, of digests, whatever was given", () => {
    for (const [i, candidate] of CANDIDATES.entries()) {
      expect(gw.gateway.login.verifyMasterKey(candidate)).toBe(candidate === MASTER_KEY)
      expect(compared).toHaveBeenCalledTimes(i + 1)
      expect(compared.mock.results.at(-1)?.value).toBe(candidate === MASTER_KEY)
    }
    expectDigests()
  })

  it("on every request: the same, before anything else is looked at", async () => {
    const { identity } = gw.gateway.data
    for (const candidate of CANDIDATES.filter((each) => each !== "")) {
      compared.mockClear()
      const headers = { get: (name: string) => (name === "authorization" ? `Bearer ${candidate}` : null) }
      const kind = await Promise.resolve()
        .then(() => authenticate(identity, headers))
        .then(
          (caller) => caller.kind,
          () => "refused",
        )
      expect([candidate, kind]).toEqual([candidate, candidate === MASTER_KEY ? "master" : "refused"])
      expect(compared).toHaveBeenCalledTimes(1)
      expectDigests()
    }
  })

  it("over the public door the answer follows the comparison and nothing else", async () => {
    compared.mockReturnValueOnce(true)
    expect((await gw.send("GET", "/key/list", undefined, { key: "sk-not-the-master-key" })).status).toBe(200)
    compared.mockReturnValueOnce(false)
    expect((await gw.send("GET", "/key/list", undefined, { key: MASTER_KEY })).status).toBe(401)
  })

  it("measured, with a key so long that a comparison which stops early would show: the same within noise", () => {
    const secret = `sk-${"k".repeat(2_000_000)}`
    const earlyDifference = `x${secret.slice(1)}`
    const lateDifference = `${secret.slice(0, -1)}x`
    const times = { early: [] as number[], late: [] as number[] }
    for (let i = 0; i < 120; i++) {
      times.early.push(timeOf(() => sameSecret(earlyDifference, secret)))
      times.late.push(timeOf(() => sameSecret(lateDifference, secret)))
    }
    const [early, late] = [median(times.early), median(times.late)]
    expect(Math.abs(early - late) / Math.max(early, late)).toBeLessThan(0.25)
    const stopsEarly = [
      median(Array.from({ length: 60 }, () => timeOf(() => naive(earlyDifference, secret)))),
      median(Array.from({ length: 60 }, () => timeOf(() => naive(lateDifference, secret)))),
    ] as const
    expect(stopsEarly[0] / stopsEarly[1]).toBeLessThan(0.25)
  })
})

/** What the measurement must be able to see. */
function naive(a: string, b: string): boolean {
  for (let i = 0; i < a.length; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) return false
  return a.length === b.length
}

function timeOf(run: () => unknown): number {
  const from = process.hrtime.bigint()
  run()
  return Number(process.hrtime.bigint() - from)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}
