import type { Database } from "#lib/db/open"

/** What may be spent, and how fast. Dollars as nano-dollars, moments as milliseconds since the epoch. */
export interface Limits {
  readonly maxBudgetNano: number | null
  /** Added to the budget until then; absent or null: nothing is. */
  readonly temporaryBudget?: { readonly moreNano: number; readonly untilMs: number } | null
  readonly budgetDuration: string | null
  /** 0 when the budget never resets. */
  readonly windowStartedAt: number
  readonly budgetResetAt: number | null
  /** Spend of the running window as the database had it when this copy was read. */
  readonly spendNano: number
  readonly tpmLimit: number | null
  readonly rpmLimit: number | null
  readonly maxParallelRequests: number | null
}

export type AccountKind = "organization" | "team" | "member" | "user" | "customer" | "tag"

/** Someone besides the key that a request is charged to and whose limits hold; an immutable copy of its row. */
export interface Account extends Limits {
  readonly kind: AccountKind
  /** `team/user` for a member. */
  readonly id: string
  readonly alias: string | null
  /** Empty = every model. */
  readonly models: readonly string[]
  readonly blocked: boolean
}

export interface AccountRow {
  kind: AccountKind
  id: string
  alias: string | null
  organization_id: string | null
  models: string[]
  max_budget_nano: string | number | null
  budget_duration: string | null
  window_started_at: string | Date
  budget_reset_at: string | Date | null
  spend_nano: string | number
  tpm_limit: string | number | null
  rpm_limit: string | number | null
  max_parallel_requests: number | null
  blocked: boolean
}

const numberOrNull = (value: string | number | null): number | null => (value === null ? null : Number(value))
const moment = (value: string | Date): number => new Date(value).getTime()

export function accountOf(row: AccountRow): Account {
  return {
    kind: row.kind,
    id: row.id,
    alias: row.alias,
    models: row.models,
    maxBudgetNano: numberOrNull(row.max_budget_nano),
    budgetDuration: row.budget_duration,
    windowStartedAt: moment(row.window_started_at),
    budgetResetAt: row.budget_reset_at === null ? null : moment(row.budget_reset_at),
    spendNano: Number(row.spend_nano),
    tpmLimit: numberOrNull(row.tpm_limit),
    rpmLimit: numberOrNull(row.rpm_limit),
    maxParallelRequests: row.max_parallel_requests,
    blocked: row.blocked,
  }
}

/** Reads one account; null when there is none. Rejects when the database does not answer. */
export async function readAccount(db: Database, kind: AccountKind, id: string): Promise<Account | null> {
  const [row] = await db.sql<AccountRow[]>`
    select kind, id, alias, organization_id, models, max_budget_nano, budget_duration, window_started_at, budget_reset_at,
      spend_nano, tpm_limit, rpm_limit, max_parallel_requests, blocked
    from accounts where kind = ${kind} and id = ${id}`
  return row === undefined ? null : accountOf(row)
}

/** The same by `kind:id`, the name its counters and copies have. */
export function readAccountByName(db: Database, name: string): Promise<Account | null> {
  const colon = name.indexOf(":")
  return readAccount(db, name.slice(0, colon) as AccountKind, name.slice(colon + 1))
}
