import { setTimeout as sleep } from "node:timers/promises"
import { derivedRequestId } from "#lib/core/ids"
import { answeredLine } from "./result-line"
import type { RowStore, WaitingRow } from "./row-store"

/** A row as a request of its key. */
export interface RowRequest {
  readonly endpoint: string
  readonly body: string
  readonly keyHash: string
  readonly requestId: string
  readonly startedAt: number
  /** It is in the log already. */
  readonly booked: boolean
  readonly batchId: string
}

export interface RowAnswer {
  readonly status: number
  /** The body, as it would have been sent. */
  readonly text: string
  /** OpenAI's error code; null = no error. */
  readonly code: string | null
  readonly retryAfterSeconds: number | null
}

/** Walks the same way as a request that comes from outside. Never throws for what is the request's own fault. */
export type AnswerRow = (row: RowRequest) => Promise<RowAnswer>

export interface RowWork {
  readonly rows: RowStore
  readonly answer: AnswerRow
  readonly batch: { readonly id: string; readonly endpoint: string; readonly apiKey: string }
  /** Fires when nothing new is to be begun. */
  readonly stop: AbortSignal
  /** Resolves when another request may be sent. */
  turn(stop: AbortSignal): Promise<void>
}

/** Our own limits: they give way with time alone, so that a row waits for them until its batch expires. */
const OWN_LIMIT = "rate_limit_exceeded"
/** What another try may better, where a person would try again too. */
const PASSING = new Set([
  "upstream_rate_limit",
  "upstream_unavailable",
  "upstream_unreachable",
  "database_unavailable",
  "shutting_down",
])
const MAX_TRIES = 6
const MAX_WAIT_SECONDS = 60
/** About half a minute in all. */
const MAX_WRITES = 16
const WRITE_AGAIN_MS = 250

/**
 * Brings one row to its result. Told to stop, it leaves a row that waits for another try as it is: whoever goes on with the batch finds
 * it. A try that was answered is booked under its own id; only a try that a kill cut off is made again under the same.
 */
export async function answerRow(work: RowWork, row: WaitingRow): Promise<void> {
  const { rows, batch, stop } = work
  for (;;) {
    await work.turn(stop)
    if (stop.aborted) return
    const next = await rows.begin(batch.id, row.line)
    if (next === null) return
    const requestId = derivedRequestId(next.startedAt, `${batch.id} ${row.line} ${next.attempt}`)
    const keyHash = (await rows.keyHash(batch.apiKey)) ?? "deleted"
    const { endpoint } = batch
    const { startedAt, body } = next
    const booked = next.again && (await rows.isBooked(requestId, startedAt))
    const answer = await work.answer({ endpoint, body, keyHash, requestId, startedAt, booked, batchId: batch.id })
    // Told to stop, this process may have cut the answer off itself.
    const cutOff = stop.aborted && answer.status >= 499
    if (!cutOff && !mayBeBettered(answer, next.attempt)) {
      const result = answeredLine(
        { batchId: batch.id, ...row },
        { status: answer.status, requestId, body: answer.text },
      )
      return firmly(() => rows.settle(batch.id, row.line, { ok: answer.status < 400, result }))
    }
    await rows.again(batch.id, row.line, next.attempt)
    const seconds = Math.min(answer.retryAfterSeconds ?? 2 ** Math.min(next.attempt, 6), MAX_WAIT_SECONDS)
    await sleep(seconds * 1000, undefined, { signal: stop, ref: false }).catch(() => undefined)
  }
}

/** An answer is paid for: a database that is away for a moment does not lose it. */
async function firmly(write: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await write()
    } catch (e) {
      if (tries === MAX_WRITES) throw e
      await sleep(WRITE_AGAIN_MS * tries, undefined, { ref: false })
    }
  }
}

function mayBeBettered({ code }: RowAnswer, attempt: number): boolean {
  if (code === null) return false
  return code === OWN_LIMIT || (PASSING.has(code) && attempt < MAX_TRIES)
}
