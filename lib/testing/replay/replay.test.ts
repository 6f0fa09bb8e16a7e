import { describe, expect, it } from "vitest"
import { KNOWN } from "./known"
import { recordings } from "./recordings"
import { replay } from "./replay"
import { wireOf } from "./wires"

interface Tally {
  passed: number
  total: number
  readonly failed: string[]
}

const tallies = new Map<string, Tally>()
for (const recording of recordings()) {
  const wire = wireOf(recording)
  if (wire === null || recording.status >= 300 || KNOWN.has(recording.id)) continue
  const name = `${recording.provider} ${recording.endpoint}`
  const tally = tallies.get(name) ?? { passed: 0, total: 0, failed: [] }
  tallies.set(name, tally)
  tally.total++
  const wrong = replay(recording, wire)
  if (wrong.length === 0) tally.passed++
  else tally.failed.push(`${recording.id}: ${wrong.join("; ")}`)
}

describe("recorded exchanges with real providers", () => {
  it.each([...tallies])("%s: 97 of 100 or more keep their meaning through the hub", (name, tally) => {
    const share = tally.passed / tally.total
    if (process.env.REPLAY_REPORT) {
      console.log(`${name}: ${tally.passed} of ${tally.total}`)
      for (const line of tally.failed) console.log(`  ${line.slice(0, 700)}`)
    }
    expect(share, tally.failed.slice(0, 5).join("\n")).toBeGreaterThanOrEqual(0.97)
  })

  it("99 of 100 or more do, over all", () => {
    const all = [...tallies.values()]
    const total = all.reduce((sum, tally) => sum + tally.total, 0)
    const passed = all.reduce((sum, tally) => sum + tally.passed, 0)
    expect(total).toBeGreaterThan(1_500)
    expect(
      passed / total,
      all
        .flatMap((tally) => tally.failed)
        .join("\n")
        .slice(0, 5000),
    ).toBeGreaterThanOrEqual(0.99)
  })
})
