export type CsvCell = string | number | null

/**
 * Rows as CSV (RFC 4180: CRLF, quotes doubled). Text that a spreadsheet would run as a formula gets a leading
 * apostrophe; names of keys and models are chosen by others. Numbers stay numbers.
 */
export function toCsv(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return ""
  if (typeof cell === "number") return plainNumber(cell)
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** 1.2e-7 is not a number to every spreadsheet: nine decimals (a nano-dollar) without the exponent. */
function plainNumber(n: number): string {
  if (!Number.isFinite(n)) return ""
  return Number.isInteger(n) ? String(n) : n.toFixed(9).replace(/\.?0+$/, "")
}
