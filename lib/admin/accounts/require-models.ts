import { closest } from "#lib/core/closest"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import { modelsNamed } from "./part-fields"

/** LiteLLM's names that stand for models. */
const SPECIAL = ["all-proxy-models", "all-team-models", "no-default-models"]

/**
 * Every entry of `models` has to mean something here: a name clients can ask for, an access group, a wildcard, or one of LiteLLM's
 * special names. Throws `invalid_request` naming the field and the entry that does not.
 */
export function requireModels(ctx: AdminContext, models: readonly string[] | null | undefined, field = "models"): void {
  const unknown = models?.find((model) => !SPECIAL.includes(model) && !model.includes("*") && !isKnown(ctx, model))
  if (unknown === undefined) return
  const names = [...new Set(ctx.deployments().map((d) => d.modelName))]
  const [near] = closest(unknown, names, 1)
  const hint = near === undefined ? "GET /v1/models shows the models there are." : `Did you mean "${near}"?`
  throw new GatewayError("invalid_request", `No model here is called "${unknown.slice(0, 100)}". ${hint}`, {
    param: field,
  })
}

/** The same for models that fields with budgets by model name, in the order of those fields. */
export function requireModelsOfParts(ctx: AdminContext, fields: Readonly<Record<string, unknown>>): void {
  for (const [field, model] of modelsNamed(fields)) requireModels(ctx, [model], field)
}

function isKnown(ctx: AdminContext, model: string): boolean {
  return (
    ctx.serves(model) ||
    ctx.deployments().some((d) => {
      const groups = d.info.access_groups
      return d.modelName === model || (Array.isArray(groups) && groups.includes(model))
    })
  )
}
