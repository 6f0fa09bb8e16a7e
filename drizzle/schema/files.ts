import { bigint, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core"
import { bytea, moment } from "./columns"

/** Files of `/v1/files`. Their bytes are in the database too, so that every process on it can serve and read them. */
export const files = pgTable(
  "files",
  {
    /** `file-` and a UUID that sorts by its time. */
    id: text("id").primaryKey(),
    purpose: text("purpose").notNull(),
    filename: text("filename").notNull(),
    bytes: bigint("bytes", { mode: "number" }).notNull().default(0),
    /** uploading | processed. Nobody sees a file that is not whole. */
    status: text("status").notNull(),
    /** Whose it is: the key that sent it, and whom that key belongs to. */
    apiKey: text("api_key").notNull(),
    userId: text("user_id"),
    teamId: text("team_id"),
    /** The model its batches are for (`target_model_names`): that model's provider runs them. */
    targetModel: text("target_model"),
    createdAt: moment("created_at").notNull().defaultNow(),
    expiresAt: moment("expires_at"),
  },
  (t) => [index("files_key").on(t.apiKey, t.id), index("files_user").on(t.userId), index("files_team").on(t.teamId)],
)

/** The bytes of a file, in pieces of about a megabyte. */
export const fileChunks = pgTable(
  "file_chunks",
  {
    fileId: text("file_id")
      .notNull()
      .references(() => files.id, { onDelete: "cascade" }),
    seq: integer("seq").notNull(),
    bytes: bytea("bytes").notNull(),
  },
  (t) => [primaryKey({ columns: [t.fileId, t.seq] })],
)
