/** A row of an answer of the management API. */
export type Row = Readonly<Record<string, unknown>>

/** How rows are shown before the gateway's answers say so. */
export interface RowChange {
  /** Is it this row that is changed? It is asked of every object in an answer. */
  readonly fits: (row: Row) => boolean
  /** New values of fields the row has (one it lacks is not added); null: the row is not shown. */
  readonly set: Row | null
}

/** What the management API calls the number of rows beside a list of them. */
const COUNTS = ["total", "total_count"]

/** An answer as it looks with this change. What does not change keeps its identity, the whole answer too. */
export function withChange(answer: unknown, change: RowChange): unknown {
  if (Array.isArray(answer)) return changedList(answer, change)
  if (!isRow(answer)) return answer
  return change.set !== null && change.fits(answer) ? changedRow(answer, change.set) : changedParts(answer, change)
}

function changedList(list: readonly unknown[], change: RowChange): readonly unknown[] {
  const kept = change.set === null ? list.filter((row) => !(isRow(row) && change.fits(row))) : list
  const next = kept.map((row) => withChange(row, change))
  return next.length === list.length && next.every((row, i) => row === list[i]) ? list : next
}

function changedRow(row: Row, set: Row): Row {
  const changed = Object.entries(set).filter(
    ([name, value]) => Object.hasOwn(row, name) && JSON.stringify(row[name]) !== JSON.stringify(value),
  )
  return changed.length === 0 ? row : { ...row, ...Object.fromEntries(changed) }
}

/** A list that became shorter takes its count along. */
function changedParts(answer: Row, change: RowChange): Row {
  const changed: Record<string, unknown> = {}
  let gone = 0
  for (const [name, part] of Object.entries(answer)) {
    const next = withChange(part, change)
    if (next !== part) changed[name] = next
    if (Array.isArray(part) && Array.isArray(next)) gone += part.length - next.length
  }
  for (const name of COUNTS) {
    const count = answer[name]
    if (gone > 0 && typeof count === "number") changed[name] = Math.max(0, count - gone)
  }
  return Object.keys(changed).length === 0 ? answer : { ...answer, ...changed }
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
