import { index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core"
import { moment } from "./columns"

/** Batches of `/v1/batches`. */
export const batches = pgTable(
  "batches",
  {
    /** `batch_` and a UUID that sorts by its time. */
    id: text("id").primaryKey(),
    /** OpenAI's: validating | in_progress | finalizing | completed | failed | expired | cancelling | cancelled. */
    status: text("status").notNull(),
    endpoint: text("endpoint").notNull(),
    completionWindow: text("completion_window").notNull(),
    inputFileId: text("input_file_id").notNull(),
    outputFileId: text("output_file_id"),
    errorFileId: text("error_file_id"),
    /** What is wrong with the input file: code, message, line. */
    errors: jsonb("errors").$type<Record<string, unknown>[]>(),
    metadata: jsonb("metadata").$type<Record<string, string>>(),
    /** For whom its rows run. */
    apiKey: text("api_key").notNull(),
    userId: text("user_id"),
    teamId: text("team_id"),
    total: integer("total").notNull().default(0),
    completed: integer("completed").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    /** The deployment whose provider runs the batch; null = the gateway does. */
    deploymentId: text("deployment_id"),
    /** At that provider: the input file, and the batch. Each is stored before the next step. */
    providerFileId: text("provider_file_id"),
    providerBatchId: text("provider_batch_id"),
    /** The one process that works on it, until when by the database's clock. */
    leaseOwner: text("lease_owner"),
    leaseUntil: moment("lease_until"),
    createdAt: moment("created_at").notNull(),
    inProgressAt: moment("in_progress_at"),
    expiresAt: moment("expires_at").notNull(),
    finalizingAt: moment("finalizing_at"),
    completedAt: moment("completed_at"),
    failedAt: moment("failed_at"),
    expiredAt: moment("expired_at"),
    cancellingAt: moment("cancelling_at"),
    cancelledAt: moment("cancelled_at"),
  },
  (t) => [
    index("batches_key").on(t.apiKey, t.id),
    index("batches_user").on(t.userId),
    index("batches_team").on(t.teamId),
    index("batches_status").on(t.status),
  ],
)

/** The requests of a batch that has not ended, by the line of the input file they stand in. */
export const batchRows = pgTable(
  "batch_rows",
  {
    batchId: text("batch_id")
      .notNull()
      .references(() => batches.id, { onDelete: "cascade" }),
    line: integer("line").notNull(),
    customId: text("custom_id"),
    /** waiting | answered | failed */
    state: text("state").notNull(),
    /** Which try is next, and when it first began: the ids of requests are made of both, so they change only after an answer was booked. */
    attempt: integer("attempt").notNull().default(1),
    startedAt: moment("started_at"),
    /** The request as JSON text; null once it has a result. */
    body: text("body"),
    /** The line of the output or error file. */
    result: text("result"),
  },
  (t) => [primaryKey({ columns: [t.batchId, t.line] }), index("batch_rows_state").on(t.batchId, t.state, t.line)],
)
