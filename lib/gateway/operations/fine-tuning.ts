import { GatewayError } from "#lib/core/errors"
import { addressOf } from "#lib/gateway/provider-account"
import { asText } from "#lib/wire/read-json"
import { keptOperations } from "./kept-objects"

/** `/v1/fine_tuning/jobs`: in the account of an OpenAI or Azure deployment, each the caller's own. */
export const fineTuningJobs = keptOperations({
  kind: "fine_tuning_job",
  path: "/fine_tuning/jobs",
  word: "fine-tuning job",
  callTypes: { create: "acreate_fine_tuning_job", other: "acancel_fine_tuning_job" },
  below: {
    GET: ["", "events", "checkpoints"],
    POST: ["cancel", "pause", "resume"],
    DELETE: [],
  },
  choose: (rt, _caller, body) => {
    for (const field of ["model", "training_file"])
      if (asText(body[field]) === null)
        throw new GatewayError("invalid_request", `The field \`${field}\` is missing.`, { param: field })
    const model = asText(body.model) ?? ""
    const isOurs = rt.routing.groups.names.includes(model)
    const serves = isOurs && rt.routing.groups.find(model)?.some((each) => addressOf(each) !== null) === true
    return serves && body.target_model_names === undefined ? { model, provider: null } : null
  },
  // A model by our name for it is meant as its provider's.
  made: (body, deployment) => (body.model === deployment.group ? { ...body, model: deployment.model } : body),
})
