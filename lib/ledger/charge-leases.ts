import type postgres from "postgres"
import { budgetCounter, type LeaseUse, type SpendLeases, tokenCounter } from "#lib/store/leases"
import type { AccountTotal, KeyTotal } from "./totals"

/** What rows used of the leases of the process that served them. */
export function leaseUses(
  leases: Pick<SpendLeases, "has">,
  keys: readonly KeyTotal[],
  accounts: readonly AccountTotal[],
): LeaseUse[] {
  const uses: LeaseUse[] = []
  const add = (name: string, total: KeyTotal | AccountTotal) => {
    const budget = budgetCounter(name, total.window_started_ms)
    if (total.in_window !== 0 && leases.has(budget)) uses.push({ counter: budget, used: Number(total.in_window) })
    const tokens = tokenCounter(name, total.window_started_ms)
    if (total.window_tokens !== 0 && leases.has(tokens))
      uses.push({ counter: tokens, used: Number(total.window_tokens) })
  }
  for (const total of keys) add(total.token, total)
  for (const total of accounts) add(`${total.kind}:${total.id}`, total)
  return uses
}

/** In the transaction that makes them spend: what was used is leased no more. More than the lease was is in the spend alone. */
export async function chargeLeases(
  tx: postgres.TransactionSql,
  { process }: SpendLeases,
  uses: readonly LeaseUse[],
): Promise<void> {
  if (uses.length === 0) return
  await tx`
    update quota_leases l set amount = greatest(0, l.amount - u.used)
    from json_to_recordset(${JSON.stringify(uses)}::text::json) as u(counter text, used bigint)
    where l.counter = u.counter and l.process = ${process}`
}
