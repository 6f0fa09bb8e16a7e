import type { RowAnswer, RowRequest } from "#lib/batches/answer-row"
import { Cancel } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import type { Incoming, Reply } from "#lib/core/http"
import type { Operation } from "#lib/gateway/operation"
import { operations } from "#lib/gateway/operations/index"
import { handle } from "#lib/gateway/pipeline"
import type { Runtime } from "#lib/gateway/runtime"

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
  const headers: Readonly<Record<string, string>> = {
    "content-type": "application/json",
    "x-litellm-call-id": batchId,
  }
  const bytes = Buffer.from(body)
  const held = (maxBytes: number) => {
    if (bytes.length <= maxBytes) return bytes
    throw new GatewayError("body_too_large", "The request is larger than a request may be (max_request_size_mb).")
  }
  return {
    method: "POST",
    url: endpoint,
    headers: { get: (name) => headers[name] ?? null },
    signal: new Cancel(),
    bytes: async (maxBytes) => held(maxBytes),
    async *stream(maxBytes) {
      yield held(maxBytes)
    },
    ip: null,
    behalf: { keyHash, requestId, startedAt, booked, serviceTier: "batch" },
  }
}

async function textOf({ body }: Reply): Promise<string> {
  if (typeof body === "string") return body
  if (body instanceof Uint8Array) return Buffer.from(body).toString("utf8")
  const parts: Buffer[] = []
  for await (const part of body) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString("utf8")
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
