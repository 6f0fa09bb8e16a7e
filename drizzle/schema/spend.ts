import { sql } from "drizzle-orm"
import { bigint, boolean, index, integer, json, pgTable, primaryKey, text } from "drizzle-orm/pg-core"
import { moment, nanoUsd } from "./columns"

/**
 * One row a request, success or failure. Partitioned by week (lib/setup/partition-sql.mjs makes it so, lib/ledger/partitions.ts the
 * weeks). `requestId` is ours and carries the millisecond of `startedAt`: a replayed journal can never count twice, and an id alone
 * leads to its row. Columns of a fixed width come first: sums over many rows then find them without walking through the texts, which
 * takes a third off their time.
 */
export const spendLogs = pgTable(
  "spend_logs",
  {
    startedAt: moment("started_at").notNull(),
    endedAt: moment("ended_at").notNull(),
    /** The key's budget window this was charged to (epoch 0: the budget never resets). */
    windowStartedAt: moment("window_started_at").notNull().default(new Date(0)),
    spendNano: nanoUsd("spend_nano").notNull().default(0),
    promptTokens: bigint("prompt_tokens", { mode: "number" }).notNull().default(0),
    completionTokens: bigint("completion_tokens", { mode: "number" }).notNull().default(0),
    totalTokens: bigint("total_tokens", { mode: "number" }).notNull().default(0),
    cacheReadTokens: bigint("cache_read_tokens", { mode: "number" }).notNull().default(0),
    cacheWriteTokens: bigint("cache_write_tokens", { mode: "number" }).notNull().default(0),
    reasoningTokens: bigint("reasoning_tokens", { mode: "number" }).notNull().default(0),
    httpStatus: integer("http_status").notNull(),
    stream: boolean("stream").notNull().default(false),
    /** The provider gave no usage: tokens were counted here. */
    estimated: boolean("estimated").notNull().default(false),
    /** The model has no known price: spend is 0 because of that. */
    unpriced: boolean("unpriced").notNull().default(false),
    requestId: text("request_id").notNull(),
    /** The client's `x-litellm-call-id`, or the request id. */
    callId: text("call_id").notNull(),
    /** Hash of the key, or "master" for the master key. */
    apiKey: text("api_key").notNull(),
    /** The name the client asked for. */
    modelGroup: text("model_group").notNull(),
    /** The provider's model that answered. */
    model: text("model").notNull(),
    /** success | failure | client_disconnect | interrupted */
    status: text("status").notNull(),
    callType: text("call_type").notNull(),
    tags: text("tags").array().notNull().default([]),
    /** Accounts this was charged to and the start of their budget windows: `<ms>:<kind>:<id>`. */
    chargedTo: text("charged_to").array().notNull().default([]),
    /** Attempts, routing decision, cost arithmetic, client metadata. */
    metadata: json("metadata").$type<Record<string, unknown>>().notNull().default({}),
    firstTokenAt: moment("first_token_at"),
    provider: text("provider"),
    userId: text("user_id"),
    teamId: text("team_id"),
    organizationId: text("organization_id"),
    endUser: text("end_user"),
    keyAlias: text("key_alias"),
    modelId: text("model_id"),
    apiBase: text("api_base"),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    /** Which price it was billed at: a fingerprint of that price; null = no price was known. */
    priceVersion: text("price_version"),
    ip: text("ip"),
    userAgent: text("user_agent"),
    /** Bodies, only with `store_prompts_in_spend_logs`. */
    request: json("request"),
    response: json("response"),
    /** What went to the provider and came back, kept by the same setting; a column of its own: lists need not read it. */
    wire: json("wire"),
  },
  (t) => [
    primaryKey({ columns: [t.startedAt, t.requestId] }),
    index("spend_logs_key").on(t.apiKey, t.startedAt.desc().nullsFirst()),
    index("spend_logs_call").on(t.callId).where(sql`${t.callId} <> ${t.requestId}`),
    index("spend_logs_failed").on(t.startedAt, t.requestId).where(sql`${t.status} <> 'success'`),
  ],
)

/** Aggregates by hour, so that a day can be cut in the viewer's time zone. Written in the same transaction as the rows. */
export const usageHourly = pgTable(
  "usage_hourly",
  {
    hour: moment("hour").notNull(),
    requests: bigint("requests", { mode: "number" }).notNull().default(0),
    failures: bigint("failures", { mode: "number" }).notNull().default(0),
    promptTokens: bigint("prompt_tokens", { mode: "number" }).notNull().default(0),
    completionTokens: bigint("completion_tokens", { mode: "number" }).notNull().default(0),
    spendNano: nanoUsd("spend_nano").notNull().default(0),
    apiKey: text("api_key").notNull(),
    modelGroup: text("model_group").notNull(),
    model: text("model").notNull(),
    provider: text("provider").notNull(),
  },
  (t) => [primaryKey({ columns: [t.hour, t.apiKey, t.modelGroup, t.model, t.provider] })],
)

/**
 * The same by whom the requests were for: `team`, `user`, `organization`, `customer`, `tag`, and by the deployment budget they were
 * charged to (`deployment`, the account's id). A request with two tags is in both.
 */
export const subjectHourly = pgTable(
  "subject_hourly",
  {
    hour: moment("hour").notNull(),
    requests: bigint("requests", { mode: "number" }).notNull().default(0),
    failures: bigint("failures", { mode: "number" }).notNull().default(0),
    promptTokens: bigint("prompt_tokens", { mode: "number" }).notNull().default(0),
    completionTokens: bigint("completion_tokens", { mode: "number" }).notNull().default(0),
    spendNano: nanoUsd("spend_nano").notNull().default(0),
    kind: text("kind").notNull(),
    id: text("id").notNull(),
    modelGroup: text("model_group").notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.id, t.hour, t.modelGroup] }), index("subject_hourly_hour").on(t.hour)],
)

/**
 * What rows that retention took away came to, re-pricing included, so that balances and aggregates can still be proved: `key` by
 * token and `account` by `kind:id`, each with the budget window it was charged to; `subject` by `kind:id` as `subject_hourly` has
 * them; `hour` in UTC (2026-11-30T12), both with window 0.
 */
export const spendClosed = pgTable(
  "spend_closed",
  {
    what: text("what").notNull(),
    name: text("name").notNull(),
    windowStartedAt: moment("window_started_at").notNull().default(new Date(0)),
    requests: bigint("requests", { mode: "number" }).notNull(),
    spendNano: nanoUsd("spend_nano").notNull(),
  },
  (t) => [primaryKey({ columns: [t.what, t.name, t.windowStartedAt] })],
)

/** Each time retention took rows away: those that had started before `until`. */
export const spendClosings = pgTable("spend_closings", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  at: moment("at").notNull().defaultNow(),
  until: moment("until").notNull(),
  requests: bigint("requests", { mode: "number" }).notNull(),
  spendNano: nanoUsd("spend_nano").notNull(),
})
