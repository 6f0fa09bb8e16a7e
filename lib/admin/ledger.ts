import { and, desc, eq } from "drizzle-orm"
import { z } from "zod"
import { ledgerEntries } from "#drizzle/schema/ledger"
import { GatewayError } from "#lib/core/errors"
import { usdFromNano } from "#lib/core/money"
import type { AdminContext } from "./context"
import { keyIdOf } from "./keys/find"
import { askOf, RepriceInput } from "./reprice/ask"
import { Preview, previewReprice } from "./reprice/preview"
import { createJob, findJob, finishJob, type RepriceJob } from "./reprice/run"
import { defineResource, get, post } from "./resource"
import { LastVerified, lastVerified, Verified } from "./spend/verify"

/** A run that takes longer goes on by itself; the answer then says how far it is. */
const WAIT_MS = 20_000

const count = z.number()
const usd = z.number()
const moment = z.iso.datetime()

const Job = z.object({
  job_id: z.string(),
  status: z.enum(["running", "done"]),
  rows: count.describe("Requests it has looked at so far"),
  changed: count.describe("Of them, those that cost something else"),
  skipped: count.describe("Of them, those that keep their cost for want of one price"),
  spend_before: usd,
  spend_after: usd,
  difference: usd.describe("Dollars"),
  created_at: moment,
  created_by: z.string(),
  finished_at: moment.nullable(),
})

const Repriced = z.union([Preview.extend({ dry_run: z.literal(true) }), Job.extend({ dry_run: z.literal(false) })])

const EntriesInput = z.strictObject({
  account: z.string().max(600).optional().describe('A key, its hash, or "team:…", "user:…", "customer:…" …'),
  request_id: z.string().max(255).optional(),
  job_id: z.string().max(255).optional(),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  page_size: z.coerce.number().int().min(1).max(100).default(50),
})

const Entry = z.object({
  id: z.number(),
  created_at: moment,
  kind: z.string().describe("adjust, carry, close, open, earlier or reprice"),
  account: z.string().nullable().describe("Null: everyone the request was charged to"),
  amount: usd.describe("Dollars added to the whole-life spend"),
  window_amount: usd.nullable().describe("Dollars added to the spend of the budget window"),
  window_started_at: moment.nullable(),
  request_id: z.string().nullable(),
  price_version: z.string().nullable(),
  reason: z.string(),
  created_by: z.string(),
  job_id: z.string().nullable(),
})

export const ledger = defineResource(
  "ledger",
  {
    last: get("/spend/verify/last", {
      summary: "What came of the last check of the ledger, the nightly one or one that was asked for",
      needs: "reports:read",
      input: z.strictObject({}),
      output: LastVerified,
      run: lastVerified,
    }),
    entries: get("/spend/entries", {
      summary: "What changed money besides requests, newest first",
      needs: "reports:read",
      input: EntriesInput,
      output: z.object({ data: z.array(Entry), page: count, page_size: count, has_more: z.boolean() }),
      run: listEntries,
    }),
    reprice: post("/spend/reprice", {
      summary: "Compute what past requests cost anew: a preview or, with dry_run false, entries that correct it",
      needs: "ledger:write",
      input: RepriceInput,
      output: Repriced,
      run: reprice,
    }),
    job: get("/spend/reprice/:job_id", {
      summary: "How far a re-price run is",
      needs: "reports:read",
      input: z.strictObject({}),
      output: Job,
      run: (ctx, _input, { params }) => oneJob(ctx, params.job_id ?? ""),
    }),
  },
  { Verified, LedgerEntry: Entry, RepriceJob: Job, RepricePreview: Preview },
)

async function reprice(ctx: AdminContext, input: z.output<typeof RepriceInput>): Promise<z.output<typeof Repriced>> {
  const ask = askOf(ctx, input)
  await ctx.flush()
  if (input.dry_run) return { dry_run: true, ...(await previewReprice(ctx, ask)) }
  const id = await createJob(ctx, ask)
  const running = finishJob(ctx, id).catch((e) => {
    ctx.log.error("a re-price run stopped; it goes on by itself", { job_id: id, error: String(e) })
  })
  let timer: NodeJS.Timeout | undefined
  await Promise.race([running, new Promise((resolve) => (timer = setTimeout(resolve, WAIT_MS)))])
  clearTimeout(timer)
  return { dry_run: false, ...(await oneJob(ctx, id)) }
}

async function oneJob(ctx: AdminContext, id: string): Promise<z.output<typeof Job>> {
  const job = id.length <= 255 && !id.includes("\u0000") ? await findJob(ctx, id) : null
  if (job === null) throw new GatewayError("not_found", "There is no re-price run with this id.", { param: "job_id" })
  return viewJob(job)
}

function viewJob(job: RepriceJob): z.output<typeof Job> {
  return {
    job_id: job.id,
    status: job.finishedAt === null ? "running" : "done",
    rows: job.rows,
    changed: job.changed,
    skipped: job.skipped,
    spend_before: usdFromNano(job.beforeNano),
    spend_after: usdFromNano(job.afterNano),
    difference: usdFromNano(job.afterNano - job.beforeNano),
    created_at: job.createdAt.toISOString(),
    created_by: job.by,
    finished_at: job.finishedAt?.toISOString() ?? null,
  }
}

async function listEntries(ctx: AdminContext, input: z.output<typeof EntriesInput>) {
  const { account, request_id, job_id, page, page_size: size } = input
  const named = account === undefined || account.includes(":") ? account : await keyIdOf(ctx, account)
  const rows = await ctx.db.orm
    .select()
    .from(ledgerEntries)
    .where(
      and(
        named === undefined ? undefined : eq(ledgerEntries.account, named),
        request_id === undefined ? undefined : eq(ledgerEntries.requestId, request_id),
        job_id === undefined ? undefined : eq(ledgerEntries.jobId, job_id),
      ),
    )
    .orderBy(desc(ledgerEntries.id))
    .limit(size + 1)
    .offset((page - 1) * size)
  return { data: rows.slice(0, size).map(viewEntry), page, page_size: size, has_more: rows.length > size }
}

function viewEntry(entry: typeof ledgerEntries.$inferSelect): z.output<typeof Entry> {
  return {
    id: entry.id,
    created_at: entry.at.toISOString(),
    kind: entry.kind,
    account: entry.account,
    amount: usdFromNano(entry.amountNano),
    window_amount: entry.windowAmountNano === null ? null : usdFromNano(entry.windowAmountNano),
    window_started_at: entry.windowStartedAt?.toISOString() ?? null,
    request_id: entry.requestId,
    price_version: entry.priceVersion,
    reason: entry.reason,
    created_by: entry.by,
    job_id: entry.jobId,
  }
}
