import { derivedRequestId } from "#lib/core/ids"
import type { Batch } from "./batch"
import type { NativeParts } from "./carry-native"
import type { ProviderBatch } from "./native-batches"
import { linesOf } from "./read-requests"
import { answeredLine, refusedLine } from "./result-line"

const AT_ONCE = 8
const NO_ANSWER = { code: "no_answer", message: "The provider gave no answer to this request.", param: null }

interface ResultOfRow {
  readonly line: number
  readonly status: number
  /** The answer as JSON text; null = there is none, only an error. */
  readonly body: string | null
  readonly error: { readonly code: string; readonly message: string } | null
}

/**
 * Takes a provider's results: each row is billed, then has its result, once, however often this is begun anew. Rows of a completed
 * batch without any have failed.
 */
export async function settleNative(parts: NativeParts, batch: Batch, ended: ProviderBatch): Promise<void> {
  const keyHash = (await parts.rows.keyHash(batch.apiKey)) ?? "deleted"
  for (const fileId of [ended.outputFileId, ended.errorFileId]) {
    if (fileId === null) continue
    const running = new Set<Promise<void>>()
    let failure: unknown = null
    try {
      for await (const { text } of linesOf(parts.native.content(batch, fileId))) {
        const result = resultOf(text)
        if (result === null) continue
        while (running.size >= AT_ONCE) await Promise.race(running)
        if (failure !== null) break
        const task: Promise<void> = settleRow(parts, batch, { result, keyHash })
          .catch((e: unknown) => {
            failure ??= e
          })
          .finally(() => running.delete(task))
        running.add(task)
      }
    } finally {
      // Whoever begins anew must not meet a row that is still being billed.
      await Promise.all(running)
    }
    if (failure !== null) throw failure
  }
  if (ended.status !== "completed") return
  for (const { line, customId } of await parts.rows.waiting(batch.id, 0, Number.MAX_SAFE_INTEGER)) {
    const result = refusedLine({ batchId: batch.id, line, customId }, NO_ANSWER)
    await parts.rows.settle(batch.id, line, { ok: false, result })
  }
}

interface RowResult {
  readonly result: ResultOfRow
  readonly keyHash: string
}

async function settleRow(parts: NativeParts, batch: Batch, { result, keyHash }: RowResult): Promise<void> {
  const { rows, native } = parts
  const { line, status, body, error } = result
  const next = await rows.begin(batch.id, line)
  if (next === null) return
  const which = { batchId: batch.id, line, customId: next.customId }
  if (body === null) {
    const said = refusedLine(which, { code: error?.code ?? "no_answer", message: error?.message ?? "", param: null })
    return rows.settle(batch.id, line, { ok: false, result: said })
  }
  const { startedAt, attempt } = next
  const requestId = derivedRequestId(startedAt, `${batch.id} ${line} ${attempt}`)
  if (status < 400) {
    const booked = next.again && (await rows.isBooked(requestId, startedAt))
    const { endpoint, id: batchId, deploymentId } = batch
    const row = { endpoint, body: next.body, keyHash, requestId, startedAt, booked, batchId, answer: body }
    if (!booked) await native.bill({ ...row, deploymentId: deploymentId ?? "" })
  }
  const said = answeredLine(which, { status, requestId, body })
  await rows.settle(batch.id, line, { ok: status < 400, result: said })
}

/** A line of the provider's files; null for what is none. */
function resultOf(text: string): ResultOfRow | null {
  try {
    const { custom_id: name, response, error } = JSON.parse(text) as Record<string, unknown>
    const line = Number(name)
    if (!Number.isInteger(line)) return null
    const answer = response as { status_code?: unknown; body?: unknown } | null | undefined
    const said = error as { code?: unknown; message?: unknown } | null | undefined
    return {
      line,
      status: typeof answer?.status_code === "number" ? answer.status_code : 500,
      body: answer === null || answer === undefined ? null : JSON.stringify(answer.body ?? null),
      error: said === null || said === undefined ? null : { code: String(said.code), message: String(said.message) },
    }
  } catch {
    return null
  }
}
