import { z } from "zod"
import type { models } from "#drizzle/schema/models"
import { redactedParams } from "#lib/router/view"

export type ModelRow = typeof models.$inferSelect

/** A stored model as the API answers it: secrets hidden. */
export const StoredModelView = z.object({
  model_id: z.string(),
  model_name: z.string(),
  litellm_params: z.record(z.string(), z.unknown()).describe("As given, secrets hidden"),
  model_info: z.record(z.string(), z.unknown()),
  blocked: z.boolean(),
  created_at: z.string(),
  created_by: z.string().nullable(),
  updated_at: z.string(),
  updated_by: z.string().nullable(),
})

/** The row in the API's words. */
export function viewStored(
  row: Omit<ModelRow, "sealedParams">,
  params: Readonly<Record<string, unknown>>,
): z.input<typeof StoredModelView> {
  return {
    model_id: row.id,
    model_name: row.modelName,
    litellm_params: redactedParams(params),
    model_info: { ...row.info, id: row.id, db_model: true },
    blocked: row.blocked,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    updated_at: row.updatedAt.toISOString(),
    updated_by: row.updatedBy,
  }
}
