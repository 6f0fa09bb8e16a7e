import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"

/** 404, or 400 for a deployment that is the config's to change. */
export function noSuchModel(ctx: AdminContext, id: string): GatewayError {
  const shown = id.slice(0, 100)
  if (ctx.deployments().some((d) => d.id === id && d.info.db_model !== true)) {
    const say = `The deployment ${shown} comes from the config file: change it there, then POST /config/reload.`
    return new GatewayError("invalid_request", say, { param: "model_id" })
  }
  const say = `There is no added model with the id ${shown}. GET /model/info lists them as model_info.id.`
  return new GatewayError("model_not_found", say, { param: "model_id" })
}
