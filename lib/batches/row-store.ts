import type { Clock } from "#lib/core/clock"
import type { Database } from "#lib/db/open"
import { keyHashOf } from "#lib/files/key-hash"
import { refusedLine } from "./result-line"

/** A row that waits for its answer. */
export interface WaitingRow {
  readonly line: number
  readonly customId: string
}

/** A try of a row: its id is made of both figures. */
export interface RowTry {
  readonly attempt: number
  /** When this try first began, in milliseconds: before a kill, perhaps. */
  readonly startedAt: number
  /** It was begun before, by a process that did not live to see its answer, perhaps. */
  readonly again: boolean
  readonly body: string
  readonly customId: string | null
}

export interface NewRow {
  readonly line: number
  readonly customId: string | null
  /** The request; null = it is settled already. */
  readonly body: string | null
  /** The line of the error file of a request that cannot be made. */
  readonly result: string | null
}

interface RowTryRecord {
  attempt: number
  started_at: Date
  again: boolean
  body: string
  custom_id: string | null
}

const PAGE_ROWS = 200
/** Answers can be large: images, for example. */
const RESULT_ROWS = 25

/** The rows of batches that have not ended. */
export class RowStore {
  readonly #db: Database
  readonly #clock: Clock

  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  async add(batchId: string, rows: readonly NewRow[]): Promise<void> {
    if (rows.length === 0) return
    const { sql } = this.#db
    const values = rows.map(({ line, customId, body, result }) => ({
      batch_id: batchId,
      line,
      custom_id: customId,
      state: result === null ? "waiting" : "failed",
      body,
      result,
    }))
    await sql`insert into batch_rows ${sql(values)}`
  }

  async removeAll(batchId: string): Promise<void> {
    await this.#db.sql`delete from batch_rows where batch_id = ${batchId}`
  }

  async waiting(batchId: string, afterLine: number, limit: number): Promise<WaitingRow[]> {
    const rows = await this.#db.sql<{ line: number; custom_id: string }[]>`
      select line, custom_id from batch_rows
      where batch_id = ${batchId} and state = 'waiting' and line > ${afterLine} order by line limit ${limit}`
    return rows.map((row) => ({ line: row.line, customId: row.custom_id }))
  }

  /** The requests that wait, in the order of their lines. */
  async *bodies(batchId: string, pageRows: number): AsyncGenerator<{ line: number; body: string }> {
    for (let after = 0; ; ) {
      const rows = await this.#db.sql<{ line: number; body: string }[]>`
        select line, body from batch_rows
        where batch_id = ${batchId} and state = 'waiting' and line > ${after} order by line limit ${pageRows}`
      yield* rows
      const last = rows.at(-1)
      if (last === undefined) return
      after = last.line
    }
  }

  /** The try that is next; one that a killed process began goes on under its own moment. Null = the row is settled. */
  async begin(batchId: string, line: number): Promise<RowTry | null> {
    const [row] = await this.#db.sql<RowTryRecord[]>`
      update batch_rows r set started_at = coalesce(r.started_at, ${new Date(this.#clock.now())})
      from (select started_at from batch_rows where batch_id = ${batchId} and line = ${line} for update) before
      where r.batch_id = ${batchId} and r.line = ${line} and r.state = 'waiting'
      returning r.attempt, r.started_at, before.started_at is not null as again, r.body, r.custom_id`
    if (row === undefined) return null
    const { attempt, again, body, custom_id: customId } = row
    return { attempt, startedAt: row.started_at.getTime(), again, body, customId }
  }

  /** Is this request in the log? */
  async isBooked(requestId: string, startedAt: number): Promise<boolean> {
    const found = await this.#db.sql`
      select 1 from spend_logs where started_at = ${new Date(startedAt)} and request_id = ${requestId}`
    return found.length > 0
  }

  /** This try was answered, and booked, with something that another try may better. */
  async again(batchId: string, line: number, attempt: number): Promise<void> {
    await this.#db.sql`update batch_rows set attempt = ${attempt + 1}, started_at = null
      where batch_id = ${batchId} and line = ${line} and state = 'waiting' and attempt = ${attempt}`
  }

  /** The row has its result; only the first one counts. */
  async settle(batchId: string, line: number, { ok, result }: { ok: boolean; result: string }): Promise<void> {
    await this.#db.sql`
      with settled as (
        update batch_rows set state = ${ok ? "answered" : "failed"}, result = ${result}, body = null
        where batch_id = ${batchId} and line = ${line} and state = 'waiting' returning 1)
      update batches set completed = completed + ${ok ? 1 : 0}, failed = failed + ${ok ? 0 : 1}
      where id = ${batchId} and exists (select 1 from settled)`
  }

  /** What waits for its answer is never answered. */
  async expire(batchId: string): Promise<void> {
    const error = {
      code: "batch_expired",
      message: "This request was not answered within the completion window.",
      param: null,
    }
    for (let after = 0; ; ) {
      const page = await this.waiting(batchId, after, PAGE_ROWS)
      for (const { line, customId } of page) {
        const result = refusedLine({ batchId, line, customId }, error)
        await this.settle(batchId, line, { ok: false, result })
      }
      const last = page.at(-1)
      if (last === undefined) return
      after = last.line
    }
  }

  /** The results in the order of their lines. */
  async *results(batchId: string, state: "answered" | "failed"): AsyncGenerator<string> {
    for (let after = 0; ; ) {
      const rows = await this.#db.sql<{ line: number; result: string }[]>`
        select line, result from batch_rows
        where batch_id = ${batchId} and state = ${state} and line > ${after} order by line limit ${RESULT_ROWS}`
      for (const { result } of rows) yield result
      const last = rows.at(-1)
      if (last === undefined) return
      after = last.line
    }
  }

  /** The hash under which a batch's key lets requests in now; null = it is gone. A regenerated key has another one. */
  keyHash(apiKey: string): Promise<string | null> {
    return keyHashOf(this.#db, apiKey)
  }
}
