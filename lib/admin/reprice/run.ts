import { eq, isNull } from "drizzle-orm"
import type postgres from "postgres"
import { repriceJobs } from "#drizzle/schema/ledger"
import { requestId } from "#lib/core/ids"
import { type Amended, type Amendment, amend, holdRequests } from "#lib/ledger/amend"
import type { AdminContext } from "../context"
import type { RepriceAsk } from "./ask"
import { repricer } from "./bill"
import { type BilledRow, type Cursor, nextRows } from "./rows"

const ROWS_A_STEP = 1_000

export type RepriceJob = typeof repriceJobs.$inferSelect

/** What a run needs of the gateway. */
export type RepriceContext = Pick<AdminContext, "db" | "clock" | "priceOfRow" | "keyChanged" | "accountChanged">

/** Stores what is to be done; `finishJob` does it, here or, should this process die, in another. */
export async function createJob(ctx: Pick<AdminContext, "db" | "clock" | "caller">, ask: RepriceAsk): Promise<string> {
  const id = requestId(ctx.clock.now())
  const createdAt = new Date(ctx.clock.now())
  await ctx.db.orm.insert(repriceJobs).values({ id, ask: { ...ask }, by: ctx.caller.keyId, createdAt })
  return id
}

/** The state of a run; null when there is none of this id. */
export async function findJob(ctx: Pick<AdminContext, "db">, id: string): Promise<RepriceJob | null> {
  const [job] = await ctx.db.orm.select().from(repriceJobs).where(eq(repriceJobs.id, id))
  return job ?? null
}

/** Goes on with every run that was not finished, until all are or `signal` aborts. */
export async function finishJobs(ctx: RepriceContext, signal: AbortSignal): Promise<void> {
  const open = await ctx.db.orm.select({ id: repriceJobs.id }).from(repriceJobs).where(isNull(repriceJobs.finishedAt))
  for (const { id } of open) await finishJob(ctx, id, signal)
}

/**
 * Brings a run to its end, a step of some rows at a time; each step is one transaction, so a process may die between or in the middle
 * of them and another goes on. Any number of processes may be at it: each step is made once.
 */
export async function finishJob(ctx: RepriceContext, id: string, signal?: AbortSignal): Promise<void> {
  for (let more = true; more && signal?.aborted !== true; ) more = await step(ctx, id)
}

/** The next rows of a run. False when it is finished. */
async function step(ctx: RepriceContext, id: string): Promise<boolean> {
  const done = (await ctx.db.sql.begin(async (tx) => {
    await holdRequests(tx)
    const [job] = await tx<StoredJob[]>`select * from reprice_jobs where id = ${id} and finished_at is null for update`
    if (job === undefined) return { more: false, amended: null }
    const after = job.cursor_at === null ? null : { at: job.cursor_at, id: job.cursor_id ?? "" }
    const rows = await nextRows(tx, job.ask, { after, limit: ROWS_A_STEP })
    const { amendments, ...sums } = billAnew(rows, ctx, job.ask)
    const at = new Date(ctx.clock.now())
    const cause = { reason: "computed anew", by: job.by, jobId: id, at }
    const amended = await amend(tx, amendments, cause)
    const more = rows.length === ROWS_A_STEP
    await advance(tx, job, { ...sums, cursor: cursorOf(rows) ?? after, finishedAt: more ? null : at })
    return { more, amended }
  })) as { more: boolean; amended: Amended | null }
  if (done.amended !== null) await tell(ctx, done.amended)
  return done.more
}

interface StoredJob {
  readonly id: string
  readonly ask: RepriceAsk
  readonly by: string
  readonly cursor_at: Date | null
  readonly cursor_id: string | null
}

interface Sums {
  readonly rows: number
  readonly changed: number
  readonly skipped: number
  readonly beforeNano: number
  readonly afterNano: number
}

function billAnew(
  rows: readonly BilledRow[],
  ctx: RepriceContext,
  ask: RepriceAsk,
): Sums & { readonly amendments: readonly Amendment[] } {
  const bill = repricer(ctx, ask)
  const amendments: Amendment[] = []
  let [skipped, beforeNano, afterNano] = [0, 0, 0]
  for (const row of rows) {
    const made = bill(row)
    const nano = "skip" in made ? row.spend_nano : made.nano
    beforeNano += row.spend_nano
    afterNano += nano
    if ("skip" in made) skipped++
    else if (nano !== row.spend_nano)
      amendments.push({
        requestId: row.request_id,
        startedAt: row.started_at,
        deltaNano: nano - row.spend_nano,
        priceVersion: made.priceVersion,
      })
  }
  return { amendments, rows: rows.length, changed: amendments.length, skipped, beforeNano, afterNano }
}

function cursorOf(rows: readonly BilledRow[]): Cursor | null {
  const last = rows.at(-1)
  return last === undefined ? null : { at: last.started_at, id: last.request_id }
}

async function advance(
  tx: postgres.TransactionSql,
  { id }: StoredJob,
  {
    rows,
    changed,
    skipped,
    beforeNano,
    afterNano,
    cursor,
    finishedAt,
  }: Sums & { cursor: Cursor | null; finishedAt: Date | null },
): Promise<void> {
  await tx`
    update reprice_jobs set rows = rows + ${rows}, changed = changed + ${changed}, skipped = skipped + ${skipped},
      before_nano = before_nano + ${beforeNano}, after_nano = after_nano + ${afterNano},
      cursor_at = ${cursor?.at ?? null}, cursor_id = ${cursor?.id ?? null}, finished_at = ${finishedAt}
    where id = ${id}`
}

/** Copies of what has changed are read anew, in every process. */
async function tell(ctx: RepriceContext, { keys, accounts }: Amended): Promise<void> {
  await Promise.all([
    ...keys.map((token) => ctx.keyChanged(token)),
    ...accounts.map((name) => ctx.accountChanged(name)),
  ])
}
