import type { Clock } from "#lib/core/clock"
import { requestId } from "#lib/core/ids"
import type { Database } from "#lib/db/open"
import { type Owner, ownedBy } from "#lib/files/owner"
import { type Batch, type BatchError, type BatchRecord, batchOf } from "./batch"

export interface NewBatch {
  readonly endpoint: string
  readonly completionWindow: string
  readonly inputFileId: string
  readonly metadata: Readonly<Record<string, string>> | null
  readonly expiresAt: Date
  /** The deployment whose provider is to run it; null = it runs here. */
  readonly deploymentId?: string | null
}

/** How a batch ended. */
export interface BatchEnd {
  readonly status: "completed" | "expired" | "cancelled"
  readonly outputFileId: string | null
  readonly errorFileId: string | null
}

/** What a process takes: batches that run here, or ones that providers run. */
export interface Claim {
  /** In hand already. */
  readonly mine: readonly string[]
  readonly limit: number
  readonly native: boolean
}

/** Longer than a process can be busy without being dead; by the database's clock, so that no two clocks are compared. */
const LEASE_SECONDS = 10

/** Batches and who works on them. Times are the given clock's, leases the database's. */
export class BatchStore {
  readonly #db: Database
  readonly #clock: Clock

  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  async create(owner: Owner, batch: NewBatch): Promise<Batch> {
    const { sql } = this.#db
    const now = this.#clock.now()
    const id = `batch_${requestId(now).replaceAll("-", "")}`
    const [row] = await sql<BatchRecord[]>`
      insert into batches (id, status, endpoint, completion_window, input_file_id, metadata, deployment_id,
        api_key, user_id, team_id, created_at, expires_at)
      values (${id}, 'validating', ${batch.endpoint}, ${batch.completionWindow}, ${batch.inputFileId},
        ${batch.metadata === null ? null : sql.json({ ...batch.metadata })},
        ${batch.deploymentId ?? null}, ${owner.apiKey}, ${owner.userId},
        ${owner.teamId}, ${new Date(now)}, ${batch.expiresAt})
      returning *`
    if (row === undefined) throw new Error("the batch was not stored")
    return batchOf(row)
  }

  /** Null when there is none, or it is somebody else's. */
  async find(owner: Owner, id: string): Promise<Batch | null> {
    const { sql } = this.#db
    const [row] = await sql<BatchRecord[]>`select * from batches where id = ${id} and ${ownedBy(sql, owner)}`
    return row === undefined ? null : batchOf(row)
  }

  /** The newest first, and whether more follow. */
  async list(
    owner: Owner,
    page: { after: string | null; limit: number },
  ): Promise<{ batches: Batch[]; more: boolean }> {
    const { sql } = this.#db
    const rows = await sql<BatchRecord[]>`select * from batches
      where ${ownedBy(sql, owner)} ${page.after === null ? sql`` : sql`and id < ${page.after}`}
      order by id desc limit ${page.limit + 1}`
    return { batches: rows.slice(0, page.limit).map(batchOf), more: rows.length > page.limit }
  }

  /** Asks for its end. Null when there is none of the owner's, or it is too late. */
  async cancel(owner: Owner, id: string): Promise<Batch | null> {
    const { sql } = this.#db
    const [row] = await sql<BatchRecord[]>`
      update batches set status = 'cancelling', cancelling_at = ${this.#now()}
      where id = ${id} and ${ownedBy(sql, owner)} and status in ('validating', 'in_progress') returning *`
    return row === undefined ? null : batchOf(row)
  }

  /** Takes batches nobody works on, or whose process is dead. */
  async claim(process: string, { mine, limit, native }: Claim): Promise<Batch[]> {
    const { sql } = this.#db
    const rows = await sql<BatchRecord[]>`
      update batches set lease_owner = ${process}, lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
      where id in (
        select id from batches
        where status in ('validating', 'in_progress', 'finalizing', 'cancelling')
          and (deployment_id is not null) = ${native}
          and (lease_until is null or lease_until < now() or lease_owner = ${process}) and not id = any(${[...mine]})
        order by id limit ${limit} for update skip locked)
      returning *`
    return rows.map(batchOf)
  }

  /** Keeps what this process works on, and says how it stands; one that is missing was taken over. */
  async renew(process: string): Promise<Batch[]> {
    const rows = await this.#db.sql<BatchRecord[]>`
      update batches set lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
      where lease_owner = ${process} and status in ('validating', 'in_progress', 'finalizing', 'cancelling')
      returning *`
    return rows.map(batchOf)
  }

  /** Others may go on with them at once. */
  async release(process: string): Promise<void> {
    await this.#db.sql`update batches set lease_owner = null, lease_until = null where lease_owner = ${process}`
  }

  /** The input file was read. False when the batch was cancelled meanwhile. */
  async began(id: string, counts: { total: number; failed: number }, errors: readonly BatchError[]): Promise<boolean> {
    const { sql } = this.#db
    const done = await sql`update batches set status = 'in_progress', in_progress_at = ${this.#now()},
        total = ${counts.total}, completed = 0, failed = ${counts.failed}, errors = ${this.#errors(errors)}
      where id = ${id} and status = 'validating'`
    return done.count > 0
  }

  /** The input file cannot be worked on. */
  async failed(id: string, total: number, errors: readonly BatchError[]): Promise<void> {
    await this.#db.sql.begin(async (tx) => {
      await tx`update batches set status = 'failed', failed_at = ${this.#now()}, total = ${total}, failed = ${total},
          errors = ${this.#errors(errors)}, lease_owner = null, lease_until = null
        where id = ${id} and status = 'validating'`
      await tx`delete from batch_rows where batch_id = ${id}`
    })
  }

  /** How far it was handed to its provider. */
  async handed(id: string, { fileId, batchId }: { fileId: string; batchId: string | null }): Promise<void> {
    await this.#db.sql`update batches set provider_file_id = ${fileId}, provider_batch_id = ${batchId} where id = ${id}`
  }

  /** What its provider says of its progress; lines that were no requests have failed before. */
  async counted(id: string, { completed, failed }: { completed: number; failed: number }): Promise<void> {
    const { sql } = this.#db
    await sql`update batches set completed = ${completed},
        failed = ${failed} + (select count(*)::int from batch_rows where batch_id = ${id} and state = 'failed' and body is null
          and started_at is null)
      where id = ${id} and status in ('in_progress', 'cancelling')`
  }

  /** Its provider does not run it: it runs here, and says why. */
  async takenBack(id: string, error: BatchError): Promise<void> {
    await this.#db.sql`update batches set deployment_id = null, provider_file_id = null, provider_batch_id = null,
        completed = (select count(*)::int from batch_rows where batch_id = ${id} and state = 'answered'),
        failed = (select count(*)::int from batch_rows where batch_id = ${id} and state = 'failed'),
        errors = coalesce(errors, '[]'::jsonb) || ${this.#db.sql.json([{ ...error }])}
      where id = ${id}`
  }

  /** Counts what rows came to, when a provider's own count is not kept any more. */
  async recount(id: string): Promise<void> {
    await this.#db.sql`update batches set
        completed = (select count(*)::int from batch_rows where batch_id = ${id} and state = 'answered'),
        failed = (select count(*)::int from batch_rows where batch_id = ${id} and state = 'failed')
      where id = ${id}`
  }

  async finalizing(id: string): Promise<void> {
    await this.#db.sql`update batches set status = 'finalizing', finalizing_at = coalesce(finalizing_at, ${this.#now()})
      where id = ${id} and status = 'in_progress'`
  }

  /** It is over: its rows go. False when another process ended it first. */
  async end(id: string, process: string, end: BatchEnd): Promise<boolean> {
    return this.#db.sql.begin(async (tx) => {
      const at = tx.unsafe(`${end.status}_at`)
      const done = await tx`update batches set status = ${end.status}, ${at} = ${this.#now()},
          output_file_id = ${end.outputFileId}, error_file_id = ${end.errorFileId}, lease_owner = null, lease_until = null
        where id = ${id} and lease_owner = ${process} and status in ('in_progress', 'finalizing', 'cancelling')`
      if (done.count > 0) await tx`delete from batch_rows where batch_id = ${id}`
      return done.count > 0
    })
  }

  #errors(errors: readonly BatchError[]) {
    return errors.length === 0 ? null : this.#db.sql.json(errors.map((error) => ({ ...error })))
  }

  #now(): Date {
    return new Date(this.#clock.now())
  }
}
