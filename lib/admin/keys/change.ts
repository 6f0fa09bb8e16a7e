import { eq, inArray } from "drizzle-orm"
import { z } from "zod"
import { keys } from "#drizzle/schema/keys"
import { GatewayError } from "#lib/core/errors"
import { maskedKey, newKey, sha256Hex } from "#lib/core/ids"
import { nanoFromUsd } from "#lib/core/money"
import type { AdminContext } from "../context"
import { violates } from "../database-error"
import { columnsOf, windowColumns } from "./columns"
import { type GenerateInput, keptOf, routesOf, type UpdateInput, warningsOf } from "./fields"
import { KeyView, viewKey } from "./view"

export const CreatedKey = KeyView.and(
  z.object({
    key: z.string().describe("The key. It is shown this once and stored nowhere."),
    token_id: z.string(),
    key_type: z.string(),
    duration: z.string().nullable(),
    litellm_budget_table: z.null(),
    warnings: z.array(z.string()),
  }),
)

export const ChangedKey = KeyView.and(
  z.object({ key: z.string().describe("The key's hash"), warnings: z.array(z.string()) }),
)

/** A key or its hash → the hash, which is how keys are stored. */
export function tokenOf(keyOrToken: string): string {
  return keyOrToken.startsWith("sk-") ? sha256Hex(keyOrToken) : keyOrToken
}

/** Makes a key and stores its hash. Throws `conflict` when the alias or the key is taken. */
export async function generateKey(
  ctx: AdminContext,
  input: z.output<typeof GenerateInput>,
): Promise<z.input<typeof CreatedKey>> {
  const key = input.key ?? newKey()
  const nowMs = ctx.clock.now()
  const now = new Date(nowMs)
  const [row] = await naming(input.key_alias, () =>
    ctx.db.orm
      .insert(keys)
      .values({
        ...columnsOf(input, nowMs),
        ...(input.budget_duration ? windowColumns(input.budget_duration, nowMs) : {}),
        token: sha256Hex(key),
        keyName: maskedKey(key),
        allowedRoutes: routesOf(input),
        extra: keptOf(input),
        spendNano: nanoFromUsd(input.spend ?? 0),
        createdAt: now,
        createdBy: ctx.caller.keyId,
        updatedAt: now,
        updatedBy: ctx.caller.keyId,
      })
      .returning(),
  )
  if (!row) throw new GatewayError("internal", "The key could not be stored. Try again.")
  await ctx.keyChanged(row.token)
  return {
    ...viewKey(row, null, nowMs),
    key,
    token_id: row.token,
    key_type: input.key_type ?? "default",
    duration: input.duration ?? null,
    litellm_budget_table: null,
    warnings: warningsOf(input),
  }
}

/** Changes what is given and nothing else; null clears a field. A new budget_duration or a set spend starts a new window. */
export async function updateKey(
  ctx: AdminContext,
  input: z.output<typeof UpdateInput>,
): Promise<z.input<typeof ChangedKey>> {
  const { key, ...fields } = input
  const token = tokenOf(key)
  const nowMs = ctx.clock.now()
  const now = new Date(nowMs)
  // Spend still queued belongs to the time before this change: let it arrive first.
  if (fields.spend !== undefined || fields.budget_duration !== undefined) await ctx.flush()
  const row = await naming(fields.key_alias, () =>
    ctx.db.orm.transaction(async (tx) => {
      const [old] = await tx.select().from(keys).where(eq(keys.token, token)).for("update")
      if (!old) throw noSuchKey([key])
      const duration = fields.budget_duration
      const restarts = duration !== undefined && duration !== old.budgetDuration
      const [changed] = await tx
        .update(keys)
        .set({
          ...columnsOf(fields, nowMs),
          ...(restarts ? windowColumns(duration, nowMs) : {}),
          ...(typeof fields.spend === "number"
            ? {
                ...windowColumns(duration === undefined ? old.budgetDuration : duration, nowMs),
                spendNano: nanoFromUsd(fields.spend),
                windowStartedAt: now,
              }
            : {}),
          extra: withoutNulls({ ...old.extra, ...keptOf(fields) }),
          updatedAt: now,
          updatedBy: ctx.caller.keyId,
        })
        .where(eq(keys.token, token))
        .returning()
      return changed ?? old
    }),
  )
  await ctx.keyChanged(token)
  return { ...viewKey(row, ctx.liveBudget(token), nowMs), key: token, warnings: warningsOf(fields) }
}

/** Blocks or unblocks a key. */
export async function setBlocked(ctx: AdminContext, key: string, blocked: boolean): Promise<z.input<typeof KeyView>> {
  const token = tokenOf(key)
  const nowMs = ctx.clock.now()
  const [row] = await ctx.db.orm
    .update(keys)
    .set({ blocked, updatedAt: new Date(nowMs), updatedBy: ctx.caller.keyId })
    .where(eq(keys.token, token))
    .returning()
  if (!row) throw noSuchKey([key])
  await ctx.keyChanged(token)
  return viewKey(row, ctx.liveBudget(token), nowMs)
}

/** Deletes all of these keys or, when one does not exist, none. Gives back their hashes. */
export async function deleteKeys(
  ctx: AdminContext,
  names: { keys: readonly string[]; aliases: readonly string[] },
): Promise<string[]> {
  const deleted = await ctx.db.orm.transaction(async (tx) => {
    const tokens = names.keys.map(tokenOf)
    const byToken = tokens.length === 0 ? [] : await tx.delete(keys).where(inArray(keys.token, tokens)).returning()
    const byAlias =
      names.aliases.length === 0
        ? []
        : await tx
            .delete(keys)
            .where(inArray(keys.keyAlias, [...names.aliases]))
            .returning()
    const gone = [...byToken, ...byAlias]
    const goneTokens = new Set(gone.map((row) => row.token))
    const goneAliases = new Set(gone.map((row) => row.keyAlias))
    const missing = [
      ...names.keys.filter((key) => !goneTokens.has(tokenOf(key))),
      ...names.aliases.filter((alias) => !goneAliases.has(alias)),
    ]
    if (missing.length > 0) throw noSuchKey(missing)
    return [...goneTokens]
  })
  await Promise.all(deleted.map((token) => ctx.keyChanged(token)))
  return deleted
}

/** 404 that names the keys without repeating one. */
export function noSuchKey(names: readonly string[]): GatewayError {
  const shown = names.slice(0, 5).map((name) => (name.startsWith("sk-") ? maskedKey(name) : name.slice(0, 70)))
  const subject = shown.length === 1 ? `There is no key ${shown[0]}.` : `These keys do not exist: ${shown.join(", ")}.`
  return new GatewayError("not_found", `${subject} GET /key/list shows the keys there are.`, { param: "key" })
}

/** Runs a write that may collide with another key, and says which of its names is taken. */
async function naming<T>(alias: string | null | undefined, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (e) {
    if (violates(e, "keys_alias_unique")) {
      const message = `The alias "${alias}" belongs to another key. Choose another, or change that key.`
      throw new GatewayError("conflict", message, { param: "key_alias" })
    }
    if (violates(e, "keys_pkey")) {
      throw new GatewayError("conflict", "This key exists already. Choose another, or leave key out.", { param: "key" })
    }
    throw e
  }
}

function withoutNulls(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}
