import { and, eq, inArray, notInArray } from "drizzle-orm"
import { accounts } from "#drizzle/schema/accounts"
import { usdFromNano } from "#lib/core/money"
import type { AccountKind } from "#lib/identity/account"
import type { AdminContext } from "../context"
import { type BudgetMoment, windowColumns } from "./limit-fields"
import { type Part, partsIn } from "./part-fields"
import type { AccountRow } from "./store"
import { windowOf } from "./view"

/** Whose parts: a key by its hash, or an account. */
export interface Owner {
  readonly kind: AccountKind | "key"
  readonly id: string
  /** How people know it. */
  readonly alias: string | null
  /** What it keeps by LiteLLM's names, the budgets among them. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly metadata: Readonly<Record<string, unknown>>
}

type Tx = Parameters<Parameters<AdminContext["db"]["orm"]["transaction"]>[0]>[0]

/**
 * Makes the rows of someone's further budgets what its fields say, in the transaction that changes them. A budget that stays keeps
 * its window and spend; one whose duration changed begins anew. Those that are gone lose their owner and are charged no more:
 * their spend stays with their name. `fresh`: the owner is new, whatever had its name before.
 */
export async function storeParts(
  tx: Tx,
  owner: Owner,
  { moment, by, fresh = false }: { moment: BudgetMoment; by: string; fresh?: boolean },
): Promise<void> {
  const name = `${owner.kind}:${owner.id}`
  const wanted = partsIn(owner.fields, owner.metadata).map((part) => ({ ...part, ...nameOf(owner, part) }))
  const ids = wanted.map((part) => part.id)
  const now = new Date(moment.nowMs)
  await tx
    .update(accounts)
    .set({ owner: null, updatedAt: now, updatedBy: by })
    .where(and(eq(accounts.owner, name), ids.length === 0 ? undefined : notInArray(accounts.id, ids)))
  if (wanted.length === 0) return
  const known = await tx
    .select()
    .from(accounts)
    .where(and(inArray(accounts.kind, [kindOf(owner, "model"), kindOf(owner, "window")]), inArray(accounts.id, ids)))
    .for("update")
  for (const { kind, id, columns, of, what } of wanted) {
    const values = { ...columns, owner: name, alias: labelOf(owner, of, what), updatedAt: now, updatedBy: by }
    const old = known.find((row) => row.kind === kind && row.id === id)
    const goes = old !== undefined && !fresh && old.owner !== null && old.budgetDuration === columns.budgetDuration
    const window = goes ? {} : beginning(old, columns.budgetDuration, moment)
    if (old === undefined)
      await tx.insert(accounts).values({ ...values, ...window, kind, id, createdAt: now, createdBy: by })
    else
      await tx
        .update(accounts)
        .set({ ...values, ...window })
        .where(and(eq(accounts.kind, kind), eq(accounts.id, id)))
  }
}

const kindOf = (owner: Owner, of: Part["of"]) => `${owner.kind}_${of}`
const nameOf = (owner: Owner, { of, what }: Part) => ({ kind: kindOf(owner, of), id: `${owner.id}/${what}` })

/** A refusal speaks of it so. */
function labelOf({ kind, id, alias }: Owner, of: Part["of"], what: string): string {
  const whose = `${kind} ${alias ?? (kind === "key" ? `${id.slice(0, 8)}…` : id)}`
  if (of === "window" && what === "tpd") return whose
  return of === "model" ? `model ${what} of the ${whose}` : `${what} budget of the ${whose}`
}

/** A window nobody had before, with nothing spent in it. */
function beginning(old: AccountRow | undefined, duration: string | null, moment: BudgetMoment) {
  const { nowMs } = moment
  const after = old === undefined ? nowMs : Math.max(nowMs, old.windowStartedAt.getTime() + 1)
  return {
    ...windowColumns(duration, moment),
    windowStartedAt: new Date(after),
    spendNano: 0,
    windowTokens: 0,
  }
}

/** What is spent of someone's further budgets now, by LiteLLM's names: dollars, ISO times. */
export interface PartUsage {
  readonly model_max_budget_usage: Record<string, Usage>
  readonly budget_limits_usage: (Usage & { readonly budget_duration: string })[]
}

interface Usage {
  readonly spend: number
  readonly max_budget: number | null
  readonly budget_duration: string | null
  readonly reset_at: string | null
}

/** Reads them; `kind:id` names the owner. */
export async function partUsage(ctx: AdminContext, owner: string): Promise<PartUsage> {
  const rows = await ctx.db.orm.select().from(accounts).where(eq(accounts.owner, owner)).orderBy(accounts.id)
  const usage: PartUsage = { model_max_budget_usage: {}, budget_limits_usage: [] }
  for (const row of rows) {
    if (row.maxBudgetNano === null) continue
    const used = usageOf(ctx, row)
    if (row.kind.endsWith("_window"))
      usage.budget_limits_usage.push({ ...used, budget_duration: row.budgetDuration ?? "" })
    else usage.model_max_budget_usage[row.models[0] ?? ""] = used
  }
  return usage
}

function usageOf(ctx: AdminContext, row: AccountRow): Usage {
  const begun = row.windowStartedAt.getTime()
  const window = windowOf(ctx, row)
  const stored = window.startedAt === begun ? row.spendNano : 0
  const spent = ctx.liveSpend(`${row.kind}:${row.id}`, window.startedAt)?.spentNano ?? stored
  return {
    spend: usdFromNano(spent),
    max_budget: row.maxBudgetNano === null ? null : usdFromNano(row.maxBudgetNano),
    budget_duration: row.budgetDuration,
    reset_at: window.resetAt === null ? null : new Date(window.resetAt).toISOString(),
  }
}
