import { index, pgTable, text } from "drizzle-orm/pg-core"
import { moment } from "./columns"

/** Short-lived secrets with which a browser opens a realtime session on behalf of the key that made them. */
export const realtimeSecrets = pgTable(
  "realtime_secrets",
  {
    /** Hex SHA-256 of the secret; the secret itself is nowhere. */
    hash: text("hash").primaryKey(),
    /** The hash of the key that made it, or "master". */
    apiKey: text("api_key").notNull(),
    /** JSON as text: what the session is configured with, the model by the name its maker uses. */
    session: text("session").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (t) => [index("realtime_secrets_expires").on(t.expiresAt)],
)
