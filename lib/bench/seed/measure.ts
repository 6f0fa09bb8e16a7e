import { cpuTimeMs } from "./cpu-time"
import { seedToken } from "./population"

const DAY_MS = 86_400_000
const TIMEOUT_MS = 60_000
const LIST_MS = 200
const REPORT_MS = 1_000

/** How long an answer took: the shortest, the median and the longest of the rounds; and the median of the CPU time it cost. */
export interface Measured {
  readonly path: string
  readonly limitMs: number
  readonly bestMs: number
  readonly medianMs: number
  readonly maxMs: number
  /** Null when no processes were named. */
  readonly cpuMs: number | null
  readonly bytes: number
}

interface Target {
  readonly url: string
  readonly key: string
  readonly rounds: number
  readonly endMs: number
  /** Whose CPU time, and that of their children, is told: the gateway's and the database server's. */
  readonly pids: readonly number[]
  /** Only paths with this text in them. */
  readonly only: string
}

const GROUPS = ["team", "customer", "api_key", "model", "user", "tag", "organization", "provider"]

/** Of each kind the busiest with a budget for the whole log, and those with one for a month. */
const BURN_DOWNS: readonly (readonly [kind: string, id: string])[] = [
  ["gateway", "proxy"],
  ["key", seedToken(0)],
  ["key", seedToken(1)],
  ["team", "team-0000"],
  ["team", "team-0001"],
  ["user", "user-0000"],
  ["user", "user-0016"],
  ["organization", "org-0000"],
  ["organization", "org-0001"],
  ["customer", "customer-0000"],
  ["tag", "use:chat"],
  ["provider", "openai"],
  ["provider", "anthropic/30d"],
  ["deployment", "openai-gpt-5"],
  ["deployment", "openai-gpt-5-mini/30d"],
]

/** Asks each report and each list of a seeded gateway a few times, one after the other, after one round that does not count. */
export async function measure(target: Target): Promise<Measured[]> {
  const out: Measured[] = []
  for (const [path, limitMs] of await paths(target)) {
    if (!path.includes(target.only)) continue
    const times: number[] = []
    const cpu: number[] = []
    let bytes = 0
    for (let round = 0; round <= target.rounds; round++) {
      const cpuBefore = cpuTimeMs(target.pids)
      const began = performance.now()
      bytes = (await get(target, path)).length
      if (round === 0) continue
      times.push(performance.now() - began)
      cpu.push(cpuTimeMs(target.pids) - cpuBefore)
    }
    const cpuMs = target.pids.length === 0 ? null : median(cpu)
    out.push({
      path,
      limitMs,
      bestMs: Math.min(...times),
      medianMs: median(times),
      maxMs: Math.max(...times),
      cpuMs,
      bytes,
    })
  }
  return out
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

/** A table in Markdown; what took longer than it may is marked. */
export function measuredTable(rows: readonly Measured[]): string {
  const lines = rows.map(
    ({ path, limitMs, bestMs, medianMs, maxMs, cpuMs, bytes }) =>
      `| \`${path}\` | ${bestMs.toFixed(0)} | ${medianMs.toFixed(0)} | ${maxMs.toFixed(0)} | ${cpuMs === null ? "" : cpuMs.toFixed(0)} | ${limitMs}${medianMs > limitMs ? " **over**" : ""} | ${Math.ceil(bytes / 1024)} |`,
  )
  return [
    "| GET | best ms | median ms | max ms | CPU ms | limit ms | KiB |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...lines,
  ].join("\n")
}

async function get({ url, key }: Target, path: string): Promise<string> {
  const reply = await fetch(new URL(path, url), {
    headers: { authorization: `Bearer ${key}` },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const text = await reply.text()
  if (!reply.ok) throw new Error(`GET ${path}: ${reply.status} ${text.slice(0, 300)}`)
  return text
}

/** Every report over the whole time, and every list; each filter with somebody rare and somebody busy. */
async function paths(target: Target): Promise<(readonly [path: string, limitMs: number])[]> {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  const days = `start_date=${day(target.endMs - 90 * DAY_MS)}&end_date=${day(target.endMs)}`
  const { data } = JSON.parse(await get(target, "/spend/logs/v2?page_size=100")) as { data: Record<string, string>[] }
  const row = data.find(({ end_user }) => end_user !== null) ?? data[0] ?? {}
  const called = data.find(({ call_id, request_id }) => call_id !== request_id) ?? row
  const reports = [
    ...["user", "team", "organization", "customer", "tag"].map((of) => `/${of}/daily/activity?${days}`),
    `/user/daily/activity?${days}&timezone=-330`,
    `/user/daily/activity?${days}&api_key=${row.api_key}`,
    `/user/daily/activity?${days}&model=${row.model_group}`,
    `/user/daily/activity?${days}&user_id=${row.user}`,
    `/customer/daily/activity?${days}&end_user_ids=customer-1200`,
    `/global/activity?${days}`,
    ...GROUPS.map((group) => `/global/spend/report?${days}&group_by=${group}`),
    `/global/spend/report?${days}&group_by=team&format=csv`,
    `/global/spend/report?${days}&group_by=api_key&format=csv`,
    `/global/spend/report?${days}&customer_id=customer-1200`,
    ...["", "/logs", "/keys", "/models", "/provider", "/teams", "/tags"].map((of) => `/global/spend${of}?${days}`),
    `/spend/tags?${days}`,
    `/spend/logs?${days}`,
    `/spend/logs?${days}&user_id=${row.user}`,
  ]
  const lists = [
    ...["", "page=1000", `end_date=${day(target.endMs - 60 * DAY_MS)}`, days].map(
      (q) => `/spend/logs/v2?page_size=100&${q}`,
    ),
    ...["status_filter=failure", "error_code=client_disconnect", "model=qwen-coder", "provider=ollama"].map(logs),
    ...[`api_key=${row.api_key}`, "key_alias=agent-4993", "user_id=user-1993", "team_id=team-0298"].map(logs),
    ...["end_user=customer-2990", "end_user=nobody", "model_group=no-such-model", "min_spend=0.04"].map(logs),
    ...[`request_id=${row.request_id}`, `request_id=${called.call_id}`, "request_id=no-such-id"].map(logs),
    ...["search=agent-4993", "search=no such text", "error_message=too large"].map(logs),
    `/spend/logs/ui/${row.request_id}`,
    `/spend/logs?request_id=${row.request_id}`,
    ...["", "page=40", "search=agent-49", "sort_by=spend", "return_full_object=true"].map(
      (q) => `/key/list?size=100&${q}`,
    ),
    "/team/list",
    "/v2/team/list?page_size=100",
    "/user/list?page_size=100",
    "/customer/list",
    "/organization/list",
    "/tag/list",
    "/spend/keys?limit=100",
    "/spend/users?limit=100",
    `/key/info?key=${row.api_key}`,
    `/team/info?team_id=team-0001`,
    "/usage/budgets?min_share=0&limit=100",
    ...BURN_DOWNS.map(([kind, id]) => `/usage/burndown?kind=${kind}&id=${encodeURIComponent(id)}`),
  ]
  return [...reports.map((path) => [path, REPORT_MS] as const), ...lists.map((path) => [path, LIST_MS] as const)]
}

const logs = (filter: string) => `/spend/logs/v2?page_size=50&${filter}`
