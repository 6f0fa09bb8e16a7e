import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { parseArgs } from "node:util"
import { checkBilling, settledSpend } from "./billing"
import { bundled, type Child, startChild } from "./child"
import { answerCostNano, type Gateway, startGateway } from "./gateway"
import { latency, median, type Sample, sample, scenarios, type Target, warmUp } from "./measure"
import { treeUse } from "./process-tree"
import { type BenchResult, goalsOf, reportText } from "./report"
import { generator } from "./run-load"

/** The bench: floor and gateway in turns under the same load. Options in docs/bench.md. */
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "5" },
    rounds: { type: "string", default: "3" },
    target: { type: "string", default: "tollgate" },
    cli: { type: "string", default: "dist/cli.js" },
    json: { type: "boolean", default: false },
    assert: { type: "boolean", default: false },
  },
})
const seconds = Number(values.seconds)
const rounds = Number(values.rounds)
const latencySeconds = 2
const folder = mkdtempSync(path.join(tmpdir(), "tollgate-bench-"))
const say = (text: string) => process.stderr.write(`${text}\n`)

process.exitCode = await main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error))
  return 2
})

async function main(): Promise<number> {
  if (!(seconds > 0 && rounds > 0)) throw new Error("--seconds and --rounds must be numbers above 0")
  if (values.target !== "tollgate" && values.target !== "floor") throw new Error("--target is tollgate or floor")
  const stops: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true, force: true })]
  const stopAll = async () => {
    for (let stop = stops.shift(); stop !== undefined; stop = stops.shift()) await stop()
  }
  // A gateway that is killed outright leaves its database running; so a bench that is cut short still stops what it started.
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => stopAll().then(() => process.exit(130)))
  try {
    const upstream = await startBundled("upstream", [])
    stops.unshift(() => upstream.stop())
    const floor = await startBundled("floor", [upstream.url])
    stops.unshift(() => floor.stop())
    say(
      values.target === "floor"
        ? "floor only"
        : "starting tollgate: once on an empty data directory, three times on the full one",
    )
    const cli = path.resolve(values.cli)
    const gateway = values.target === "floor" ? null : await startGateway({ cli, upstreamUrl: upstream.url, folder })
    if (gateway) stops.unshift(() => gateway.stop())
    const result = await run({ upstream, floor, gateway })
    process.stdout.write(
      values.json ? `${JSON.stringify({ ...result, goals: goalsOf(result) }, null, 2)}\n` : `${reportText(result)}\n`,
    )
    return values.assert && goalsOf(result).some((goal) => goal.ok === false) ? 1 : 0
  } finally {
    await stopAll()
  }
}

function startBundled(name: string, args: readonly string[]): Promise<Child> {
  const logFile = path.join(folder, `${name}.log`)
  return startChild({ name, args: [bundled(name), "0", ...args], logFile, healthPath: "/health", timeoutMs: 10_000 })
}

async function run(parts: { upstream: Child; floor: Child; gateway: Gateway | null }): Promise<BenchResult> {
  const { upstream, floor, gateway } = parts
  const key = gateway ? await gateway.makeKey() : ""
  const targets: Target[] = [{ name: "floor", url: floor.url, key: "sk-none", pid: floor.pid, dataDir: null }]
  if (gateway)
    targets.push({ name: "tollgate", url: gateway.child.url, key, pid: gateway.child.pid, dataDir: gateway.dataDir })
  const idle = targets.map((target) => treeUse(target.pid, target.dataDir))
  let answered = 0
  const counting = async <T>(target: Target, work: () => Promise<T>): Promise<T> => {
    const before = await answeredBy(upstream.url)
    const done = await work()
    if (target.name === "tollgate") answered += (await answeredBy(upstream.url)) - before
    return done
  }
  say(
    `warming up; then ${rounds} rounds, about ${Math.ceil((rounds * (targets.length * (3 * (seconds + 1.5) + latencySeconds) + latencySeconds)) / 60)} min`,
  )
  for (const target of targets) await counting(target, () => warmUp(target, folder))
  const samples: Record<Target["name"], Sample[]> = { floor: [], tollgate: [] }
  const p50Us: Record<Target["name"] | "direct", number[]> = { floor: [], tollgate: [], direct: [] }
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round} of ${rounds}`)
    p50Us.direct.push((await latency({ url: upstream.url, key: "sk-none" }, latencySeconds, folder)).p50Us)
    for (const target of targets)
      p50Us[target.name].push((await counting(target, () => latency(target, latencySeconds, folder))).p50Us)
    for (const scenario of scenarios) {
      for (const target of targets) {
        const options = { target, scenario, round, seconds, folder }
        samples[target.name].push(await counting(target, () => sample(options)))
      }
    }
  }
  const resultOf = (name: Target["name"], at: number) => ({
    samples: samples[name],
    idleRssBytes: idle[at]?.nodeRssBytes ?? 0,
    p50Us: median(p50Us[name]),
  })
  return {
    generator,
    node: process.version,
    seconds,
    rounds,
    floor: resultOf("floor", 0),
    tollgate: gateway && {
      ...resultOf("tollgate", 1),
      coldStartMs: gateway.coldStartMs,
      warmStartMs: gateway.warmStartMs,
      idlePostgresBytes: idle[1]?.postgresPssBytes ?? 0,
      billing: await checkBilling(gateway),
      loads: { answered, expectedNano: answered * answerCostNano, bookedNano: await settledSpend(gateway, key) },
    },
    directP50Us: median(p50Us.direct),
  }
}

async function answeredBy(upstreamUrl: string): Promise<number> {
  const response = await fetch(`${upstreamUrl}/__answered`, { signal: AbortSignal.timeout(5_000) })
  const { json, stream } = (await response.json()) as { json: number; stream: number }
  return json + stream
}
