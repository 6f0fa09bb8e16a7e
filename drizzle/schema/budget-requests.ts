import { sql } from "drizzle-orm"
import { index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core"
import { moment, nanoUsd } from "./columns"

/** Somebody asks for a larger budget, and what became of it. */
export const budgetRequests = pgTable(
  "budget_requests",
  {
    id: text("id").primaryKey(),
    /** Whose budget: `key` (its hash), `user`, or `member` (`team/user`). */
    kind: text("kind").notNull(),
    subjectId: text("subject_id").notNull(),
    /** Who asks. */
    userId: text("user_id").notNull(),
    /** The team that the key or the member belongs to: its admins decide. */
    teamId: text("team_id"),
    /** What it was when it was asked; null = no budget. */
    currentNano: nanoUsd("current_nano"),
    requestedNano: nanoUsd("requested_nano").notNull(),
    reason: text("reason"),
    /** `pending`, `approved`, `declined`, `withdrawn`. */
    status: text("status").notNull(),
    createdAt: moment("created_at").notNull(),
    decidedAt: moment("decided_at"),
    decidedBy: text("decided_by"),
    /** What it became, which need not be what was asked. */
    approvedNano: nanoUsd("approved_nano"),
    /** The words of who decided. */
    note: text("note"),
  },
  (t) => [
    // One open request for each budget.
    uniqueIndex("budget_requests_open").on(t.kind, t.subjectId).where(sql`status = 'pending'`),
    index("budget_requests_user").on(t.userId, t.createdAt),
    index("budget_requests_time").on(t.createdAt),
  ],
)
