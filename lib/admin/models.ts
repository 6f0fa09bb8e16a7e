import { z } from "zod"
import { NANO_PER_USD } from "#lib/core/money"
import { mayUseModel } from "#lib/identity/access"
import type { AdminContext, DeploymentView } from "./context"
import { changes } from "./models/changes"
import { connectionTest } from "./models/test-connection"
import { isLimited } from "./permissions"
import { defineResource, get } from "./resource"

const ModelInfo = z.looseObject({
  id: z.string(),
  mode: z.string(),
  litellm_provider: z.string(),
  input_cost_per_token: z.number().nullable().describe("Dollars; null when the price is not known"),
  output_cost_per_token: z.number().nullable(),
  max_input_tokens: z.number().nullable(),
  max_output_tokens: z.number().nullable(),
  db_model: z.boolean().describe("True: added over the API, and can be changed there; false: from the config"),
  blocked: z.boolean().optional().describe("True: kept, and not asked"),
  priced: z.boolean().describe("False: requests to it are logged at $0"),
})

const Model = z.object({
  model_name: z.string().describe("What clients ask for"),
  litellm_params: z.record(z.string(), z.unknown()).describe("As configured, secrets hidden"),
  model_info: ModelInfo,
})

const listing = {
  summary: "The deployments of this gateway with their prices; a key sees those it may use",
  needs: "models:read",
  input: z.strictObject({
    litellm_model_id: z.string().optional().describe("Only the deployment with this id"),
    model: z.string().optional().describe("Only deployments of this name"),
  }),
  output: z.object({ data: z.array(Model) }),
  run: (ctx: AdminContext, input: { litellm_model_id?: string | undefined; model?: string | undefined }) =>
    Promise.resolve({ data: visible(ctx, input) }),
} as const

const paged = {
  summary: "The same, a page at a time",
  needs: "models:read",
  input: z.strictObject({
    model: z.string().optional().describe("Only deployments of this name"),
    modelId: z.string().optional().describe("Only the deployment with this id"),
    search: z.string().optional().describe("Only names that hold this, whatever their case"),
    page: z.coerce.number().int().min(1).default(1),
    size: z.coerce.number().int().min(1).max(500).default(50),
  }),
  output: z.object({
    data: z.array(Model),
    total_count: z.number(),
    current_page: z.number(),
    total_pages: z.number(),
    size: z.number(),
  }),
  run: (ctx: AdminContext, input: PageInput) => Promise.resolve(pageOf(ctx, input)),
} as const

interface PageInput {
  model?: string | undefined
  modelId?: string | undefined
  search?: string | undefined
  page: number
  size: number
}

function pageOf(ctx: AdminContext, { model, modelId, search = "", page, size }: PageInput) {
  const wanted = search.toLowerCase()
  const all = visible(ctx, { model, litellm_model_id: modelId }).filter(({ model_name: name }) =>
    name.toLowerCase().includes(wanted),
  )
  return {
    data: all.slice((page - 1) * size, page * size),
    total_count: all.length,
    current_page: page,
    total_pages: Math.ceil(all.length / size),
    size,
  }
}

export const models = defineResource(
  "model",
  {
    info: get("/model/info", listing),
    infoV1: get("/v1/model/info", listing),
    infoV2: get("/v2/model/info", paged),
    ...changes,
    test: connectionTest,
  },
  { Model },
)

function visible(
  ctx: AdminContext,
  only: { litellm_model_id?: string | undefined; model?: string | undefined },
): z.input<typeof Model>[] {
  const limited = isLimited(ctx.caller)
  return ctx
    .deployments()
    .filter((d) => only.litellm_model_id === undefined || d.id === only.litellm_model_id)
    .filter((d) => only.model === undefined || d.modelName === only.model)
    .filter((d) => !limited || mayUseModel(ctx.caller, d.modelName, (name) => groupsIn(ctx, name)))
    .map((d) => viewModel(d, limited))
}

/** A key is shown what it needs to choose a model; how the gateway reaches it (addresses, regions, limits) is the admin's matter. */
function viewModel(d: DeploymentView, limited: boolean): z.input<typeof Model> {
  return {
    model_name: d.modelName,
    litellm_params: limited ? { model: d.params.model ?? d.model } : { model: d.model, ...d.params },
    model_info: {
      ...(limited ? {} : d.info),
      id: d.id,
      mode: d.mode,
      litellm_provider: d.provider,
      input_cost_per_token: usdPerToken(d.inputPerMillionNano),
      output_cost_per_token: usdPerToken(d.outputPerMillionNano),
      max_input_tokens: d.maxInputTokens,
      max_output_tokens: d.maxOutputTokens,
      db_model: d.info.db_model === true,
      ...(d.blocked === true ? { blocked: true } : {}),
      priced: d.priced,
    },
  }
}

/** One division, so that the result is the double nearest to the price. */
function usdPerToken(nanoPerMillion: number | null): number | null {
  return nanoPerMillion === null ? null : nanoPerMillion / (NANO_PER_USD * 1_000_000)
}

/** The access groups a model of this name is in. */
function groupsIn(ctx: AdminContext, name: string): string[] {
  const groups = ctx.deployments().flatMap((d) => (d.modelName === name ? d.info.access_groups : []))
  return groups.filter((each): each is string => typeof each === "string")
}
