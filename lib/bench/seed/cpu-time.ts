import { readdirSync, readFileSync } from "node:fs"

const TICK_MS = 10

/**
 * CPU time, in milliseconds, that these processes, the children they have and those they had used so far: what an answer costs,
 * however busy the machine is. Reads /proc, so Linux only: throws elsewhere, and for a process that is not there.
 */
export function cpuTimeMs(pids: readonly number[]): number {
  const roots = new Set(pids)
  let total = 0
  for (const pid of pids) total += threadsMs(pid) + endedChildrenMs(pid)
  for (const name of readdirSync("/proc")) {
    const pid = Number(name)
    if (Number.isNaN(pid) || roots.has(pid)) continue
    try {
      if (roots.has(Number(statOf(pid)[PARENT]))) total += threadsMs(pid)
    } catch {
      // It has ended meanwhile: then its parent has its time.
    }
  }
  return total
}

const PARENT = 1
const ENDED_USER = 13
const ENDED_SYSTEM = 14

/** The fields of /proc/<pid>/stat after the name, which may hold blanks. */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8")
  return text.slice(text.lastIndexOf(")") + 2).split(" ")
}

function endedChildrenMs(pid: number): number {
  const stat = statOf(pid)
  return (Number(stat[ENDED_USER]) + Number(stat[ENDED_SYSTEM])) * TICK_MS
}

function threadsMs(pid: number): number {
  let nanoseconds = 0
  for (const thread of readdirSync(`/proc/${pid}/task`))
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0])
  return nanoseconds / 1e6
}
