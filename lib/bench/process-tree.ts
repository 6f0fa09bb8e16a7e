import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"

/** What a tree of processes has used; a gateway's Postgres is counted beside it, not in it. */
export interface TreeUse {
  readonly nodeCpuUs: number
  readonly postgresCpuUs: number
  readonly nodeRssBytes: number
  /** Proportional set size: shared buffers are counted once. */
  readonly postgresPssBytes: number
}

/** The unit of /proc/<pid>/stat; USER_HZ is 100 on every Linux Node runs on. */
const usPerTick = 1e6 / 100
const bytesPerPage = 4_096

interface Process {
  readonly pid: number
  readonly parent: number
  readonly name: string
  readonly cpuUs: number
  readonly rssBytes: number
}

/** CPU and memory can be read on Linux only. */
export const canMeasure: boolean = process.platform === "linux"

/**
 * CPU (user and system, of reaped children too) and memory of a process and all below it, and of the Postgres whose data
 * directory lies inside `dataDir`, which may outlive its parent and hang elsewhere. Zeros where nothing can be measured.
 */
export function treeUse(rootPid: number, dataDir: string | null = null): TreeUse {
  const use = { nodeCpuUs: 0, postgresCpuUs: 0, nodeRssBytes: 0, postgresPssBytes: 0 }
  if (!canMeasure) return use
  const all = processes()
  const roots = [rootPid, ...(dataDir === null ? [] : postmasters(dataDir))]
  for (const member of descendants(all, roots)) {
    if (member.name === "postgres") {
      use.postgresCpuUs += member.cpuUs
      use.postgresPssBytes += pssBytes(member.pid)
    } else {
      use.nodeCpuUs += member.cpuUs
      use.nodeRssBytes += member.rssBytes
    }
  }
  return use
}

/** Time the machine's hypervisor gave to others since boot, in core-seconds; 0 where it is not told. */
export function stolenSeconds(): number {
  if (!canMeasure) return 0
  const fields = readFileSync("/proc/stat", "utf8").split("\n", 1)[0]?.trim().split(/\s+/) ?? []
  return Number(fields[8] ?? 0) / 100
}

function processes(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const found = parseStat(Number(name), read(`/proc/${name}/stat`))
      return found === null ? [] : [found]
    })
}

/** One line of /proc/<pid>/stat (proc_pid_stat(5)); the name may hold spaces and brackets. Null when it is none. */
export function parseStat(pid: number, line: string): Process | null {
  const open = line.indexOf("(")
  const close = line.lastIndexOf(")")
  if (open === -1 || close === -1) return null
  // From field 3 (state) on; so field n of the manual is fields[n - 3].
  const fields = line
    .slice(close + 2)
    .split(" ")
    .map(Number)
  const ticks = [14, 15, 16, 17].reduce((sum, n) => sum + (fields[n - 3] ?? 0), 0)
  return {
    pid,
    parent: fields[1] ?? 0,
    name: line.slice(open + 1, close),
    cpuUs: ticks * usPerTick,
    rssBytes: (fields[24 - 3] ?? 0) * bytesPerPage,
  }
}

function descendants(all: readonly Process[], roots: readonly number[]): Process[] {
  const members = new Set(roots)
  for (let before = -1; before !== members.size; ) {
    before = members.size
    for (const one of all) if (members.has(one.parent)) members.add(one.pid)
  }
  return all.filter((one) => members.has(one.pid))
}

/** The pids in the postmaster.pid files at most two folders deep. */
function postmasters(dataDir: string): number[] {
  const folders = [dataDir, ...subfolders(dataDir), ...subfolders(dataDir).flatMap(subfolders)]
  return folders
    .map((folder) => Number.parseInt(read(path.join(folder, "postmaster.pid")), 10))
    .filter((pid) => pid > 0)
}

function subfolders(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(folder, entry.name))
  } catch {
    return []
  }
}

function pssBytes(pid: number): number {
  const kib = /^Pss: +(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))
  return Number(kib?.[1] ?? 0) * 1_024
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return ""
  }
}
