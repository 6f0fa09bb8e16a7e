import { and, asc, count, eq, inArray, isNotNull, sql } from "drizzle-orm"
import { z } from "zod"
import { keys } from "#drizzle/schema/keys"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import { fromDatabaseError } from "../database-error"
import { keysWithin } from "../reach"
import { ChangedKey, updateKey } from "./change"
import { UpdateInput } from "./fields"
import { tokensOf } from "./find"
import { grantChange } from "./rights"
import { KeyView, viewKey } from "./view"

export const BulkUpdateInput = z.strictObject({ keys: z.array(UpdateInput).min(1).max(500) })
export const BulkUpdated = z.object({
  total_requested: z.number(),
  successful_updates: z.array(z.object({ key: z.string().describe("The key's hash"), key_info: ChangedKey })),
  failed_updates: z.array(z.object({ key: z.string(), key_info: z.null(), failed_reason: z.string() })),
})

/** Changes many keys, each on its own: one that cannot be changed is named with the reason, and the others are. */
export async function bulkUpdate(
  ctx: AdminContext,
  { keys: changes }: z.output<typeof BulkUpdateInput>,
): Promise<z.input<typeof BulkUpdated>> {
  const successful: z.input<typeof BulkUpdated>["successful_updates"] = []
  const failed: z.input<typeof BulkUpdated>["failed_updates"] = []
  const tokens = await tokensOf(
    ctx,
    changes.map((change) => change.key),
  )
  for (const [i, change] of changes.entries()) {
    const token = tokens[i] ?? ""
    try {
      const { key: _key, ...fields } = change
      await grantChange(ctx, token, fields)
      successful.push({ key: token, key_info: await updateKey(ctx, { ...change, key: token }) })
    } catch (e) {
      const failure = GatewayError.from(fromDatabaseError(e))
      if (failure.status >= 500) throw failure
      failed.push({ key: token, key_info: null, failed_reason: failure.message })
    }
  }
  return { total_requested: changes.length, successful_updates: successful, failed_updates: failed }
}

export const ManyKeys = z.strictObject({ keys: z.array(z.string().min(1).max(256)).min(1).max(1000) })
export const ManyInfos = z.object({ key: z.array(z.string()).describe("Hashes"), info: z.array(KeyView) })

/** Keys by themselves or by hash, in the order asked for; unknown ones are left out. */
export async function keyInfos(
  ctx: AdminContext,
  { keys: refs }: z.output<typeof ManyKeys>,
): Promise<z.input<typeof ManyInfos>> {
  const tokens = [...new Set(await tokensOf(ctx, refs))]
  const rows = await ctx.db.orm
    .select()
    .from(keys)
    .where(and(inArray(keys.token, tokens), keysWithin(ctx.caller)))
  const byToken = new Map(rows.map((row) => [row.token, row]))
  const found = tokens.flatMap((token) => byToken.get(token) ?? [])
  return {
    key: found.map((row) => row.token),
    info: found.map((row) => viewKey(ctx, row)),
  }
}

export const AliasInput = z.strictObject({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  size: z.coerce.number().int().min(1).max(100).default(50),
  search: z.string().max(255).optional().describe("A part of the alias"),
  team_id: z.string().max(255).optional(),
})
export const AliasPage = z.object({
  aliases: z.array(z.string()),
  total_count: z.number(),
  current_page: z.number(),
  total_pages: z.number(),
  size: z.number(),
})

/** One page of the names keys have, in the order of the alphabet. */
export async function listAliases(
  ctx: AdminContext,
  { page, size, search, team_id: team }: z.output<typeof AliasInput>,
): Promise<z.output<typeof AliasPage>> {
  const where = and(
    isNotNull(keys.keyAlias),
    search === undefined ? undefined : sql`strpos(lower(${keys.keyAlias}), ${search.toLowerCase()}) > 0`,
    team === undefined ? undefined : eq(keys.teamId, team),
    keysWithin(ctx.caller),
  )
  const aliases = ctx.db.orm.select({ alias: keys.keyAlias }).from(keys).where(where)
  const [rows, [counted]] = await Promise.all([
    aliases
      .orderBy(asc(keys.keyAlias))
      .limit(size)
      .offset((page - 1) * size),
    ctx.db.orm.select({ total: count() }).from(keys).where(where),
  ])
  const total = counted?.total ?? 0
  return {
    aliases: rows.flatMap((row) => row.alias ?? []),
    total_count: total,
    current_page: page,
    total_pages: Math.ceil(total / size),
    size,
  }
}
