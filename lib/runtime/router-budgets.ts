import type postgres from "postgres"
import type { ProviderBudgetNow } from "#lib/admin/context"
import type { Clock } from "#lib/core/clock"
import type { Database } from "#lib/db/open"
import { correctedLog, correctedNano } from "#lib/ledger/corrected"
import { deploymentBudget, providerBudget, type RoutedBudget } from "#lib/router/limits"
import type { RouterState } from "#lib/router/router-state"
import type { Rules } from "./rules"

interface Parts {
  readonly db: Database
  readonly router: RouterState
  readonly counters: { changed(name: string): void }
  readonly data: { readonly clock: Clock }
}

/** Requests a budget is for. */
interface Whose {
  readonly column: "model_id" | "provider"
  readonly value: string
}

/**
 * Gives every budget of a deployment or provider its account, which requests are charged to and processes lease from. What was
 * spent in its running window while there was no such budget is entered in the ledger, once, however many processes do this.
 */
export async function storeRouterBudgets(parts: Parts, { routing, router }: Rules): Promise<void> {
  const nowMs = parts.data.clock.now()
  for (const deployment of routing.groups.deployments) {
    const budget = deploymentBudget(deployment, router, nowMs)
    if (budget !== null) await store(parts, budget, { column: "model_id", value: deployment.id })
  }
  for (const provider of Object.keys(router.providerBudgets)) {
    const budget = providerBudget(provider, router, nowMs)
    if (budget !== null) await store(parts, budget, { column: "provider", value: provider })
  }
}

/** Budgets of providers in the windows of `nowMs`, as the management API reads them. */
export function providerBudgetsNow(settings: Rules["router"], nowMs: number): readonly ProviderBudgetNow[] {
  return Object.entries(settings.providerBudgets).flatMap(([provider, { duration }]) => {
    const budget = providerBudget(provider, settings, nowMs)
    const timePeriod = duration === null ? null : `${duration.count}${duration.unit}`
    return budget === null ? [] : [{ ...budget, provider, timePeriod }]
  })
}

async function store({ db, router, counters, data }: Parts, budget: RoutedBudget, whose: Whose): Promise<void> {
  const now = new Date(data.clock.now())
  const { entered, spent } = await db.sql.begin(async (tx) => {
    const kind = budget.account.slice(0, budget.account.indexOf(":"))
    const id = budget.account.slice(kind.length + 1)
    const since = new Date(budget.startedAt)
    // Whoever does the same waits here, and finds then what was entered.
    await tx`
      insert into accounts as a (kind, id, alias, max_budget_nano, window_started_at)
      values (${kind}, ${id}, ${whose.value}, ${budget.limitNano}, ${since})
      on conflict (kind, id) do update set max_budget_nano = excluded.max_budget_nano, updated_at = ${now}`
    const missing = await uncharged(tx, budget, whose)
    if (missing > 0)
      await tx`
        insert into ledger_entries (at, kind, account, amount_nano, window_amount_nano, window_started_at, reason, by)
        values (${now}, 'earlier', ${budget.account}, ${missing}, ${missing}, ${since}, 'spent before there was this budget',
          'master')`
    const [account] = await tx<{ spent: number }[]>`
      update accounts a set total_spend_nano = a.total_spend_nano + ${missing},
        spend_nano = case when a.window_started_at < ${since} then ${missing} else a.spend_nano + ${missing} end,
        window_tokens = case when a.window_started_at < ${since} then 0 else a.window_tokens end,
        window_started_at = greatest(a.window_started_at, ${since})
      where kind = ${kind} and id = ${id} returning spend_nano as spent`
    return { entered: missing > 0, spent: Number(account?.spent ?? 0) }
  })
  router.spent.set(budget.counter, spent)
  if (entered) counters.changed(budget.account)
}

/** What requests of the running window cost that were not charged to this budget, less what was entered for them already. */
async function uncharged(tx: postgres.TransactionSql, budget: RoutedBudget, { column, value }: Whose): Promise<number> {
  const since = new Date(budget.startedAt)
  const [row] = await tx<{ missing: string }[]>`
    select greatest(0, (
      select coalesce(sum(${correctedNano(tx)}), 0) from ${correctedLog(tx)}
      where ${tx(column)} = ${value} and started_at >= ${since} and spend_nano > 0
        and not charged_to @> array[${`${budget.startedAt}:${budget.account}`}]
    ) - (
      select coalesce(sum(window_amount_nano), 0) from ledger_entries
      where account = ${budget.account} and kind = 'earlier' and window_started_at = ${since}
    ))::text as missing`
  return Number(row?.missing ?? 0)
}
