import type { RowAnswer, RowRequest } from "#lib/batches/answer-row"
import { Cancel } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import type { Incoming } from "#lib/core/http"
import type { Operation } from "#lib/gateway/operation"
import { operations } from "#lib/gateway/operations/index"
import { handle } from "#lib/gateway/pipeline"
import type { Runtime } from "#lib/gateway/runtime"
import { ownIncoming, textOf } from "./own-incoming"

/** A row of a batch as the request it is: through the pipeline, in the name of the batch's key, at the batch price. */
export async function runBatchRow(rt: Runtime, row: RowRequest): Promise<RowAnswer> {
  const reply = await handle(operationAt(row.endpoint), incomingOf(row), rt, {})
  const text = await textOf(reply)
  const retryAfter = Number(reply.headers["retry-after"])
  return {
    status: reply.status,
    text,
    code: reply.status < 400 ? null : codeOf(text),
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null,
  }
}

function operationAt(path: string): Operation {
  const op = operations.find((each) => each.kind === "model" && each.paths.includes(path))
  if (op === undefined) throw new GatewayError("internal", `No operation serves ${path}.`)
  return op
}

function incomingOf({ endpoint, body, keyHash, requestId, startedAt, booked, batchId }: RowRequest): Incoming {
  const behalf = { keyHash, requestId, startedAt, booked, serviceTier: "batch", gatewaysOwn: false } as const
  return ownIncoming({ endpoint, body, headers: { "x-litellm-call-id": batchId }, signal: new Cancel(), behalf })
}

/** The code of an error in any of our dialects; Anthropic's says its type alone. */
function codeOf(text: string): string | null {
  try {
    const { error } = JSON.parse(text) as { error?: { code?: unknown; type?: unknown } }
    const code = error?.code ?? error?.type
    return typeof code === "string" ? (ANTHROPIC[code] ?? code) : null
  } catch {
    return null
  }
}

const ANTHROPIC: Readonly<Record<string, string>> = {
  rate_limit_error: "rate_limit_exceeded",
  overloaded_error: "upstream_unavailable",
}
