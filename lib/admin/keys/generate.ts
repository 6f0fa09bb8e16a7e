import { z } from "zod"
import { keys } from "#drizzle/schema/keys"
import { GatewayError } from "#lib/core/errors"
import { maskedKey, newKey, sha256Hex } from "#lib/core/ids"
import { nanoFromUsd } from "#lib/core/money"
import { holdLog, noteChange, noteOpened, wasClosed } from "#lib/ledger/entries"
import { budgetMoment, windowColumns } from "../accounts/limit-fields"
import { storeParts } from "../accounts/parts"
import { requireModels, requireModelsOfParts } from "../accounts/require-models"
import { sharedLimits } from "../accounts/shared-budget"
import type { AdminContext } from "../context"
import { withDefaults, withinBounds } from "../defaults"
import { requireOwners } from "../organizations/require"
import { columnsOf } from "./columns"
import { type GenerateInput, keptOf, routesOf, warningsOf, withoutNulls, withTemporary } from "./fields"
import { naming, refuseTakenKey } from "./naming"
import { ensureUser } from "./owners"
import { rotationColumns } from "./rotation"
import { type KeyRow, KeyView, ownerOf, viewKey } from "./view"

export const CreatedKey = KeyView.and(
  z.object({
    key: z.string().describe("The key. It is shown this once and stored nowhere."),
    token_id: z.string(),
    key_type: z.string(),
    duration: z.string().nullable(),
    warnings: z.array(z.string()),
  }),
)

/**
 * Makes a key and stores its hash. A user nobody made yet is made, as LiteLLM does. Throws `taken` when the alias or the key is
 * taken, `invalid_request` for an unknown team, organization or shared budget.
 */
export async function generateKey(
  ctx: AdminContext,
  wish: z.output<typeof GenerateInput>,
): Promise<z.input<typeof CreatedKey>> {
  const nowMs = ctx.clock.now()
  const input = withTemporary(asConfigured(ctx, wish), nowMs)
  requireModels(ctx, input.models)
  requireModelsOfParts(ctx, input)
  await requireOwners(ctx, input)
  const shared = await sharedLimits(ctx, input.budget_id, input)
  if (input.key) await refuseTakenKey(ctx, sha256Hex(input.key), "key")
  const key = input.key ?? newKey()
  const now = new Date(nowMs)
  const columns = { ...columnsOf(input, nowMs), ...shared.columns }
  const row = await naming(input.key_alias, () =>
    storeKey(ctx, {
      ...columns,
      ...(columns.budgetDuration ? windowColumns(columns.budgetDuration, budgetMoment(ctx)) : {}),
      ...rotationColumns(input, null, nowMs),
      token: sha256Hex(key),
      keyName: maskedKey(key),
      allowedRoutes: routesOf(input),
      extra: withoutNulls({ ...keptOf(input), ...shared.parts }),
      spendNano: nanoFromUsd(input.spend ?? 0),
      createdAt: now,
      createdBy: ctx.caller.keyId,
      updatedAt: now,
      updatedBy: ctx.caller.keyId,
    }),
  )
  await ensureUser(ctx, input.user_id)
  await ctx.keyChanged(row.token)
  return {
    ...viewKey(ctx, row, null),
    key,
    token_id: row.token,
    key_type: input.key_type ?? "default",
    duration: input.duration ?? null,
    warnings: warningsOf(input),
  }
}

/** The wish with the defaults of the configuration, inside its bounds. A shared budget has limits of its own: none are added. */
function asConfigured(ctx: AdminContext, wish: z.output<typeof GenerateInput>): z.output<typeof GenerateInput> {
  const { key, keyMost } = ctx.defaults()
  if (!wish.budget_id) return withinBounds(withDefaults(wish, key), keyMost, true)
  const {
    max_budget: _m,
    budget_duration: _d,
    tpm_limit: _t,
    rpm_limit: _r,
    max_parallel_requests: _p,
    ...others
  } = key
  return withinBounds(withDefaults(wish, others), keyMost, false)
}

/** The row of a new key, and what it begins with in the ledger. */
async function storeKey(ctx: AdminContext, values: typeof keys.$inferInsert): Promise<KeyRow> {
  const cause = { reason: "the key was made with this spend", by: ctx.caller.keyId, atMs: ctx.clock.now() }
  const again = await wasClosed(ctx.db.orm, values.token)
  return ctx.db.orm.transaction(async (tx) => {
    if (again) await holdLog(tx)
    const [row] = await tx.insert(keys).values(values).returning()
    if (!row) throw new GatewayError("internal", "The key could not be stored. Try again.")
    if (again) await noteOpened(tx, row.token, row, { ...cause, reason: "the key was made again" })
    else await noteChange(tx, row.token, { before: null, after: row }, cause)
    await storeParts(tx, ownerOf(row), { moment: budgetMoment(ctx), by: cause.by, fresh: true })
    return row
  })
}
