import { sql } from "drizzle-orm"
import { bigint, boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core"
import { moment, nanoUsd } from "./columns"

/**
 * Virtual keys. The key itself is stored nowhere: `token` is the hex SHA-256 of it. A regenerated key keeps its `token`, so that its
 * spend, its history and its budget go on as one; what lets a request in then is `secret`.
 */
export const keys = pgTable(
  "keys",
  {
    token: text("token").primaryKey(),
    /** Hash of the key in use, once it was regenerated; null = `token` is it. */
    secret: text("secret"),
    /** Hash of the key before that, good until `previousUntil`; null = refused. */
    previousSecret: text("previous_secret"),
    previousUntil: moment("previous_until"),
    keyName: text("key_name").notNull(),
    keyAlias: text("key_alias"),
    userId: text("user_id"),
    teamId: text("team_id"),
    organizationId: text("organization_id"),
    models: text("models").array().notNull().default([]),
    aliases: jsonb("aliases").$type<Record<string, string>>().notNull().default({}),
    allowedRoutes: text("allowed_routes").array().notNull().default([]),
    metadata: jsonb("metadata").$type<Record<string, unknown>>().notNull().default({}),
    /** Fields of LiteLLM's request we keep and give back but do not act on yet. */
    extra: jsonb("extra").$type<Record<string, unknown>>().notNull().default({}),
    maxBudgetNano: nanoUsd("max_budget_nano"),
    softBudgetNano: nanoUsd("soft_budget_nano"),
    budgetDuration: text("budget_duration"),
    /** Start of the running budget window (epoch 0 when the budget never resets). */
    windowStartedAt: moment("window_started_at").notNull().default(new Date(0)),
    budgetResetAt: moment("budget_reset_at"),
    /** Spend of the running window; `totalSpendNano` is the key's whole life. */
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
    expires: moment("expires"),
    lastActive: moment("last_active"),
    /** The key gets a new secret this often by itself, next at `keyRotationAt`. */
    autoRotate: boolean("auto_rotate").notNull().default(false),
    rotationInterval: text("rotation_interval"),
    keyRotationAt: moment("key_rotation_at"),
    lastRotationAt: moment("last_rotation_at"),
    rotationCount: integer("rotation_count").notNull().default(0),
    /** The secret of the last rotation, encrypted, until its owner has fetched it. */
    rotatedSecret: text("rotated_secret"),
    createdAt: moment("created_at").notNull().defaultNow(),
    createdBy: text("created_by"),
    updatedAt: moment("updated_at").notNull().defaultNow(),
    updatedBy: text("updated_by"),
  },
  (t) => [
    uniqueIndex("keys_alias_unique").on(t.keyAlias),
    uniqueIndex("keys_secret_unique").on(t.secret),
    index("keys_previous_secret").on(t.previousSecret),
    index("keys_created_at").on(t.createdAt),
    index("keys_user").on(t.userId),
    index("keys_team").on(t.teamId),
    index("keys_rotation").on(t.keyRotationAt).where(sql`auto_rotate`),
    index("keys_soft_budget").on(t.softBudgetNano).where(sql`soft_budget_nano is not null`),
  ],
)
