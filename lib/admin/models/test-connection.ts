import { randomUUID } from "node:crypto"
import { eq } from "drizzle-orm"
import { z } from "zod"
import { models } from "#drizzle/schema/models"
import { GatewayError } from "#lib/core/errors"
import { usdFromNano } from "#lib/core/money"
import type { AdminContext, ModelDraft, ModelTest } from "../context"
import { label } from "../fields"
import { type AdminRequest, type Endpoint, post } from "../resource"
import { noSuchModel } from "./find"
import { keptInfo, mergedParams, refuseHidden } from "./params"

const params = z.record(z.string(), z.unknown())

const Input = z.strictObject({
  model_id: label.min(1).optional().describe("A deployment's id, from /model/info"),
  litellm_params: params
    .optional()
    .describe("A model that is not stored yet; with model_id, what would change of an added one"),
  model_info: params.nullish(),
  mode: label.nullish().describe("What the model serves, where the price table does not know it: chat, embedding"),
})
type Ask = z.output<typeof Input>

/** One real request to a deployment, or to what would become one. */
export const connectionTest: Endpoint = post("/health/test_connection", {
  summary: "Send one small real request to a deployment, or to one that is not stored yet, and say what came of it",
  needs: "models:test",
  reads: true,
  input: Input,
  output: z.object({
    status: z.enum(["success", "error"]),
    result: z.object({ error: z.string().optional() }),
    ok: z.boolean(),
    http_status: z.number().describe("Of the provider's answer"),
    latency_ms: z.number(),
    message: z.string(),
    cost: z.number().describe("Dollars; not booked as spend"),
  }),
  run: async (ctx, input, request) => answerOf(await runTest(ctx, input, request)),
})

async function runTest(ctx: AdminContext, ask: Ask, { signal }: AdminRequest): Promise<ModelTest> {
  const { model_id: id, litellm_params: given } = ask
  if (id === undefined && given === undefined) {
    const say = "Say what to test: model_id, as GET /model/info shows it, or litellm_params."
    throw new GatewayError("invalid_request", say, { param: "litellm_params" })
  }
  if (id === undefined) return ctx.testDraft(newDraft(ask), signal)
  const stored = await storedDraft(ctx, id, ask)
  if (stored !== null) return ctx.testDraft(stored, signal)
  if (given !== undefined) throw noSuchModel(ctx, id)
  if (ctx.deployments().some((d) => d.id === id)) return ctx.testModel(id, signal)
  const message = "There is no deployment with this id. GET /model/info lists them as model_info.id."
  throw new GatewayError("model_not_found", message, { param: "model_id" })
}

function newDraft(ask: Ask): ModelDraft {
  const given = ask.litellm_params ?? {}
  refuseHidden(given)
  return { id: randomUUID(), modelName: String(given.model ?? "test"), params: given, info: infoOf(ask, {}) }
}

/** A stored model with what would change of it; null when none of this id is stored. A blocked one can be tested too. */
async function storedDraft(ctx: AdminContext, id: string, ask: Ask): Promise<ModelDraft | null> {
  const [row] = await ctx.db.orm.select().from(models).where(eq(models.id, id))
  if (row === undefined) return null
  const merged = mergedParams(ctx.models.open(id, row.sealedParams), ask.litellm_params ?? {})
  return { id, modelName: row.modelName, params: merged, info: infoOf(ask, row.info) }
}

function infoOf({ model_info: given, mode }: Ask, before: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return keptInfo({ ...before, ...given, ...(mode ? { mode } : {}) })
}

function answerOf(test: ModelTest) {
  return {
    status: test.ok ? ("success" as const) : ("error" as const),
    result: test.ok ? {} : { error: test.message },
    ok: test.ok,
    http_status: test.status,
    latency_ms: test.latencyMs,
    message: test.message,
    cost: usdFromNano(test.costNano),
  }
}
