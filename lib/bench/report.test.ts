import { describe, expect, test } from "vitest"
import { median, type Sample, type ScenarioName, scenarios } from "./measure"
import { type BenchResult, cpuRatio, goalsOf, reportText } from "./report"

function samples(cpuUs: Record<ScenarioName, readonly number[]>, more: Partial<Sample> = {}): Sample[] {
  const rest = { postgresCpuUs: 0, requestsPerSecond: 1, p50Us: 1, p99Us: 1, requests: 1, errors: 0, stolenCores: 0 }
  return scenarios.flatMap(({ name }) =>
    cpuUs[name].map((us, i) => ({
      scenario: name,
      round: i + 1,
      cpuUs: Number.isNaN(us) ? null : us,
      ...rest,
      nodeRssBytes: 200e6,
      postgresPssBytes: 0,
      ...more,
    })),
  )
}

function result(tollgateUs: Record<ScenarioName, readonly number[]>, more: Partial<Sample> = {}): BenchResult {
  const floorUs = { "json c16": [50, 100, 50], "json c64": [50, 50, 50], "stream c16": [100, 100, 100] }
  return {
    generator: "wrk",
    node: "v24.0.0",
    seconds: 5,
    rounds: 3,
    directP50Us: 20,
    floor: { samples: samples(floorUs), idleRssBytes: 80e6, p50Us: 60 },
    tollgate: {
      samples: samples(tollgateUs, more),
      idleRssBytes: 120e6,
      p50Us: 160,
      coldStartMs: 3_000,
      warmStartMs: 900,
      idlePostgresBytes: 26e6,
      billing: { requests: 200, expectedNano: 119_600_000, bookedNano: 119_600_000, settledMs: 400 },
      loads: { answered: 1_000, expectedNano: 598_000_000, bookedNano: 598_000_000 },
    },
  }
}

const good = { "json c16": [90, 180, 90], "json c64": [100, 90, 95], "stream c16": [140, 140, 140] }

describe("goals", () => {
  test("a gateway within every limit passes all of them", () => {
    expect(goalsOf(result(good)).map((goal) => goal.ok)).toEqual([true, true, true, true, true, true, true])
  })

  test("the ratio is taken pair by pair, so a slow minute of the machine cancels out", () => {
    expect(cpuRatio(result(good), "json c16")).toBeCloseTo(1.8)
  })

  test.each([
    ["a ratio over the limit", result({ ...good, "json c64": [101, 101, 101] }), "CPU a request, json c64"],
    [
      "a stream over its own, tighter limit",
      result({ ...good, "stream c16": [151, 151, 151] }),
      "CPU a request, stream c16",
    ],
    ["too much memory", result(good, { nodeRssBytes: 251e6 }), "RSS under load"],
    ["a failed request", result(good, { errors: 1 }), "failed requests"],
  ])("%s fails its goal and no other", (_, run, name) => {
    expect(
      goalsOf(run)
        .filter((goal) => goal.ok === false)
        .map((goal) => goal.name),
    ).toEqual([name])
  })

  test("one nano-dollar missing from the book fails", () => {
    const run = result(good)
    if (run.tollgate === null) throw new Error("no gateway in the fixture")
    const billing = { ...run.tollgate.billing, bookedNano: 119_599_999 }
    const failed = goalsOf({ ...run, tollgate: { ...run.tollgate, billing } }).filter((goal) => goal.ok === false)
    expect(failed).toMatchObject([{ measured: 1, unit: "nano$" }])
  })

  test("what the machine cannot measure neither passes nor fails", () => {
    const unmeasured = { "json c16": [Number.NaN], "json c64": [Number.NaN], "stream c16": [Number.NaN] }
    expect(
      goalsOf(result(unmeasured))
        .slice(0, 3)
        .map((goal) => goal.ok),
    ).toEqual([null, null, null])
  })

  test("the floor alone has no goals", () => {
    expect(goalsOf({ ...result(good), tollgate: null })).toEqual([])
  })
})

test("the report names every goal with its verdict", () => {
  const text = reportText(result({ ...good, "stream c16": [200, 200, 200] }))
  expect(text).toMatch(/CPU a request, json c16 +1\.80 × floor +goal ≤ 2 × floor +pass/)
  expect(text).toMatch(/CPU a request, stream c16 +2\.00 × floor +goal ≤ 1\.5 × floor +FAIL/)
})

test("the median of an even number is the mean of the middle two", () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([])]).toEqual([2, 2.5, Number.NaN])
})
