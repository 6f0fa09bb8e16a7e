import type { Database } from "#lib/db/open"
import { COLUMNS } from "./spend-row"

/** What COPY's escapes stand for. */
const UNESCAPED: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" }

/**
 * Why does the database refuse this line? Inserts it without COPY, whose own error does not reach us, and takes it back.
 * Resolves with the error (SQLSTATE in `code`), or null when the row is fine.
 */
export async function probeRow(db: Database, line: string): Promise<unknown> {
  const values = line.slice(0, -1).split("\t").map(literal).join(", ")
  try {
    await db.sql.begin(async (tx) => {
      await tx`set local standard_conforming_strings = on`
      await tx.unsafe(
        `insert into spend_logs (${COLUMNS}) values (${values}) on conflict (started_at, request_id) do nothing`,
      )
      throw new Fine()
    })
    return null
  } catch (e) {
    return e instanceof Fine ? null : e
  }
}

/** Ends the transaction of a row that could be written. */
class Fine extends Error {}

/** One COPY field as an SQL literal (standard_conforming_strings: only the quote has a meaning). */
function literal(field: string): string {
  if (field === "\\N") return "null"
  const value = field.replace(/\\(.)/gs, (_all, c: string) => UNESCAPED[c] ?? c)
  return `'${value.replaceAll("'", "''")}'`
}
