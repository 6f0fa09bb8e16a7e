import { median, type Sample, type ScenarioName, scenarios } from "./measure"

/** Everything one run found. */
export interface BenchResult {
  readonly generator: string
  readonly node: string
  readonly seconds: number
  readonly rounds: number
  readonly floor: TargetResult
  readonly tollgate: (TargetResult & GatewayResult) | null
  /** Median latency of the upstream alone at one connection, µs. */
  readonly directP50Us: number
}

export interface TargetResult {
  readonly samples: readonly Sample[]
  readonly idleRssBytes: number
  /** Median latency at one connection, µs. */
  readonly p50Us: number
}

export interface GatewayResult {
  readonly coldStartMs: number
  readonly warmStartMs: number
  readonly idlePostgresBytes: number
  readonly billing: {
    readonly requests: number
    readonly expectedNano: number
    readonly bookedNano: number
    readonly settledMs: number
  }
  /** What the loads cost by the upstream's count, and what was booked for them. */
  readonly loads: { readonly answered: number; readonly expectedNano: number; readonly bookedNano: number }
}

/** One promise with what was measured; `ok` null when this machine cannot measure it. */
export interface Goal {
  readonly name: string
  readonly measured: number
  readonly limit: number
  readonly unit: string
  readonly ok: boolean | null
}

const ratioGoals: Readonly<Record<ScenarioName, number>> = { "json c16": 2, "json c64": 2, "stream c16": 1.5 }
const warmStartGoalMs = 4_000
const rssGoalMb = 250

/** The goals of the gateway against the floor of the same run; none when only the floor ran. */
export function goalsOf(result: BenchResult): Goal[] {
  const { tollgate } = result
  if (tollgate === null) return []
  const ratios = scenarios.map(({ name }) =>
    atMost(`CPU a request, ${name}`, cpuRatio(result, name), ratioGoals[name], "× floor"),
  )
  const errors = tollgate.samples.reduce((sum, one) => sum + one.errors, 0)
  const rssMb = Math.max(...tollgate.samples.map((one) => one.nodeRssBytes)) / 1e6
  const unbooked = Math.abs(tollgate.billing.expectedNano - tollgate.billing.bookedNano)
  return [
    ...ratios,
    atMost("warm start", tollgate.warmStartMs / 1000, warmStartGoalMs / 1000, "s"),
    atMost("RSS under load", rssMb === 0 ? Number.NaN : rssMb, rssGoalMb, "MB"),
    atMost(`spend of ${tollgate.billing.requests} requests, off by`, unbooked, 0, "nano$"),
    atMost("failed requests", errors, 0, ""),
  ]
}

function atMost(name: string, measured: number, limit: number, unit: string): Goal {
  return { name, measured, limit, unit, ok: Number.isNaN(measured) ? null : measured <= limit }
}

/** The median over rounds of gateway ÷ floor, each pair measured within seconds of each other. */
export function cpuRatio(result: BenchResult, scenario: ScenarioName): number {
  const of = (samples: readonly Sample[], round: number) =>
    samples.find((one) => one.scenario === scenario && one.round === round)?.cpuUs ?? Number.NaN
  const pairs = result.floor.samples.filter((one) => one.scenario === scenario).map((one) => one.round)
  return median(pairs.map((round) => of(result.tollgate?.samples ?? [], round) / of(result.floor.samples, round)))
}

/** The run as text for a terminal. */
export function reportText(result: BenchResult): string {
  const targets = [
    { name: "floor", ...result.floor },
    ...(result.tollgate ? [{ name: "tollgate", ...result.tollgate }] : []),
  ]
  const rows = targets.flatMap((target) => scenarios.map(({ name }) => row(target.name, name, target.samples)))
  const stolen = [...result.floor.samples, ...(result.tollgate?.samples ?? [])].map((one) => one.stolenCores)
  const head = [
    "target",
    "load",
    "CPU µs/req",
    "of it Postgres",
    "req/s",
    "p50 µs",
    "p99 µs",
    "errors",
    "RSS MB",
    "Postgres MB",
  ]
  const added = targets.map((target) => `${target.name} +${Math.round(target.p50Us - result.directP50Us)} µs`)
  return [
    `Node ${result.node}, load by ${result.generator === "own" ? "our own generator" : "wrk"}, ${result.rounds} rounds of ${result.seconds} s, medians`,
    "",
    ...aligned([head, ...rows]),
    "",
    `p50 at one connection: upstream ${Math.round(result.directP50Us)} µs, ${added.join(", ")}`,
    `idle RSS: ${targets.map((target) => `${target.name} ${mb(target.idleRssBytes)} MB`).join(", ")}`,
    `stolen by the machine's neighbours: ${median(stolen).toFixed(2)} cores (median), ${Math.max(...stolen).toFixed(2)} (worst)`,
    ...(result.tollgate ? gatewayLines(result.tollgate) : []),
    "",
    ...aligned(goalsOf(result).map(goalRow)),
  ].join("\n")
}

function row(target: string, scenario: ScenarioName, samples: readonly Sample[]): string[] {
  const own = samples.filter((one) => one.scenario === scenario)
  const middle = (pick: (one: Sample) => number) => median(own.map(pick))
  const cpu = middle((one) => one.cpuUs ?? Number.NaN)
  return [
    target,
    scenario,
    Number.isNaN(cpu) ? "–" : cpu.toFixed(0),
    middle((one) => one.postgresCpuUs).toFixed(0),
    middle((one) => one.requestsPerSecond).toFixed(0),
    middle((one) => one.p50Us).toFixed(0),
    middle((one) => one.p99Us).toFixed(0),
    String(own.reduce((sum, one) => sum + one.errors, 0)),
    mb(Math.max(...own.map((one) => one.nodeRssBytes))),
    mb(Math.max(...own.map((one) => one.postgresPssBytes))),
  ]
}

function gatewayLines(gateway: GatewayResult): string[] {
  const { loads } = gateway
  const share = (100 * loads.bookedNano) / loads.expectedNano
  return [
    `start: cold ${(gateway.coldStartMs / 1000).toFixed(2)} s (creates the database), warm ${(gateway.warmStartMs / 1000).toFixed(2)} s`,
    `idle Postgres: ${mb(gateway.idlePostgresBytes)} MB`,
    `booked for the ${loads.answered} requests of the loads: ${share.toFixed(2)} % of what the upstream answered (the generator cuts its last requests)`,
  ]
}

function goalRow(goal: Goal): string[] {
  const digits = goal.unit === "nano$" || goal.unit === "" ? 0 : 2
  const mark = goal.ok === null ? "cannot be measured here" : goal.ok ? "pass" : "FAIL"
  const measured = Number.isNaN(goal.measured) ? "–" : goal.measured.toFixed(digits)
  return [goal.name, `${measured} ${goal.unit}`.trim(), `goal ≤ ${goal.limit} ${goal.unit}`.trim(), mark]
}

function mb(bytes: number): string {
  return (bytes / 1e6).toFixed(0)
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)))
  return rows.map((cells) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd(),
  )
}
