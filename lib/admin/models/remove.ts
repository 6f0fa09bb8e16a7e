import { eq } from "drizzle-orm"
import type { z } from "zod"
import { models } from "#drizzle/schema/models"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import { noSuchModel } from "./find"
import { type ModelRow, type StoredModelView, viewStored } from "./view"

/** Removes a stored model, also one that cannot be read any more. Calls that run are finished. */
export async function deleteModel(ctx: AdminContext, id: string): Promise<{ message: string }> {
  const gone = await ctx.db.orm.delete(models).where(eq(models.id, id)).returning({ id: models.id })
  if (gone.length === 0) throw noSuchModel(ctx, id)
  await ctx.models.changed()
  return { message: `Model: ${id} deleted successfully` }
}

/** Takes a stored model out of its group, or back into it. */
export async function blockModel(
  ctx: AdminContext,
  id: string,
  blocked: boolean,
): Promise<z.input<typeof StoredModelView>> {
  const stamps = { updatedAt: new Date(ctx.clock.now()), updatedBy: ctx.caller.keyId }
  const [row] = await ctx.db.orm
    .update(models)
    .set({ blocked, ...stamps })
    .where(eq(models.id, id))
    .returning()
  if (row === undefined) throw noSuchModel(ctx, id)
  await ctx.models.changed()
  return viewStored(row, readable(ctx, row))
}

/** Blocking needs no key: what cannot be read is not shown. */
function readable(ctx: AdminContext, { id, sealedParams }: ModelRow): Record<string, unknown> {
  try {
    return ctx.models.open(id, sealedParams)
  } catch (e) {
    if (GatewayError.is(e)) return {}
    throw e
  }
}
