import { describe, expect, it } from "vitest"
import { KNOWN } from "./known"
import { recordings } from "./recordings"
import { replay } from "./replay"
import { wireOf } from "./wires"

interface Tally {
  passed: number
  total: number
  known: number
  readonly failed: string[]
}

const kinds = new Map<string, Tally>()
for (const recording of recordings()) {
  const wire = wireOf(recording)
  if (wire === null || recording.status >= 300) continue
  const name = `${recording.provider} | ${recording.endpoint}`
  const tally = kinds.get(name) ?? { passed: 0, total: 0, known: 0, failed: [] }
  kinds.set(name, tally)
  if (KNOWN.has(recording.id)) {
    tally.known++
    continue
  }
  tally.total++
  const wrong = replay(recording, wire)
  if (wrong.length === 0) tally.passed++
  else tally.failed.push(`${recording.id}: ${wrong.join("; ")}`)
}

function shareOf(tallies: readonly Tally[]): number {
  const sum = (of: (tally: Tally) => number) => tallies.reduce((all, tally) => all + of(tally), 0)
  return sum((tally) => tally.passed) / sum((tally) => tally.total)
}

const providers = new Set([...kinds.keys()].map((name) => name.split(" ")[0] ?? ""))

describe("recorded exchanges with real providers", () => {
  it.each([...providers])("of %s keep their meaning through the hub, 97 of 100 or more", (provider) => {
    const own = [...kinds].filter(([name]) => name.startsWith(`${provider} `)).map(([, tally]) => tally)
    const failed = own.flatMap((tally) => tally.failed)
    if (process.env.REPLAY_REPORT) process.stdout.write(failed.map((line) => `  ${line.slice(0, 700)}\n`).join(""))
    expect(shareOf(own), failed.slice(0, 5).join("\n")).toBeGreaterThanOrEqual(0.97)
  })

  it("keep their meaning through the hub, 99 of 100 or more over all", () => {
    expect(kinds.size).toBeGreaterThan(30)
    const failed = [...kinds.values()].flatMap((tally) => tally.failed)
    expect(shareOf([...kinds.values()]), failed.join("\n").slice(0, 5000)).toBeGreaterThanOrEqual(0.99)
  })

  it("are counted in docs/recordings.md (vitest -u writes it)", async () => {
    await expect(report()).toMatchFileSnapshot("../../../docs/recordings.md")
  })
})

function report(): string {
  const rows = [...kinds]
    .sort()
    .map(([name, { passed, total, known }]) => `| ${name} | ${total} | ${passed} | ${known} |`)
  const reasons = [...KNOWN].sort().map(([id, reason]) => `- \`${id}\`: ${reason}`)
  return `# Recorded exchanges that replay

Each is a real request and its answer (\`lib/testing/recordings\`). The request goes from its provider's wire format to the hub and
back and must ask the same; the answer must come out as OpenAI chat with the text, tool calls, finish reason and usage an
independent reader finds in it, and go back the same.

| provider | endpoint | exchanges | replay | left out |
| --- | --- | --- | --- | --- |
${rows.join("\n")}

Left out:

${reasons.join("\n")}
`
}
