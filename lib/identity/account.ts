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
  /** Tokens that may be used in a budget window; absent or null: no limit. */
  readonly maxTokens?: number | null
  /** Those of the running window, as the database had them. */
  readonly windowTokens?: number
}

/** `gateway` is charged for every call. */
type WholeKind = "organization" | "team" | "member" | "user" | "customer" | "tag" | "gateway"
/** A budget beside the first: of some models only, or of a further window. */
type PartKind = `${WholeKind | "key"}_${"model" | "window"}`
export type AccountKind = WholeKind | PartKind

/** Someone besides the key that a request is charged to and whose limits hold; an immutable copy of its row. */
export interface Account extends Limits {
  readonly kind: AccountKind
  /** `team/user` for a member; of a part: its owner's, a slash, and the model or the window. */
  readonly id: string
  readonly alias: string | null
  /** Empty = every model. A part holds for these only, and leaves the others alone. */
  readonly models: readonly string[]
  readonly blocked: boolean
  /** Its further budgets; absent = none. */
  readonly parts?: readonly Account[]
}

export interface AccountRow {
  kind: AccountKind
  id: string
  alias: string | null
  organization_id: string | null
  owner: string | null
  models: string[]
  max_budget_nano: string | number | null
  budget_duration: string | null
  window_started_at: string | Date
  budget_reset_at: string | Date | null
  spend_nano: string | number
  tpm_limit: string | number | null
  rpm_limit: string | number | null
  max_parallel_requests: number | null
  max_token_budget: string | number | null
  window_tokens: string | number
  blocked: boolean
}

const numberOrNull = (value: string | number | null): number | null => (value === null ? null : Number(value))
const moment = (value: string | Date): number => new Date(value).getTime()

/** One row with the parts among `parts` that are its own. */
export function accountOf(row: AccountRow, parts: readonly AccountRow[] | null = null): Account {
  return {
    ...partsOf(`${row.kind}:${row.id}`, parts),
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
    maxTokens: numberOrNull(row.max_token_budget),
    windowTokens: Number(row.window_tokens),
    blocked: row.blocked,
  }
}

/** The parts of this owner, if it has any. */
export function partsOf(
  owner: string,
  rows: readonly AccountRow[] | null,
): { readonly parts?: readonly Account[] } | undefined {
  const own = rows?.filter((row) => row.owner === owner) ?? []
  return own.length === 0 ? undefined : { parts: own.map((row) => accountOf(row)) }
}

/** Reads one account; null when there is none. Rejects when the database does not answer. */
export async function readAccount(db: Database, kind: AccountKind, id: string): Promise<Account | null> {
  const rows = await db.sql<AccountRow[]>`
    select kind, id, alias, organization_id, owner, models, max_budget_nano, budget_duration, window_started_at,
      budget_reset_at, spend_nano, tpm_limit, rpm_limit, max_parallel_requests, max_token_budget, window_tokens, blocked
    from accounts where (kind = ${kind} and id = ${id}) or owner = ${`${kind}:${id}`} order by kind, id`
  const row = rows.find((one) => one.kind === kind && one.id === id)
  return row === undefined ? null : accountOf(row, rows)
}

/** The same by `kind:id`, the name its counters and copies have. */
export function readAccountByName(db: Database, name: string): Promise<Account | null> {
  const colon = name.indexOf(":")
  return readAccount(db, name.slice(0, colon) as AccountKind, name.slice(colon + 1))
}
