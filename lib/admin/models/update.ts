import { eq } from "drizzle-orm"
import type { z } from "zod"
import { models } from "#drizzle/schema/models"
import type { AdminContext } from "../context"
import { noSuchModel } from "./find"
import { keptInfo, mergedParams } from "./params"
import { type StoredModelView, viewStored } from "./view"

export interface ModelChange {
  readonly model_name?: string | null | undefined
  readonly litellm_params?: Readonly<Record<string, unknown>> | null | undefined
  readonly model_info?: Readonly<Record<string, unknown>> | null | undefined
}

/** Changes what is given of a stored model; the result is checked as a new one is. Throws 400, 404, or 409 when it cannot be read. */
export async function updateModel(
  ctx: AdminContext,
  id: string,
  change: ModelChange,
): Promise<z.input<typeof StoredModelView>> {
  const changed = await ctx.db.orm.transaction(async (tx) => {
    const [old] = await tx.select().from(models).where(eq(models.id, id)).for("update")
    if (old === undefined) throw noSuchModel(ctx, id)
    const params = mergedParams(ctx.models.open(id, old.sealedParams), change.litellm_params ?? {})
    const modelName = change.model_name ?? old.modelName
    const info = keptInfo({ ...old.info, ...change.model_info })
    ctx.models.check({ id, modelName, params, info })
    const stamps = { updatedAt: new Date(ctx.clock.now()), updatedBy: ctx.caller.keyId }
    const columns = { modelName, info, sealedParams: ctx.models.seal(id, params), ...stamps }
    await tx.update(models).set(columns).where(eq(models.id, id))
    return { row: { ...old, ...columns }, params }
  })
  await ctx.models.changed()
  return viewStored(changed.row, changed.params)
}
