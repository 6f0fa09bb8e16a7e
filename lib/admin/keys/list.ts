import { and, asc, count, desc, eq, gt, isNull, lte, or, type SQL, sql } from "drizzle-orm"
import { z } from "zod"
import { keys } from "#drizzle/schema/keys"
import type { AdminContext } from "../context"
import { keysWithin } from "../reach"
import { keyIdOf } from "./find"
import { KeyView, viewKey } from "./view"

const label = z.string().max(255)

const SORTABLE = {
  created_at: keys.createdAt,
  updated_at: keys.updatedAt,
  expires: keys.expires,
  last_active: keys.lastActive,
  key_alias: keys.keyAlias,
  key_name: keys.keyName,
  user_id: keys.userId,
  team_id: keys.teamId,
  max_budget: keys.maxBudgetNano,
  spend: keys.spendNano,
  total_spend: keys.totalSpendNano,
  token: keys.token,
} as const

export const ListInput = z.strictObject({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  size: z.coerce.number().int().min(1).max(100).default(10),
  user_id: label.optional(),
  team_id: label.optional(),
  organization_id: label.optional(),
  project_id: label.optional(),
  agent_id: label.optional(),
  key_hash: label.optional().describe("The key itself or its hash"),
  key_alias: label.optional(),
  substring_matching: z
    .stringbool()
    .meta({ type: "boolean" })
    .optional()
    .describe("key_alias may be a part of the alias"),
  search: label
    .optional()
    .describe("A part of the alias, the shown name, the user, the team, or the start of the hash"),
  status: z.enum(["active", "blocked", "expired"]).optional(),
  return_full_object: z
    .stringbool()
    .meta({ type: "boolean" })
    .default(false)
    .describe("Keys as objects, not as hashes"),
  sort_by: z.enum(Object.keys(SORTABLE) as [keyof typeof SORTABLE]).default("created_at"),
  sort_order: z.enum(["asc", "desc"]).default("desc"),
  include_team_keys: z.string().optional().describe("Accepted: all keys within reach are listed anyway"),
  include_created_by_keys: z.string().optional().describe("Accepted: all keys within reach are listed anyway"),
  expand: z.string().optional().describe("Accepted, not yet in effect"),
})

export const KeyList = z.object({
  keys: z.array(z.union([z.string(), KeyView])),
  total_count: z.number(),
  current_page: z.number(),
  total_pages: z.number(),
})

/** One page of keys, filtered and sorted. Equal keys are ordered by hash, so that pages never overlap. */
export async function listKeys(ctx: AdminContext, input: z.output<typeof ListInput>): Promise<z.input<typeof KeyList>> {
  const now = new Date(ctx.clock.now())
  const where = and(...(await conditions(ctx, input, now)))
  const column = SORTABLE[input.sort_by]
  const order = input.sort_order === "asc" ? asc : desc
  const [rows, [counted]] = await Promise.all([
    ctx.db.orm
      .select()
      .from(keys)
      .where(where)
      .orderBy(sql`${order(column)} nulls last`, order(keys.token))
      .limit(input.size)
      .offset((input.page - 1) * input.size),
    ctx.db.orm.select({ total: count() }).from(keys).where(where),
  ])
  const total = counted?.total ?? 0
  return {
    keys: input.return_full_object ? rows.map((row) => viewKey(ctx, row)) : rows.map((row) => row.token),
    total_count: total,
    current_page: input.page,
    total_pages: Math.ceil(total / input.size),
  }
}

async function conditions(
  ctx: AdminContext,
  input: z.output<typeof ListInput>,
  now: Date,
): Promise<(SQL | undefined)[]> {
  const { key_alias: alias } = input
  return [
    input.user_id === undefined ? undefined : eq(keys.userId, input.user_id),
    input.team_id === undefined ? undefined : eq(keys.teamId, input.team_id),
    input.organization_id === undefined ? undefined : eq(keys.organizationId, input.organization_id),
    input.project_id === undefined ? undefined : sql`${keys.extra} ->> 'project_id' = ${input.project_id}`,
    input.agent_id === undefined ? undefined : sql`${keys.extra} ->> 'agent_id' = ${input.agent_id}`,
    input.key_hash === undefined ? undefined : eq(keys.token, await keyIdOf(ctx, input.key_hash)),
    alias === undefined ? undefined : aliasCondition(alias, input.substring_matching === true),
    input.search === undefined ? undefined : await searchCondition(ctx, input.search),
    statusCondition(input.status, now),
    keysWithin(ctx.caller),
  ]
}

/** No LIKE: it has wildcards to escape, and lower-cases its pattern again for every row. */
function aliasCondition(alias: string, part: boolean): SQL {
  return part ? sql`strpos(lower(${keys.keyAlias}), ${alias.toLowerCase()}) > 0` : eq(keys.keyAlias, alias)
}

async function searchCondition(ctx: AdminContext, search: string): Promise<SQL> {
  if (search.startsWith("sk-") && search.length >= 16) return eq(keys.token, await keyIdOf(ctx, search))
  const shown = sql`concat_ws(chr(10), ${keys.keyAlias}, ${keys.keyName}, ${keys.userId}, ${keys.teamId})`
  return sql`(strpos(lower(${shown}), ${search.toLowerCase()}) > 0 or starts_with(${keys.token}, ${search}))`
}

function statusCondition(status: "active" | "blocked" | "expired" | undefined, now: Date): SQL | undefined {
  if (status === undefined) return undefined
  if (status === "blocked") return eq(keys.blocked, true)
  if (status === "expired") return and(eq(keys.blocked, false), lte(keys.expires, now))
  return and(eq(keys.blocked, false), or(isNull(keys.expires), gt(keys.expires, now)))
}
