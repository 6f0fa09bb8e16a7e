import { sql } from "drizzle-orm"
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core"
import { moment, nanoUsd } from "./columns"

/**
 * Everything but keys that money is charged to and limits hold for: `organization`, `team`, `member` (id `team/user`), `user`,
 * `customer`, `tag`, `provider` and `deployment` (those with a budget; its window's length stands behind a slash), and `gateway`,
 * which is charged for every call. Who they are stands in tables of their own; here is what they
 * may spend and have spent. A budget of one of these (or of a key) for some models only, or for a further window, is a row of its
 * own: kind `<kind>_model` or `<kind>_window`, id `<id>/<model or duration>`, with `owner` saying whose it is.
 */
export const accounts = pgTable(
  "accounts",
  {
    kind: text("kind").notNull(),
    id: text("id").notNull(),
    alias: text("alias"),
    /** The organization a team belongs to: what the team spends is charged to it too. */
    organizationId: text("organization_id"),
    /** Whose part this is: `key:<token>`, `team:<id>` …; null for those that are nobody's. */
    owner: text("owner"),
    models: text("models").array().notNull().default([]),
    maxBudgetNano: nanoUsd("max_budget_nano"),
    softBudgetNano: nanoUsd("soft_budget_nano"),
    budgetDuration: text("budget_duration"),
    /** Start of the running budget window (epoch 0 when the budget never resets). */
    windowStartedAt: moment("window_started_at").notNull().default(new Date(0)),
    budgetResetAt: moment("budget_reset_at"),
    /** Spend of the running window; `totalSpendNano` is the account's whole life. */
    spendNano: nanoUsd("spend_nano").notNull().default(0),
    totalSpendNano: nanoUsd("total_spend_nano").notNull().default(0),
    /** Tokens that may be used in a budget window, and those of the running one. */
    maxTokenBudget: bigint("max_token_budget", { mode: "number" }),
    windowTokens: bigint("window_tokens", { mode: "number" }).notNull().default(0),
    /** Start of the window whose crossing of the soft budget was told. */
    softAlertedFor: moment("soft_alerted_for"),
    tpmLimit: bigint("tpm_limit", { mode: "number" }),
    rpmLimit: bigint("rpm_limit", { mode: "number" }),
    maxParallelRequests: integer("max_parallel_requests"),
    blocked: boolean("blocked").notNull().default(false),
    metadata: jsonb("metadata").$type<Record<string, unknown>>().notNull().default({}),
    /** What else is known of it, by LiteLLM's field names (a user's email and role, a tag's description …). */
    profile: jsonb("profile").$type<Record<string, unknown>>().notNull().default({}),
    createdAt: moment("created_at").notNull().defaultNow(),
    createdBy: text("created_by"),
    updatedAt: moment("updated_at").notNull().defaultNow(),
    updatedBy: text("updated_by"),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.id] }),
    index("accounts_organization").on(t.organizationId),
    index("accounts_owner").on(t.owner).where(sql`owner is not null`),
    index("accounts_soft_budget").on(t.softBudgetNano).where(sql`soft_budget_nano is not null`),
  ],
)

/** Who belongs to a team or an organization, and as what. */
export const memberships = pgTable(
  "memberships",
  {
    /** `team` or `organization`. */
    kind: text("kind").notNull(),
    groupId: text("group_id").notNull(),
    userId: text("user_id").notNull(),
    /** `admin` or `user` in a team; LiteLLM's `org_admin`, `internal_user`, `internal_user_viewer` in an organization. */
    role: text("role").notNull(),
    /** `sso`: a group at the issuer gave it, and takes it away. Null: somebody here did. */
    givenBy: text("given_by"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.groupId, t.userId] }), index("memberships_user").on(t.userId)],
)
