import { setTimeout as sleep } from "node:timers/promises"
import { chatBody } from "./chat-body"
import { stolenSeconds, type TreeUse, treeUse } from "./process-tree"
import { type LoadResult, runLoad } from "./run-load"

/** Something that answers `/v1/chat/completions`. */
export interface Target {
  readonly name: "floor" | "tollgate"
  readonly url: string
  readonly key: string
  readonly pid: number
  /** Where its embedded Postgres lives, when it has one. */
  readonly dataDir: string | null
}

export const scenarios = [
  { name: "json c16", stream: false, connections: 16 },
  { name: "json c64", stream: false, connections: 64 },
  { name: "stream c16", stream: true, connections: 16 },
] as const

export type ScenarioName = (typeof scenarios)[number]["name"]

/** One target under one load. */
export interface Sample {
  readonly scenario: ScenarioName
  readonly round: number
  /** User and system time of the whole process tree, Postgres included, a request; null where it cannot be measured. */
  readonly cpuUs: number | null
  /** The part of it that Postgres took. */
  readonly postgresCpuUs: number
  readonly requestsPerSecond: number
  readonly p50Us: number
  readonly p99Us: number
  readonly requests: number
  readonly errors: number
  readonly nodeRssBytes: number
  readonly postgresPssBytes: number
  /** Cores the machine's neighbours took meanwhile. */
  readonly stolenCores: number
}

/** Work a target does after its replies (writing rows in batches) belongs to them: it is waited for and counted. */
const settleMs = 1_500
const rssEveryMs = 500

/** Puts one load on one target and reads what it cost. */
export async function sample(options: {
  target: Target
  scenario: (typeof scenarios)[number]
  round: number
  seconds: number
  folder: string
}): Promise<Sample> {
  const { target, scenario, seconds, folder } = options
  const read = () => treeUse(target.pid, target.dataDir)
  const before = { use: read(), stolen: stolenSeconds(), at: performance.now() }
  const loaded: TreeUse[] = []
  const watch = setInterval(() => loaded.push(read()), rssEveryMs)
  const { url, key } = target
  const result = await runLoad({
    url,
    key,
    body: chatBody(scenario.stream),
    connections: scenario.connections,
    seconds,
    folder,
  })
  clearInterval(watch)
  const elapsedMs = performance.now() - before.at
  const stolenCores = (stolenSeconds() - before.stolen) / (elapsedMs / 1000)
  await sleep(settleMs)
  const after = read()
  const postgresCpuUs = (after.postgresCpuUs - before.use.postgresCpuUs) / result.requests
  const nodeCpuUs = (after.nodeCpuUs - before.use.nodeCpuUs) / result.requests
  return {
    scenario: scenario.name,
    round: options.round,
    cpuUs: nodeCpuUs > 0 ? nodeCpuUs + postgresCpuUs : null,
    postgresCpuUs,
    requestsPerSecond: result.requests / (result.durationMs / 1000),
    p50Us: result.p50Us,
    p99Us: result.p99Us,
    requests: result.requests,
    errors: result.errors,
    nodeRssBytes: Math.max(0, ...loaded.map((use) => use.nodeRssBytes)),
    postgresPssBytes: Math.max(0, ...loaded.map((use) => use.postgresPssBytes)),
    stolenCores,
  }
}

/** One request at a time: the median latency is the target's own, not a queue's. */
export function latency(target: Pick<Target, "url" | "key">, seconds: number, folder: string): Promise<LoadResult> {
  return runLoad({ url: target.url, key: target.key, body: chatBody(false), connections: 1, seconds, folder })
}

/** V8 still compiles after fifty thousand requests; what a gateway costs is what it costs when it has been up for a minute. */
const WARM_UP_SECONDS = 6

/** Runs a target until its code is compiled and its pools are open; how many requests that took. Throws when one fails. */
export async function warmUp(target: Target, folder: string): Promise<number> {
  const { url, key } = target
  await answersOnce(target)
  let requests = 0
  for (const { stream, connections } of scenarios) {
    const result = await runLoad({ url, key, body: chatBody(stream), connections, seconds: WARM_UP_SECONDS, folder })
    if (result.errors > 0)
      throw new Error(`${target.name}: ${result.errors} of ${result.requests} warm-up requests failed`)
    requests += result.requests
  }
  return requests
}

/** One plain request first: its answer says what is wrong, a load generator only counts. */
async function answersOnce({ name, url, key }: Target): Promise<void> {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: chatBody(false),
    signal: AbortSignal.timeout(10_000),
  })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`${name} answered ${response.status}: ${text.slice(0, 500)}`)
}

/** The middle value; the mean of the two middle ones of an even number. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[sorted.length >> 1] ?? Number.NaN
  const lower = sorted[(sorted.length - 1) >> 1] ?? Number.NaN
  return (upper + lower) / 2
}
