import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { identityOf } from "#lib/db/process-identity"
import type { SpendRow } from "./spend-row"

/** The name of this process's journal folder; no later process has the same, even with a reused id. */
export function journalName(): string {
  return folderOf(identityOf(process.pid) ?? String(process.pid))
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
  const identity = identityOf(Number.parseInt(name, 10) || 0)
  return identity !== null && folderOf(identity) === name
}

/** An identity as a folder's name. */
function folderOf(identity: string): string {
  return identity.replace(/[^A-Za-z0-9]+/g, "-")
}
