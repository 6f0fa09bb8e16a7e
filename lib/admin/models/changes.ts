import { z } from "zod"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext } from "../context"
import { label } from "../fields"
import { type AdminRequest, type Endpoint, patch, post } from "../resource"
import { addModel } from "./add"
import { blockModel, deleteModel } from "./remove"
import { updateModel } from "./update"
import { StoredModelView } from "./view"

const params = z
  .record(z.string(), z.unknown())
  .describe(
    "As in the config: model, api_key, api_base, rpm … It is stored encrypted; os.environ/NAME stays a reference",
  )
const info = z.looseObject({ id: label.min(1).optional().describe("The deployment's id") })

const NewModelInput = z.strictObject({
  model_name: label.min(1).describe("What clients ask for"),
  litellm_params: params,
  model_info: info.nullish(),
})

const changeable = {
  model_name: label.min(1).nullish(),
  litellm_params: params.nullish().describe("What changes; null removes a field"),
  model_info: info.nullish().describe("What changes; null removes a field"),
}
const ChangeInput = z.strictObject({ ...changeable, model_id: label.min(1).optional().describe("Or model_info.id") })

const Done = z.object({ message: z.string() })
const ById = z.strictObject({ model_id: label.min(1) })

/** Adding, changing and removing models while the gateway runs. */
export const changes: Readonly<Record<string, Endpoint>> = {
  new: post("/model/new", {
    summary: "Add a deployment; it serves at once, in every process. Its parameters are stored encrypted",
    needs: "models:write",
    input: NewModelInput,
    output: StoredModelView,
    run: addModel,
  }),
  update: post("/model/update", {
    summary: "Change an added deployment: what is given replaces what was there",
    needs: "models:write",
    input: ChangeInput,
    output: StoredModelView,
    run: (ctx, input) => updateModel(ctx, idOf(input), input),
  }),
  patch: patch("/model/:model_id/update", {
    summary: "The same, the deployment named in the path",
    needs: "models:write",
    input: z.strictObject(changeable),
    output: StoredModelView,
    run: (ctx: AdminContext, input, request: AdminRequest) => updateModel(ctx, request.params.model_id ?? "", input),
  }),
  delete: post("/model/delete", {
    summary: "Remove an added deployment",
    needs: "models:write",
    input: z.strictObject({ id: label.min(1) }),
    output: Done,
    run: (ctx, { id }) => deleteModel(ctx, id),
  }),
  block: post("/model/block", {
    summary: "Keep an added deployment and ask it no more",
    needs: "models:write",
    input: ById,
    output: StoredModelView,
    run: (ctx, input) => blockModel(ctx, input.model_id, true),
  }),
  unblock: post("/model/unblock", {
    summary: "Ask a blocked deployment again",
    needs: "models:write",
    input: ById,
    output: StoredModelView,
    run: (ctx, input) => blockModel(ctx, input.model_id, false),
  }),
}

function idOf({ model_id: id, model_info: given }: z.output<typeof ChangeInput>): string {
  const named = id ?? given?.id
  if (named !== undefined) return named
  const say = "Say which deployment: model_info.id, as GET /model/info shows it."
  throw new GatewayError("invalid_request", say, { param: "model_info.id" })
}
