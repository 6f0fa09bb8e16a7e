import type { Log } from "#lib/core/log"
import { probeRow } from "./probe-row"
import { type RowsTarget, writeRowsOnce } from "./write-rows"

const LINES_A_BATCH = 5_000

/**
 * Writes lines of which some may be there already, and sets aside (in the log) the ones the database can never take: one bad
 * row must not hold up the rest. Returns how many were new; throws for reasons that can pass.
 */
export async function writeSafely(to: RowsTarget, lines: readonly string[], log: Log): Promise<number> {
  let added = 0
  for (let at = 0; at < lines.length; at += LINES_A_BATCH)
    added += await halve(to, lines.slice(at, at + LINES_A_BATCH), log)
  return added
}

async function halve(to: RowsTarget, lines: readonly string[], log: Log): Promise<number> {
  try {
    return await writeRowsOnce(to, lines)
  } catch (e) {
    if (!isRefusal(e)) throw e
    const [only] = lines
    if (lines.length > 1) {
      const half = lines.length >> 1
      return (await halve(to, lines.slice(0, half), log)) + (await halve(to, lines.slice(half), log))
    }
    if (only === undefined) return 0
    const reason = await probeRow(to.db, only)
    if (!isBadData(reason)) throw reason ?? e
    log.error("a spend row was refused by the database and set aside", {
      row: only.slice(0, 2000),
      error: String(reason),
    })
    return 0
  }
}

/** The database said no to a batch: for the data itself, or in the middle of a transaction for a reason COPY does not tell. */
export function isRefusal(e: unknown): boolean {
  return isBadData(e) || codeOf(e) === "25P02"
}

/** The line itself is impossible (SQLSTATE classes 22 and 23, or 42601: not as many columns): no later try will be better. */
function isBadData(e: unknown): boolean {
  return /^(2[23]|42601)/.test(codeOf(e))
}

function codeOf(e: unknown): string {
  return String((e as { code?: unknown } | null)?.code ?? "")
}
