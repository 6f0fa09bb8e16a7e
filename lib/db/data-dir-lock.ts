import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { identityOf } from "./process-identity"

const LOCK = "postgres.lock"
const USERS = "postgres-users"
const RETRY_MS = 20
/** Nothing done under the lock takes longer; a lock older than this was left by someone we cannot see. */
const LOCK_STALE_MS = 180_000

/**
 * Runs `work` while no other process starts or stops the server of this data directory. The lock is a courtesy that avoids
 * double work; Postgres's own lock on its data protects the data.
 */
export async function withLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const path = join(dataDir, LOCK)
  const mine = `${identityOf(process.pid)}\n`
  while (!take(path, mine)) {
    breakStale(path)
    await sleep(RETRY_MS)
  }
  try {
    return await work()
  } finally {
    if (readText(path) === mine) rmSync(path, { force: true })
  }
}

function take(path: string, mine: string): boolean {
  try {
    writeFileSync(path, mine, { flag: "wx", mode: 0o600 })
    return true
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === "EEXIST") return false
    throw e
  }
}

/** Moves a dead process's lock away; when somebody was faster and the file moved is a living one's, it is put back. */
function breakStale(path: string): void {
  const seen = readText(path)
  if (seen === null || !isStale(path, seen)) return
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
    if (readText(aside) !== seen) renameSync(aside, path)
    else rmSync(aside, { force: true })
  } catch {
    // Another process broke the same lock.
  }
}

function isStale(path: string, text: string): boolean {
  try {
    if (Date.now() - statSync(path).mtimeMs > LOCK_STALE_MS) return true
  } catch {
    return false
  }
  // An empty file is one that its maker has not yet written.
  return text !== "" && !lives(text)
}

/** Notes that this process uses the server. Gives the function that withdraws the note and says whether others remain. */
export function registerUser(dataDir: string): () => { othersRemain: boolean } {
  const folder = join(dataDir, USERS)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${process.pid}.${Math.random().toString(36).slice(2, 10)}`)
  writeFileSync(path, `${identityOf(process.pid)}\n`, { mode: 0o600 })
  return () => {
    rmSync(path, { force: true })
    return { othersRemain: livingUsers(folder) > 0 }
  }
}

/** Counts the notes of living processes and clears away those of dead ones. */
function livingUsers(folder: string): number {
  let living = 0
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const text = readText(path)
    if (text === null) continue
    if (text === "" || lives(text)) living++
    else rmSync(path, { force: true })
  }
  return living
}

function lives(text: string): boolean {
  const identity = text.trim()
  return identityOf(Number.parseInt(identity, 10)) === identity
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8")
  } catch {
    return null
  }
}
