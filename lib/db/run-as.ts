import { execFileSync } from "node:child_process"
import { chownSync, existsSync, statSync } from "node:fs"
import { dirname, resolve } from "node:path"

/** The unprivileged user that Postgres runs as when the gateway is root, which Postgres refuses. */
export interface RunAs {
  readonly uid: number
  readonly gid: number
}

const CANDIDATES = ["postgres", "_postgres", "nobody"]

/**
 * Undefined unless we are root. Whoever owns the data already, or the data directory itself, stays the user; otherwise an
 * account that every system has. Throws when there is none.
 */
export function chooseRunAs(dataDir: string, cluster: string): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const path of [cluster, dataDir]) {
    if (!existsSync(path)) continue
    const { uid, gid } = statSync(path)
    if (uid !== 0) return { uid, gid }
  }
  for (const name of CANDIDATES) {
    const uid = idOf("-u", name)
    const gid = idOf("-g", name)
    if (uid !== undefined && gid !== undefined && uid !== 0) return { uid, gid }
  }
  throw new Error(
    'Postgres does not run as root, and there is no user "postgres" or "nobody" to run it as. Set DATABASE_URL, or start as another user.',
  )
}

function idOf(flag: "-u" | "-g", name: string): number | undefined {
  try {
    const id = Number(
      execFileSync("id", [flag, name], { encoding: "utf8", timeout: 5_000, stdio: ["ignore", "pipe", "ignore"] }),
    )
    return Number.isInteger(id) ? id : undefined
  } catch {
    return undefined
  }
}

/** Can the user pass through every directory above `path`? (Ourselves, always: we would see the error.) */
export function reaches(path: string, runAs: RunAs | undefined): boolean {
  if (runAs === undefined) return true
  for (let at = resolve(path); ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at)
    const bit = uid === runAs.uid ? 0o100 : gid === runAs.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (dirname(at) === at) return true
  }
}

/** Gives one file or directory to the user; nothing when there is none. */
export function changeOwner(path: string, runAs: RunAs | undefined): void {
  if (runAs !== undefined) chownSync(path, runAs.uid, runAs.gid)
}

/** spawn() takes signed 32-bit ids; macOS's nobody is -2, printed as 4294967294. */
export function spawnIds(runAs: RunAs | undefined): { uid?: number; gid?: number } {
  return runAs === undefined ? {} : { uid: runAs.uid | 0, gid: runAs.gid | 0 }
}
