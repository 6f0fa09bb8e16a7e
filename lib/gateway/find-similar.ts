import { canonical } from "#lib/cache/key"
import type { SemanticSettings } from "#lib/cache/semantic-settings"
import type { CacheSlot } from "#lib/cache/slot"
import { splitQuestion } from "#lib/cache/split-question"
import type { StoredAnswer } from "#lib/cache/stored-answer"
import { sha256Hex } from "#lib/core/ids"
import { type Asked, keyOf, tenantOf } from "./cache-slot"
import type { Call } from "./call"
import { embed } from "./embed"
import type { Runtime } from "./runtime"

/** What a token is in English, so that nothing is embedded that is too long by far. */
const CHARS_PER_TOKEN = 4

export interface SimilarInput {
  readonly rt: Runtime
  readonly call: Call
  readonly asked: Asked
  /** Where the exact request has no answer. */
  readonly slot: CacheSlot
  readonly semantic: SemanticSettings
}

/**
 * The answer to a question that means the same, everything else being equal; null when there is none, or when it cannot be told: an
 * embedding that fails is a miss. Notes on the call how similar it is, and the question, so that the call's own answer can serve
 * others.
 */
export async function findSimilar({ rt, call, asked, slot, semantic }: SimilarInput): Promise<StoredAnswer | null> {
  const { body } = asked.parsed
  const split = body.other === undefined ? splitQuestion(call.op.callType, body.json) : null
  if (split === null || split.text.length > semantic.maxInputTokens * CHARS_PER_TOKEN) return null
  const vectors = await embed(rt.askOwn, {
    model: semantic.embeddingModel,
    texts: [split.text],
    caller: asked.caller,
    attribution: call.attribution(),
    callId: call.callId,
    purpose: "semantic-cache",
    timeoutMs: semantic.timeoutMs,
  })
  call.similarity = 0
  if (typeof vectors === "string") {
    rt.log.warn("a question was not compared with those in the cache", { request_id: call.requestId, why: vectors })
    return null
  }
  const [vector] = vectors
  if (vector === undefined) return null
  const question = { scope: scopeOf({ call, asked, slot, semantic }, split.rest), vector }
  call.slot = { ...slot, question }
  const similar = await slot.cache.findSimilar(question, slot.controls.maxAgeMs)
  if (similar === null) return null
  call.similarity = similar.similarity
  call.slot = { ...slot, key: similar.key }
  return similar.answer
}

/** A hash of all that must be equal: the tenant, the embedding model, and the request without its question. */
function scopeOf(
  { call, asked, slot, semantic }: Omit<SimilarInput, "rt">,
  fields: Readonly<Record<string, unknown>>,
): string {
  const { scope, embeddingModel } = semantic
  const tenant = scope === null ? null : tenantOf(asked.caller, scope === "team" ? "team" : "key")
  const endUser = scope === "end_user" ? call.attribution().endUser : null
  return sha256Hex(canonical([embeddingModel, tenant, endUser, keyOf(slot, call, { ...asked, fields })]))
}
