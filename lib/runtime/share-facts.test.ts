import { afterEach, describe, expect, it } from "vitest"
import { makeLog } from "#lib/core/log"
import { makeDeployment } from "#lib/router/deployment"
import type { RouterSettings } from "#lib/router/router-settings"
import { RouterState } from "#lib/router/router-state"
import { strategies } from "#lib/router/strategies/index"
import { MemoryBus } from "#lib/store/memory/bus"
import { MemoryCounters } from "#lib/store/memory/counters"
import { FactsShare } from "./share-facts"

const catalog = { size: 0, find: () => null, providerOf: () => null }
const deployment = makeDeployment(
  { model_name: "g", litellm_params: { model: "openai/m", api_key: "k" }, model_info: { id: "a" } },
  { catalog, env: {}, timeoutMs: 1000, streamTimeoutMs: 1000, dropParams: false },
)
const settingsOf = (id: string) => ({ strategy: strategies.find((one) => one.id === id) }) as RouterSettings

/** Two processes' routers on one bus, whose clock stands still until it is moved. */
function pair(strategy: string) {
  const clock = { at: 1_000_000, now: () => clock.at }
  const bus = new MemoryBus(makeLog("error"))
  const settings = settingsOf(strategy)
  const made = ["one", "two"].map((process) => {
    const router = new RouterState({ clock, counters: new MemoryCounters(clock) })
    const rules = () => ({ settings, deployments: [deployment] })
    return { router, share: new FactsShare({ router, bus, process, others: () => true, rules }) }
  })
  const [one, two] = made
  if (one === undefined || two === undefined) throw new Error("there are two")
  return { one, two, clock, bus, settings }
}

describe("what one router observes, another chooses by", () => {
  const open: { stop(): void }[] = []
  afterEach(() => {
    for (const share of open.splice(0)) share.stop()
  })
  const started = (strategy: string) => {
    const made = pair(strategy)
    open.push(made.one.share, made.two.share)
    return made
  }

  it("requests in flight, tokens of the last minute and speed, until nothing is heard for three seconds", async () => {
    const { one, two, clock, settings } = started("least-busy")
    for (const router of [one.router, two.router]) router.began("a")
    one.router.perToken.add("a", 10, clock.now())
    two.router.perToken.add("a", 30, clock.now())
    const want = { key: "dtpm:a", amount: 500, limit: Number.POSITIVE_INFINITY, windowSeconds: 61 }
    await one.router.counters.take([want])
    await one.share.tell()
    const seen = () => {
      const observed = two.router.observed(settings)
      return [observed.inFlight, observed.tokensLastMinute, observed.perTokenMs, observed.firstTokenMs].map((read) =>
        read(deployment),
      )
    }
    expect(seen()).toEqual([2, 500, 20, null])
    clock.at += 3_000
    expect(seen()).toEqual([1, 0, 30, null])
  })

  it("nothing is told where the strategy looks at nothing, or nobody is there", async () => {
    const { one, bus } = started("simple-shuffle")
    const heard: string[] = []
    bus.subscribe("deployments", (message) => heard.push(message))
    one.router.began("a")
    await one.share.tell()
    expect(heard).toEqual([])
  })
})
