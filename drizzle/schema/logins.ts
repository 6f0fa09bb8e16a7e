import { index, pgTable, text } from "drizzle-orm/pg-core"
import { moment } from "./columns"

/** Users who log in with a password, and the scrypt hash of it. */
export const logins = pgTable("logins", {
  userId: text("user_id").primaryKey(),
  password: text("password").notNull(),
  changedAt: moment("changed_at").notNull(),
})

/** Dashboard logins that are still good. The cookie carries the id; here is its hash. */
export const sessions = pgTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    /** Null: logged in with the master key. */
    userId: text("user_id"),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    ip: text("ip"),
    userAgent: text("user_agent"),
  },
  (t) => [index("sessions_user").on(t.userId), index("sessions_expires").on(t.expiresAt)],
)

/** Invitations to set a password. The link carries the id; here is its hash. */
export const invitations = pgTable(
  "invitations",
  {
    id: text("id").primaryKey(),
    userId: text("user_id").notNull(),
    expiresAt: moment("expires_at").notNull(),
    /** Used once, and then no more. */
    acceptedAt: moment("accepted_at"),
    createdAt: moment("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    updatedAt: moment("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
  },
  (t) => [index("invitations_user").on(t.userId)],
)
