import type { Clock } from "#lib/core/clock"
import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { type Account, readAccountByName } from "#lib/identity/account"
import { openAccount } from "#lib/ledger/open-account"

/** What customers without a budget of their own may spend (`max_end_user_budget_id`, `max_end_user_budget`). */
export interface CustomerDefault {
  /** A shared budget: its limits hold as they are now, for each customer. */
  readonly budgetId: string | null
  readonly maxBudgetNano: number | null
}

export interface ReadChargedDeps {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly customerDefault: () => CustomerDefault | null
}

interface DefaultRow {
  own: string | null
  id: string | null
  max_budget_nano: string | null
  budget_duration: string | null
  tpm_limit: string | null
  rpm_limit: string | null
  max_parallel_requests: number | null
}

const CUSTOMER = "customer:"

/**
 * Reads the account a request is charged to by name (`customer:ada`). When the configuration limits every customer, one that
 * nobody made is made when a request first names it, and one without a budget of its own has that limit.
 */
export function chargedReader(deps: ReadChargedDeps): (name: string) => Promise<Account | null> {
  const missing = new Set<string>()
  return async (name) => {
    const found = await readAccountByName(deps.db, name)
    const limit = name.startsWith(CUSTOMER) ? deps.customerDefault() : null
    if (limit === null) return found
    const id = name.slice(CUSTOMER.length)
    if (found === null) await openAccount(deps.db, { kind: "customer", id }, deps.clock.now())
    const account = found ?? (await readAccountByName(deps.db, name))
    if (account === null || account.maxBudgetNano !== null) return account
    const row = await readDefault(deps.db, id, limit)
    if (row === null || row.own !== null) return account
    if (limit.budgetId !== null && row.id === null && !missing.has(limit.budgetId)) {
      missing.add(limit.budgetId)
      deps.log.error("litellm_settings.max_end_user_budget_id names no budget: customers are not limited", {
        budget_id: limit.budgetId,
      })
    }
    return limited(account, row, limit)
  }
}

async function readDefault(db: Database, id: string, { budgetId }: CustomerDefault): Promise<DefaultRow | null> {
  const [row] = await db.sql<DefaultRow[]>`
    select a.profile ->> 'budget_id' as own, b.id, b.max_budget_nano, b.budget_duration, b.tpm_limit, b.rpm_limit,
      b.max_parallel_requests
    from accounts a left join budgets b on b.id = ${budgetId} where a.kind = 'customer' and a.id = ${id}`
  return row ?? null
}

const numberOrNull = (value: string | null) => (value === null ? null : Number(value))

function limited(account: Account, row: DefaultRow, { budgetId, maxBudgetNano }: CustomerDefault): Account {
  return {
    ...account,
    maxBudgetNano: budgetId === null ? maxBudgetNano : numberOrNull(row.max_budget_nano),
    tpmLimit: account.tpmLimit ?? numberOrNull(row.tpm_limit),
    rpmLimit: account.rpmLimit ?? numberOrNull(row.rpm_limit),
    maxParallelRequests: account.maxParallelRequests ?? row.max_parallel_requests,
    // Its window is over at once: the running one is worked out from it.
    ...(account.budgetDuration === null && row.budget_duration !== null
      ? { budgetDuration: row.budget_duration, budgetResetAt: account.windowStartedAt }
      : {}),
  }
}
