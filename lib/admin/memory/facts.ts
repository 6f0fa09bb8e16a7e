import { and, count, desc, eq, ilike, max, type SQL } from "drizzle-orm"
import { z } from "zod"
import { memoryFacts } from "#drizzle/schema/memory"
import { GatewayError } from "#lib/core/errors"
import { requestId } from "#lib/core/ids"
import { factText, MAX_FACT_CHARS } from "#lib/memory/fact-text"
import type { AdminContext } from "../context"
import { factsWithin, tenantFor } from "./reach"

/** Facts of one user; a config may say fewer. */
const MAX_FACTS = 1_000

/** A fact as the API shows it. */
export const FactView = z.object({
  fact_id: z.string(),
  user_id: z.string().describe("The `user` of the requests it came from"),
  tenant: z.string().describe("Whose it is: `team:<id>`, `user:<id>`, `key:<hash>` or `master`"),
  fact: z.string(),
  source: z.enum(["conversation", "api"]),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
})

/** Which facts are meant; those beyond the caller's reach never are. */
export interface FactsAsked {
  readonly user_id?: string | undefined
  readonly tenant?: string | undefined
  /** A part of the text. */
  readonly search?: string | undefined
}

interface Page {
  readonly page: number
  readonly page_size: number
}

/** One page of facts, the newest first, and how many there are. */
export async function listFacts(ctx: AdminContext, { page, page_size: size, ...asked }: FactsAsked & Page) {
  const where = meant(ctx, asked)
  const [rows, [counted]] = await Promise.all([
    ctx.db.orm
      .select()
      .from(memoryFacts)
      .where(where)
      .orderBy(desc(memoryFacts.updatedAt), desc(memoryFacts.id))
      .limit(size)
      .offset((page - 1) * size),
    ctx.db.orm.select({ total: count() }).from(memoryFacts).where(where),
  ])
  return { facts: rows.map(view), total: counted?.total ?? 0, page, page_size: size }
}

/** The users something is remembered of, who was heard of last first. `search`: a part of the user's id. */
export async function listRemembered(ctx: AdminContext, { page, page_size: size, search }: Page & FactsAsked) {
  const where = and(
    factsWithin(ctx.caller),
    search === undefined ? undefined : ilike(memoryFacts.endUser, part(search)),
  )
  const rows = await ctx.db.orm
    .select({
      user_id: memoryFacts.endUser,
      tenant: memoryFacts.tenant,
      facts: count(),
      updated: max(memoryFacts.updatedAt),
    })
    .from(memoryFacts)
    .where(where)
    .groupBy(memoryFacts.tenant, memoryFacts.endUser)
    .orderBy(desc(max(memoryFacts.updatedAt)), memoryFacts.tenant, memoryFacts.endUser)
    // One more says that there is another page: counting groups means making them all.
    .limit(size + 1)
    .offset((page - 1) * size)
  const users = rows.slice(0, size).map(({ updated, ...row }) => ({ ...row, updated_at: iso(updated) }))
  return { users, more: rows.length > size, page, page_size: size }
}

/** One fact. Throws 404, also for somebody else's. */
export async function findFact(ctx: AdminContext, id: string) {
  const [row] = await ctx.db.orm.select().from(memoryFacts).where(oneOf(ctx, id))
  if (row === undefined) throw noFact(id)
  return view(row)
}

/** Adds a fact. Throws 400 naming the field, 404 for a tenant that is not the caller's. */
export async function addFact(
  ctx: AdminContext,
  { user_id: endUser, tenant: asked, fact }: { user_id: string; tenant?: string | undefined; fact: string },
) {
  const tenant = tenantFor(ctx.caller, asked)
  const text = textOf(fact)
  const here = and(eq(memoryFacts.tenant, tenant), eq(memoryFacts.endUser, endUser))
  const [counted] = await ctx.db.orm.select({ total: count() }).from(memoryFacts).where(here)
  if ((counted?.total ?? 0) >= MAX_FACTS)
    throw wrong("user_id", `There are ${MAX_FACTS} facts about "${endUser.slice(0, 70)}" already. Erase some first.`)
  const now = ctx.clock.now()
  const at = new Date(now)
  const row = { id: requestId(now), tenant, endUser, fact: text, source: "api", createdAt: at, updatedAt: at }
  const [stored] = await ctx.db.orm.insert(memoryFacts).values(row).returning()
  if (stored === undefined) throw new GatewayError("internal", "The fact could not be stored. Try again.")
  return view(stored)
}

/** Words a fact anew. Throws 400, 404. */
export async function changeFact(ctx: AdminContext, id: string, fact: string) {
  const change = { fact: textOf(fact), vector: null, vectorModel: null, updatedAt: new Date(ctx.clock.now()) }
  const [row] = await ctx.db.orm.update(memoryFacts).set(change).where(oneOf(ctx, id)).returning()
  if (row === undefined) throw noFact(id)
  return view(row)
}

/** Erases one fact. Throws 404. */
export async function eraseFact(ctx: AdminContext, id: string): Promise<number> {
  const gone = await ctx.db.orm.delete(memoryFacts).where(oneOf(ctx, id)).returning({ id: memoryFacts.id })
  if (gone.length === 0) throw noFact(id)
  return gone.length
}

/** Erases everything about a user that is within reach, and says how much that was. */
export async function eraseUser(ctx: AdminContext, asked: Pick<FactsAsked, "tenant"> & { user_id: string }) {
  const gone = await ctx.db.orm.delete(memoryFacts).where(meant(ctx, asked)).returning({ id: memoryFacts.id })
  return gone.length
}

function meant({ caller }: AdminContext, { user_id: endUser, tenant, search }: FactsAsked): SQL | undefined {
  return and(
    factsWithin(caller),
    endUser === undefined ? undefined : eq(memoryFacts.endUser, endUser),
    tenant === undefined ? undefined : eq(memoryFacts.tenant, tenant),
    search === undefined ? undefined : ilike(memoryFacts.fact, part(search)),
  )
}

const oneOf = (ctx: AdminContext, id: string) => and(factsWithin(ctx.caller), eq(memoryFacts.id, id))
const part = (search: string) => `%${search.replace(/[\\%_]/g, "\\$&")}%`
const iso = (moment: Date | null) => (moment ?? new Date(0)).toISOString()

function view(row: typeof memoryFacts.$inferSelect): z.output<typeof FactView> {
  return {
    fact_id: row.id,
    user_id: row.endUser,
    tenant: row.tenant,
    fact: row.fact,
    source: row.source === "api" ? "api" : "conversation",
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }
}

function textOf(given: string): string {
  const text = factText(given)
  if (text !== null) return text
  throw wrong("fact", `The field \`fact\` must be a text of 1 to ${MAX_FACT_CHARS} characters.`)
}

function wrong(param: string, message: string): GatewayError {
  return new GatewayError("invalid_request", message, { param })
}

function noFact(id: string): GatewayError {
  return new GatewayError("not_found", `There is no fact "${id.slice(0, 70)}".`, { param: "fact_id" })
}
