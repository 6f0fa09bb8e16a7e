import { sql } from "drizzle-orm"
import { boolean, index, pgTable, text } from "drizzle-orm/pg-core"
import { moment } from "./columns"

/** Answers of `/v1/responses` that are kept, so that a next turn can name them by `previous_response_id`. */
export const responses = pgTable(
  "responses",
  {
    /** As the client knows it: the provider's own where it serves Responses, else `resp_` and a UUID that sorts by its time. */
    id: text("id").primaryKey(),
    /** The turn before, in the same table; it may have been deleted or have expired. */
    previousId: text("previous_id"),
    /** Whose it is: the key that asked, and whom that key belongs to. */
    apiKey: text("api_key").notNull(),
    userId: text("user_id"),
    teamId: text("team_id"),
    /** The deployment that answered. */
    deploymentId: text("deployment_id").notNull(),
    /** The provider keeps it too, under the same id. */
    atProvider: boolean("at_provider").notNull(),
    /** JSON as text (jsonb takes no NUL): this turn's own input items, and the response object. */
    input: text("input").notNull(),
    response: text("response").notNull(),
    /** Made in the background at the provider, and not billed yet: what it used is known when it is done. */
    owed: boolean("owed").notNull().default(false),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (t) => [index("responses_expires").on(t.expiresAt), index("responses_owed").on(t.createdAt).where(sql`owed`)],
)
