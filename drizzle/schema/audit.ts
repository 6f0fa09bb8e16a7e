import { bigint, index, integer, pgTable, text } from "drizzle-orm/pg-core"
import { moment } from "./columns"

/**
 * Every change over the management API, one row each: append-only (drizzle/functions/audit_is_final.sql) and chained: `hash` covers
 * the row and the hash before it, so that nothing can be altered or taken out of the middle unseen.
 */
export const auditLog = pgTable(
  "audit_log",
  {
    /** Counts up without gaps: the order of the chain. */
    id: bigint("id", { mode: "number" }).primaryKey(),
    at: moment("at").notNull(),
    /** `created`, `updated`, `deleted`, `blocked` …, or what the path calls it. */
    action: text("action").notNull(),
    /** LiteLLM's name of the table (`LiteLLM_TeamTable`), or the resource's. */
    tableName: text("table_name").notNull(),
    /** Ids of what was changed; a key's is its hash. */
    objectIds: text("object_ids").array().notNull(),
    /** The user, or "master", or the key's hash when it is nobody's. */
    changedBy: text("changed_by").notNull(),
    /** The key's hash, "session" or "master". */
    changedByApiKey: text("changed_by_api_key").notNull(),
    /** Whom the caller says it acts for (header litellm-changed-by). */
    onBehalfOf: text("on_behalf_of"),
    ip: text("ip"),
    /** `POST /team/update` */
    route: text("route").notNull(),
    httpStatus: integer("http_status").notNull(),
    /** JSON by id, as text because its bytes are hashed; null = there was nothing. Secrets are not in it. */
    before: text("before"),
    after: text("after"),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [index("audit_log_at").on(t.at), index("audit_log_table").on(t.tableName, t.id)],
)
