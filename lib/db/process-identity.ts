import { execFileSync } from "node:child_process"
import { readFileSync, readlinkSync } from "node:fs"
import { basename } from "node:path"

/** Does a process with this id exist, whoever owns it? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === "EPERM"
  }
}

/**
 * A text that no other process ever had: its id with the moment it started, for ids are given anew (in a container they
 * even repeat from start to start). Null when it does not run.
 */
export function identityOf(pid: number): string | null {
  if (!isAlive(pid)) return null
  if (process.platform === "linux")
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
      const state = fields[0]
      if (state === "Z" || state === "X") return null
      return `${pid} ${fields[19]} ${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}`
    } catch {
      return isAlive(pid) ? `${pid}` : null
    }
  try {
    return `${pid} ${execFileSync("/bin/ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8", timeout: 2_000 }).trim()}`
  } catch {
    return isAlive(pid) ? `${pid}` : null
  }
}

/** Is this process a Postgres server working in this data directory? Guards a process id that now belongs to another program. */
export function isPostgresIn(pid: number, dataDir: string): boolean {
  if (identityOf(pid) === null) return false
  try {
    if (process.platform === "linux") {
      const [program = ""] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")
      // A server gives itself a title such as "postgres: checkpointer"; the postmaster keeps its command line.
      return basename(program).startsWith("postgres") && sameDirectory(readlinkSync(`/proc/${pid}/cwd`), dataDir)
    }
    const line = execFileSync("/bin/ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8", timeout: 2_000 })
    return line.includes("postgres") && line.includes(dataDir)
  } catch {
    return false
  }
}

/** /proc says where a directory is now, so a deleted one ends in " (deleted)" and is nobody's. */
function sameDirectory(a: string, b: string): boolean {
  return a === b
}
