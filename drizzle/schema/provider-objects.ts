import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core"
import { moment } from "./columns"

/** What a provider keeps for somebody of ours, under an id it made: vector stores, fine-tuning jobs, copies of files. */
export const providerObjects = pgTable(
  "provider_objects",
  {
    /** vector_store | fine_tuning_job | file | passed */
    kind: text("kind").notNull(),
    /** The provider's. */
    id: text("id").notNull(),
    /** In whose account it is; and where, for when that deployment is called something else by now. */
    deploymentId: text("deployment_id").notNull(),
    address: text("address").notNull(),
    /** Of a copy: the id of our file. */
    localId: text("local_id"),
    apiKey: text("api_key").notNull(),
    userId: text("user_id"),
    teamId: text("team_id"),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.id] }),
    index("provider_objects_key").on(t.apiKey, t.kind),
    index("provider_objects_local").on(t.localId),
  ],
)
