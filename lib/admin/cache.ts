import { z } from "zod"
import { GatewayError } from "#lib/core/errors"
import type { AdminContext, CacheControl } from "./context"
import { defineResource, get, post } from "./resource"
import { CacheHits, CacheHitsInput, cacheHits } from "./spend/cache-hits"

const MAX_KEYS = 1_000

const Done = z.object({ status: z.literal("success") })

/** LiteLLM's management of the response cache. */
export const cache = defineResource("cache", {
  ping: get("/cache/ping", {
    summary: "Does the response cache answer, and can something be kept in it",
    needs: "cache:read",
    input: z.strictObject({}),
    output: z.object({
      status: z.literal("healthy"),
      cache_type: z.string(),
      ping_response: z.literal(true),
      set_cache_response: z.literal("success"),
      litellm_cache_params: z.string().describe("The settings in force as JSON, without addresses and secrets"),
    }),
    run: ping,
  }),
  delete: post("/cache/delete", {
    summary: "Forget the answers kept by these keys (the header x-litellm-cache-key names them)",
    needs: "cache:write",
    input: z.strictObject({ keys: z.array(z.string().min(1).max(300)).min(1).max(MAX_KEYS) }),
    output: Done,
    run: (ctx, { keys }) => done(controlOf(ctx).delete(keys)),
  }),
  flushall: post("/cache/flushall", {
    summary: "Forget every answer; what others keep in the same Redis stays",
    needs: "cache:write",
    input: z.strictObject({}),
    output: Done,
    run: (ctx) => done(controlOf(ctx).clear()),
  }),
  hits: get("/global/activity/cache_hits", {
    summary: "What the response cache answered and saved, by key, endpoint and model",
    needs: "reports:read",
    input: CacheHitsInput,
    output: CacheHits,
    run: cacheHits,
  }),
})

async function ping(ctx: AdminContext) {
  const control = controlOf(ctx)
  await answered(control.ping())
  return {
    status: "healthy" as const,
    cache_type: control.type,
    ping_response: true as const,
    set_cache_response: "success" as const,
    litellm_cache_params: JSON.stringify(control.params),
  }
}

/** What this gateway's response cache can be told. Throws 503, saying why there is none. */
export function controlOf(ctx: AdminContext): CacheControl {
  const control = ctx.cache()
  if (typeof control === "object") return control
  throw new GatewayError("cache_unavailable", control)
}

async function done(work: Promise<void>): Promise<z.output<typeof Done>> {
  await answered(work)
  return { status: "success" }
}

/** Waits for the cache. Throws 503 when it does not answer. */
export async function answered(work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (e) {
    throw new GatewayError("cache_unavailable", "The response cache does not answer. Requests are served without it.", {
      detail: String(e),
    })
  }
}
