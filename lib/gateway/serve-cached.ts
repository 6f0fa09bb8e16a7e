import type { StoredAnswer } from "#lib/cache/stored-answer"
import type { Reply } from "#lib/core/http"
import { usdFromNano } from "#lib/core/money"
import type { Caller } from "#lib/identity/caller"
import type { Estimate } from "#lib/quota/estimate"
import type { Deployment } from "#lib/router/deployment"
import { groupOf, type Plan } from "#lib/router/plan"
import { type Asked, slotOf } from "./cache-slot"
import type { Call } from "./call"
import { commonHeaders } from "./common-headers"
import { findSimilar } from "./find-similar"
import type { ModelOperation } from "./operation"
import type { Runtime } from "./runtime"
import { book, stored } from "./settle"

/** What a cached answer asks of limits: a request, and neither tokens nor money. */
export const FREE: Estimate = {
  promptTokens: 0,
  reservedCompletionTokens: 0,
  expectedCompletionTokens: 0,
  reserveNano: 0,
  expectedNano: 0,
}

/**
 * The answer the cache has for this call, or for one that means the same; null when there is none. Notes where the call's own answer
 * is to be kept. Throws 400.
 */
export async function findCached(rt: Runtime, call: Call, asked: Asked): Promise<StoredAnswer | null> {
  const { cache } = rt
  const slot = cache === null ? null : slotOf(cache, call, asked)
  call.slot = slot
  if (cache === null || slot?.controls.read !== true) return null
  const exact = await cache.find(slot.key, slot.controls.maxAgeMs)
  if (exact !== null || cache.settings.semantic === null) return exact
  return findSimilar({ rt, call, asked, slot, semantic: cache.settings.semantic })
}

export interface CachedInput {
  readonly op: ModelOperation
  readonly rt: Runtime
  readonly call: Call
  readonly asked: Asked
  readonly hit: StoredAnswer
}

/**
 * The same answer again, booked like any other, at no cost. What the endpoint keeps of answers it keeps of this one too; a
 * provider's own response is known by its id already.
 */
export async function serveCached({ op, rt, call, asked, hit }: CachedInput): Promise<Reply> {
  const { caller, parsed, plan } = asked
  const deployment = deploymentOf(plan, hit.modelId)
  const reply = await again({ rt, call, caller, hit, deployment, group: groupOf(plan) })
  if (op.keep === undefined || hit.native || deployment === null) return reply
  const answer = { kind: hit.stream ? ("stream" as const) : ("json" as const), native: false }
  return op.keep(reply, { rt, caller, parsed, answer, deployment })
}

interface AgainInput extends Omit<CachedInput, "asked" | "op"> {
  readonly caller: Caller
  readonly deployment: Deployment | null
  readonly group: string
}

async function again({ rt, call, caller, hit, deployment, group }: AgainInput): Promise<Reply> {
  await book({
    rt,
    call,
    deployment,
    status: "success",
    httpStatus: hit.status,
    error: null,
    usage: null,
    deliveredText: null,
    firstTokenAt: rt.clock.now(),
    response: rt.rules.storePrompts ? logged(hit) : null,
    attempts: [],
    routing: null,
    cached: {
      cache_hit: true,
      cache_key: call.slot?.key,
      saved_cache_cost: hit.costNano === null ? null : usdFromNano(hit.costNano),
      saved_prompt_tokens: hit.promptTokens,
      saved_completion_tokens: hit.completionTokens,
      semantic_similarity: call.similarity ?? undefined,
    },
  })
  const headers = {
    ...commonHeaders(call, caller, { modelId: hit.modelId, group }),
    "x-litellm-response-cost": "0",
    "x-litellm-cache-hit": "True",
    "content-type": hit.contentType,
  }
  if (!hit.stream) return { status: hit.status, headers, body: hit.body }
  const more = { "cache-control": "no-cache, no-transform", "x-accel-buffering": "no" }
  return { status: hit.status, headers: { ...headers, ...more }, body: once(hit.body) }
}

async function* once(body: string | Uint8Array): AsyncGenerator<string | Uint8Array> {
  yield body
}

function deploymentOf({ groups }: Plan, id: string): Deployment | null {
  return groups.flatMap(({ deployments }) => deployments).find((deployment) => deployment.id === id) ?? null
}

/** What the log keeps of it: JSON as it is, nothing of streams and bytes. */
function logged({ contentType, body }: StoredAnswer): unknown {
  if (typeof body !== "string" || !contentType.startsWith("application/json")) return null
  try {
    return stored(JSON.parse(body), body.length)
  } catch {
    return null
  }
}
