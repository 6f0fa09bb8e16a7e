import { eq, inArray } from "drizzle-orm"
import { z } from "zod"
import { keys } from "#drizzle/schema/keys"
import { GatewayError } from "#lib/core/errors"
import { nanoFromUsd } from "#lib/core/money"
import { noteChange } from "#lib/ledger/entries"
import { type BudgetMoment, budgetMoment, newWindow } from "../accounts/limit-fields"
import { storeParts } from "../accounts/parts"
import { requireModels, requireModelsOfParts } from "../accounts/require-models"
import { sharedLimits } from "../accounts/shared-budget"
import type { AdminContext } from "../context"
import { withinBounds } from "../defaults"
import { requireOwners } from "../organizations/require"
import { columnsOf } from "./columns"
import { type KeyFields, keptOf, type UpdateInput, warningsOf, withoutNulls, withTemporary } from "./fields"
import { keyIdOf, keyRowOf, noSuchKey, tokensOf } from "./find"
import { naming } from "./naming"
import { ensureUser } from "./owners"
import { removeKeys } from "./remove"
import { rotationColumns } from "./rotation"
import { type KeyRow, KeyView, ownerOf, viewKey } from "./view"

export const ChangedKey = KeyView.and(
  z.object({ key: z.string().describe("The key's hash"), warnings: z.array(z.string()) }),
)

type Columns = Partial<typeof keys.$inferInsert>

/** Changes what is given and nothing else; null clears a field. A new budget_duration or a set spend starts a new window. */
export async function updateKey(
  ctx: AdminContext,
  input: z.output<typeof UpdateInput>,
): Promise<z.input<typeof ChangedKey>> {
  const { key, ...fields } = input
  const row = await changeKey(ctx, await keyRowOf(ctx, key), fields)
  const view = viewKey(ctx, row)
  return { ...view, key: row.token, warnings: warningsOf(fields) }
}

/** The change itself, with further columns of its own in the same write; tells everyone. */
export async function changeKey(
  ctx: AdminContext,
  { token, teamId, organizationId }: KeyRow,
  given: KeyFields,
  further: (old: KeyRow) => Columns = () => ({}),
): Promise<KeyRow> {
  const moment = budgetMoment(ctx)
  const { nowMs } = moment
  withinBounds(given, ctx.defaults().keyMost, false)
  const fields = withTemporary(given, nowMs)
  requireModels(ctx, fields.models)
  requireModelsOfParts(ctx, fields)
  const { team_id = teamId, organization_id = organizationId } = fields
  if (fields.team_id || fields.organization_id) await requireOwners(ctx, { team_id, organization_id })
  const shared = await sharedLimits(ctx, fields.budget_id, fields)
  const columns: Columns = { ...columnsOf(fields, nowMs), ...shared.columns }
  const duration = columns.budgetDuration
  // Spend still queued belongs to the time before this change: let it arrive first.
  if (fields.spend !== undefined || duration !== undefined) await ctx.flush()
  const row = await naming(fields.key_alias, () =>
    ctx.db.orm.transaction(async (tx) => {
      const [old] = await tx.select().from(keys).where(eq(keys.token, token)).for("update")
      if (!old) throw noSuchKey([token])
      const next = duration === undefined ? old.budgetDuration : duration
      const [changed] = await tx
        .update(keys)
        .set({
          ...columns,
          ...(next === old.budgetDuration ? {} : newWindow(old, next, moment)),
          ...spendColumns(old, fields.spend, { duration: next, moment }),
          ...rotationColumns(fields, old, nowMs),
          ...further(old),
          extra: withoutNulls({ ...old.extra, ...keptOf(fields), ...shared.parts }),
          updatedAt: new Date(nowMs),
          updatedBy: ctx.caller.keyId,
        })
        .where(eq(keys.token, token))
        .returning()
      if (!changed) return old
      const reason = fields.spend === undefined ? "a new budget window" : "spend was set"
      await noteChange(tx, token, { before: old, after: changed }, { reason, by: ctx.caller.keyId, atMs: nowMs })
      await storeParts(tx, ownerOf(changed), { moment, by: ctx.caller.keyId })
      return changed
    }),
  )
  await ensureUser(ctx, fields.user_id)
  await ctx.keyChanged(token)
  return row
}

/** A set spend begins a window of its own. */
function spendColumns(
  old: KeyRow,
  spend: number | null | undefined,
  { duration, moment }: { duration: string | null; moment: BudgetMoment },
): Columns {
  return typeof spend === "number" ? { ...newWindow(old, duration, moment), spendNano: nanoFromUsd(spend) } : {}
}

export const ResetSpend = z.object({
  key_hash: z.string(),
  previous_spend: z.number(),
  spend: z.number(),
  max_budget: z.number().nullable(),
  budget_reset_at: z.iso.datetime().nullable(),
})

/** Lowers the spend of the running window (dollars). What was spent in all, and the log, stay as they are. */
export async function resetSpend(
  ctx: AdminContext,
  key: string,
  resetTo: number,
): Promise<z.output<typeof ResetSpend>> {
  await ctx.flush()
  const old = await keyRowOf(ctx, key)
  const previous = viewKey(ctx, old).spend
  if (resetTo > previous) {
    const say = `reset_to must be at most what was spent: $${previous}. POST /key/update with spend sets a higher one.`
    throw new GatewayError("invalid_request", say, { param: "reset_to" })
  }
  const row = await changeKey(ctx, old, { spend: resetTo })
  const { spend, max_budget, budget_reset_at } = viewKey(ctx, row, null)
  return { key_hash: row.token, previous_spend: previous, spend, max_budget, budget_reset_at }
}

/** Blocks or unblocks a key. */
export async function setBlocked(ctx: AdminContext, key: string, blocked: boolean): Promise<z.input<typeof KeyView>> {
  const token = await keyIdOf(ctx, key)
  const nowMs = ctx.clock.now()
  const [row] = await ctx.db.orm
    .update(keys)
    .set({ blocked, updatedAt: new Date(nowMs), updatedBy: ctx.caller.keyId })
    .where(eq(keys.token, token))
    .returning()
  if (!row) throw noSuchKey([key])
  await ctx.keyChanged(token)
  return viewKey(ctx, row)
}

/** Deletes all of these keys or, when one does not exist, none. Gives back their hashes. */
export async function deleteKeys(
  ctx: AdminContext,
  names: { keys: readonly string[]; aliases: readonly string[] },
): Promise<string[]> {
  const tokens = await tokensOf(ctx, names.keys)
  const deleted = await ctx.db.orm.transaction(async (tx) => {
    const byToken = tokens.length === 0 ? [] : await removeKeys(tx, ctx, inArray(keys.token, tokens))
    const byAlias =
      names.aliases.length === 0 ? [] : await removeKeys(tx, ctx, inArray(keys.keyAlias, [...names.aliases]))
    const gone = [...byToken, ...byAlias]
    const goneTokens = new Set(gone.map((row) => row.token))
    const goneAliases = new Set(gone.map((row) => row.keyAlias))
    const missing = [
      ...names.keys.filter((_, i) => !goneTokens.has(tokens[i] ?? "")),
      ...names.aliases.filter((alias) => !goneAliases.has(alias)),
    ]
    if (missing.length > 0) throw noSuchKey(missing)
    return [...goneTokens]
  })
  await Promise.all(deleted.map((token) => ctx.keyChanged(token)))
  return deleted
}
