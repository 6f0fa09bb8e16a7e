import { index, pgTable, text } from "drizzle-orm/pg-core"
import { moment } from "./columns"

/** Answers kept for a while, when the response cache is of the type `postgres`. Whatever is here may be lost at any time. */
export const responseCache = pgTable(
  "response_cache",
  {
    key: text("key").primaryKey(),
    value: text("value").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (t) => [index("response_cache_expires").on(t.expiresAt)],
)
