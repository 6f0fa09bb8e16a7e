import { bigint, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core"
import { moment } from "./columns"

/** Gateway processes that serve from this database; one that is not seen for some seconds is dead, and what it held is free. */
export const gatewayProcesses = pgTable("gateway_processes", {
  id: text("id").primaryKey(),
  startedAt: moment("started_at").notNull().defaultNow(),
  seenAt: moment("seen_at").notNull().defaultNow(),
})

/**
 * What each process may still use of a limit without asking: the spend the database has, plus everyone's `amount`, never
 * exceeds it. The amount of a budget shrinks in the transaction that writes the rows it was used for.
 */
export const quotaLeases = pgTable(
  "quota_leases",
  {
    /** `<unit>:<whose>[:<window start>]`, as lib/quota names it. */
    counter: text("counter").notNull(),
    process: text("process").notNull(),
    amount: bigint("amount", { mode: "number" }).notNull(),
    /** Of it, by the process's last word: in requests in flight, and not needed. */
    held: bigint("held", { mode: "number" }).notNull().default(0),
    spare: bigint("spare", { mode: "number" }).notNull().default(0),
    at: moment("at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.counter, t.process] }), index("quota_leases_process").on(t.process)],
)
