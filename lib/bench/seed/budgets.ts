import { type BudgetWindow, UTC_CALENDAR } from "#lib/core/budget-calendar"
import { parseDuration } from "#lib/core/duration"
import { nanoFromUsd } from "#lib/core/money"

/** A budget of the seed; null: it never begins anew. */
export interface SeedBudget {
  readonly maxNano: number
  readonly duration: SeedDuration | null
}

type SeedDuration = keyof typeof DURATIONS

const DURATIONS = { "30d": parseDuration("30d"), "7d": parseDuration("7d"), "1d": parseDuration("1d") }

/** Who has which: the first has one for the whole log, the fifth none. */
const MIX: readonly (readonly [duration: SeedDuration | null, months: number] | null)[] = [
  [null, 3],
  ["30d", 1],
  ["7d", 1 / 4],
  ["1d", 1 / 30],
  null,
]

/** The budget of the n-th of a kind, who may spend `monthUsd` dollars a month; null when it has none. */
export function nthBudget(n: number, monthUsd: number): SeedBudget | null {
  const of = MIX[n % MIX.length] ?? null
  return of === null ? null : { maxNano: nanoFromUsd(monthUsd * of[1]), duration: of[0] }
}

/** The window a moment lies in; null when the budget never begins anew. */
export function windowOf(budget: SeedBudget | null, ms: number): BudgetWindow | null {
  return budget === null || budget.duration === null ? null : UTC_CALENDAR.windowAt(DURATIONS[budget.duration], 0, ms)
}

/** The account of a provider's or deployment's budget: its window's length stands behind a slash, as the router has it. */
export function routedId(id: string, { duration }: SeedBudget): string {
  return duration === null ? id : `${id}/${duration}`
}
