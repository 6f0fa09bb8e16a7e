import { bigint, boolean, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core"
import { moment, nanoUsd } from "./columns"

/**
 * What changed money besides requests: append-only. A request's own entry is its row in `spend_logs`. Balances are the sums of both,
 * which GET /spend/verify proves.
 */
export const ledgerEntries = pgTable(
  "ledger_entries",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: moment("at").notNull(),
    /**
     * `adjust`: spend was set by hand. `carry`: spend went along into a new window. `close`: written off with a deletion. `open`: the
     * history of one that was deleted and made again. `earlier`: what a budget's window had spent before there was that budget.
     * `reprice`: a request costs something else.
     */
    kind: text("kind").notNull(),
    /** A key's token or `kind:id`. Null: everyone the request was charged to. */
    account: text("account"),
    /** Added to the whole-life spend. */
    amountNano: nanoUsd("amount_nano").notNull(),
    /** Added to the spend of the window below; null with a request, whose row says the windows. */
    windowAmountNano: nanoUsd("window_amount_nano"),
    windowStartedAt: moment("window_started_at"),
    /** The request it amends and when that started. */
    requestId: text("request_id"),
    requestAt: moment("request_at"),
    /** The price it was computed with. */
    priceVersion: text("price_version"),
    reason: text("reason").notNull(),
    /** Hash of the key, or "master". */
    by: text("by").notNull(),
    jobId: text("job_id"),
  },
  (t) => [
    index("ledger_entries_account").on(t.account),
    index("ledger_entries_request").on(t.requestId),
    index("ledger_entries_request_at").on(t.requestAt),
  ],
)

/** Runs of the job that computes past requests' costs anew. It goes on from its cursor when its process died. */
export const repriceJobs = pgTable("reprice_jobs", {
  id: text("id").primaryKey(),
  /** Which requests, and at what price; as `lib/admin/reprice` reads it. */
  ask: jsonb("ask").$type<Record<string, unknown>>().notNull(),
  by: text("by").notNull(),
  createdAt: moment("created_at").notNull(),
  /** The last row it looked at; null before the first. */
  cursorAt: moment("cursor_at"),
  cursorId: text("cursor_id"),
  rows: bigint("rows", { mode: "number" }).notNull().default(0),
  changed: bigint("changed", { mode: "number" }).notNull().default(0),
  skipped: bigint("skipped", { mode: "number" }).notNull().default(0),
  beforeNano: nanoUsd("before_nano").notNull().default(0),
  afterNano: nanoUsd("after_nano").notNull().default(0),
  finishedAt: moment("finished_at"),
})

/** What came of the checks of the whole ledger, the nightly ones and those asked for. */
export const ledgerChecks = pgTable("ledger_checks", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  at: moment("at").notNull(),
  tookMs: integer("took_ms").notNull(),
  ok: boolean("ok").notNull(),
  requests: bigint("requests", { mode: "number" }).notNull(),
  entries: bigint("entries", { mode: "number" }).notNull(),
  spendNano: nanoUsd("spend_nano").notNull(),
  differences: jsonb("differences").$type<Record<string, unknown>[]>().notNull(),
})
