import { and, eq, inArray, isNull, ne, or, sql } from "drizzle-orm"
import { accounts } from "#drizzle/schema/accounts"
import { keys } from "#drizzle/schema/keys"
import { GatewayError } from "#lib/core/errors"
import { budgetMoment, windowColumns } from "../accounts/limit-fields"
import type { AdminContext } from "../context"

/** Whose budgets begin anew: teams, and what keys and teams have by model and by window. */
const KINDS = ["team", "team_model", "team_window", "key_model", "key_window"]
/** So many processes' copies are told of at once. */
const AT_ONCE = 100

/**
 * Begins a new budget window for every key and team that has spent something of the running one, all or none. No money is changed:
 * the old windows' requests, entries and sums stay, and so does what was spent in all. Only who has the master key may (403).
 */
export async function resetAllSpend(ctx: AdminContext): Promise<{ keys: number; teams: number }> {
  if (ctx.caller.kind === "key" || ctx.caller.person !== undefined) {
    const say = "Only the master key may reset the spend of every key and team. POST /key/<key>/reset_spend resets one."
    throw new GatewayError("permission_denied", say)
  }
  // Spend still queued belongs to the time before this.
  await ctx.flush()
  const { tokens, names } = await ctx.db.orm.transaction(async (tx) => {
    const tokens: string[] = []
    const names: string[] = []
    for (const duration of await durationsOf(ctx, tx)) {
      const fresh = windowOf(ctx, duration)
      const hasSpent = (table: typeof keys | typeof accounts) =>
        and(
          duration === null ? isNull(table.budgetDuration) : eq(table.budgetDuration, duration),
          or(ne(table.spendNano, 0), ne(table.windowTokens, 0)),
        )
      const ofKeys = await tx
        .update(keys)
        .set({ ...fresh, windowStartedAt: later(ctx, keys) })
        .where(hasSpent(keys))
        .returning({ token: keys.token })
      tokens.push(...ofKeys.map(({ token }) => token))
      const ofTeams = await tx
        .update(accounts)
        .set({ ...fresh, windowStartedAt: later(ctx, accounts) })
        .where(and(inArray(accounts.kind, KINDS), hasSpent(accounts)))
        .returning({ kind: accounts.kind, id: accounts.id })
      names.push(...ofTeams.map(({ kind, id }) => `${kind}:${id}`))
    }
    return { tokens, names }
  })
  // A part is read with its owner, which may have spent nothing itself.
  const owners = names
    .filter((name) => /^key_/.test(name))
    .map((name) => name.slice(name.indexOf(":") + 1).split("/")[0])
  await told([...new Set([...tokens, ...owners.filter((token) => token !== undefined)])], ctx.keyChanged)
  await told(names, ctx.accountChanged)
  return { keys: tokens.length, teams: names.filter((name) => name.startsWith("team:")).length }
}

type Tx = Parameters<Parameters<AdminContext["db"]["orm"]["transaction"]>[0]>[0]

/** The lengths of the windows there are. */
async function durationsOf(ctx: AdminContext, tx: Tx): Promise<(string | null)[]> {
  const ofKeys = await tx.selectDistinct({ duration: keys.budgetDuration }).from(keys)
  const ofTeams = await tx
    .selectDistinct({ duration: accounts.budgetDuration })
    .from(accounts)
    .where(inArray(accounts.kind, KINDS))
  const all = new Set([...ofKeys, ...ofTeams].map(({ duration }) => duration))
  return [...all].filter((duration) => duration === null || isReadable(ctx, duration))
}

function isReadable(ctx: AdminContext, duration: string): boolean {
  try {
    windowColumns(duration, budgetMoment(ctx))
    return true
  } catch {
    return false
  }
}

function windowOf(ctx: AdminContext, duration: string | null) {
  const { budgetResetAt } = windowColumns(duration, budgetMoment(ctx))
  return { budgetResetAt, spendNano: 0, windowTokens: 0 }
}

/** Later than the running window, also on a machine whose clock is behind another's. */
function later(ctx: AdminContext, table: typeof keys | typeof accounts) {
  const now = new Date(ctx.clock.now()).toISOString()
  return sql`greatest(${now}::timestamptz, ${table.windowStartedAt} + interval '1 millisecond')`
}

async function told(names: readonly string[], tell: (name: string) => Promise<void>): Promise<void> {
  for (let i = 0; i < names.length; i += AT_ONCE) await Promise.all(names.slice(i, i + AT_ONCE).map(tell))
}
