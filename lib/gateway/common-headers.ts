import { usdFromNano } from "#lib/core/money"
import type { Caller } from "#lib/identity/caller"
import { budgetNow } from "#lib/quota/limits"
import type { Call } from "./call"

/** Where an answer came from: a deployment's id and the model group. */
export interface Origin {
  readonly modelId: string
  readonly group: string
}

/** Headers of every answer of a model, whoever gave it. */
export function commonHeaders(call: Call, caller: Caller, { modelId, group }: Origin): Record<string, string> {
  const headers: Record<string, string> = {
    "x-litellm-call-id": call.callId,
    "x-litellm-model-id": headerSafe(modelId),
    "x-litellm-model-group": headerSafe(group),
  }
  const max = caller.key === null ? null : budgetNow(caller.key, call.startedAt)
  if (max !== null) headers["x-litellm-key-max-budget"] = String(usdFromNano(max))
  if (call.rates !== null) Object.assign(headers, call.rates())
  if (call.slot !== null) {
    headers["x-litellm-cache-key"] = headerSafe(call.slot.key)
    headers["x-litellm-cache-hit"] = "False"
  }
  if (call.similarity !== null) headers["x-litellm-semantic-similarity"] = call.similarity.toFixed(4)
  if (call.recalledFacts !== null) headers["x-tollgate-memory-facts"] = String(call.recalledFacts)
  if (call.op.dialect.id === "anthropic-messages") headers["request-id"] = call.requestId
  return headers
}

/** A header holds printable ASCII; the rest is percent-encoded (RFC 3986), so that any model name can be named. */
function headerSafe(value: string): string {
  return /^[\x20-\x7e]*$/.test(value) ? value : value.toWellFormed().replace(/[^\x20-\x7e]+/g, encodeURIComponent)
}
