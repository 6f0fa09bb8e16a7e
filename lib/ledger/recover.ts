import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import type { SpendRow } from "./spend-row"

/** The name of this process's journal folder: its pid and when it started, so that a reused pid is not mistaken for it. */
export function journalName(): string {
  return `${process.pid}-${startTicks(process.pid) ?? "0"}`
}

/** What dead processes left behind. */
export interface Leftover {
  /** Rows that were written; the database may have some of them already. */
  readonly rows: SpendRow[]
  /** Requests that were in flight: what is booked for them. */
  readonly interrupted: SpendRow[]
  readonly dirs: readonly string[]
}

/** Reads the journals of processes that are no longer alive. A torn last line is skipped: its request counts as in flight. */
export function readLeftover(root: string): Leftover {
  const rows: SpendRow[] = []
  const interrupted: SpendRow[] = []
  const dirs: string[] = []
  for (const name of existsSync(root) ? readdirSync(root) : []) {
    if (isAlive(name)) continue
    const dir = join(root, name)
    dirs.push(dir)
    const intents = new Map<string, SpendRow>()
    const settled = new Set<string>()
    for (const file of readdirSync(dir).sort()) {
      for (const line of readFileSync(join(dir, file), "utf8").split("\n")) {
        const row = parseLine(line)
        if (row === null) continue
        if (line.startsWith("i")) intents.set(row.request_id, row)
        else {
          settled.add(row.request_id)
          rows.push(row)
        }
      }
    }
    for (const [id, row] of intents) if (!settled.has(id)) interrupted.push(row)
  }
  return { rows, interrupted, dirs }
}

/** Removes journals whose rows are in the database. */
export function removeLeftover(leftover: Leftover): void {
  for (const dir of leftover.dirs) rmSync(dir, { recursive: true, force: true })
}

/** The rows of one file of ours, for a segment whose copy in memory was dropped. */
export function readSegmentRows(file: string): string[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("r"))
    .map((line) => line.slice(1))
}

function parseLine(line: string): SpendRow | null {
  if (line.length < 3) return null
  try {
    return JSON.parse(line.slice(1)) as SpendRow
  } catch {
    return null
  }
}

function isAlive(name: string): boolean {
  const [pidText = "", ticks = ""] = name.split("-")
  const pid = Number(pidText)
  if (!Number.isInteger(pid) || pid <= 0) return false
  if (pid === process.pid) return ticks === (startTicks(pid) ?? "0")
  try {
    process.kill(pid, 0)
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== "EPERM") return false
  }
  const now = startTicks(pid)
  return now === null || ticks === "0" || now === ticks
}

/** When a process started, in clock ticks since boot (field 22 of /proc/<pid>/stat); null where there is no /proc. */
function startTicks(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null
  } catch {
    return null
  }
}
