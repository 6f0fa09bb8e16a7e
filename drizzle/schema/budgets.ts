import { bigint, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core"
import { moment, nanoUsd } from "./columns"

/** Limits with a name, which customers and tags take over (`budget_id`). Each of them spends its own. */
export const budgets = pgTable("budgets", {
  id: text("id").primaryKey(),
  maxBudgetNano: nanoUsd("max_budget_nano"),
  softBudgetNano: nanoUsd("soft_budget_nano"),
  budgetDuration: text("budget_duration"),
  tpmLimit: bigint("tpm_limit", { mode: "number" }),
  rpmLimit: bigint("rpm_limit", { mode: "number" }),
  maxParallelRequests: integer("max_parallel_requests"),
  /** LiteLLM's fields that are kept and given back. */
  extra: jsonb("extra").$type<Record<string, unknown>>().notNull().default({}),
  createdAt: moment("created_at").notNull().defaultNow(),
  createdBy: text("created_by"),
  updatedAt: moment("updated_at").notNull().defaultNow(),
  updatedBy: text("updated_by"),
})
