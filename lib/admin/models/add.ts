import { randomUUID } from "node:crypto"
import type { z } from "zod"
import { models } from "#drizzle/schema/models"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import { violates } from "../database-error"
import { keptInfo, refuseHidden } from "./params"
import { type StoredModelView, viewStored } from "./view"

export interface NewModelFields {
  readonly model_name: string
  readonly litellm_params: Readonly<Record<string, unknown>>
  readonly model_info?: Readonly<Record<string, unknown>> | null | undefined
}

/** Stores a model, checked as a deployment of the config would be, and serves it. Throws 400, also for an id that is taken. */
export async function addModel(
  ctx: AdminContext,
  { model_name: modelName, litellm_params: params, model_info: given }: NewModelFields,
): Promise<z.input<typeof StoredModelView>> {
  const info = keptInfo(given ?? {})
  const id = typeof given?.id === "string" ? given.id : randomUUID()
  refuseHidden(params)
  if (ctx.deployments().some((d) => d.id === id)) throw taken(id)
  ctx.models.check({ id, modelName, params, info })
  const sealedParams = ctx.models.seal(id, params)
  const now = new Date(ctx.clock.now())
  const by = ctx.caller.keyId
  const row = { id, modelName, sealedParams, info, createdAt: now, createdBy: by, updatedAt: now, updatedBy: by }
  try {
    await ctx.db.orm.insert(models).values(row)
  } catch (e) {
    if (violates(e, "models_pkey")) throw taken(id)
    throw e
  }
  await ctx.models.changed()
  return viewStored({ ...row, blocked: false }, params)
}

function taken(id: string): GatewayError {
  const say = `There is a deployment with the id ${id.slice(0, 100)} already. Choose another, or none: then one is made.`
  return new GatewayError("taken", say, { param: "model_info.id" })
}
