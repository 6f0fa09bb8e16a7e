import { describe, expect, it } from "vitest"
import { parseDuration } from "#lib/core/duration"
import { type Run, type Simulated, simulate } from "#lib/testing/simulate-routing"
import { strategies } from "./strategies/index"

/** The most requests to one deployment in any 60 seconds. */
function mostInAMinute(run: Run, id: string): number {
  const times = run.at.filter((_, i) => run.chosen[i] === id)
  let from = 0
  let most = 0
  for (const [i, time] of times.entries()) {
    while ((times[from] ?? time) <= time - 60_000) from++
    most = Math.max(most, i - from + 1)
  }
  return most
}

describe("10,000 requests", () => {
  it("simple-shuffle: weights 5, 3 and 2 give half, three tenths and two tenths, within 1.5 points", () => {
    const run = simulate({
      deployments: { a: { weight: 5 }, b: { weight: 3 }, c: { weight: 2 } },
      settings: { strategyId: "simple-shuffle" },
    })
    expect(run.share("a")).toBeCloseTo(0.5, 1)
    for (const [id, share] of Object.entries({ a: 0.5, b: 0.3, c: 0.2 }))
      expect(Math.abs(run.share(id) - share)).toBeLessThan(0.015)
  })

  it("simple-shuffle: without weights rpm decides, without rpm tpm, without any all are equal", () => {
    const by = (deployments: Simulated["deployments"]) =>
      simulate({ deployments, settings: { strategyId: "simple-shuffle" }, everyMs: 1000, tokens: () => 1 })
    expect(Math.abs(by({ a: { rpm: 300 }, b: { rpm: 100 } }).share("a") - 0.75)).toBeLessThan(0.015)
    expect(Math.abs(by({ a: { tpm: 9000 }, b: { tpm: 1000 } }).share("a") - 0.9)).toBeLessThan(0.015)
    expect(Math.abs(by({ a: {}, b: {} }).share("a") - 0.5)).toBeLessThan(0.015)
  })

  it("least-busy: requests in flight never differ by more than one, so who is thrice as fast serves thrice as much (± 3 points)", () => {
    const run = simulate({
      deployments: { fast: {}, slow: {} },
      settings: { strategyId: "least-busy" },
      tookMs: (id) => (id === "fast" ? 500 : 1500),
      everyMs: 10,
    })
    expect(Math.abs(run.share("fast") - 0.75)).toBeLessThan(0.03)
  })

  it("latency-based-routing: the fastest gets 98 % at least; within the buffer two share evenly (± 2 points)", () => {
    const tookMs = (id: string) => ({ fast: 200, near: 215, slow: 900 })[id] ?? 0
    const deployments = { fast: {}, near: {}, slow: {} }
    const strict = simulate({ deployments, settings: { strategyId: "latency-based-routing" }, tookMs, everyMs: 20 })
    expect(strict.share("fast")).toBeGreaterThan(0.98)
    const buffered = simulate({
      deployments,
      settings: { strategyId: "latency-based-routing", latencyBuffer: 0.1 },
      tookMs,
      everyMs: 20,
    })
    expect(Math.abs(buffered.share("fast") - 0.5)).toBeLessThan(0.02)
    expect(buffered.share("slow")).toBeLessThan(0.02)
  })

  it("latency-based-routing: streams are judged by their first token", () => {
    const run = simulate({
      deployments: { fast: {}, slow: {} },
      settings: { strategyId: "latency-based-routing" },
      tookMs: (id) => (id === "fast" ? 100 : 400),
      ask: () => ({ stream: true }),
    })
    expect(run.share("fast")).toBeGreaterThan(0.98)
  })

  it("usage-based-routing-v2: tokens are spread evenly (± 3 points of the requests), however uneven the requests", () => {
    const tokens = (random: () => number) => (random() < 0.1 ? 5000 : 50)
    const run = simulate({
      deployments: { a: {}, b: {}, c: {} },
      settings: { strategyId: "usage-based-routing-v2" },
      tokens,
    })
    for (const id of ["a", "b", "c"]) expect(Math.abs(run.share(id) - 1 / 3)).toBeLessThan(0.03)
  })

  it("cost-based-routing: the cheapest for the expected mix gets everything, an unknown price nothing", () => {
    const run = simulate({
      deployments: {
        "cheap-prompts": { input_cost_per_token: 1e-7, output_cost_per_token: 1e-5 },
        "cheap-answers": { input_cost_per_token: 1e-6, output_cost_per_token: 2e-6 },
        unknown: {},
      },
      settings: { strategyId: "cost-based-routing" },
      ask: (i) => ({
        expected:
          i % 4 === 0
            ? { promptTokens: 10_000, reservedCompletionTokens: 10, expectedCompletionTokens: 10 }
            : { promptTokens: 10, reservedCompletionTokens: 1000, expectedCompletionTokens: 1000 },
      }),
    })
    expect([run.share("cheap-prompts"), run.share("cheap-answers"), run.share("unknown")]).toEqual([0.25, 0.75, 0])
  })

  it("provider-budget-routing: budgets of $3 and $1 are used 3 : 1 (± 2 points), and never exceeded by more than one request", () => {
    const price = { input_cost_per_token: 1e-6, output_cost_per_token: 1e-6 }
    const run = simulate({
      deployments: {
        a: { ...price, model: "openai/m" },
        b: { ...price, model: "anthropic/m" },
      },
      settings: {
        strategyId: "provider-budget-routing",
        providerBudgets: {
          openai: { limitNano: 3e9, duration: null },
          anthropic: { limitNano: 1e9, duration: parseDuration("1d") },
        },
      },
      tokens: () => 1000,
    })
    const served = run.chosen.filter((id) => id !== null)
    expect(served.length).toBeGreaterThanOrEqual(4000)
    expect(served.length).toBeLessThanOrEqual(4002)
    expect(Math.abs(served.filter((id) => id === "a").length / served.length - 0.75)).toBeLessThan(0.02)
    expect(run.refusals.at(-1)).toMatch(
      /budget of the provider anthropic, \$1, is used up. It resets at 2026-01-06T00:00:00/,
    )
  })

  it("tags: a request goes to the deployments that have its tag, to the default one otherwise", () => {
    const run = simulate({
      deployments: { paid: { tags: ["paid"] }, free: { tags: ["free", "trial"] }, rest: { tags: ["default"] } },
      settings: { strategyId: "simple-shuffle", tagFiltering: true },
      ask: (i) => ({ tags: [["paid"], ["trial"], ["unheard"], []][i % 4] ?? [] }),
    })
    expect(run.chosen.slice(0, 4)).toEqual(["paid", "free", "rest", "rest"])
    expect(run.share("rest")).toBe(0.5)
  })

  it("affinity: each of 500 conversations stays where it began, and they spread evenly (± 5 points)", () => {
    const run = simulate({
      deployments: { a: {}, b: {} },
      settings: { strategyId: "simple-shuffle" },
      ask: (i) => ({ affinityKey: `session ${i % 500}` }),
    })
    for (let i = 500; i < run.chosen.length; i++) expect(run.chosen[i]).toBe(run.chosen[i - 500])
    expect(Math.abs(run.share("a") - 0.5)).toBeLessThan(0.05)
  })

  it("limits: no minute has more requests than rpm, no moment more than max_parallel_requests; the rest is refused with the time", () => {
    const run = simulate({
      deployments: { small: { rpm: 30 }, large: { rpm: 90 } },
      settings: { strategyId: "simple-shuffle" },
      everyMs: 250,
    })
    expect(mostInAMinute(run, "small")).toBe(30)
    expect(mostInAMinute(run, "large")).toBe(90)
    expect(run.refusals.length).toBeGreaterThan(4_000)
    expect(run.refusals[0]).toMatch(/the limit of \d+ requests per minute is reached. Try again in \d+ seconds/)
    const parallel = simulate({
      deployments: { a: { max_parallel_requests: 3 } },
      settings: { strategyId: "simple-shuffle" },
      everyMs: 20,
    })
    expect(parallel.busiest).toBe(3)
  })

  it("order: the lowest serves alone until it has no room, then the next", () => {
    const run = simulate({
      deployments: { first: { order: 1, rpm: 60 }, second: { order: 2 } },
      settings: { strategyId: "simple-shuffle" },
      everyMs: 500,
    })
    expect(run.chosen.slice(0, 60)).toEqual(new Array(60).fill("first"))
    expect(run.chosen[61]).toBe("second")
    expect(Math.abs(run.share("first") - 60 / 122)).toBeLessThan(0.02)
  })

  it.each(strategies.map((s) => s.id))("%s: the same seed gives the same run, another seed another", (strategyId) => {
    const run = (seed: number) =>
      simulate({
        deployments: { a: {}, b: {}, c: {} },
        settings: { strategyId },
        seed,
        tookMs: (_id, _now, random) => 100 + 400 * random(),
      }).chosen
    expect(run(1)).toEqual(run(1))
    expect(run(1)).not.toEqual(run(2))
  })
})
