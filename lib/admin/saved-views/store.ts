import { randomUUID } from "node:crypto"
import { and, asc, count, eq, or, type SQL } from "drizzle-orm"
import { z } from "zod"
import { savedViews as table } from "#drizzle/schema/saved-views"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import { violates } from "../database-error"
import { beyondReach } from "../reach"

export const PAGES = ["logs", "usage", "audit"] as const
export const MAX_NAME = 60
export const MAX_QUERY = 2_000
/** Of one person, for one page. */
const MAX_VIEWS = 50
const MAX_SHOWN = 500

export const SavedViewShape = z.object({
  view_id: z.string(),
  page: z.enum(PAGES),
  name: z.string(),
  query: z.string().describe("The page's query string, without the question mark"),
  shared: z.boolean().describe("Everybody sees it"),
  mine: z.boolean(),
  can_change: z.boolean().describe("The caller may change and delete it"),
  updated_at: z.iso.datetime(),
})

type View = z.output<typeof SavedViewShape>
type Row = typeof table.$inferSelect

export interface NewView {
  readonly page: View["page"]
  readonly name: string
  readonly query: string
  readonly shared: boolean
}

export interface ViewChange {
  readonly view_id: string
  readonly name?: string | undefined
  readonly query?: string | undefined
  readonly shared?: boolean | undefined
}

/** The caller's views of a page (of all of them unless one is named) and those an admin shares, by name. */
export async function listViews(ctx: AdminContext, page: View["page"] | undefined): Promise<View[]> {
  const rows = await ctx.db.orm
    .select()
    .from(table)
    .where(and(inSight(ctx), page === undefined ? undefined : eq(table.page, page)))
    .orderBy(asc(table.page), asc(table.name), asc(table.id))
    .limit(MAX_SHOWN)
  return rows.map((row) => view(ctx, row))
}

/** Keeps a view of the caller's. Throws 400 naming the field when the name is taken or there are too many, 403 for sharing. */
export async function addView(ctx: AdminContext, fields: NewView): Promise<View> {
  grantSharing(ctx, fields.shared)
  const now = new Date(ctx.clock.now())
  const keeper = keeperOf(ctx)
  const row = { id: randomUUID(), keeper, ...fields, createdAt: now, updatedAt: now }
  return unlessTaken(fields.name, () =>
    ctx.db.orm.transaction(async (tx) => {
      await tx.insert(table).values(row)
      const [kept] = await tx
        .select({ views: count() })
        .from(table)
        .where(and(eq(table.keeper, keeper), eq(table.page, fields.page)))
      if ((kept?.views ?? 0) > MAX_VIEWS) throw tooMany()
      return view(ctx, row)
    }),
  )
}

/** Changes what is given. Throws 404 for a view that is not in sight, 403 for one of somebody else's. */
export async function changeView(ctx: AdminContext, { view_id: id, ...set }: ViewChange): Promise<View> {
  const old = await changeable(ctx, id)
  grantSharing(ctx, set.shared === true && !old.shared)
  const [changed] = await unlessTaken(set.name ?? old.name, () =>
    ctx.db.orm
      .update(table)
      .set({
        ...(set.name !== undefined && { name: set.name }),
        ...(set.query !== undefined && { query: set.query }),
        ...(set.shared !== undefined && { shared: set.shared }),
        updatedAt: new Date(ctx.clock.now()),
      })
      .where(eq(table.id, id))
      .returning(),
  )
  if (changed === undefined) throw noView()
  return view(ctx, changed)
}

/** Forgets a view; throws as `changeView` does. */
export async function deleteView(ctx: AdminContext, id: string): Promise<void> {
  await changeable(ctx, id)
  await ctx.db.orm.delete(table).where(eq(table.id, id))
}

/** Whose views the caller keeps: those of its user, or the master key's. */
function keeperOf({ caller }: AdminContext): string {
  return caller.person === undefined ? "master" : keeperOfUser(caller.person.userId)
}

/** How views of a user say whose they are. */
export const keeperOfUser = (userId: string) => `user:${userId}`

function inSight(ctx: AdminContext): SQL | undefined {
  return or(eq(table.keeper, keeperOf(ctx)), eq(table.shared, true))
}

async function changeable(ctx: AdminContext, id: string): Promise<Row> {
  const [row] = await ctx.db.orm
    .select()
    .from(table)
    .where(and(eq(table.id, id), inSight(ctx)))
  if (row === undefined) throw noView()
  if (!mayChange(ctx, row)) throw beyondReach("Only who shares this view changes it. Save one of your own.", "view_id")
  return row
}

/** One's own; an admin may also put away what another one shares. */
const mayChange = (ctx: AdminContext, row: Pick<Row, "keeper">) =>
  row.keeper === keeperOf(ctx) || ctx.caller.role === "proxy_admin"

function grantSharing({ caller }: AdminContext, shares: boolean): void {
  if (shares && caller.role !== "proxy_admin")
    throw beyondReach("Only an admin shares a view with everybody. Copy the link instead.", "shared")
}

async function unlessTaken<T>(name: string, write: () => PromiseLike<T>): Promise<T> {
  try {
    return await write()
  } catch (e) {
    if (!violates(e, "saved_views_name")) throw e
    const say = `There is a view "${name}" of this page already. Change that one, or choose another name.`
    throw new GatewayError("taken", say, { param: "name" })
  }
}

const tooMany = () =>
  new GatewayError("invalid_request", `${MAX_VIEWS} views of a page are kept. Delete one first.`, { param: "page" })

const noView = () => new GatewayError("not_found", "There is no such view.", { param: "view_id" })

function view(ctx: AdminContext, row: Row): View {
  return {
    view_id: row.id,
    page: row.page as View["page"],
    name: row.name,
    query: row.query,
    shared: row.shared,
    mine: row.keeper === keeperOf(ctx),
    can_change: mayChange(ctx, row),
    updated_at: row.updatedAt.toISOString(),
  }
}
