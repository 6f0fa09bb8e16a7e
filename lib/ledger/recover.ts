import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { identityOf } from "#lib/db/process-identity"
import { lineId } from "./spend-row"

/** The name of this process's journal folder; no later process has the same, even with a reused id. */
export function journalName(): string {
  return folderOf(identityOf(process.pid) ?? String(process.pid))
}

/** What dead processes left behind, as lines of COPY text. */
export interface Leftover {
  /** Rows that were written; the database may have some of them already. */
  readonly rows: string[]
  /** Requests that were in flight: what is booked for them. */
  readonly interrupted: string[]
  readonly dirs: readonly string[]
}

/** Reads the journals of processes that are no longer alive. A torn last line is skipped: its request counts as in flight. */
export function readLeftover(root: string): Leftover {
  const rows: string[] = []
  const interrupted: string[] = []
  const dirs: string[] = []
  for (const name of existsSync(root) ? readdirSync(root) : []) {
    if (isAlive(name)) continue
    const dir = join(root, name)
    dirs.push(dir)
    const files = readdirSync(dir).sort()
    const settled = files.filter((file) => file.endsWith(".rows")).flatMap((file) => readLines(join(dir, file)))
    const intents = files.filter((file) => file.endsWith(".open")).flatMap((file) => readLines(join(dir, file)))
    const answered = new Set(settled.map(lineId))
    rows.push(...settled)
    interrupted.push(...intents.filter((line) => !answered.has(lineId(line))))
  }
  return { rows, interrupted, dirs }
}

/** Removes journals whose rows are in the database. */
export function removeLeftover(leftover: Leftover): void {
  for (const dir of leftover.dirs) rmSync(dir, { recursive: true, force: true })
}

/** The whole lines of a file, newlines included; what follows the last newline was cut and is left out. */
export function readLines(file: string): string[] {
  const lines = readFileSync(file, "utf8").split("\n")
  lines.pop()
  return lines.map((line) => `${line}\n`)
}

function isAlive(name: string): boolean {
  const identity = identityOf(Number.parseInt(name, 10) || 0)
  return identity !== null && folderOf(identity) === name
}

/** An identity as a folder's name. */
function folderOf(identity: string): string {
  return identity.replace(/[^A-Za-z0-9]+/g, "-")
}
