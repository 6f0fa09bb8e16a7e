import { index, pgTable, text } from "drizzle-orm/pg-core"
import { bytea, moment } from "./columns"

/** What is remembered about the users of requests with `integrate_memory`. */
export const memoryFacts = pgTable(
  "memory_facts",
  {
    id: text("id").primaryKey(),
    /** Whose they are: `team:<id>`, `user:<id>`, `key:<token>` or `master`. */
    tenant: text("tenant").notNull(),
    /** The `user` of those requests. */
    endUser: text("end_user").notNull(),
    fact: text("fact").notNull(),
    /** `conversation`: a model found it there; `api`: somebody wrote it. */
    source: text("source").notNull(),
    /** What it means: numbers of 32 bits, little-endian, of length 1; null = not asked yet. */
    vector: bytea("vector"),
    /** The model group that said so. */
    vectorModel: text("vector_model"),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (t) => [
    index("memory_facts_user").on(t.tenant, t.endUser, t.updatedAt),
    index("memory_facts_end_user").on(t.endUser),
  ],
)
